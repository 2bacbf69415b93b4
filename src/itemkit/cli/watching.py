"""Publishing again and again while a catalog is being written, for the commands that do so until they are interrupted.

What a person sees meanwhile is always a whole site: while a file is broken the pages stay as they were, and the
terminal says what is wrong with it.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.guides import PublishSummary
    from itemkit.guides.preview import Watch
    from itemkit.source.catalog import Catalog

_MOST_FINDINGS = 20
_FAILED = 2

Publish = Callable[["Catalog"], "PublishSummary | None"]
"""Publishes a catalog and tells what was done; None where the folder can't be used, which is told too."""


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
