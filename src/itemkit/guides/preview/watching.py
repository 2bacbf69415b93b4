"""When a catalog changes on disk: what counts as a change, and waiting until whoever saves is done.

Editors save in many ways: into the file, beside it and renamed, with a copy put aside. All of it within a moment is one
change, and what they only keep for themselves is none.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path, PurePath
from threading import Event

_NOT_ENTERED = frozenset({"build", "node_modules"})  # as where the files of a catalog are looked for
_KEPT_ASIDE = (".swp", ".swx", ".tmp", ".bak", ".part", "~", "___jb_tmp___", "___jb_old___")
_TOGETHER = 100
"""Milliseconds of quiet after which a change is over."""
_AT_MOST = 1500
"""Milliseconds after which it is taken for over, quiet or not."""
_STARTED = 250
"""Milliseconds after which watching has begun for certain."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A folder that is watched."""

    root: Path
    """The catalog."""
    outside: tuple[Path, ...] = ()
    """Folders whose files don't count, such as the one that is published into."""
    stop: Event = field(default_factory=Event)
    """Ends the watching when it is set."""

    def counts(self, path: str) -> bool:
        """Whether a file, when it changes, may change what is published."""
        here = PurePath(path)
        if any(here.is_relative_to(one.resolve()) for one in self.outside):
            return False
        try:
            names = here.relative_to(self.root.resolve()).parts
        except ValueError:
            return False
        hidden = any(one.startswith((".", "#")) or one in _NOT_ENTERED for one in names)
        aside = bool(names) and (names[-1].endswith(_KEPT_ASIDE) or names[-1].isdecimal())  # vim tries a name like 4913
        return bool(names) and not hidden and not aside

    def each_change(self) -> Iterator[tuple[str, ...]]:
        """First nothing, as soon as no change is missed any longer; then the files of each change.

        What changes while the caller is busy comes next. Files are sorted, relative to the root, with ``/``.

        Raises:
            OSError: the system watches no more folders.
            ImportError: see `can_watch`.
        """
        from watchfiles import Change, watch

        root = self.root.resolve()
        begun = False
        for changes in watch(
            root,
            watch_filter=lambda _kind, path: self.counts(path),
            step=_TOGETHER,
            debounce=_AT_MOST,
            rust_timeout=_STARTED,
            yield_on_timeout=True,
            stop_event=self.stop,
        ):
            in_passing = {path for kind, path in changes if kind is Change.added and not os.path.lexists(path)}
            paths = {path for _kind, path in changes} - in_passing
            if paths or not begun:
                begun = True
                yield tuple(sorted(PurePath(path).relative_to(root).as_posix() for path in paths))


def can_watch() -> bool:
    """Whether the package for watching is installed (the extra ``serve``)."""
    return find_spec("watchfiles") is not None
