"""The report on a run: its figures are those of direct counts, on the page, in the files beside it, in its filters."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from mtqa.batch import schema
from mtqa.batch.across.schema import COPIES
from mtqa.batch.report import wording
from mtqa.batch.report.gather import gather
from mtqa.batch.report.run import Run, database
from mtqa.cli.main import main
from tests.batch.report import runs

Rows = list[dict[str, Any]]


def report(*arguments: object, columns: int = 80) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)], env={"COLUMNS": str(columns), "NO_COLOR": "1"})


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = runs.write(tmp_path_factory.mktemp("archive") / "run")
    assert report(folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def stories(run: Path) -> Rows:
    return list(pq.read_table(run / "stories").to_pylist())


@pytest.fixture(scope="module")
def findings(run: Path) -> Rows:
    return list(pq.read_table(run / "findings").to_pylist())


class Page(HTMLParser):
    """Tables of a page by their captions, as rows of cells; classes of elements; what the page would fetch."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.fetched: list[str] = []
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []
        self.policy = ""
        self._path: list[str] = []
        self._caption = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """What the page has, and what it must not have."""
        given = dict(attributes)
        self.tags[tag] += 1
        self.fetched += [value for name, value in attributes if name in {"src", "srcset", "data"} and value]
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(given["content"])
        assert "style" not in given
        assert not [name for name in given if name.startswith("on")]
        if tag not in {"meta", "br", "input"}:
            self._path.append(tag)
        if tag == "tr" and self._caption:
            self.tables[self._caption].append([])
        if tag in {"td", "th"} and self._caption:
            self.tables[self._caption][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """Elements are closed in order."""
        assert self._path.pop() == tag
        if tag == "table":
            self._caption = ""

    def handle_data(self, data: str) -> None:
        """Captions and cells."""
        if self._path and self._path[-1] == "caption":
            self._caption = data
            self.tables[data] = []
        elif self._caption and {"td", "th"} & set(self._path) and "svg" not in self._path:
            self.tables[self._caption][-1][-1] += data

    def column(self, caption: str, column: str) -> dict[str, str]:
        """Cells of a column by what their rows are called."""
        head, *rows = self.tables[caption]
        at = [name.strip() for name in head].index(column)
        return {row[0].replace("few stories", "").strip(): row[at].strip() for row in rows}


@pytest.fixture(scope="module")
def page(run: Path) -> Page:
    return Page((run / "report.html").read_text("utf-8"))


def by(stories: Rows, column: str) -> dict[Any, Rows]:
    groups = defaultdict(list)
    for story in stories:
        groups[story[column]].append(story)
    return dict(groups)


def npt(stories: Rows, findings: Rows) -> float:
    """Points of the findings of these stories in 1,000 of their words, counted from the findings themselves."""
    keys = {story["story"] for story in stories}
    points = sum(runs.weight(finding) for finding in findings if finding["story"] in keys)
    words: int = sum(story["words"] for story in stories)
    return 1000 * points / words


def sheet(run: Path, name: str) -> Rows:
    return list(pq.read_table(run / "report" / f"{name}.parquet").to_pylist())


@pytest.mark.parametrize(
    ("name", "column", "key"),
    [
        ("outlets", "outlet", "outlet"),
        ("languages", "translated_from", "language"),
        ("engines", "engine", "engine"),
        ("feeds", "feed", "feed"),
    ],
)
def test_groups_have_the_figures_of_their_stories(  # noqa: PLR0913, PLR0917 - fixtures and parameters
    run: Path, stories: Rows, findings: Rows, name: str, column: str, key: str
) -> None:
    counted = {
        group: {
            "stories": len(those),
            **{kind: sum(story["verdict"] == kind for story in those) for kind in ("hold", "revise", "pass")},
            "words": sum(story["words"] for story in those),
            "npt": round(npt(those, findings), 4),
            "few": len(those) < 30,
        }
        for group, those in by(stories, column).items()
    }
    told = {row[key]: {field: row[field] for field in next(iter(counted.values()))} for row in sheet(run, name)}
    assert told == counted


def test_the_page_shows_the_same_figures(page: Page, stories: Rows, findings: Rows) -> None:
    points = page.column("Penalty by outlet", "points")
    assert points == {outlet: f"{npt(those, findings):.1f}" for outlet, those in by(stories, "outlet").items()}
    number = page.column("Penalty by language", "stories")
    names = {"ru": "Russian", "ar": "Arabic", "uk": "Ukrainian", "fa": "Persian", "de": "German", "tr": "Turkish"}
    assert number == {
        names.get(language, "not stated"): f"{len(those):,}"
        for language, those in by(stories, "translated_from").items()
    }


def test_rules_have_the_figures_of_their_findings(run: Path, findings: Rows) -> None:
    counted = {
        code: (
            len(those),
            len({finding["story"] for finding in those}),
            sum(map(runs.weight, those)),
            round(sum(finding["confidence"] for finding in those) / len(those), 4),
            all(finding["preview"] for finding in those),
        )
        for code, those in by(findings, "code").items()
    }
    told = {
        row["code"]: (row["findings"], row["stories"], row["points"], row["confidence"], row["preview"])
        for row in sheet(run, "rules")
    }
    assert told == counted


def test_a_rule_is_as_grave_as_most_of_its_findings(run: Path, findings: Rows) -> None:
    graveness = ("neutral", "minor", "major", "critical")
    counts = {code: Counter(one["severity"] for one in those) for code, those in by(findings, "code").items()}
    most = {
        code: max(count, key=lambda severity: (count[severity], graveness.index(severity)))
        for code, count in counts.items()
    }
    assert {row["code"]: row["severity"] for row in sheet(run, "rules")} == most


def test_weeks_are_those_of_publication(run: Path, stories: Rows, findings: Rows) -> None:
    weeks = defaultdict(list)
    for story in stories:
        if story["published"]:
            day = story["published"].date()
            weeks[day - timedelta(days=day.weekday())].append(story)
    told = {row["first_day"]: (row["stories"], row["npt"]) for row in sheet(run, "periods") if row["stories"]}
    assert told == {week: (len(those), round(npt(those, findings), 4)) for week, those in weeks.items()}
    days = [row["first_day"] for row in sheet(run, "periods")]
    assert days == [days[0] + timedelta(days=7 * number) for number in range(len(days))]


def test_scores_are_distributed_as_counted(run: Path, stories: Rows) -> None:
    bins: Counter[tuple[int | None, str]] = Counter()
    for story in stories:
        low = None if story["cqs"] < 0 else min(int(story["cqs"] // 5) * 5, 95)
        bins[low, story["verdict"]] += 1
    told = {
        (row["from"], verdict): row[verdict]
        for row in sheet(run, "scores")
        for verdict in ("hold", "revise", "pass")
        if row[verdict]
    }
    assert told == dict(bins)


def test_the_worst_story_comes_first_and_copies_once(run: Path, stories: Rows) -> None:
    worst = [row for row in sheet(run, "stories") if row["shown_as"] == "worst"]
    assert worst[0]["npt"] == max(story["npt"] for story in stories)
    assert len({(row["words"], row["npt"]) for row in worst}) == len(worst)


def test_copies_of_a_report_are_one_piece_of_evidence(tmp_path: Path) -> None:
    once = runs.write(tmp_path / "once", 60)
    often = runs.write(tmp_path / "often", 60)
    rows = pa.concat_tables(pq.read_table(file) for file in sorted((once / "stories").iterdir())).to_pylist()
    copies = [row | {"story": -4 * place - copy - 1} for place, row in enumerate(rows) for copy in range(4)]
    for file in (often / "stories").iterdir():
        file.unlink()
    pq.write_table(pa.Table.from_pylist(copies, schema.STORIES), often / "stories" / "part-00000.parquet")
    clusters = [
        dict.fromkeys(COPIES.names) | {"story": row["story"], "cluster": copies[place // 4 * 4]["story"]}
        for place, row in enumerate(copies)
    ]
    (often / "across").mkdir()
    pq.write_table(pa.Table.from_pylist(clusters, COPIES), often / "across" / "copies.parquet")
    with database() as tables:
        alone, many = gather(Run(once, tables)), gather(Run(often, tables, prefix="often_"))
    assert alone.by_report is None
    assert alone.whole.interval is not None
    assert many.whole.interval is not None
    assert many.by_report is not None
    assert many.by_report.low == pytest.approx(alone.whole.interval.low)
    assert many.by_report.high == pytest.approx(alone.whole.interval.high)
    assert many.whole.interval.low > alone.whole.interval.low
    (first, *_) = wording.highlights(many)
    assert f"; {wording.between(many.by_report)} with copies of a report as one)" in first


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over stories of which none could be read."""
    home = tmp_path_factory.mktemp("failed")
    (home / "a.jsonl").write_text('{"id": "x", "text": ""}\n')
    done = CliRunner().invoke(main, ["batch", str(home / "a.jsonl"), "--out", str(home / "out"), "--jobs", "1"])
    assert done.exit_code == 3
    return home / "out"


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_a_run_in_which_everything_failed_is_reported(failed: Path, form: str) -> None:
    done = report(failed, "--format", form)
    assert done.exit_code == 0, done.stderr
    assert "No story was checked" in done.stdout
    assert "is empty" in done.stdout


def test_a_run_in_which_everything_failed_is_compared(failed: Path, run: Path) -> None:
    for newer, older in ((failed, run), (run, failed)):
        done = report(newer, "--compare", older, "--format", "markdown")
        assert done.exit_code == 0, done.stderr
        assert "The runs do not hold the same stories: 0 are in both" in done.stdout
        assert "different sets of rules" not in done.stdout


def test_failures_are_counted_by_kind_and_reason(page: Page) -> None:
    rows = page.tables["What could not be read or checked"][1:]
    assert [row[:3] for row in rows] == [
        ["3 could not be read", "2", "the record is cut off"],
        ["", "1", "line 712 is no JSON"],
        ["1 took too long", "1", "took longer than 60 seconds"],
    ]


def test_csv_says_what_parquet_says(run: Path) -> None:
    with (run / "report" / "outlets.csv").open(encoding="utf-8", newline="") as file:
        written = [(row["outlet"], int(row["stories"]), float(row["npt"])) for row in csv.DictReader(file)]
    assert written == [(row["outlet"], row["stories"], row["npt"]) for row in sheet(run, "outlets")]


def test_the_page_fetches_nothing_and_allows_nothing(page: Page) -> None:
    assert page.fetched == []
    assert page.policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in page.policy
    assert {link for link in page.links if not link.startswith("#")} == {
        f"report/{name}.{suffix}"
        for name in ("periods", "outlets", "languages", "engines", "feeds", "rules", "scores", "stories", "failures")
        for suffix in ("csv", "parquet")
    }


def test_words_of_stories_are_no_markup(run: Path, page: Page) -> None:
    assert "Signal & Echo <b>" in page.column("Penalty by outlet", "points")
    assert page.tags["script"] == 2
    assert "Echo <b>" not in (run / "report.html").read_text("utf-8")


def test_a_page_is_the_same_every_time(run: Path, tmp_path: Path) -> None:
    arguments = ("--format", "html", "--data", run / "report", "--output", tmp_path / "again.html")
    assert report(run, *arguments).exit_code == 0
    first, again = ((path).read_text("utf-8") for path in (run / "report.html", tmp_path / "again.html"))
    assert _without_links(again) == _without_links(first)


def _without_links(page: str) -> list[str]:
    return [line for line in page.splitlines() if 'class="data"' not in line]


def numbers(packed: str) -> Iterator[int]:
    from base64 import b64decode

    number = shift = 0
    for byte in b64decode(packed):
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0


def rows(packed: str, columns: int) -> list[tuple[int, ...]]:
    return list(zip(*[numbers(packed)] * columns, strict=True)) if columns else []


def test_the_filters_have_all_sums(run: Path, stories: Rows, findings: Rows) -> None:
    source = (run / "report.html").read_text("utf-8")
    cube = json.loads(source.partition('id="cube">')[2].partition("</script>")[0])
    names = cube["dimensions"]
    combinations = rows(cube["combinations"], len(names))
    outlets = [row[0].replace("few stories", "").strip() for row in Page(source).tables["Penalty by outlet"][1:]]
    first, sums = 0, Counter[tuple[str, str]]()
    for difference, verdict, _, number, words, points, *_ in rows(cube["stories"], 9):
        first += difference
        outlet = outlets[combinations[first][names.index("outlet")]]
        sums[outlet, "stories"] += number
        sums[outlet, "words"] += words
        sums[outlet, "points"] += points
        sums[outlet, ("hold", "revise", "pass")[verdict]] += number
    counted = Counter[tuple[str, str]]()
    weights: Counter[int] = Counter()
    for finding in findings:
        weights[finding["story"]] += runs.weight(finding)
    for story in stories:
        counted[story["outlet"], "stories"] += 1
        counted[story["outlet"], "words"] += story["words"]
        counted[story["outlet"], "points"] += weights[story["story"]]
        counted[story["outlet"], story["verdict"]] += 1
    assert +sums == +counted
    assert sum(row[4] for row in rows(cube["rules"], 5)) <= sum(len(by(findings, "code")) for _ in stories)
    assert sum(row[3] for row in rows(cube["scores"], 4)) == len(stories)


def test_the_summary_says_it_in_a_sentence_and_where_the_rest_is(run: Path, stories: Rows) -> None:
    done = report(run)
    held = sum(story["verdict"] == "hold" for story in stories)
    assert done.stdout.replace("\n", " ").startswith(f"run Of 240 stories, {held} (")
    assert f"Page: {run / 'report.html'}" in done.stdout
    assert "Nothing found is not clean" in done.stdout
    assert max(map(len, report(run, columns=140).stdout.splitlines())) <= 140
    figures = [line for line in done.stdout.splitlines() if "/" not in line]
    assert max(map(len, figures)) <= 80


def test_markdown_goes_to_standard_output(run: Path) -> None:
    done = report(run, "--format", "markdown")
    assert done.stdout.startswith("# mtqa archive report: run\n\nOf 240 stories")
    assert "| Signal &amp; Echo &lt;b&gt; |" in done.stdout.replace(" (few stories)", "")


def test_the_suffix_of_the_output_decides(run: Path, tmp_path: Path) -> None:
    done = report(run, "--output", tmp_path / "wiki.md")
    assert (tmp_path / "wiki.md").read_text("utf-8").startswith("# mtqa archive report")
    assert done.stdout.startswith("run\n")
    assert not (tmp_path / "report").exists()


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    done = report(tmp_path)
    assert (done.exit_code, done.stderr) == (
        2,
        f"mtqa: {tmp_path}: holds no archive run: there is no folder “stories” in it; "
        "`mtqa batch ARCHIVE --out DIR` makes a run in DIR\n",
    )
    assert "no such folder" in report(tmp_path / "nowhere").stderr


@pytest.mark.parametrize("kept", [0.5, 0.999])
def test_a_damaged_file_is_named_and_the_others_are_used(tmp_path: Path, kept: float) -> None:
    folder = runs.write(tmp_path / "run", 60)
    part = folder / "stories" / "part-00001.parquet"
    content = part.read_bytes()
    part.write_bytes(content[: int(len(content) * kept)])
    done = report(folder)
    assert done.exit_code == 3
    told = done.stdout.replace("\n", " ")
    assert "Of 30 stories" in told
    assert "stories/part-00001.parquet could not be read and is left out" in told


def test_an_unfinished_run_says_so_and_goes_on(tmp_path: Path) -> None:
    folder = runs.write(tmp_path / "run", 40, finished=False)
    with (folder / "manifest.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"unit": 2, "sto')
    done = report(folder)
    assert done.exit_code == 0
    assert "! This run is not finished. 2 units of work are done." in done.stdout
    (folder / "manifest.jsonl").unlink()
    assert "whether the run was finished is not known" in report(folder).stdout.replace("\n", " ")


def test_damage_amid_a_file_is_found_when_it_is_read(tmp_path: Path) -> None:
    folder = runs.write(tmp_path / "run", 60)
    part = folder / "stories" / "part-00000.parquet"
    content = bytearray(part.read_bytes())
    content[4:400] = bytes(396)
    part.write_bytes(content)
    done = report(folder)
    assert done.exit_code == 3
    assert "stories/part-00000.parquet could not be read" in done.stdout.replace("\n", " ")


def test_a_run_without_dates_outlets_and_findings_has_a_report(tmp_path: Path) -> None:
    folder = runs.write(tmp_path / "run", 40)
    for part in (folder / "stories").iterdir():
        table = pq.read_table(part)
        for name in ("outlet", "published", "engine", "translated_from", "source_language", "feed", "headline"):
            at = table.schema.get_field_index(name)
            empty = pa.nulls(table.num_rows, table.schema.field(at).type)
            table = table.set_column(at, table.schema.field(at), empty)
        pq.write_table(table, part)
    for part in (folder / "findings").iterdir():
        pq.write_table(pq.read_table(part).slice(0, 0), part)
    assert report(folder).exit_code == 0
    page = (folder / "report.html").read_text("utf-8")
    assert "No story says when it was published." in page
    assert "No story names its outlet." in page


@pytest.fixture(scope="module")
def compared(run: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    older = runs.write(tmp_path_factory.mktemp("older") / "then", 200, seed=8, signature="mtqa:0.0.9|rules:0|lang:en")
    output = older.parent / "page.html"
    done = report(run, "--compare", older, "--output", output)
    assert done.exit_code == 0
    return older, done.stdout.replace("\n", " ")


def test_verdicts_that_changed_are_counted(compared: tuple[Path, str], stories: Rows) -> None:
    older, told = compared
    before = {row["story"]: row["verdict"] for row in pq.read_table(older / "stories").to_pylist()}
    changed = sum(before[row["story"]] != row["verdict"] for row in stories if row["story"] in before)
    assert f"{changed} stories changed their verdict." in told
    page = Page((older.parent / "page.html").read_text("utf-8"))
    cells = [int(number) for row in page.tables["Verdicts before and now"][1:] for number in row[1:]]
    assert sum(cells) == 200
    assert sum(cells) - cells[0] - cells[4] - cells[8] == changed


def test_other_rules_and_other_stories_are_warned_of(compared: tuple[Path, str]) -> None:
    _, told = compared
    assert "The runs were checked by different sets of rules" in told
    assert "200 are in both, 40 only here, 0 only in then." in told


def test_a_run_compared_with_itself_has_not_changed(run: Path, tmp_path: Path) -> None:
    done = report(run, "--compare", run, "--output", tmp_path / "page.html")
    told = done.stdout.replace("\n", " ")
    assert "0 stories changed their verdict." in told
    assert "different" not in told.partition("Since run")[2]


def test_runs_without_common_stories_are_compared_as_wholes(run: Path, tmp_path: Path) -> None:
    older = runs.write(tmp_path / "older", 100, seed=9)
    for part in (older / "stories").iterdir():
        table = pq.read_table(part)
        rows_ = [row | {"story": row["story"] + 10**9, "id": f"x{row['id']}"} for row in table.to_pylist()]
        pq.write_table(type(table).from_pylist(rows_, table.schema), part)
    done = report(run, "--compare", older, "--format", "markdown")
    assert "Of all stories of each run: hold" in done.stdout
