"""A Word package to a document: which parts are read, what is in the story, and where an editor finds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from mtqa.model.errors import ReadError
from mtqa.model.metadata import Metadata
from mtqa.readers._base import File
from mtqa.readers._extract import Extract
from mtqa.readers._metadata import language, listed, stated
from mtqa.readers._word_xml import Shown, Style, elements, shown, styles
from mtqa.readers._zipped import opened, unpack
from mtqa.text.document import Document
from mtqa.text.structure import Role

if TYPE_CHECKING:
    from zipfile import ZipFile

_MAIN, _RELATIONS, _STYLES, _CORE = "word/document.xml", "_rels/.rels", "word/styles.xml", "docProps/core.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_SEALED = "it stands in a Word document; change it there"
#: What a soft line break looks like in the line that a paragraph is shown as.
_SOFT_BREAK = "\v"
#: Built-in styles by their names, which are English in every Word, and the beginnings of other names.
_ROLES = {
    "title": Role.HEADLINE,
    "heading 1": Role.HEADLINE,
    "headline": Role.HEADLINE,
    "subtitle": Role.SUBHEADING,
    "caption": Role.CAPTION,
    "byline": Role.BYLINE,
}
_ROLES_BY_BEGINNING = (("heading ", Role.SUBHEADING), ("subhead", Role.SUBHEADING), ("list", Role.LIST_ITEM))
#: So many styles may be based on one another.
_DEEPEST_STYLE = 20


class _Package:
    """The parts of a file."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._archive: ZipFile = opened(file.data, file.path)
        self._infos = {info.filename: info for info in self._archive.infolist()}

    def part(self, name: str) -> bytes | None:
        """The content of a part; None where there is none of that name."""
        info = self._infos.get(name)
        if info is None:
            return None
        path = f"{self._file.path}: {name}"
        try:
            return unpack(self._archive, info, path=path, allowance=self._file.allowance)
        except ReadError as error:
            raise ReadError(f"{self._file.path}: {str(error).removeprefix(f'{self._file.path}: ')}") from error

    def main(self) -> str:
        """Where the story is: nearly always in the same place, else where the package says."""
        relations = None if _MAIN in self._infos else self.part(_RELATIONS)
        if relations is not None:
            for name, attributes in elements(relations, self.place(_RELATIONS)):
                if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
                    return attributes.get("Target", "").lstrip("/")
        return _MAIN

    def place(self, name: str) -> str:
        """How errors name a part."""
        return f"{self._file.path}: {name}"


def document(file: File) -> Document:
    """The story in a Word document.

    Raises:
        ReadError: if the package is damaged or no Word document, or has no text.
    """
    package = _Package(file)
    main = package.main()
    story = package.part(main)
    if story is None:
        raise ReadError(f"{file.path}: no Word document: it has no part {main}; save it again in Word")
    paragraphs = list(shown(story, package.place(main)))
    for name in _NOTES:
        if notes := package.part(name):
            paragraphs += shown(notes, package.place(name))
    if not any(paragraph.text.strip() for paragraph in paragraphs):
        raise ReadError(f"{file.path}: the document has no text, tracked deletions and hidden text left out")
    used = {paragraph.style for paragraph in paragraphs if paragraph.style}
    defined = package.part(_STYLES) if used else None
    known = styles(defined, package.place(_STYLES)) if defined else {}
    core = package.part(_CORE)
    metadata = _metadata(elements(core, package.place(_CORE))) if core else Metadata()
    extract = _extract(paragraphs, known)
    text = extract.text
    return Document(
        text,
        id=file.path,
        path=file.path,
        language=language(metadata.language or None, text),
        roles=extract.roles,
        file_text=_lines(paragraphs),
        origin=extract.source_map,
        sealed=_SEALED,
        metadata=metadata,
    )


def _lines(paragraphs: Iterable[Shown]) -> str:
    """The paragraphs, one a line, so that a line's number is a paragraph's."""
    return "\n".join(paragraph.text.replace("\n", _SOFT_BREAK) for paragraph in paragraphs)


def _extract(paragraphs: Sequence[Shown], known: Mapping[str, Style]) -> Extract:
    """The text, with a blank line between paragraphs that are not empty."""
    extract = Extract(_lines(paragraphs))
    at = 0
    for number, paragraph in enumerate(paragraphs):
        if paragraph.text.strip():
            if extract.length:
                extract.put("\n\n", at, at)
            begin = extract.length
            _take(extract, paragraph.text, at)
            extract.mark(_role(paragraph, known), number, begin)
        at += len(paragraph.text) + 1
    return extract


def _take(extract: Extract, text: str, at: int) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            extract.put("\n", at - 1, at)
        extract.copy(at, at + len(line))
        at += len(line) + 1


def _role(paragraph: Shown, known: Mapping[str, Style]) -> Role | None:
    """What a paragraph is, by its style or what that is based on; a level in the outline makes a heading of any."""
    level = paragraph.level
    style, steps = paragraph.style, 0
    role = Role.LIST_ITEM if paragraph.in_list else None
    while style and steps < _DEEPEST_STYLE:
        one = known.get(style)
        name = one.name if one else style.lower().replace("heading", "heading ")
        role = _role_of_name(name) or role
        level = level if level is not None or one is None else one.level
        if role is not None and role is not Role.LIST_ITEM:
            return role
        style, steps = one.based_on if one else "", steps + 1
    if level is not None and level < 9:
        return Role.SUBHEADING if level else Role.HEADLINE
    return role


def _role_of_name(name: str) -> Role | None:
    name = name.lower().strip()
    if name in _ROLES:
        return _ROLES[name]
    return next((role for begin, role in _ROLES_BY_BEGINNING if name.startswith(begin)), None)


def _metadata(core: Iterable[tuple[str, Mapping[str, str]]]) -> Metadata:
    """What the package says about itself, as far as it says it of the story."""
    said = {name: attributes["#text"] for name, attributes in core if attributes.get("#text")}
    return Metadata(
        version=stated(said.get("revision", "")),
        language=stated(said.get("language", "")),
        headline=stated(said.get("title", "")),
        byline=stated(said.get("creator", "")),
        subjects=listed(said.get("keywords"), said.get("subject")),
    )
