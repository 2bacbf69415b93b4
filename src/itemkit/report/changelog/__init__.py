"""The changelog of a catalog between two revisions: what people who apply will notice, by organ."""

from itemkit.report.changelog.contents import Changelog, Version, changelog_of

__all__ = ["Changelog", "Version", "changelog_of"]
