"""`mtqa fix`: what is changed, what is not, and that nothing is lost."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli import output
from mtqa.cli.main import main
from mtqa.engine.checker import Checker
from mtqa.model.errors import ConfigError
from mtqa.model.finding import Suggestion
from mtqa.model.mqm import Category, Severity
from mtqa.model.span import Span
from mtqa.rulebook.rule import Hit, Rule
from mtqa.text.document import Document

STORY = "Talks end\n\nThe talks ended. . Nobody spoke. . It was late.\n\nThe end. .\n"
MENDED = "Talks end\n\nThe talks ended. Nobody spoke. It was late.\n\nThe end.\n"


def fix(*arguments: object, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["fix", "--select", "PUN01", *map(str, arguments)], input=data)


def test_the_diff_is_one_that_patch_takes(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    done = fix(path)
    assert done.exit_code == 0
    assert path.read_text("utf-8") == STORY
    subprocess.run(["patch", "-s", path], input=done.stdout.encode(), check=True)
    assert path.read_text("utf-8") == MENDED
    assert done.stderr == f"mtqa: {path}: 3 safe changes can be made; --write makes them\n"


def test_the_diff_says_where_the_last_line_end_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("The talks ended. .", "utf-8")
    assert fix(path).stdout.splitlines()[2:] == [
        "@@ -1 +1 @@",
        "-The talks ended. .",
        "\\ No newline at end of file",
        "+The talks ended.",
        "\\ No newline at end of file",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_mark_and_line_ends_stay(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "story.txt"
    before, after = (("Café “Orléans” à la fin\n\n" + text).replace("\n", line_end) for text in (STORY, MENDED))
    path.write_bytes(before.encode(encoding))
    assert fix(path, "--write").exit_code == 0
    assert path.read_bytes() == after.encode(encoding)


def test_mode_and_link_stay_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path, link = tmp_path / "story.txt", tmp_path / "link.txt"
    path.write_text(STORY, "utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    assert fix(link, "--write").exit_code == 0
    assert link.is_symlink()
    assert path.read_text("utf-8") == MENDED
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(tmp_path.iterdir()) == [link, path]


def test_a_file_with_nothing_to_mend_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(MENDED, "utf-8")
    before = path.stat()
    done = fix(path, "--write")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_file_that_cannot_be_replaced_stays_whole(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    done = fix(path, "--write")
    assert done.exit_code == 2
    assert done.stderr == f"mtqa: {path}: cannot be written: No space left on device\n"
    assert [(one, one.read_text("utf-8")) for one in tmp_path.iterdir()] == [(path, STORY)]


def test_a_read_only_file_is_left_and_stops_nothing(tmp_path: Path) -> None:
    locked, path = tmp_path / "a.txt", tmp_path / "b.txt"
    for one in (locked, path):
        one.write_text(STORY, "utf-8")
    locked.chmod(0o444)
    done = fix(locked, path, "--write")
    assert (done.exit_code, locked.read_text("utf-8"), path.read_text("utf-8")) == (2, STORY, MENDED)
    assert done.stderr == (f"mtqa: {locked}: cannot be written: it is read-only\nmtqa: {path}: 3 safe changes made\n")


def test_utf_8_stays_in_a_file_with_a_few_other_bytes(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    story = STORY.replace("Nobody spoke", "Nobody spoke of “Le Café”")
    stray = b"\nOne line \xff\xfe\x80 is broken.\n"
    path.write_bytes(story.encode() + stray)
    done = CliRunner().invoke(main, ["fix", "--select", "PUN01,ENC01", str(path), "--write"])
    assert path.read_bytes() == MENDED.replace("Nobody spoke", "Nobody spoke of “Le Café”").encode() + stray
    assert "3 safe changes made\n  3:34 ENC01 not changed" in done.stderr
    assert "these bytes are UTF-8 already, in a file that is not UTF-8 throughout" in done.stderr


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("theirs", "utf-8")
    with pytest.raises(ConfigError, match="somebody changed the file meanwhile"):
        output.replace_file(path, b"ours", expected=b"as it was")
    assert path.read_text("utf-8") == "theirs"


def test_standard_input_is_mended_to_standard_output() -> None:
    done = fix("-", "--write", data=STORY.encode())
    assert (done.exit_code, done.stdout) == (0, MENDED)


def test_only_the_words_of_a_page_are_changed(tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    page = "<html><body><h1>Talks end</h1><p>The talks &amp; the <b>war</b> ended. . Nobody {} spoke.</p></body></html>"
    path.write_text(page.format("<i>really</i>"), "utf-8")
    assert fix(path, "--write").exit_code == 0
    assert path.read_text("utf-8") == page.replace(". .", ".").format("<i>really</i>")


def test_what_is_mixed_with_markup_is_named_and_left(tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    page = "<html><body><h1>Talks end</h1><p>The talks ended.<b> .</b> Nobody spoke.</p></body></html>"
    path.write_text(page, "utf-8")
    done = fix(path, "--write")
    assert path.read_text("utf-8") == page
    assert "PUN01 not changed: “. .” to “.”: the words are mixed with markup" in done.stderr


def _fix_furniture(monkeypatch: pytest.MonkeyPatch, path: Path, *arguments: str) -> Result:
    """Run the command with a rule that takes every "Advertisement" away unseen."""

    def check(document: Document) -> Iterator[Hit]:
        for match in re.finditer("Advertisement|Read also", document.text):
            yield Hit(Span.of(match), "It goes.", Suggestion("", safe=True))

    rule = Rule("XAA01", "furniture", Category.PUNCTUATION, Severity.MINOR, (), check, "It goes.")
    monkeypatch.setattr("mtqa.engine.checkers.Checkers.of", lambda *_: Checker([rule]))
    return CliRunner().invoke(main, ["fix", *arguments, str(path)])


FURNITURE = {
    "between": ("story.txt", "One.\n\nAdvertisement\n\nTwo.\n", "One.\n\nTwo.\n"),
    "first": ("story.txt", "Advertisement\n\nTwo.\n", "Two.\n"),
    "last": ("story.txt", "One.\n\nAdvertisement\n", "One.\n"),
    "twice": ("story.txt", "One.\n\nAdvertisement\n\nRead also\n\nTwo.\n", "One.\n\nTwo.\n"),
    "twice at the end": ("story.txt", "One.\n\nAdvertisement\n\nRead also\n", "One.\n"),
    "no blank lines": ("story.txt", "One.\nAdvertisement\nTwo.\n", "One.\nTwo.\n"),
    "carriage returns alone": ("story.txt", "One.\r\rAdvertisement\r\rTwo.\r", "One.\r\rTwo.\r"),
    "carriage returns": ("story.txt", "One.\r\n\r\nAdvertisement\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n"),
    "words of a paragraph": ("story.txt", "One.\n\nThe Advertisement\n\nTwo.\n", "One.\n\nThe \n\nTwo.\n"),
    "nothing else": ("story.txt", "Advertisement One.\n", " One.\n"),
    "Markdown": ("story.md", "# One\n\nAdvertisement\n\nTwo *words*.\n", "# One\n\nTwo *words*.\n"),
    "Markdown, last": ("story.md", "# One\n\nTwo words.\n\nAdvertisement\n", "# One\n\nTwo words.\n"),
    "Markdown, before a list": ("story.md", "One.\n\nAdvertisement\n\n- Two\n", "One.\n\n\n\n- Two\n"),
    "a page": ("story.html", "<p>One.</p>\n<p>Advertisement</p>\n<p>Two.</p>", "<p>One.</p>\n<p></p>\n<p>Two.</p>"),
    "a page, last": ("story.html", "<p>One.</p>\n<p>Advertisement</p>", "<p>One.</p>\n<p></p>"),
    "a record": (
        "story.jsonl",
        '{"id": 1, "text": "One.\\n\\nAdvertisement\\n\\nTwo."}\n',
        '{"id": 1, "text": "One.\\n\\nTwo."}\n',
    ),
}


@pytest.mark.parametrize("name", FURNITURE)
def test_a_paragraph_that_goes_takes_its_blank_line_along(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, before, after = FURNITURE[name]
    path = tmp_path / file
    path.write_bytes(before.encode())
    done = _fix_furniture(monkeypatch, path, "--write")
    assert (done.exit_code, done.stderr.count("not changed")) == (0, 0)
    assert path.read_bytes().decode() == after


def test_the_diff_shows_the_blank_line_that_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "story.md"
    path.write_text("# One\n\nAdvertisement\n\nTwo.\n", "utf-8")
    shown = _fix_furniture(monkeypatch, path, "--diff").stdout.splitlines()[2:]
    assert shown == ["@@ -1,5 +1,3 @@", " # One", " ", "-Advertisement", "-", " Two."]
    assert path.read_text("utf-8") == "# One\n\nAdvertisement\n\nTwo.\n"


def test_only_the_words_of_markdown_are_changed(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    story = (
        "---\ntitle: T\n---\n# Talks *end*\n\n> The [talks](http://a.b) ended{0} Nobody\n> spoke{0} &amp; left.\n\n"
        "|a\\|b{0}|\n|-|\n"
    )
    path.write_text(story.format(". ."), "utf-8")
    assert fix(path, "--write").exit_code == 0
    assert path.read_text("utf-8") == story.format(".")


def test_each_record_of_a_file_of_stories_is_mended_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    lines = '{{"id": 1, "text": "The \\u201ctalks\\u201d ended{0} Nobody spoke."}}\n{{"text": "é ended{0}", "id": 2}}\n'
    path.write_text(lines.format(". ."), "utf-8")
    assert fix(path, "--write").exit_code == 0
    assert path.read_text("utf-8") == lines.format(".")


def test_an_unreadable_file_stops_nothing(tmp_path: Path) -> None:
    path, binary = tmp_path / "story.txt", tmp_path / "binary.txt"
    path.write_text(STORY, "utf-8")
    binary.write_bytes(bytes(range(256)))
    done = fix(binary, tmp_path / "gone.txt", path, "--write")
    assert done.exit_code == 3
    assert path.read_text("utf-8") == MENDED
    assert binary.read_bytes() == bytes(range(256))
    assert f"mtqa: {tmp_path / 'gone.txt'}: No such file or directory" in done.stderr


def test_a_hard_link_keeps_what_the_file_was(tmp_path: Path) -> None:
    story, kept = tmp_path / "story.txt", tmp_path / "kept.txt"
    story.write_text(STORY, "utf-8")
    os.link(story, kept)
    assert fix(story, "--write").exit_code == 0
    assert story.read_text("utf-8") == MENDED
    assert kept.read_text("utf-8") == STORY
