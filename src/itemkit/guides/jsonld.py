"""A guide for search engines: a GovernmentService of schema.org, as JSON-LD in a block of data that nothing executes.

Only what is stated plainly is said: a limit in working days is no duration of ISO 8601, a fee under a condition no
price.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from itemkit.guides.context import GuideContext
from itemkit.guides.page import is_safe_href
from itemkit.pages import clean

Data = Mapping[str, Any]

_NATURAL_DAY = "自然日"
_LANGUAGE = "zh-CN"
_FREE = {"@type": "Offer", "price": 0, "priceCurrency": "CNY"}
_encode = msgspec.json.Encoder().encode


def structured(item: Data, context: GuideContext, region: str) -> str:
    """The JSON-LD of an item, fit to stand between ``<script>`` and ``</script>``: no text in it can end the block.

    Args:
        item: resolved with its standard, as plain data.
        context: the catalog around it.
        region: the name of the region where it is carried out; may be empty.
    """
    said = dict(_each_property(item, context, region))
    try:
        raw = _encode(said)
    except UnicodeEncodeError:  # half of a surrogate pair
        raw = _encode(_without_halves(said))
    return str(clean(raw.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026").decode()))


def _each_property(item: Data, context: GuideContext, region: str) -> Iterator[tuple[str, Any]]:
    get = item.get
    yield "@context", "https://schema.org"
    yield "@type", "GovernmentService"
    yield "name", get("name") or get("code") or ""
    if aliases := get("aliases"):
        yield "alternateName", aliases
    if code := get("code"):
        yield "identifier", code
    if kind := get("type"):
        yield "serviceType", kind
    if organ := get("organ"):
        yield (
            "provider",
            {"@type": "GovernmentOrganization", "name": context.organ_name(organ), "identifier": organ},
        )
    if region:
        yield "areaServed", {"@type": "AdministrativeArea", "name": region}
    if audience := get("audience"):
        yield "audience", [{"@type": "Audience", "audienceType": one} for one in audience]
    yield from _each_way(item)


def _each_way(item: Data) -> Iterator[tuple[str, Any]]:
    """Where it is done, what it costs, what comes of it."""
    if channels := [*_each_channel(item)]:
        yield "availableChannel", channels
    fees = item.get("fees")
    if offers := [_FREE] if fees == [] else [*_each_offer(fees or ())]:
        yield "offers", offers
    if results := item.get("results"):
        yield "serviceOutput", [{"@type": "Thing", "name": one["name"]} for one in results]


def _each_channel(item: Data) -> Iterator[Data]:
    time = _processing_time(item.get("time_limit") or {})
    online = item.get("online") or {}
    address = online.get("url") or online.get("mobile")
    if address and is_safe_href(address):
        yield {"@type": "ServiceChannel", "serviceUrl": address, "availableLanguage": _LANGUAGE, **time}
    for window in item.get("windows") or ():
        place = {"@type": "Place", "name": window["place"]}
        if "address" in window:
            place["address"] = window["address"]
        channel = {"@type": "ServiceChannel", "serviceLocation": place, "availableLanguage": _LANGUAGE, **time}
        if "phone" in window:
            channel["servicePhone"] = {"@type": "ContactPoint", "telephone": window["phone"]}
        yield channel


def _processing_time(limits: Data) -> Data:
    limit = limits.get("promised") or limits.get("statutory") or {}
    is_plain = limit.get("unit") == _NATURAL_DAY and limit.get("days")
    return {"processingTime": f"P{limit['days']}D"} if is_plain else {}


def _each_offer(fees: Sequence[Data]) -> Iterator[Data]:
    for fee in fees:
        if fee.get("amount") is not None and "when" not in fee:
            currency = fee.get("currency", "CNY")
            yield {"@type": "Offer", "name": fee["name"], "price": fee["amount"], "priceCurrency": currency}


def _without_halves(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case dict():
            return {key: _without_halves(one) for key, one in value.items()}
        case list():
            return [_without_halves(one) for one in value]
        case _:
            return value
