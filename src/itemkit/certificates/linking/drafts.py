"""Draft files for certificates that links need and that have no file yet: what is known of them, and a note.

A draft says no more than names and well-known facts tell. Somebody has to check it; the note says what.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itemkit.certificates.linking.candidates import Candidate, Candidates
from itemkit.certificates.linking.names import Names
from itemkit.certificates.wording import bare, spelled
from itemkit.findings import Message, msg
from itemkit.index.database import Index
from itemkit.language import mark
from itemkit.model.kinds import CERTIFICATE_KIND
from itemkit.source.filenames import safe_name

if TYPE_CHECKING:
    from itemkit.certificates.linking.links import Proposal

NOTE = "草稿，由 itemkit certificates link 按名称写成：核对全称、别名、出具方、依据，补全证明的事实，再删去这句话。"
"""In the language of the catalog, whatever that of the user is."""
_ENDINGS = (
    ("证明", re.compile("证明书?$")),
    ("报告", re.compile("报告书?$")),
    ("批文", re.compile("批复|批文|批准书$")),
)

_FILES = "SELECT path FROM files WHERE kind = 'certificate'"
_SOURCES = """
SELECT DISTINCT name, source FROM materials
WHERE source IS NOT NULL AND name IN (SELECT unnest($names::VARCHAR[])) ORDER BY ALL
"""
_ISSUER_KINDS = {"政府部门核发": "政府部门", "中介机构出具": "中介机构"}
"""Issuer kinds by the source of materials."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A new file under ``certificates/``."""

    name: str
    path: str
    data: Mapping[str, Any]
    """What it holds, in the order of the model."""
    reason: Message


def drafts_of(known: Candidates, links: Iterable["Proposal"], index: Index) -> dict[str, Draft]:
    """Drafts for all certificates without a file that some links need, by name.

    Args:
        known: all certificates that names may mean.
        links: links that are certain.
        index: the catalog.
    """
    needed: dict[str, list[Proposal]] = defaultdict(list)
    for one in links:
        if one.certificate in known.new:
            needed[one.certificate].append(one)
    taken = {path.casefold() for (path,) in index.rows(_FILES)}
    sources: dict[str, set[str]] = defaultdict(set)
    texts = sorted({one.text for several in needed.values() for one in several if one.kind == "material"})
    for text, source in index.rows(_SOURCES, {"names": texts}) if texts else ():
        sources[text].add(source)
    drafts = {}
    for name, several in sorted(needed.items()):
        path = _free_path(name, taken)
        data = _data(known.new[name], several, known.names, {one for link in several for one in sources[link.text]})
        drafts[name] = Draft(name, path, data, _reason(known.new[name], several))
    return drafts


def _free_path(name: str, taken: set[str]) -> str:
    stem, number = f"{CERTIFICATE_KIND.place}/{safe_name(name)}", 1
    while (path := f"{stem}{f'-{number}' if number > 1 else ''}.yaml").casefold() in taken:
        number += 1
    taken.add(path.casefold())
    return path


def _data(candidate: Candidate, links: Sequence["Proposal"], names: Names, sources: set[str]) -> dict[str, Any]:
    known = candidate.known
    texts = sorted(set(map(bare, {one.text for one in links if one.kind in {"material", "result"}})))
    aliases = [one for one in texts if names.called(one) == candidate.name and one != spelled(candidate.name)]
    data: dict[str, Any] = {"name": candidate.name}
    if aliases:
        data["aliases"] = aliases
    data["kind"] = known.kind if known else kind_of_name(candidate.name)
    issuer_kind = known.issuer_kind if known else _issuer_kind(links, sources)
    if issuer_kind:
        data["issuer_kind"] = issuer_kind
    if known and known.proves:
        data["proves"] = sorted(known.proves)
    if known and known.given:
        data["given"] = True
    return data | {"note": NOTE}


def kind_of_name(name: str) -> str:
    """The kind of a certificate (vocabulary ``certificate_kind``), told by how its name ends."""
    return next((kind for kind, ending in _ENDINGS if ending.search(name)), "证照")


def _issuer_kind(links: Sequence["Proposal"], sources: set[str]) -> str:
    if any(one.kind in {"result", "new-result"} for one in links):
        return "政府部门"
    kinds = {_ISSUER_KINDS.get(source, "") for source in sources}
    return kinds.pop() if len(kinds) == 1 else ""


def _reason(candidate: Candidate, links: Sequence["Proposal"]) -> Message:
    if candidate.known:
        return msg(_KNOWN, count=len(links))
    if any(one.kind in {"result", "new-result"} for one in links):
        return msg(_ISSUED, count=len(links))
    return msg(_ASKED, count=len(links))


_KNOWN = mark("各地都有的证照，目录里 {count} 处要用它")
_ISSUED = mark("目录里有事项发它，{count} 处要用它")
_ASKED = mark("目录里至少三个事项要它，{count} 处要用它")
