"""Share codes in angle brackets, as news agencies write them: "Sears <S>", "Apple <AAPL.O>"."""

from __future__ import annotations

from mtqa.text.pattern import Pattern

#: Elements of HTML that need no closing tag: "<BR>" is no share's code.
_UNCLOSED = "BR|HR|P|LI|TD|TR|TH|IMG|DIV"
_SHARE_CODE = Pattern(rf"(?<=[\w.] )<(?!(?:{_UNCLOSED})>)[A-Z]{{1,5}}>(?=[\s.,;:?!)'’]|\Z)")


def is_share_code(text: str, start: int) -> bool:
    """Whether the angle bracket at this code point opens the code of a share and not a tag.

    The code stands after a name and in capitals, and nothing closes it as a tag would be closed.
    """
    match = _SHARE_CODE.match(text, start)
    return match is not None and f"</{match[0][1:]}" not in text
