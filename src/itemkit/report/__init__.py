"""Findings for people, forges and programs: one module a format."""

from collections.abc import Mapping

from itemkit.report import github, gitlab, json_, junit, markdown, sarif, text, xlsx
from itemkit.report.interface import BinaryFormat, Format, Located, Report, Summary
from itemkit.report.json_ import findings_schema

__all__ = ["BINARY_FORMATS", "FORMATS", "BinaryFormat", "Format", "Located", "Report", "Summary", "findings_schema"]

FORMATS: Mapping[str, Format] = {
    "text": text.write,
    "json": json_.write,
    "sarif": sarif.write,
    "github": github.write,
    "gitlab": gitlab.write,
    "junit": junit.write,
    "markdown": markdown.write,
}
"""Every format of text by the name that ``-f`` takes."""

BINARY_FORMATS: Mapping[str, BinaryFormat] = {
    "xlsx": BinaryFormat(xlsx.write, package="openpyxl"),
}
"""Every format of bytes by the name that ``-f`` takes."""
