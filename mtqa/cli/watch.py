"""`mtqa watch`: a folder that a wire feed drops into."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli import options
from mtqa.cli.check import CRASHED, UNREAD
from mtqa.model.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.cli.options import Asked
    from mtqa.watch.hook import Endpoint
    from mtqa.watch.log import Log
    from mtqa.watch.metrics import Metrics
    from mtqa.watch.watcher import Watcher

STUCK = 2
_MEGABYTE = 2**20

_EPILOG = """\b
Examples:
  mtqa watch incoming --pass pass --hold hold
  mtqa watch incoming --pass pass --hold hold --profile gate --revise pass
  mtqa watch incoming --pass pass --hold hold --once       from cron: work off what is there, and end
  mtqa watch incoming --pass pass --hold hold --metrics /var/lib/node_exporter/mtqa.prom
  MTQA_HOOK_SECRET=whsec_... mtqa watch incoming --pass pass --hold hold --on-hold https://desk.example/held
\b
A story is taken when it has not changed for --settle seconds and nobody has it open; hidden files and names such as
story.xml.part are left until they are renamed. Its report goes with it, as story.xml.mtqa.json. Nothing is ever
overwritten, and a watcher that is killed goes on where it was when it starts again. See docs/watching.md.
Exit codes: 0 stopped or --once is done, 2 wrong use, or something is left that could not be moved; with --once also
3 a file could not be read, 4 a rule failed. Where several hold, the highest counts.
"""


@click.command("watch", epilog=_EPILOG)
@click.argument("incoming", type=click.Path(file_okay=False))
@click.option("--pass", "passed", required=True, type=click.Path(), metavar="DIR", help="Where stories go that pass.")
@click.option("--hold", required=True, type=click.Path(), metavar="DIR", help="Where stories go that do not.")
@click.option(
    "--unread",
    type=click.Path(),
    metavar="DIR",
    help="Where files go that cannot be read.  [default: INCOMING/../unread]",
)
@click.option(
    "--revise",
    type=click.Choice(["hold", "pass"]),
    default="hold",
    show_default=True,
    help="Where stories go that should be revised.",
)
@click.option(
    "--report", "form", type=click.Choice(["json", "html"]), default="json", show_default=True, help="What reports are."
)
@click.option("--once", is_flag=True, help="Work off what is there, and end.")
@click.option(
    "--settle",
    type=click.FloatRange(0),
    default=3.0,
    show_default=True,
    metavar="SECONDS",
    help="A file is complete when it has not changed for so long.",
)
@click.option(
    "--interval",
    type=click.FloatRange(0.01),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="Look so often.",
)
@click.option("--skip", multiple=True, metavar="PATTERN", help="Leave files of such names alone, with * and ?.")
@click.option(
    "--max-size",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    metavar="MB",
    help="Larger files go to --unread.",
)
@click.option("--on-hold", metavar="URL", help="Call this for each story that is held; signed, tried until taken.")
@click.option(
    "--hook-secret-file",
    type=click.Path(),
    metavar="FILE",
    help="Holds the secret that calls are signed with.  [default: the variable MTQA_HOOK_SECRET]",
)
@click.option("--metrics", "metrics_file", type=click.Path(), metavar="FILE", help="Keep figures for Prometheus there.")
@click.option("--metrics-port", type=click.IntRange(0, 65535), metavar="PORT", help="Serve them on 127.0.0.1.")
@click.option(
    "--log",
    "log_form",
    type=click.Choice(["text", "json"]),
    help="What standard error gets.  [default: text on a terminal, json elsewhere]",
)
@options.fail_on("Hold a story with a finding this grave or graver, whatever its verdict.  [default: never]")
@options.asked
@options.debug
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    incoming: str,
    passed: str,
    hold: str,
    unread: str | None,
    revise: str,
    form: str,
    once: bool,
    settle: float,
    interval: float,
    skip: tuple[str, ...],
    max_size: int,
    on_hold: str | None,
    hook_secret_file: str | None,
    metrics_file: str | None,
    metrics_port: int | None,
    log_form: str | None,
    asked: Asked,
    debug: bool,
) -> int:
    """Check every story that arrives in the folder INCOMING, and move it, with its report, to where it belongs."""
    del debug  # the group looks for it
    if os.name != "posix":
        raise ConfigError("mtqa watch needs the file locks and signals of a POSIX system; on Windows, run it under WSL")
    from mtqa.watch import running
    from mtqa.watch.clock import REAL
    from mtqa.watch.judging import Judge
    from mtqa.watch.log import Log
    from mtqa.watch.metrics import Metrics
    from mtqa.watch.settings import Folders, Policy
    from mtqa.watch.stopping import Stop
    from mtqa.watch.watcher import Watcher

    reading = asked.reading()
    endpoint = _endpoint(on_hold, hook_secret_file)
    folders = Folders(incoming, passed, hold, unread or os.path.join(incoming, os.pardir, "unread")).ready()
    judge = Judge(folders.incoming, asked.checkers, reading, form=form)
    policy = Policy(
        settle=settle,
        skip=skip,
        report=f".mtqa.{form}",
        passes_revise=revise == "pass",
        tells=endpoint is not None,
        most=max_size * _MEGABYTE,
    )
    log = Log(sys.stderr, log_form or ("text" if sys.stderr.isatty() else "json"), REAL.now)
    metrics = Metrics(REAL.now())
    with ExitStack() as open_things:
        stop = open_things.enter_context(Stop())
        watcher = Watcher(folders, judge, policy, log=log, metrics=metrics)
        open_things.callback(watcher.close)
        _call(endpoint, watcher, log, metrics)
        open_things.enter_context(_served(metrics, metrics_port, log))
        publish = _publisher(metrics, metrics_file, log)
        log.info("watching", folder=folders.incoming, signature=judge.signature)
        if once:
            left = running.run_once(watcher, stop, settle=settle, publish=publish)
            log.info("done", left=left, stuck=watcher.outcome.stuck)
            return _exit_code(watcher)
        running.run(watcher, stop, interval=interval, publish=publish)
        log.info("stopped", stuck=watcher.outcome.stuck)
    return 0


def _exit_code(watcher: Watcher) -> int:
    outcome = watcher.outcome
    if outcome.crashes:
        return CRASHED
    if outcome.unread:
        return UNREAD
    return STUCK if outcome.stuck else 0


def _endpoint(url: str | None, secret_file: str | None) -> Endpoint | None:
    if url is None:
        if secret_file is not None:
            raise ConfigError("--hook-secret-file: there is no hook to sign calls of; name it with --on-hold")
        return None
    from mtqa.watch.hook import SECRET, Endpoint, key_of

    if secret_file is None:
        return Endpoint(url, key_of(os.environ.get(SECRET, ""), SECRET))
    try:
        secret = Path(secret_file).read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{secret_file}: cannot be read as a secret: {error}") from error
    return Endpoint(url, key_of(secret, secret_file))


def _call(endpoint: Endpoint | None, watcher: Watcher, log: Log, metrics: Metrics) -> None:
    if endpoint is not None:
        from mtqa.watch.hook import Hook

        watcher.hook = Hook(endpoint, watcher.journal, log, metrics)


@contextmanager
def _served(metrics: Metrics, port: int | None, log: Log) -> Iterator[None]:
    if port is None:
        yield
        return
    from mtqa.watch.server import serve

    server = serve(metrics, port)
    log.info("metrics", url=f"http://127.0.0.1:{server.server_address[1]}/metrics")
    yield
    server.shutdown()
    server.server_close()


def _publisher(metrics: Metrics, path: str | None, log: Log) -> Callable[[], None]:
    """Puts figures into a file; that this fails is said when it begins to fail."""
    from mtqa.watch.files import replace_file

    failed = ""

    def publish() -> None:
        nonlocal failed
        try:
            if path is not None:
                replace_file(path, metrics.text().encode())
            failed = ""
        except OSError as error:
            if str(error) != failed:
                log.error("trouble", doing="writing figures", reason=str(error))  # noqa: TRY400 - not that of logging
            failed = str(error)

    return publish
