"""What other people's machines run: each held by its own schema, its commands run as those machines run them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
BAD = "Talks end\n\nThe talks ended on Thursday. . Nobody spoke to the reporters.\n"
BASE = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
}  # fmt: skip


def run(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command as GitHub runs it: bash that stops at what fails."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | BASE | environment
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command], cwd=folder, env=clean, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


def yaml(path: str) -> Any:
    return YAML(typ="safe").load(ROOT / path)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine with mtqa at two places, and a repository of which a branch has changed one story and added one."""
    for place in ("temp/mtqa/bin", "bin"):
        program = tmp_path / place / "mtqa"
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m mtqa "$@"\n', "utf-8")
        program.chmod(0o755)
    news = tmp_path / "work" / "stories"
    news.mkdir(parents=True)
    (news / "old.txt").write_text(BAD, "utf-8")
    (news / "changed story.txt").write_text(BAD, "utf-8")
    (tmp_path / "work" / "mtqa.toml").write_text('fail-on = "minor"\n', "utf-8")
    git = (
        "git init -q -b main; git add .; git commit -qm old; git update-ref refs/remotes/origin/main main;"
        "git checkout -qb topic;"
    )
    assert run(git, news.parent).returncode == 0
    with (news / "changed story.txt").open("a", encoding="utf-8") as file:
        file.write("\nThe rain went on. . It was cold.\n")
    (news / "new.txt").write_text("The talks ended on Thursday. Nobody spoke to the reporters.\n", "utf-8")
    assert run("git add .; git commit -qm new", news.parent).returncode == 0
    return tmp_path


