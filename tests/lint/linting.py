"""``itemkit lint``, to be done in a process that may be killed."""

import sys
from unittest import mock

from itemkit.cli import run


def lint(root: str, jobs: str = "1") -> None:
    """Look at all of a catalog, in so many processes; what is found is no failure."""
    with mock.patch.object(sys, "argv", ["itemkit", "lint", root, "--jobs", jobs, "-f", "json", "--fail-on", "never"]):
        run()
