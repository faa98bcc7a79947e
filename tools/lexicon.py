"""Make the lexicon of English from its sources: ``python -m tools.lexicon FOLDER``.

FOLDER holds the two archives that ``mtqa/text/data/lexicon.toml`` names, fetched with the commands given there. The
script writes ``lexicon.txt`` and says what to put under ``[result]``; the same archives and the same word list of ours
give the same file, byte for byte.
"""

from __future__ import annotations

import io
import math
import re
import sys
import tarfile
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "mtqa" / "text" / "data"
FACTS = DATA / "lexicon.toml"
OURS = DATA / "news_words.txt"
RESULT = DATA / "lexicon.txt"

_WORD = re.compile(r"[a-z]+")
_LIST = re.compile(
    r"(?P<spelling>\D*?)(?:_?variant_(?P<variant>\d))?-(?P<kind>words|upper|proper-names)\.(?P<size>\d\d)"
)
#: SCOWL's sizes: 10 to 35 is a small dictionary, 60 a usual one, 70 a large one, 80 one with rare words.
_LARGE = 70
_HUGE = 80
#: Variants 1 and 2 are usual or found in dictionaries; 3 is disputed.
_VARIANTS = (None, "1", "2")
#: Zipf's scale: 3 and less is rare, 4 and more frequent. 0: in large dictionaries only; what Google's books have not
#: is placed by the size of SCOWL's list.
_RAREST = 1
_NOT_COUNTED = {10: 3, 20: 3, 35: 2, 40: 2, 50: 2, 55: 1, 60: 1, 70: 1, 80: 0}
_MOST_FREQUENT = 9
_OURS = 3
#: How many letters the words of a block share.
PREFIX = 3
#: How frequent a word stands in the first block, which is looked at first.
_AT_HAND = 4

Words = Mapping[str, int]


def facts() -> dict[str, Any]:
    """Sources, licences and sums, as the project keeps them."""
    return tomllib.loads(FACTS.read_text("utf-8"))


def our_words(text: str) -> list[str]:
    """The words of our own list, comments left out."""
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]


def zipf(count: int, total: int) -> int:
    """The frequency on Zipf's scale, the decimal logarithm of uses per thousand million words, rounded; 1 to 9."""
    return max(_RAREST, min(_MOST_FREQUENT, round(math.log10(count / total * 1e9))))


def lines(words: Words, marks: Mapping[str, str]) -> Iterator[str]:
    """The lexicon's lines: frequent words, an index, then a block for all words that share their first letters.

    The index gives for each block the shared letters and where it begins, in characters from the end of the index. A
    block's lines begin with the frequency and a mark (a American, b British, n a name, - none) and give the words
    without the shared letters, each between blanks.
    """
    yield " ".join(sorted(word for word, frequency in words.items() if frequency >= _AT_HAND and marks[word] != "n"))
    sorted_words: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word in sorted(words):
        sorted_words[word[:PREFIX]][f"{words[word]}{marks[word]}"].append(word[PREFIX:])
    blocks = {
        prefix: "".join(f"{head} {' '.join(rest)} \n" for head, rest in sorted(of.items(), reverse=True))
        for prefix, of in sorted(sorted_words.items())
    }
    starts = accumulate(map(len, blocks.values()), initial=0)
    yield "".join(f"{prefix:_<{PREFIX}}{start:07}" for prefix, start in zip(blocks, starts, strict=False))
    yield "".join(blocks.values())


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Files of a Debian package, which is an `ar` archive around a compressed tar, or of a wheel."""
    data = archive.read_bytes()
    if archive.suffix == ".whl":
        with zipfile.ZipFile(io.BytesIO(data)) as wheel:
            yield from ((name, wheel.read(name)) for name in wheel.namelist())
        return
    at = len(b"!<arch>\n")
    while at < len(data):
        name, size = data[at : at + 16].decode().strip(), int(data[at + 48 : at + 58])
        if name.startswith("data.tar"):
            with tarfile.open(fileobj=io.BytesIO(data[at + 60 : at + 60 + size])) as tar:
                for member in tar.getmembers():
                    if (file := tar.extractfile(member)) is not None:
                        yield member.name, file.read()
        at += 60 + size + size % 2


def _scowl(archive: Path) -> tuple[dict[str, int], dict[str, set[str]], set[str]]:
    """Words with the smallest list they are in, the spellings they belong to, and words that are names only."""
    sizes: dict[str, int] = {}
    spellings: dict[str, set[str]] = defaultdict(set)
    names: set[str] = set()
    for path, data in _members(archive):
        found = _LIST.fullmatch(path.rpartition("/")[2])
        if not found or found["variant"] not in _VARIANTS:
            continue
        size, listed = int(found["size"]), data.decode("latin-1").split()
        if found["kind"] == "words" and size <= _HUGE:
            for word in filter(_WORD.fullmatch, listed):
                sizes[word] = min(size, sizes.get(word, size))
                spellings[word].add(found["spelling"])
        elif found["kind"] != "words" and size <= _LARGE:
            names.update(filter(_WORD.fullmatch, map(str.lower, listed)))
    return sizes, spellings, names - sizes.keys()


def _counts(archive: Path) -> dict[str, int]:
    """How often Google's books have each word."""
    listing = next(data for path, data in _members(archive) if path.endswith("/frequency_dictionary_en_82_765.txt"))
    pairs = (line.split() for line in listing.decode("utf-8-sig").splitlines())
    return {word: int(count) for word, count in pairs}


def _mark(word: str, spellings: Mapping[str, set[str]]) -> str:
    of = spellings.get(word, set())
    american, british = "american" in of, bool(of & {"british", "british_z"})
    if "english" in of or american == british:
        return "-"
    return "a" if american else "b"


def make(scowl: Path, books: Path, ours: Iterable[str]) -> str:
    """The lexicon's text."""
    sizes, spellings, names = _scowl(scowl)
    counts = _counts(books)
    total = sum(counts.values())
    words = {
        word: zipf(counts[word], total) if word in counts and size < _HUGE else _NOT_COUNTED[size]
        for word, size in sizes.items()
    }
    for word in ours:
        words[word] = max(_OURS, words.get(word, 0))
    marks = {word: _mark(word, spellings) for word in words}
    for name in names - words.keys():
        words[name], marks[name] = _RAREST, "n"
    return "\n".join(lines(words, marks))


def main(folder: str) -> None:
    """Check the sources' sums and write the lexicon."""
    archives = {}
    for source in facts()["source"]:
        path = Path(folder) / source["file"]
        found = sha256(path.read_bytes()).hexdigest()
        if found != source["sha256"]:
            sys.exit(f"{path}: sha256 is {found}, not {source['sha256']}; fetch {source['name']} {source['version']}")
        archives[source["name"]] = path
    text = make(archives["SCOWL"], archives["symspellpy"], our_words(OURS.read_text("utf-8")))
    RESULT.write_text(text, "ascii")
    print(f'[result]\nbytes = {len(text)}\nsha256 = "{sha256(text.encode()).hexdigest()}"')


if __name__ == "__main__":
    main(*sys.argv[1:])
