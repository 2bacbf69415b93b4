"""Differences for people, forges and programs: one module a format."""

from collections.abc import Callable, Mapping
from typing import TextIO

from itemkit.report.difference import accept, json_, markdown, page, text
from itemkit.report.difference.findings import write_github, write_junit, write_sarif
from itemkit.report.difference.interface import At, DifferenceReport, Located, Sums
from itemkit.report.difference.json_ import diff_schema
from itemkit.report.difference.locate import located, root_of

__all__ = ["FORMATS", "At", "DifferenceReport", "Format", "Located", "Sums", "diff_schema", "located", "root_of"]

Format = Callable[[DifferenceReport, TextIO], None]
"""Writes the whole report to a text stream in UTF-8, and does not close the stream."""

FORMATS: Mapping[str, Format] = {
    "text": text.write,
    "json": json_.write,
    "markdown": markdown.write,
    "html": page.write,
    "junit": write_junit,
    "github": write_github,
    "sarif": write_sarif,
    "accept": accept.write,
}
"""Every format by the name that ``-f`` takes; ``accept`` is the list of what is to be accepted."""
