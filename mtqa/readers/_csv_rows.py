"""Rows of a table in text: where each cell stands in the file, and how a change is written into it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from mtqa.model.errors import ReadError
from mtqa.model.unread import Unread
from mtqa.readers._base import File, Records
from mtqa.readers._fields import KNOWN, TEXT, WrongFieldError, document, name
from mtqa.text.document import Document
from mtqa.text.position import Position
from mtqa.text.source_map import SourceMap

#: What may stand between cells, and what people call it.
_DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
#: Excel's own first line, which says what stands between cells.
_SAYS_DELIMITER = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\r|\n)')
_LINE = re.compile(r"[^\r\n]*")
_END = re.compile(r"\r\n|\r|\n")
_ROW_END = re.compile(r"\r?\n")
_BLANK = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")
_DOUBLED = re.compile('""')
#: How much of a head is shown.
_SHOWN = 80
_WAY_OUT = "the first row names the columns, one of them text: id,text (or with semicolons, tabs or bars between)"


@dataclass(frozen=True, slots=True)
class _Dialect:
    r"""What stands between cells, whether a cell may stand in quotation marks, and whether ``\r`` alone ends a row.

    It does where it ends the first one; elsewhere it is a character of a cell, as careless programs write it.
    """

    delimiter: str
    quotes: bool
    returns: bool

    def cell(self) -> re.Pattern[str]:
        """A cell at a place; group 1 is what stands in quotation marks."""
        delimiter = re.escape(self.delimiter)
        bare = rf"[^{delimiter}\r\n]*+" if self.returns else rf"(?:[^{delimiter}\r\n]++|\r(?!\n))*+"
        end = r"[\r\n]" if self.returns else r"\r?\n"
        quoted = rf'"((?:[^"]++|"")*+)"(?={delimiter}|{end}|\Z)'
        return re.compile(f'{quoted}|(?!"){bare}' if self.quotes else bare)

    def bare(self, text: str) -> str | None:
        """``text`` as it is written into a cell without quotation marks; None where it cannot be."""
        delimits = self.delimiter in text or "\n" in text or "\r" in text
        return None if delimits or (self.quotes and '"' in text) else text


def _quoted(text: str) -> str:
    """``text`` as it is written between quotation marks."""
    return text.replace('"', '""')


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a cell says, where that stands in the file, and whether in quotation marks."""

    start: int
    end: int
    quoted: bool

    def of(self, source: str) -> str:
        """The text of the cell."""
        text = source[self.start : self.end]
        return text.replace('""', '"') if self.quoted else text


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells between ``start`` and ``end``; ``problem`` says what is wrong with them."""

    start: int
    end: int
    cells: tuple[_Cell, ...]
    problem: str = ""


def documents(file: File) -> Records:
    """The stories of the file.

    Raises:
        ReadError: if the file is no text, or its first row names no column ``text``.
    """
    decoded = file.decoded
    source = decoded.text
    start, dialect = _dialect(source, file)
    rows = _rows(source, start, dialect)
    head = next(rows, None)
    columns = [cell.of(source).strip().lower() for cell in head.cells] if head else []
    _check(columns, head, file.path)
    line, counted, offset = 1, 0, decoded.offset
    for number, row in enumerate(rows, 1):
        line += len(_END.findall(source, counted, row.start))
        offset += len(source[counted : row.start].encode(decoded.encoding))
        counted = row.start
        made = _document(row, columns, source, dialect, number=number, path=file.path, line=line)
        if isinstance(made, Document):
            yield replace(made, file_offset=offset, encoding=decoded.encoding)
        else:
            yield made


def _dialect(source: str, file: File) -> tuple[int, _Dialect]:
    """Where the head begins, and the one dialect in which it has a column ``text``.

    Raises:
        ReadError: if there is none, or more than one.
    """
    said = _SAYS_DELIMITER.match(source)
    start = said.end() if said else 0
    while (blank := _BLANK.match(source, start)) and blank.end() > start:
        start = blank.end()
    delimiters = [said[1]] if said else list(_DELIMITERS)
    possible = [one for one in delimiters if _names_text(source, start, one)]
    alone = [one for one in possible if one in source[start : _line_end(source, start)]]
    if not possible:
        shown = source[start : min(_line_end(source, start), start + _SHOWN)]
        raise ReadError(f'{file.path}: the first row "{shown}" names no column text; {_WAY_OUT}')
    if len(alone) > 1:
        kinds = " and by ".join(_DELIMITERS[one] for one in alone)
        raise ReadError(
            f"{file.path}: the cells of the first row can be parted by {kinds}; name the columns in plain words"
        )
    delimiter = alone[0] if alone else "\t" if file.suffix in {".tsv", ".tab"} and not said else delimiters[0]
    quotes = delimiter != "\t" or _has_quoted_cells(source, start)
    head = next(_rows(source, start, _Dialect(delimiter, quotes=True, returns=True)))
    end = _END.match(source, head.end)
    return start, _Dialect(delimiter, quotes, returns=end is not None and end[0] == "\r")


def _line_end(source: str, start: int) -> int:
    found = _LINE.match(source, start)
    return found.end() if found else start


def _names_text(source: str, start: int, delimiter: str) -> bool:
    row = next(_rows(source, start, _Dialect(delimiter, quotes=True, returns=True)), None)
    return row is not None and any(cell.of(source).strip().lower() == TEXT for cell in row.cells)


def _has_quoted_cells(source: str, start: int) -> bool:
    """Whether quotation marks at the beginnings of cells between tabs are there for the cell, and not for the story.

    Some programs write them and others do not. Where every line has as many cells as the first, and some cell begins
    with a mark but does not end with one, they belong to the story.
    """
    lines = [line for line in re.split(r"\r\n|\r|\n", source[start:]) if line.strip()]
    tabs = lines[0].count("\t")
    if any(line.count("\t") != tabs for line in lines):
        return True
    whole = re.compile(r'"(?:[^"\t]++|"")*+"')
    return all(whole.fullmatch(cell) for line in lines for cell in line.split("\t") if cell.startswith('"'))


def _check(columns: list[str], head: _Row | None, path: str) -> None:
    if head is None or head.problem:
        raise ReadError(f"{path}: {head.problem if head else 'the file has no row'}; {_WAY_OUT}")
    twice = sorted(one for one, times in Counter(columns).items() if times > 1 and one in {TEXT, *KNOWN})
    if twice:
        raise ReadError(f'{path}: two columns are named "{twice[0]}"; rename the one that is not meant')


def _rows(source: str, start: int, dialect: _Dialect) -> Iterator[_Row]:
    """The rows, blank lines left out.

    A row that goes wrong ends with its line; with the file where nothing closes a cell.
    """
    cell, ends = dialect.cell(), _END if dialect.returns else _ROW_END
    at = start
    while at < len(source):
        blank = _BLANK.match(source, at)
        if blank and dialect.delimiter not in blank[0]:
            at = blank.end()
            continue
        row = _row(source, at, cell, dialect)
        yield row
        end = ends.match(source, row.end)
        at = end.end() if end else row.end


def _row(source: str, start: int, pattern: re.Pattern[str], dialect: _Dialect) -> _Row:
    cells: list[_Cell] = []
    at = start
    while True:
        found = pattern.match(source, at)
        if found is None:
            return _wrong(source, start, at)
        quoted = found.re.groups > 0 and found[1] is not None
        cells.append(_Cell(*found.span(1), quoted=True) if quoted else _Cell(*found.span(), quoted=False))
        at = found.end()
        if source[at : at + 1] != dialect.delimiter:
            return _Row(start, at, tuple(cells))
        at += 1


def _wrong(source: str, start: int, at: int) -> _Row:
    """A row in which the cell at ``at`` begins with a quotation mark and does not end with one."""
    mark = at + 1
    while True:
        mark = source.find('"', mark)
        if mark < 0:
            lost = len(_END.findall(source, at))
            problem = "a quotation mark opens a cell and none closes it"
            problem += f"; the rest of the file, {lost:,} line ends, was not read" if lost else ""
            return _Row(start, len(source), (), problem)
        if source[mark + 1 : mark + 2] != '"':
            break
        mark += 2
    problem = "after the quotation mark that closes a cell comes more; marks inside a cell are written twice"
    return _Row(start, _line_end(source, mark), (), problem)


def _document(  # noqa: PLR0913 - the place of a row
    row: _Row, columns: list[str], source: str, dialect: _Dialect, *, number: int, path: str, line: int
) -> Document | Unread:
    if row.problem:
        return Unread(path, str(number), line, row.problem)
    said = ((column, cell.of(source)) for column, cell in zip(columns, row.cells, strict=False))
    fields = {column: text for column, text in said if text.strip() or column == TEXT}
    beyond = row.cells[len(columns) :]
    if len(row.cells) < len(columns) or any(cell.end > cell.start for cell in beyond):
        has = f"the row has {_cells(len(row.cells))}, the first row {len(columns)}"
        way_out = f"a cell with {_DELIMITERS[dialect.delimiter]} in it stands in quotation marks"
        return Unread(path, name(fields, number), line, f"{has}; {way_out}")
    try:
        made = document(fields, number=number, path=path, line=line)
    except WrongFieldError as error:
        return Unread(path, name(fields, number), line, str(error))
    cell = row.cells[columns.index(TEXT)]
    return replace(
        made,
        file_text=source[row.start : row.end],
        origin=_source_map(source, cell, row.start, dialect.bare),
        file_position=Position(line, 1),
    )


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _source_map(source: str, cell: _Cell, base: int, bare: Callable[[str], str | None]) -> SourceMap:
    """The way from the text of a cell back into its row, which begins at ``base``."""
    if not cell.quoted:
        mapped = SourceMap(escape=bare)
        mapped.copy(cell.start - base, cell.end - cell.start)
        return mapped
    mapped = SourceMap(escape=_quoted)
    at = cell.start
    for mark in _DOUBLED.finditer(source, cell.start, cell.end):
        mapped.copy(at - base, mark.start() - at)
        mapped.put(1, mark.start() - base, mark.end() - base)
        at = mark.end()
    mapped.copy(at - base, cell.end - at)
    return mapped
