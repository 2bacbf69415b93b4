"""Findings as text, JSON, SARIF, annotations for GitHub and GitLab, and JUnit XML: one module a format."""

from collections.abc import Mapping

from itemkit.report import github, gitlab, json_, junit, sarif, text
from itemkit.report.interface import Format, Located, Report, Summary
from itemkit.report.json_ import findings_schema

__all__ = ["FORMATS", "Format", "Located", "Report", "Summary", "findings_schema"]

FORMATS: Mapping[str, Format] = {
    "text": text.write,
    "json": json_.write,
    "sarif": sarif.write,
    "github": github.write,
    "gitlab": gitlab.write,
    "junit": junit.write,
}
"""Every format by the name that ``-f`` takes."""
