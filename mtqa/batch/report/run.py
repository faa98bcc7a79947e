"""The folder of an archive run, opened for questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mtqa.model.errors import ConfigError, NotInstalledError, ReadError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: What DuckDB may hold in memory; beyond it, it writes to a temporary folder.
_MEMORY = "512MB"
#: What the report asks of each table.
_COLUMNS = {
    "stories": (
        "story path id line headline outlet feed engine translated_from source_language published words verdict npt "
        "cqs critical major minor neutral preview unlisted crashes signature"
    ),
    "findings": "story number code name severity confidence preview line before quote after message why",
    "failures": "path id line kind reason",
    "clusters": "cluster size headline least_npt most_npt",
    "copies": "story cluster rank npt verdict words outlet published",
    "disagreements": "cluster kind variants",
    "furniture": "outlet text stories share",
    "spellings": "name spelling outlet stories",
    "appearances": "term code published outlet stories outlets last_published",
}
#: Tables that are one file each, in the folder ``across``: what comparing stories has left.
_ACROSS = frozenset({"clusters", "copies", "disagreements", "furniture", "spellings", "appearances"})


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file of the run that could not be read, and why."""

    path: str
    reason: str


class Run:
    """A run's tables, as views of a database in memory.

    ``damaged`` are the files that could not be read; the others are used. Several runs share a database: the views of
    each begin with its ``prefix``.
    """

    def __init__(self, folder: Path, database: DuckDBPyConnection, *, prefix: str = "") -> None:
        """Views of what is in the folder.

        Raises:
            ConfigError: if the folder holds no run.
            ReadError: if nothing of it can be read.
        """
        self.folder = folder
        self.prefix = prefix
        self.damaged: list[Damaged] = []
        self._database = database
        if not (folder / "stories").is_dir():
            what = "holds no archive run: there is no folder “stories” in it" if folder.is_dir() else "no such folder"
            raise ConfigError(f"{folder}: {what}; `mtqa batch ARCHIVE --out DIR` makes a run in DIR")
        self._parts = {name: self._readable(name) for name in _COLUMNS}
        self._create_views()

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that answer a query; ``{run}`` in it stands for the prefix of this run's views.

        Raises:
            ReadError: if a table is damaged where nobody had looked yet.
        """
        import duckdb

        try:
            return self._database.execute(query.replace("{run}", self.prefix), list(values)).fetchall()
        except duckdb.ProgrammingError:
            raise
        except duckdb.Error as error:
            raise ReadError(f"{self.folder}: {str(error).splitlines()[0]}") from error

    def has(self, table: str) -> bool:
        """Whether a file of that table can be read."""
        return bool(self._parts[table])

    def leave_damaged_out(self) -> bool:
        """Read every file to its end, leave out what fails; whether any did."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        before = len(self.damaged)
        for name, parts in self._parts.items():
            whole = []
            for part in parts:
                try:
                    for _ in pq.ParquetFile(part).iter_batches(columns=_COLUMNS[name].split()):
                        pass
                except (OSError, pa.ArrowException) as error:
                    self._damage(part, error)
                else:
                    whole.append(part)
            self._parts[name] = whole
        self._create_views()
        return len(self.damaged) > before

    def _readable(self, name: str) -> list[Path]:
        """The table's files that have a footer, and in it the columns that the report asks for."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        wanted = set(_COLUMNS[name].split())
        readable = []
        files = [self.folder / "across" / f"{name}.parquet"] if name in _ACROSS else parquet_files(self.folder / name)
        for part in sorted(file for file in files if file.exists()):
            try:
                missing = wanted - set(pq.read_schema(part).names)
            except (OSError, pa.ArrowException) as error:
                self._damage(part, error)
                continue
            if missing:
                self._damage(part, f"has no column {', '.join(sorted(missing))}")
            else:
                readable.append(part)
        return readable

    def _damage(self, part: Path, reason: object) -> None:
        told = str(reason).partition("\n")[0].replace(str(part), "the file")
        self.damaged.append(Damaged(part.relative_to(self.folder).as_posix(), told))

    def _create_views(self) -> None:
        if not self._parts["stories"]:
            why = f": {self.damaged[0].path}: {self.damaged[0].reason}" if self.damaged else ", not even an empty one"
            raise ReadError(f"{self.folder / 'stories'}: no table that can be read{why}; run `mtqa batch` again")
        for name, parts in self._parts.items():
            columns = _COLUMNS[name].split()
            if parts:
                source = f"SELECT {', '.join(map(_selected, columns))} FROM {reading(parts)}"
            else:
                source = f"SELECT {', '.join(f'NULL AS {_quoted(column)}' for column in columns)} WHERE false"
            self._database.execute(f"CREATE OR REPLACE VIEW {self.prefix}{name} AS {source}")


@contextmanager
def database() -> Iterator[DuckDBPyConnection]:
    """A database in memory that puts what is too large for that into a temporary folder.

    Raises:
        NotInstalledError: if DuckDB or pyarrow is not there.
    """
    try:
        import duckdb
        import pyarrow.parquet  # noqa: F401 - what opening a run needs, too
    except ImportError as error:
        raise NotInstalledError(
            f"a report needs {error.name}, which is not installed: pip install 'mtqa[batch]'"
        ) from error
    with TemporaryDirectory(prefix="mtqa-report-") as folder:
        connection = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": folder})
        try:
            connection.execute("SET preserve_insertion_order = false")
            yield connection
        finally:
            connection.close()


def parquet_files(folder: Path) -> Iterator[Path]:
    """The Parquet files of a folder that are complete: writers hide what is not."""
    if folder.is_dir():
        yield from (path for path in folder.glob("*.parquet") if not path.name.startswith((".", "_")))


def reading(parts: Iterable[Path]) -> str:
    """SQL that reads these files and no others, whatever their names."""
    return f"read_parquet([{', '.join(_literal(part) for part in parts)}], union_by_name = true)"


def _literal(path: Path) -> str:
    """The path as SQL, with nothing in it taken for a pattern."""
    return "'" + "".join(f"[{one}]" if one in "*?[" else one for one in str(path)).replace("'", "''") + "'"


def _quoted(column: str) -> str:
    return f'"{column}"'


def _selected(column: str) -> str:
    """A column of the table; of a time, its UTC without a time zone, which needs no extension of DuckDB."""
    quoted = _quoted(column)
    return f"make_timestamp(epoch_us({quoted})) AS {quoted}" if column.endswith("published") else quoted