@pytest.mark.parametrize(
    ("schema", "path"), [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "docs/ci/gitlab.yml")]
)
def test_what_is_yaml_keeps_to_its_schema(schema: str, path: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_pre_commit_takes_the_hook() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    [hook] = yaml(".pre-commit-hooks.yaml")
    assert hook["entry"] == "mtqa gate"


def action(machine: Path, inputs: dict[str, str], **environment: str) -> subprocess.CompletedProcess[str]:
    """The step of the action that checks, with GitHub's variables and the inputs, the others at their defaults."""
    declared = yaml("action.yml")
    step = next(step for step in declared["runs"]["steps"] if step.get("id") == "gate")
    values = {name: one["default"] for name, one in declared["inputs"].items()} | inputs
    told = {name: values[text.removeprefix("${{ inputs.").removesuffix(" }}")] for name, text in step["env"].items()}
    github = {
        "RUNNER_TEMP": str(machine / "temp"),
        "GITHUB_OUTPUT": str(machine / "output"),
        "GITHUB_STEP_SUMMARY": str(machine / "summary.md"),
        "GITHUB_WORKSPACE": str(machine / "work"),
    }
    return run(step["run"], machine / "work", **told, **github, **environment)


def test_the_action_annotates_summarises_and_fails_as_the_gate_does(machine: Path) -> None:
    done = action(machine, {"paths": "stories\n", "sarif": "mtqa.sarif"})
    assert done.returncode == 1, done.stderr
    assert [line.partition(",line=")[0] for line in done.stdout.splitlines()] == [
        "::warning file=stories/changed story.txt",
        "::warning file=stories/changed story.txt",
        "::warning file=stories/old.txt",
    ]
    assert (machine / "output").read_text("utf-8") == "exit-code=1\n"
    assert "3 stories" in (machine / "summary.md").read_text("utf-8")
    assert len(json.loads((machine / "work" / "mtqa.sarif").read_text("utf-8"))["runs"][0]["results"]) == 3


def test_the_action_hands_every_input_on(machine: Path) -> None:
    accept = run("mtqa check stories/old.txt --profile gate --write-baseline ok.json", machine / "work",
                 PATH=f"{machine / 'bin'}:{os.environ['PATH']}")  # fmt: skip
    assert accept.returncode == 0, accept.stderr
    paths = {"paths": "stories/old.txt\nstories/new.txt"}
    assert action(machine, paths).returncode == 1
    assert action(machine, paths | {"baseline": "ok.json"}).returncode == 0
    assert action(machine, paths | {"fail-on": "critical"}).returncode == 0
    assert action(machine, paths | {"fail-on": "critical", "max-npt": "0.5"}).returncode == 1
    assert action(machine, {"paths": "$(touch hurt); `touch hurt`"}).returncode == 3
    assert not (machine / "work" / "hurt").exists()


@pytest.mark.parametrize(("changed_only", "annotations"), [("false", 3), ("true", 2), ("lines", 1)])
def test_in_a_pull_request_the_action_can_look_at_changes_only(
    machine: Path, changed_only: str, annotations: int
) -> None:
    done = action(machine, {"paths": "stories", "changed-only": changed_only}, GITHUB_BASE_REF="main")
    assert (done.returncode, done.stdout.count("::warning ")) == (1, annotations), done.stderr
    assert action(machine, {"paths": "stories", "changed-only": changed_only}).stdout.count("::warning ") == 3


def test_the_job_for_gitlab_leaves_the_reports_that_it_names(machine: Path) -> None:
    job = yaml("docs/ci/gitlab.yml")["mtqa"]
    base = run("git rev-parse main", machine / "work").stdout.strip()
    done = run(
        "\n".join(job["script"]),
        machine / "work",
        PATH=f"{machine / 'bin'}:{os.environ['PATH']}",
        MTQA_PATHS=job["variables"]["MTQA_PATHS"],
        CI_MERGE_REQUEST_DIFF_BASE_SHA=base,
        CI_PROJECT_DIR=str(machine / "work"),
    )
    assert done.returncode == 1, done.stderr
    reports = job["artifacts"]["reports"]
    issues = json.loads((machine / "work" / reports["codequality"]).read_text("utf-8"))
    assert [(one["location"]["path"], one["location"]["lines"]["begin"]) for one in issues] == [
        ("stories/changed story.txt", 3),
        ("stories/changed story.txt", 5),
    ]
    [suite] = JUnitXml.fromfile(str(machine / "work" / reports["junit"]))
    assert (suite.tests, suite.failures) == (2, 1)


def test_the_pipeline_for_jenkins_leaves_the_reports_that_it_reads(machine: Path) -> None:
    text = ROOT.joinpath("docs/ci/Jenkinsfile").read_text("utf-8")
    command = text.partition("sh '")[2].partition("'")[0].replace(" incoming ", " stories ")
    done = run(command, machine / "work", PATH=f"{machine / 'bin'}:{os.environ['PATH']}", WORKSPACE=str(machine))
    assert done.returncode == 1, done.stderr
    [suite] = JUnitXml.fromfile(str(machine / "work" / text.partition("junit '")[2].partition("'")[0]))
    assert {case.name for case in suite} == {f"work/stories/{name}.txt" for name in ("old", "changed story", "new")}
    checkstyle = machine / "work" / text.partition("pattern: '")[2].partition("'")[0]
    assert checkstyle.read_text("utf-8").count("<error ") == 3
    assert text.count("{") == text.count("}")


def test_what_the_guide_tells_people_to_write_is_taken(tmp_path: Path) -> None:
    guide = ROOT.joinpath("docs/gate.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    [workflow] = [block for block in blocks if "runs-on" in block]
    [hooks] = [block for block in blocks if "repos:" in block]
    (tmp_path / "workflow.yml").write_text(workflow, "utf-8")
    (tmp_path / "hooks.yaml").write_text(hooks, "utf-8")
    for command in (
        ["check_jsonschema", "--builtin-schema", "vendor.github-workflows", "workflow.yml"],
        ["pre_commit", "validate-config", "hooks.yaml"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout
    inputs = YAML(typ="safe").load(workflow)["jobs"]["stories"]["steps"][1]["with"]
    assert inputs.keys() <= yaml("action.yml")["inputs"].keys()


def test_the_guide_shows_each_of_them() -> None:
    guide = ROOT.joinpath("docs/gate.md").read_text("utf-8")
    for path in ("ci/gitlab.yml", "ci/Jenkinsfile"):
        assert f"]({path})" in guide
    declared = yaml("action.yml")["inputs"]
    assert {name for name in declared if f"`{name}`" in guide} == declared.keys()
