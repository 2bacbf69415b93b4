"""What the report on certificates tells, before it is put into a format."""

from dataclasses import dataclass

from itemkit.certificates.graph import graph_of
from itemkit.certificates.report.clearing import Cleared, Clearing, Requirement, clearing_of, each_requirement
from itemkit.certificates.report.to_cut import ToCut, to_cut
from itemkit.certificates.report.verdicts import Verdict
from itemkit.certificates.twice.covered import stating
from itemkit.index.database import Index


@dataclass(frozen=True, slots=True)
class Contents:
    """The report of one catalog."""

    catalog: str
    """Its name; may be empty."""
    clearing: Clearing
    """All of it, whatever was asked for."""
    certificates: tuple[Cleared, ...]
    """Those that were asked for."""
    requirements: tuple[Requirement, ...] | None
    """The requirements of these certificates; None: not asked for."""
    left_out: int
    """How many requirements there are beyond those."""
    to_cut: ToCut
    """With one certificate asked for: only the deadlocks and changes that are about it."""


class UnknownCertificateError(ValueError):
    """No item asks for a certificate of this name."""


def contents_of(
    index: Index, *, catalog: str = "", verdict: Verdict | None = None, certificate: str = "", most: int | None = 0
) -> Contents:
    """Work the report out.

    Args:
        index: the catalog.
        catalog: its name.
        verdict: only certificates with this verdict; None: all.
        certificate: only this one, by its name or an alias; empty: all.
        most: how many requirements to tell at most; 0: none, None: all.

    Raises:
        UnknownCertificateError: no item asks for ``certificate``.
    """
    by_name = stating(index)
    clearing = clearing_of(index, by_name)
    cut = to_cut(index, graph_of(index), by_name)
    shown = tuple(one for one in clearing.certificates if verdict in (None, one.verdict))
    if certificate:
        called = by_name[certificate].name if certificate in by_name else certificate
        shown = tuple(one for one in shown if one.name in (called, certificate))
        if not any(one.name in (called, certificate) for one in clearing.certificates):
            raise UnknownCertificateError(certificate)
        cut = _about(cut, {called, certificate})
    every = sum(one.requirements for one in shown)
    if most == 0:
        return Contents(catalog, clearing, shown, None, every, cut)
    told = tuple(each_requirement(index, [one.name for one in shown], most))
    return Contents(catalog, clearing, shown, told, every - len(told), cut)


def _about(cut: ToCut, certificates: set[str]) -> ToCut:
    return ToCut(
        tuple(one for one in cut.circles if not certificates.isdisjoint(one.certificates)),
        tuple(one for one in cut.changes if not certificates.isdisjoint(one.certificates)),
        cut.count, cut.at_least, cut.blocked,
    )  # fmt: skip
