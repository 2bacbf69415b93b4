"""``itemkit serve``: the site of a catalog while it is being written, in the browser of this machine."""

import signal
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP
from itemkit.cli.publish import BOTH, EDITION_HELP, options_of, publish_once
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.guides import PublishSummary
    from itemkit.guides.preview import PreviewServer, Watch
    from itemkit.source.catalog import Catalog

HELP = _("预览网站：目录一改就重新发布，打开的网页自动刷新；只有本机能打开。")
USUAL_PORT = 8000
_MOST_FINDINGS = 20
_FAILED = 2

Publish = Callable[["Catalog"], "PublishSummary | None"]
"""Publishes a catalog and tells what was done; None where the folder can't be used, which is told too."""


def command(
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    host: Annotated[str, typer.Option("--host", help=_("127.0.0.1、localhost 或 ::1"))] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65535, help=_("端口；0 由系统挑选；不写用 8000，被占用时由系统挑选")),
    ] = None,
    edition: Annotated[str, typer.Option("--edition", help=EDITION_HELP)] = BOTH,
    out: Annotated[
        Path | None, typer.Option("--out", help=_("网页写到这个文件夹；不写用临时文件夹，结束时删掉"))
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help=_("在浏览器里打开"))] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Publish a preview, serve it, and do so again on each change, until interrupted."""
    from itemkit.cli.validate import open_catalog
    from itemkit.guides.preview import Watch

    must_be_able_to_watch("itemkit serve")
    root = open_catalog([], catalog).root
    with ExitStack() as stack:
        stack.enter_context(until_interrupted(_("预览结束")))
        site = out or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="itemkit-serve-"))) / "site"
        server = stack.enter_context(_server(site, host, port))

        def publish(opened: "Catalog") -> "PublishSummary | None":
            options = options_of(opened, edition, "", allow_uncoded=True, jobs=jobs)
            return publish_once(opened, site, options)

        for number, summary in enumerate(keep_publishing(Watch(root, (site,)), publish)):
            if number == 0:
                typer.echo(_("预览在 {address}，只有本机能打开；按 Ctrl-C 结束").format(address=server.address))
                if open_browser:
                    webbrowser.open(server.address)
            if number == 0 or summary.changed or summary.removed:
                server.newest.advance()


def keep_publishing(watch: "Watch", publish: Publish) -> "Iterator[PublishSummary]":
    """Publish a catalog, and again whenever it has changed; ends when the watch is stopped.

    While a file is broken that was not before, the site stays as it was, and what is wrong with the file is told.

    Args:
        watch: the catalog.
        publish: see `Publish`.

    Raises:
        typer.Exit: the folder can't be used.
    """
    from itemkit.guides.preview import Gate
    from itemkit.source.catalog import Catalog, CatalogError

    gate = Gate()
    is_published = False
    for changed in watch.each_change():
        if changed:
            _say_what_changed(changed)
        try:
            catalog = Catalog(watch.root)
        except CatalogError as error:
            gate.hold(changed)
            typer.echo(f"itemkit: {error}", err=True)
            typer.echo(_("itemkit.toml 有错：网页先不更新，改好后自动更新"), err=True)
            continue
        if is_published and (broken := gate.in_the_way(catalog, changed)):
            _report(catalog, broken)
            typer.echo(_("{count} 个文件有错：网页先不更新，改好后自动更新").format(count=len(broken)), err=True)
            continue
        summary = publish(catalog)
        if summary is None:
            raise typer.Exit(_FAILED)
        if not is_published and summary.skipped:
            gate.begin(summary.skipped)
            _report(catalog, summary.skipped)
        is_published = True
        yield summary


def must_be_able_to_watch(command: str) -> None:
    """Refuse a command that watches where the package for it is missing."""
    from itemkit.guides.preview import can_watch

    if not can_watch():
        line = _("{command} 要先安装：pip install 'itemkit[{name}]'")
        raise typer.BadParameter(line.format(command=command, name="serve"))


@contextmanager
def until_interrupted(farewell: str) -> Iterator[None]:
    """What is to be ended with Ctrl-C, or by being asked to terminate: that is no failure."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(farewell)
    finally:
        signal.signal(signal.SIGTERM, before)


def _server(site: Path, host: str, port: int | None) -> "PreviewServer":
    """The server, on the port that is asked for; else on the usual one, or any if that is taken."""
    from itemkit.guides.preview import LOOPBACK, PreviewServer

    if host not in LOOPBACK:
        line = _("只给本机预览：--host 用 {names}；要给别人看，用 itemkit publish")
        raise typer.BadParameter(line.format(names=_("、").join(LOOPBACK)), param_hint="--host")
    try:
        return PreviewServer(site, host, USUAL_PORT if port is None else port)
    except OSError as error:
        if port is None:
            return PreviewServer(site, host)
        line = _("不能用端口 {port}（{reason}）：换一个，或者 --port 0 由系统挑选")
        raise typer.BadParameter(line.format(port=port, reason=error.strerror or error), param_hint="--port") from None


def _say_what_changed(changed: tuple[str, ...]) -> None:
    from itemkit.report.visible import visible

    if len(changed) == 1:
        typer.echo(_("{path} 改了").format(path=visible(changed[0])))
    else:
        typer.echo(_("{path} 等 {count} 个文件改了").format(path=visible(changed[0]), count=len(changed)))


def _report(catalog: "Catalog", paths: tuple[str, ...]) -> None:
    """What is wrong with some files, as `itemkit validate` tells it."""
    from itemkit.cli.validate import write_reports
    from itemkit.findings import Severity
    from itemkit.lint.run import RULES_OF_FORM, validate

    outcome = validate(catalog, catalog.find([catalog.root / path for path in paths]), jobs=1)
    write_reports(outcome, catalog, [("text", None)], Severity.ERROR, rules=RULES_OF_FORM, jobs=1, limit=_MOST_FINDINGS)
    sys.stdout.flush()
