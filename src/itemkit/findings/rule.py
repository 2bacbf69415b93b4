"""What a rule is: a code, a name, a severity, a page of documentation, and a pure function that yields hits.

The page is the function's docstring: a first line that says what is wrong, then the headings in `HEADINGS`. It is the
only source of ``itemkit explain``, of docs/rules/, of the help text in SARIF, and of the rule's own two tests.
"""

import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, ParamSpec

from itemkit.findings.finding import Finding, Hit, Severity
from itemkit.language import _

HEADINGS = ("为什么", "依据", "反例", "正例", "怎么改")

Checked = ParamSpec("Checked")


@dataclass(frozen=True, eq=False)
class Rule(Generic[Checked]):
    """A rule; call it with what it checks and it yields its hits."""

    code: str
    """Family letter and three digits: ``M201``."""
    name: str
    """Names the problem in lower-case words: ``material-vague``."""
    severity: Severity
    check: Callable[Checked, Iterator[Hit]]
    page: str
    """The docstring, dedented: Markdown in Chinese."""

    def __call__(self, *checked: Checked.args, **named: Checked.kwargs) -> Iterator[Hit]:
        """The hits of this rule in what it is given."""
        return self.check(*checked, **named)

    @property
    def label(self) -> str:
        """Code and name, or the one word that is both."""
        return self.code if self.code == self.name else f"{self.code} {self.name}"

    @property
    def text(self) -> str:
        """The page in the current language."""
        return _(self.page)

    @property
    def summary(self) -> str:
        """The page's first line, in the current language."""
        return self.text.partition("\n")[0]

    @property
    def reason(self) -> str:
        """Why there is such a rule: the page's first section, in the current language."""
        first = self.text.split("\n## ")[1:2]
        return first[0].partition("\n")[2].strip() if first else ""

    def section(self, heading: str) -> str:
        """The text below ``## heading``, dedented; empty if the page has no such heading."""
        found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", self.page, re.MULTILINE | re.DOTALL)
        return textwrap.dedent(found.group(1).strip("\n")).rstrip() + "\n" if found else ""

    def findings(self, hits: Iterable[Hit], path: str, subject: str = "") -> Iterator[Finding]:
        """Hits of this rule in the file ``path`` as findings."""
        for hit in hits:
            yield Finding(self.code, self.severity, path, hit.place, hit.message, subject, hit.related, hit.fix)


def rule(code: str, name: str, severity: Severity) -> Callable[[Callable[Checked, Iterator[Hit]]], Rule[Checked]]:
    """Make a function a `Rule`; its docstring is the rule's page."""

    def decorate(check: Callable[Checked, Iterator[Hit]]) -> Rule[Checked]:
        return Rule(code, name, severity, check, inspect.getdoc(check) or "")

    return decorate
