"""The catalog around its items, and what a page of an item depends on in it.

A page is made again when its item has changed, or something that it names: its organ, a certificate, anything that all
pages depend on. What is here is read in each run, since there is little of it.
"""

import hashlib
import marshal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from itemkit.guides.context import GuideContext
from itemkit.guides.site.options import PublishOptions
from itemkit.model.records import Bundle
from itemkit.source.catalog import CONFIG_NAME, Catalog, Found
from itemkit.source.digests import own_digest
from itemkit.source.records import Records
from itemkit.source.trees import DiskTree
from itemkit.source.wholes import Reader

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What the pages of a site have in common."""

    reader: Reader
    """Reads the items; the standards are read already, so that processes that are forked share them."""
    context: GuideContext
    bundles: Mapping[str, Bundle]
    """By path."""
    skipped: tuple[str, ...]
    """Files other than items that gave no record."""
    general: str
    """Digest of what every page depends on."""
    digests: Mapping[str, str]
    """Digests of what some pages depend on, by name: ``organ:…``, ``certificate:…``, ``standard:…``, ``bundle:…``."""

    @classmethod
    def of(cls, catalog: Catalog, found: Found, options: PublishOptions) -> "Surroundings":
        """Read everything but the items."""
        records, reader = Records(catalog, found), Reader(DiskTree(catalog, found=found))
        organs, certificates, standards = records.organs, records.certificates, records.standards
        bundles = records.bundles
        context = GuideContext.of(
            catalog.config, organs.values(), certificates.values(), standards.values(), has_site=True
        )
        config = catalog.root / CONFIG_NAME
        parts = [own_digest(), repr(options.for_pages()), config.read_text("utf-8") if config.is_file() else ""]
        digests = {f"organ:{uscc}": _digest(organ.as_data()) for uscc, organ in organs.items()}
        digests |= {f"certificate:{name}": _digest(one.as_data()) for name, one in certificates.items()}
        inherited = reader.standards
        digests |= {f"standard:{code}": one.digest.hex() for code, one in inherited.items()}
        digests |= {f"bundle:{path}": _digest(one.as_data()) for path, one in bundles.items()}
        return cls(reader, context, bundles, tuple(records.skipped), "\0".join(map(_digest, parts)), digests)

    def certificates_of(self, data: Data) -> tuple[str, ...]:
        """The names of the certificates that the page of an item depends on, whether they are known or not."""
        return tuple(dict.fromkeys(self._each_certificate(data)))

    def _each_certificate(self, data: Data) -> Iterator[str]:
        get = data.get
        for entry in get("materials", ()):
            for one in entry.get("any_of") or (entry,):
                if certificate := one.get("certificate"):
                    yield self._called(certificate)
        for one in get("results", ()):
            if certificate := one.get("certificate"):
                yield self._called(certificate)

    def _called(self, name: str) -> str:
        known = self.context.certificates.get(name)
        return known.name if known else name


def _digest(value: str | dict[str, Any]) -> str:
    raw = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else marshal.dumps(value, 2)
    return hashlib.blake2b(raw, digest_size=12).hexdigest()
