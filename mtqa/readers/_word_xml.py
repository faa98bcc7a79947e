"""WordprocessingML to paragraphs: what Word shows when all tracked changes are accepted.

The elements are those of ISO/IEC 29500-1, in the namespaces of its transitional and its strict form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mtqa.model.errors import ReadError
from mtqa.text.pattern import Pattern

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

#: What stands between namespace and name in what expat gives.
_SEPARATOR = " "
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATHS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OFF = frozenset({"0", "false", "off"})
#: What was deleted or moved away.
_GONE = frozenset({"del", "moveFrom"})
#: Elements that only keep what was before a change, and how a word is pronounced.
_SKIPPED = frozenset({"pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "rt"})
#: What stands for characters.
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SPACE = " \t\r\n"
_SPACE_ATTRIBUTE = f"http://www.w3.org/XML/1998/namespace{_SEPARATOR}space"
#: What a line ends with; in a text element Word shows a space.
_BREAKS = Pattern(r"\r\n|[\r\n\v]")
#: Where fonts of symbols keep theirs.
_PRIVATE = range(0xE000, 0xF900)
_HALVES, _LAST = range(0xD800, 0xE000), 0x10FFFF


@dataclass(frozen=True, slots=True)
class Shown:
    r"""A paragraph as it is shown; a soft line break is ``\n``. ``level`` is its own in the outline, from 0."""

    text: str
    style: str = ""
    level: int | None = None
    in_list: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style."""

    name: str
    based_on: str = ""
    level: int | None = None


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read, and those of text boxes in it."""

    text: list[str] = field(default_factory=list)
    style: str = ""
    level: int | None = None
    in_list: bool = False
    end_deleted: bool = False
    boxes: list[Shown] = field(default_factory=list)


def _parse(data: bytes, place: str, prepare: Callable[[XMLParserType], None]) -> None:
    """Parse a part.

    Raises:
        ReadError: if it is no XML, or declares what no part of a package may declare.
    """
    from xml.parsers.expat import ExpatError, ParserCreate

    parser = ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.buffer_size = 1 << 16

    def refuse(*_: object) -> None:
        raise ReadError(f"{place} declares a document type, which no Word document does; save it again in Word")

    parser.StartDoctypeDeclHandler = refuse
    prepare(parser)
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError) as error:  # an encoding that expat or Python does not know
        raise ReadError(f"{place} is damaged: {error}; save the document again in Word") from error


def elements(data: bytes, place: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Names without namespace, and attributes, of a small part; the text in an element is its ``#text``."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((name.rpartition(_SEPARATOR)[2], attributes))

    def text(data: str) -> None:
        if found:
            found[-1][1]["#text"] = found[-1][1].get("#text", "") + data

    def prepare(parser: XMLParserType) -> None:
        parser.StartElementHandler = start
        parser.CharacterDataHandler = text

    _parse(data, place, prepare)
    return iter(found)


def _value(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.endswith(" val")), "")


def _is_on(attributes: dict[str, str]) -> bool:
    return _value(attributes) not in _OFF


def _level(attributes: dict[str, str]) -> int | None:
    value = _value(attributes)
    return int(value) if value.isdecimal() and len(value) == 1 else None


def styles(data: bytes, place: str) -> dict[str, Style]:
    """The styles of a document by their ids."""
    found: dict[str, Style] = {}
    identity = name = based_on = ""
    level: int | None = None
    for element, attributes in elements(data, place):
        if element == "style":
            if identity:
                found[identity] = Style(name, based_on, level)
            identity = next((value for key, value in attributes.items() if key.endswith(" styleId")), "")
            name, based_on, level = "", "", None
        elif element == "name":
            name = _value(attributes)
        elif element == "basedOn":
            based_on = _value(attributes)
        elif element == "outlineLvl":
            level = _level(attributes)
    if identity:
        found[identity] = Style(name, based_on, level)
    return found


def shown(data: bytes, place: str) -> Iterator[Shown]:
    """The paragraphs of a story or of its notes, empty ones included.

    Raises:
        ReadError: if the part is no XML.
    """
    reader = _Reader()
    _parse(data, place, reader.listen)
    return iter(reader.finished())


class _Reader:
    """Listens to a part as it is parsed."""

    def __init__(self) -> None:
        self._done: list[Shown] = []
        self._open: list[_Open] = []
        #: A paragraph whose end was deleted: the next one goes on with it.
        self._carried: list[str] = []
        #: How deep the parser is, and the depth of the element of which nothing is shown, if it is in one.
        self._depth = self._gone = 0
        #: The depths of rows and content controls, of which it shows only inside whether they are there.
        self._doubtful: list[int] = []
        self._in_text = self._keeps_space = self._hidden = False
        self._in_properties = self._in_row_properties = False
        self._chunks: list[str] = []
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}

    def listen(self, parser: XMLParserType) -> None:
        """Have the parser tell."""
        starts: dict[str, Callable[[dict[str, str]], None]] = {
            "p": self._start_paragraph,
            "pPr": self._start_properties,
            "trPr": self._start_row_properties,
            "pStyle": self._style,
            "numPr": self._list,
            "outlineLvl": self._outline,
            "r": self._start_run,
            "vanish": self._vanish,
            "t": self._start_text,
            "sym": self._symbol,
            "footnote": self._note,
            "endnote": self._note,
            "showingPlcHdr": self._placeholder,
            "tr": self._start_doubtful,
            "sdt": self._start_doubtful,
            **dict.fromkeys(_GONE, self._deleted),
            **dict.fromkeys(_SKIPPED, self._skip),
            **{name: self._character(text) for name, text in _CHARACTERS.items()},
        }
        ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "pPr": self._end_properties,
            "trPr": self._end_row_properties,
            "t": self._end_text,
            "tr": self._end_doubtful,
            "sdt": self._end_doubtful,
        }
        for namespace in _WORD:
            self._starts |= {f"{namespace}{_SEPARATOR}{name}": do for name, do in starts.items()}
            self._ends |= {f"{namespace}{_SEPARATOR}{name}": do for name, do in ends.items()}
        for namespace in _MATHS:
            self._starts[f"{namespace}{_SEPARATOR}t"] = self._start_text
            self._ends[f"{namespace}{_SEPARATOR}t"] = self._end_text
        self._starts[f"{_COMPATIBILITY}{_SEPARATOR}Fallback"] = self._skip
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def finished(self) -> list[Shown]:
        """The paragraphs, when all is read."""
        if self._carried:
            self._done.append(Shown("".join(self._carried)))
            self._carried = []
        return self._done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if not self._gone and (do := self._starts.get(name)) is not None:
            do(attributes)

    def _end(self, name: str) -> None:
        if self._gone == self._depth:
            self._gone = 0
        if not self._gone and (do := self._ends.get(name)) is not None:
            do()
        self._depth -= 1

    # What is not shown

    def _skip(self, _: dict[str, str]) -> None:
        self._gone = self._depth

    def _deleted(self, _: dict[str, str]) -> None:
        """Something was deleted: words, the end of a paragraph, or a row of a table."""
        if self._in_row_properties and self._doubtful:
            self._in_row_properties = False
            self._gone = self._doubtful[-1]
        elif self._in_properties and self._open:
            self._open[-1].end_deleted = True
        else:
            self._gone = self._depth

    def _placeholder(self, _: dict[str, str]) -> None:
        """A content control shows what is to be filled in ("Click here to enter text")."""
        if self._doubtful:
            self._gone = self._doubtful[-1]

    def _note(self, attributes: dict[str, str]) -> None:
        """A note with a type is a line between notes and text."""
        if any(name.endswith(" type") and value != "normal" for name, value in attributes.items()):
            self._gone = self._depth

    def _start_doubtful(self, _: dict[str, str]) -> None:
        self._doubtful.append(self._depth)

    def _end_doubtful(self) -> None:
        self._doubtful.pop()

    def _start_row_properties(self, _: dict[str, str]) -> None:
        self._in_row_properties = True

    def _end_row_properties(self) -> None:
        self._in_row_properties = False

    # Paragraphs

    def _start_paragraph(self, _: dict[str, str]) -> None:
        opened = _Open()
        if not self._open:
            opened.text, self._carried = self._carried, []
        self._open.append(opened)

    def _end_paragraph(self) -> None:
        one = self._open.pop()
        if one.end_deleted and not self._open:
            self._carried = one.text
            self._done += one.boxes
            return
        paragraph = Shown("".join(one.text), one.style, one.level, one.in_list)
        paragraphs = [paragraph, *one.boxes]
        if self._open:
            self._open[-1].boxes += paragraphs
        else:
            self._done += paragraphs

    def _start_properties(self, _: dict[str, str]) -> None:
        self._in_properties = True

    def _end_properties(self) -> None:
        self._in_properties = False

    def _style(self, attributes: dict[str, str]) -> None:
        if self._open:
            self._open[-1].style = _value(attributes)

    def _list(self, _: dict[str, str]) -> None:
        if self._open:
            self._open[-1].in_list = True

    def _outline(self, attributes: dict[str, str]) -> None:
        if self._open:
            self._open[-1].level = _level(attributes)

    # Text

    def _start_run(self, _: dict[str, str]) -> None:
        self._hidden = False

    def _vanish(self, attributes: dict[str, str]) -> None:
        self._hidden = self._hidden or (not self._in_properties and _is_on(attributes))

    def _start_text(self, attributes: dict[str, str]) -> None:
        self._in_text = True
        self._keeps_space = attributes.get(_SPACE_ATTRIBUTE) == "preserve"

    def _text(self, data: str) -> None:
        if self._in_text and not self._gone:
            self._chunks.append(data)

    def _end_text(self) -> None:
        text = _BREAKS.sub(" ", "".join(self._chunks))
        self._chunks.clear()
        self._in_text = False
        self._write(text if self._keeps_space else text.strip(_SPACE))

    def _write(self, text: str) -> None:
        if self._open and not self._hidden and not self._in_properties:
            self._open[-1].text.append(text)

    def _character(self, text: str) -> Callable[[dict[str, str]], None]:
        return lambda _: self._write(text)

    def _symbol(self, attributes: dict[str, str]) -> None:
        """A character by its number; those that only a font of symbols has are no text."""
        value = next((value for name, value in attributes.items() if name.endswith(" char")), "")
        try:
            number = int(value, 16)
        except ValueError:
            return
        if number >= 32 and number not in _PRIVATE and number not in _HALVES and number <= _LAST:
            self._write(chr(number))
