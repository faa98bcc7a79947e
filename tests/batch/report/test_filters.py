"""The filters of the page, in a browser: what they show is what direct counts give."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from mtqa.batch.report.tally import Tally
from mtqa.batch.report.wording import percent, points
from mtqa.cli.main import main
from tests.batch.report import runs
from tests.batch.report.test_report import Page
from tests.programs import missing

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

#: What somebody does with the page: choose by the words of an option, and sort by a column.
_CHOOSE = """
const choose = (name, words) => {
  const select = document.querySelector(`select[name=${name}]`);
  select.value = [...select.options].find((option) => option.textContent === words).value;
  select.dispatchEvent(new Event("change"));
};
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = runs.write(tmp_path_factory.mktemp("archive") / "run")
    assert CliRunner().invoke(main, ["report", str(folder)]).exit_code == 0
    return folder


def after(run: Path, tmp_path: Path, script: str) -> str:
    """The page after a script has been at work on it."""
    source = (run / "report.html").read_text("utf-8")
    before, old = source.rsplit("<script>", 1)
    old = old.partition("</script>")[0]
    new = f"{old}\n{_CHOOSE}{script}"
    page = tmp_path / "page.html"
    page.write_text(f"{before}<script>{new}</script></body></html>".replace(_hash(old), _hash(new)), "utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom")
    browser = CHROMIUM or missing("Chromium is not installed")
    done = subprocess.run([browser, *options, page.as_uri()], capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


def _hash(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


def test_a_filter_counts_anew(run: Path, tmp_path: Path) -> None:
    stories = [
        story
        for story in pq.read_table(run / "stories").to_pylist()
        if story["outlet"] == "Harbour Post" and story["translated_from"] == "fa"
    ]
    weighed = [(round(story["npt"] * story["words"] / 1000), story["words"]) for story in stories]
    held, revise, passed = (
        sum(story["verdict"] == verdict for story in stories) for verdict in ("hold", "revise", "pass")
    )
    tally = Tally(
        held,
        revise,
        passed,
        sum(words for _, words in weighed),
        sum(weight for weight, _ in weighed),
        float(sum(weight * weight for weight, _ in weighed)),
        float(sum(weight * words for weight, words in weighed)),
        float(sum(words * words for _, words in weighed)),
    )
    dom = after(run, tmp_path, 'choose("outlet", "Harbour Post"); choose("language", "Persian");')
    said = dom.partition("<output>")[2].partition("</output>")[0]
    verdicts = f"hold {percent(tally.held / tally.stories)}, revise {percent(tally.revise / tally.stories)}"
    assert said.replace("&nbsp;", "\u00a0").startswith(f"<b>{tally.stories} of 240 stories</b>: {verdicts}")
    assert f"{points(tally.npt)} points per 1,000 words" in said
    shown = re.search(r"\(([0-9.]+) to ([0-9.]+)\)", said)
    assert shown is not None
    assert tally.interval is not None
    # the page has its moments in tens and hundreds
    assert [float(end) for end in shown.groups()] == pytest.approx([tally.interval.low, tally.interval.high], abs=0.15)
    rows = Page(dom).column("Penalty by outlet", "stories")
    assert rows["Harbour Post"] == str(tally.stories)


def test_a_table_is_sorted_by_what_is_clicked(run: Path, tmp_path: Path) -> None:
    dom = after(
        run,
        tmp_path,
        '[...document.querySelectorAll(".by-outlet th button")].find((one) => one.textContent === "stories").click();',
    )
    numbers = [int(number) for number in Page(dom).column("Penalty by outlet", "stories").values()]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) > 3
