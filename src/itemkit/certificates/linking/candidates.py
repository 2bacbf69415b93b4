"""Which certificates a catalog has besides those that it has files for: what names speak of, and how often.

In order of weight: the catalog's own files; certificates that nearly every catalog knows; what items issue, by their
results or their names; names in the form of a certificate that several items ask for. The last two become drafts.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from itemkit.certificates.facts import KnownCertificate, known_certificates
from itemkit.certificates.linking.issued import Issued, issued_by
from itemkit.certificates.linking.names import Named, Names
from itemkit.certificates.wording import bare, has_form, key_of
from itemkit.index.database import Index

ASKED_BY = 3
"""So many items have to ask for a name before it becomes a certificate of its own."""
FORMS = "申请表格文书"
"""The material kind of forms; none of them is a certificate."""
NOT_CANCELLED = "coalesce(items.status, '在用') <> '取消'"

_CERTIFICATES = """
SELECT certificate, list(DISTINCT name ORDER BY name), bool_or(given), min(path) FROM certificate_names
JOIN (SELECT file, path, given FROM certificates) USING (file) GROUP BY certificate ORDER BY min(path), certificate
"""
_MALFORMED = "SELECT DISTINCT subject FROM files WHERE kind = 'certificate' AND NOT well_formed AND subject IS NOT NULL"
_ASKED_FOR = f"""
SELECT materials.name, count(DISTINCT file) FROM materials JOIN items USING (file)
WHERE {NOT_CANCELLED} AND materials.name IS NOT NULL AND coalesce(materials.kind, '') <> '{FORMS}'
GROUP BY ALL ORDER BY ALL
"""
_RESULTS = f"""
SELECT DISTINCT results.name FROM results JOIN items USING (file)
WHERE {NOT_CANCELLED} AND results.certificate IS NULL AND results.name IS NOT NULL ORDER BY ALL
"""
_WITHOUT_RESULTS = f"""
SELECT DISTINCT name FROM items ANTI JOIN results USING (file) WHERE {NOT_CANCELLED} AND name IS NOT NULL ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A certificate that has no file."""

    name: str
    known: KnownCertificate | None = None
    """If it is one that nearly every catalog knows."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """All certificates that names may mean."""

    names: Names
    new: Mapping[str, Candidate]
    """Those without a file, by name."""
    issued: Mapping[str, Issued]
    """What items without results issue, by the item's name."""


def candidates_in(index: Index) -> Candidates:
    """The certificates of a catalog, those that have files and those that should."""
    own = [Named(name, tuple(aliases), bool(given)) for name, aliases, given, _path in index.rows(_CERTIFICATES)]
    own += [Named(name) for (name,) in index.rows(f"{_MALFORMED} ORDER BY ALL")]  # to be mended, not written anew
    names = Names(own)
    new: dict[str, Candidate] = {}
    for known in known_certificates():
        called = names.called(known.name) or next(filter(None, map(names.called, known.aliases)), None)
        names.add(Named(called or known.name, (known.name, *known.aliases), known.given))
        if called is None:
            new[known.name] = Candidate(known.name, known=known)
    asked = _spellings(dict(index.rows(_ASKED_FOR)))
    issued = {name: found for (name,) in index.rows(_WITHOUT_RESULTS) if (found := issued_by(name)) is not None}
    ended = _spellings(Counter(name for (name,) in index.rows(_RESULTS)))
    spoken = _spellings(Counter(one.name for one in issued.values() if one.certain))
    _add(names, new, {key: several for key, several in asked.items() if several.total() >= ASKED_BY})
    _add(names, new, ended)
    _add(names, new, {key: several for key, several in spoken.items() if key in asked or not names.ends(key)})
    return Candidates(names, new, issued)


def _spellings(texts: Mapping[str, int]) -> Mapping[str, Counter[str]]:
    """Names in the form of a certificate, with how often they come, by what their spellings share."""
    by_key: dict[str, Counter[str]] = defaultdict(Counter)
    for text, count in texts.items():
        name = bare(text)
        if has_form(name):
            by_key[key_of(name)][name] += count
    return by_key


def _add(names: Names, new: dict[str, Candidate], by_key: Mapping[str, Counter[str]]) -> None:
    """Take names that mean nothing yet as certificates; a longer one is judged when the shorter ones are known."""
    for _key, spellings in sorted(by_key.items(), key=lambda one: (len(one[0]), one[0])):
        name = min(spellings, key=lambda one: (-spellings[one], len(one), one))
        if names.meaning(name) is None:
            names.add(Named(name))
            new[name] = Candidate(name)
