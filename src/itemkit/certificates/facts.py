"""What certificates prove: well-known ones, and the facts for which 公通字〔2016〕21号 says that no proof may be asked.

Two certificates can stand in for each other only by facts about the person or the body itself: a name is the same name
on whatever paper it stands, whereas two licences prove two permissions. The words and their sources are in
data/facts.toml; a catalog's own certificate file says more than this does.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class KnownCertificate:
    """A certificate that nearly every catalog knows."""

    name: str
    aliases: tuple[str, ...]
    """Other names of the same certificate; never one of another that passes for it."""
    kind: str
    """A word of the vocabulary ``certificate_kind``."""
    issuer_kind: str
    """A word of the vocabulary ``issuer_kind``."""
    given: bool
    """Whether everybody has it to begin with."""
    proves: frozenset[str]
    """Words of the vocabulary ``fact``."""
    source: str
    """The law or document that says so."""


@dataclass(frozen=True, slots=True)
class FactsOfIdentity:
    """公通字〔2016〕21号: what the standard identity papers prove, and what the police do not state at all."""

    papers: tuple[str, ...]
    """The standard identity papers: 户口簿, 身份证, 护照."""
    by_papers: frozenset[str]
    """The 9 facts that these papers prove; no proof of them may be asked."""
    by_household: frozenset[str]
    """The 5 facts that the 户口簿 proves; no proof of them may be asked."""
    elsewhere: frozenset[str]
    """Facts that another authority answers for; four of the six are known."""

    @property
    def without_proof(self) -> frozenset[str]:
        """The facts for which no proof may be asked."""
        return self.by_papers | self.by_household


@cache
def known_certificates() -> tuple[KnownCertificate, ...]:
    """The certificates that nearly every catalog knows, in the order of the data."""
    return tuple(
        KnownCertificate(
            one["name"], tuple(one["aliases"]), one["kind"], one["issuer_kind"], one.get("given", False),
            frozenset(one["proves"]), one["source"],
        )
        for one in _data()["certificate"]
    )  # fmt: skip


@cache
def known_by_name() -> Mapping[str, KnownCertificate]:
    """The well-known certificates by name and by alias."""
    return {name: one for one in known_certificates() for name in (one.name, *one.aliases)}


@cache
def facts_of_identity() -> FactsOfIdentity:
    """What 公通字〔2016〕21号 says."""
    data = _data()
    return FactsOfIdentity(
        tuple(data["papers"]["certificates"]),
        *(frozenset(data[name]["facts"]) for name in ("papers", "household", "elsewhere")),
    )


@cache
def facts_of_persons() -> frozenset[str]:
    """Facts about a person himself; of such, two certificates of one person say the same."""
    return frozenset(_data()["about"]["person"])


@cache
def facts_of_bodies() -> frozenset[str]:
    """Facts about an enterprise or another body itself; of such, two certificates of one body say the same."""
    return frozenset(_data()["about"]["body"])


@cache
def exchangeable_facts() -> frozenset[str]:
    """Facts for which one certificate can stand in for another: those about the person or the body itself."""
    return facts_of_persons() | facts_of_bodies()


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("itemkit.data") / "facts.toml").read_text("utf-8"))
