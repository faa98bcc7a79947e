"""Encoding: tokens of translation engines and remarks of language models left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Bad, Good, Hit, Inside, rule
from mtqa.text.document import Document
from mtqa.text.pattern import Pattern
from mtqa.text.share_codes import is_share_code
from mtqa.text.stretches import gathered, shortened

#: Tokens that hold no words of the text. Sources: vocabularies and markers of SentencePiece, subword-nmt, OpenNMT,
#: Moses, fairseq, Marian, NLLB, M2M-100, mBART, T5, BERT and the chat formats of large language models.
_TOKENS = (
    r"</?(?:s|unk|pad|eos|bos|sep|cls|mask|w|lua_\w{1,20})>|</?(?:S|UNK|PAD|EOS|BOS)>|<<(?:unk|UNK|SYS)>>|<</SYS>>"
    r"|\[/?(?:UNK|unk|CLS|SEP|MASK|PAD|BOS|EOS|INST)\]|<\|[A-Za-z_]{2,30}\|>|<extra_id_\d{1,3}>|<2[a-z]{2,3}>|⁇"
    r"|⦅[^⦆\n]{0,60}⦆|｟[^｠\n]{0,60}｠|￭|#UNTRANSLATED#|\[\[TRANSLATED\]\]|MYMEMORY WARNING|QUERY LENGTH LIMIT"
)
_MASKS = (
    r"__(?:[A-Z]{2,12}_?\d{0,4}|[a-z]{2}|[a-z]{3}_[A-Z][a-z]{3})__|\b(?:XXPH|XPH|PLACEHOLDER|ZXNE|QZX)_?\d{1,4}\b"
    r"|\$(?:NUM|URL|DATE|ENT)\b"
)
_LOST_WORD = Pattern(rf"{_TOKENS}|(?<![\w@/_.])(?:{_MASKS})(?![\w/])")
#: Marks between the pieces of a word, with what joins the pieces again.
_PIECES = Pattern(
    r"(?P<joint>(?<=\w)@@ (?=\w)|(?<=[A-Za-z]) ##(?=[a-z]{1,20}\b))"
    r"|(?P<hyphen> ?@-@ ?)|(?P<comma> ?@,@ ?)|(?P<stop> ?@\.@ ?)"
    r"|(?P<space>[ ]?▁)|(?P<byte>Ġ)(?=[A-Za-z]{1,30}[ ]?Ġ)"
)
_JOINED = {"joint": "", "hyphen": "-", "comma": ",", "stop": ".", "space": " ", "byte": " "}


@rule(
    "ENC16",
    Category.ENCODING,
    Severity.MAJOR,
    Bad("The [[<unk>]] said so.[[</s>]]"),
    Bad("The long[[ @-@ ]]term plan", fixed="The long-term plan"),
    Bad("The mobi[[@@ ]]liz[[@@ ]]ation", fixed="The mobilization"),
    Bad("He mobil[[ ##]]ized troops.", fixed="He mobilized troops."),
    Bad("So[[▁]]it[[ ▁]]ended.", fixed="So it ended."),
    Bad("The [[__NE1__]] met [[XXPH0]] in [[__eng_Latn__]]."),
    Bad("It [[\u2047]] the [[<|endoftext|>]]"),
    Bad("The word [[#UNTRANSLATED#]] here"),
    Good("Follow @__ann__ and a@@b.org, #protest, ##", why="accounts and hashtags"),
    Good("HOW WILL IT END?\n\n___\n\nWHO KNOWS?", why="a line between sections"),
    Good("Mail me @ home, or see the U.S.-@-large", why="an at sign"),
    Good("She called __init__ and __str__.\n## Heading", why="code and a Markdown heading"),
    Good("Sears, Roebuck and Co <S> fell.", why="the code of a share"),
    Good("Ġorġ Ġaħan lives in Malta.", why="Maltese letters"),
    screen=re.sub(r"\{(\d),\d\d\}", r"{\1,}", rf"{_TOKENS}|{_MASKS}|@@ |@[-,.]@|▁|Ġ| ##[a-z]"),
    confidence=0.97,
)
def engine_token(document: Document) -> Iterator[Hit]:
    """A token that a translation engine uses inside stands in the text.

    ## Why it matters
    A word was lost or cut into pieces, and readers see the machine's own signs.

    ## Known limits
    What word a token stands for cannot be known.
    """
    text = document.text
    lost = (Span.of(each) for each in _LOST_WORD.finditer(text) if not is_share_code(text, each.start()))
    for span in gathered(lost, text):
        yield Hit(span, f"The engine's own sign “{shortened(document[span])}” stands in place of words.")
    for match in _PIECES.finditer(text):
        new = _JOINED[match.lastgroup or "joint"]
        message = f"The engine's own sign “{match[0].strip()}” is left between the pieces of words."
        yield Hit(Span.of(match), message, Suggestion(new, safe=True))


_WORK = r"(?:translation|translated (?:text|article|version|story)|English (?:version|translation)|rewritten|revised)"
#: What language models say about their work; each begins a line.
_REMARK = Pattern(
    r"(?:\A|\n)[ \t*#>]{0,6}(?P<remark>"
    rf"(?:(?:Sure|Certainly|Of course|Absolutely)[,!.]\s{{1,3}})?Here(?:['’]s| is| are) (?:the|your|a|an|my) "
    rf"(?:[\w-]{{1,20}} ){{0,3}}{_WORK}\b[^\r\n]{{0,120}}"
    r"|As (?:an AI|a large) language model\b[^\r\n]{0,120}"
    r"|I(?:['’]| a)m sorry, but (?:I (?:cannot|can['’]t|am unable to) (?:translate|assist|fulfill|help)|as an AI)"
    r"[^\r\n]{0,120}"
    r"|I (?:cannot|can['’]t) (?:fulfill|assist with) (?:this|that|your) request[^\r\n]{0,80}"
    r"|\(?Note: (?:I(?: have|['’]ve)? (?:translat|kept|preserv|left|adapt)"
    r"|This (?:is a (?:machine )?translation|translation )|The translation (?:is|was|above|keeps))[^\r\n]{0,200}"
    r"|(?:English )?[Tt]ransl(?:ation|ated text|ated article)(?: (?:into|to|in) English)?:\*{0,2}"
    r"(?=[ \t]*(?:[\r\n]|\Z))"
    r"|Let me know if you(?:['’]d| would) (?:like|prefer) me to [^\r\n]{0,120}"
    r"|Let me know if you need any (?:further|other|adjustments|changes)[^\r\n]{0,120}"
    r"|I hope this (?:translation )?helps[.!]"
    r")"
)


@rule(
    "ENC17",
    Category.ADDITION,
    Severity.MAJOR,
    Bad("[[Here is the English translation of the article:]]\n\nThe talks ended."),
    Bad("[[Sure! Here's the translated text:]]\nThe talks ended."),
    Bad("[[Translation:]]\n\nThe talks ended."),
    Bad("The talks ended.\n\n[[Note: I have translated the names as they stand.]]"),
    Bad("The talks ended.\n\n[[Let me know if you'd like me to adjust the tone.]]"),
    Bad("[[As an AI language model, I cannot read the picture.]]"),
    Good("“As an AI language model, I cannot help,” the chatbot said.", why="quoted speech"),
    Good("Translation: we are leaving, and soon.", why="an explanation in a commentary"),
    Good("Sure, here's the thing about rivers.", why="a commentary"),
    Good("Here is the latest news from the front.", why="a story's own words"),
    Good("Note: The translation rights belong to the publisher's heirs.", why="a note on something else"),
    screen=(
        r"(?:Here(?:['’]s| is| are) )|AI language model|large language model|m sorry, but|"
        r"(?:this|that|your) request|\(?Note: |"
        r"[Tt]ransl(?:ation|ated)[^\n]*:|Let me know if you|I hope this "
    ),
    confidence=0.95,
    quotations=Inside.SKIPPED,
)
def model_remark(document: Document) -> Iterator[Hit]:
    """A language model's remark about its own work stands in the story.

    ## Why it matters
    It is no part of the story and shows that nobody read it.

    ## Known limits
    Only remarks that begin a line are known, and only their usual forms.
    """
    for match in _REMARK.finditer(document.text):
        yield Hit(
            Span.of(match, "remark"),
            f"The line “{shortened(match['remark'])}” is a remark of the program, not of the story.",
        )
