"""What lint remembers of a catalog, written down: every file as it was when it was examined, and where its rows are.

The manifest tells of all files. After a run in which few have changed only these are written, as changes to the
manifest that they name by its digest; with another manifest they mean nothing.
"""

import hashlib
from dataclasses import dataclass, field

import msgspec

from itemkit.index.segments import Digests
from itemkit.source.stat import Stat

_FORMAT = 3
_FEW = 10
"""One file in so many may have changed for the changes alone to be written."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was when it was examined. There are hundreds of thousands."""

    stat: Stat
    digest: str
    """Of its bytes."""
    code: str
    """Of a standard: its own; of an item: that of its standard."""
    number: int
    segment: int
    """Where its rows are: an index into `State.segments`."""


class Kept(msgspec.Struct, frozen=True):
    """A segment that is remembered."""

    name: str
    digests: Digests
    first: int
    """The files in it have numbers from this one …"""
    end: int
    """… up to, not including, this one."""


class _Header(msgspec.Struct, frozen=True):
    """By which a manifest is known; what else it says depends on that."""

    format: int
    context: str


class _Manifest(msgspec.Struct, frozen=True):
    """What is written down of a `State`."""

    format: int
    context: str
    next: int
    segments: list[Kept]
    standards: dict[str, str]
    files: dict[str, Entry]


class _Changes(msgspec.Struct, frozen=True):
    """What has come since a manifest was written."""

    base: str
    """Its digest."""
    next: int
    segments: list[Kept]
    standards: dict[str, str]
    files: dict[str, Entry | None]


@dataclass
class State:
    """Everything that is remembered."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """By path."""
    standards: dict[str, str] = field(default_factory=dict)
    """By code the digest of the standard that items were resolved with."""
    segments: list[Kept] = field(default_factory=list)
    next_number: int = 0
    damaged: bool = False
    """True: something was there, and could not be believed."""
    base: str = ""
    """The digest of the manifest that this was read from; empty: from none."""
    changes: dict[str, Entry | None] = field(default_factory=dict)
    """What is otherwise than in that manifest, by path; None: gone."""

    def dead(self, segment: int) -> list[int]:
        """The numbers of those files in a segment that no entry names any more."""
        kept = self.segments[segment]
        alive = {one.number for one in self.entries.values() if one.segment == segment}
        return [] if len(alive) == kept.end - kept.first else sorted(set(range(kept.first, kept.end)) - alive)

    def changes_since(self, before: "State") -> dict[str, Entry | None] | None:
        """What is otherwise than in the manifest that ``before`` was read from; None if that is best written anew."""
        if not before.base or self.segments[: len(before.segments)] != before.segments:
            return None
        known = before.entries
        changed: dict[str, Entry | None] = {
            path: entry for path, entry in self.entries.items() if known.get(path) is not entry
        }
        gone = dict.fromkeys(known.keys() - self.entries.keys())
        changes = {**before.changes, **changed, **gone}
        return changes if len(changes) * _FEW <= len(self.entries) else None


def read_manifest(raw: bytes, context: str, changes: bytes = b"") -> State:
    """What is remembered; nothing if it was of another version or configuration: that is no damage.

    Args:
        raw: a manifest.
        context: what all of it depends on.
        changes: what has come since, if anything; changes to another manifest are passed over.

    Raises:
        ValueError: it is not what was written.
    """
    body, base = _body(raw)
    if msgspec.json.decode(body, type=_Header) != _Header(_FORMAT, context):
        return State()
    kept = msgspec.json.decode(body, type=_Manifest)
    state = State(kept.files, kept.standards, kept.segments, kept.next, base=base)
    if changes:
        since = msgspec.json.decode(_body(changes)[0], type=_Changes)
        if since.base == base:
            state.standards, state.segments, state.next_number = since.standards, since.segments, since.next
            state.changes = since.files
            for path, entry in since.files.items():
                if entry is None:
                    state.entries.pop(path, None)
                else:
                    state.entries[path] = entry
    return state


def written(state: State, context: str) -> bytes:
    """The manifest of a state. A path that is no UTF-8 can't be said in it: such a file is examined in every run."""
    files = {path: one for path, one in state.entries.items() if _can_be_said(path)}
    return _sealed(
        msgspec.json.encode(_Manifest(_FORMAT, context, state.next_number, state.segments, state.standards, files))
    )


def written_changes(state: State, base: str, changes: dict[str, Entry | None]) -> bytes:
    """What has come since the manifest with a digest was written."""
    files = {path: one for path, one in changes.items() if _can_be_said(path)}
    return _sealed(msgspec.json.encode(_Changes(base, state.next_number, state.segments, state.standards, files)))


def _can_be_said(path: str) -> bool:
    return path.isascii() or path.encode("utf-8", "replace").decode() == path


def _sealed(body: bytes) -> bytes:
    return b"%b\n%b" % (body, hashlib.sha256(body).hexdigest().encode())


def _body(raw: bytes) -> tuple[bytes, str]:
    body, _newline, digest = raw.rpartition(b"\n")
    if hashlib.sha256(body).hexdigest() != digest.decode("ascii"):
        raise ValueError("its own digest differs")
    return body, digest.decode("ascii")
