"""``itemkit serve``: the site of a catalog while it is being written, in the browser of this machine."""

import tempfile
import webbrowser
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP
from itemkit.cli.publish import BOTH, EDITION_HELP, options_of, publish_once
from itemkit.cli.watching import keep_publishing, must_be_able_to_watch, until_interrupted
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.guides import PublishSummary
    from itemkit.guides.preview import PreviewServer
    from itemkit.source.catalog import Catalog

HELP = _("预览网站：目录一改就重新发布，打开的网页自动刷新；只有本机能打开。")
USUAL_PORT = 8000


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
