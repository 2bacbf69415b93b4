"""What it costs: an empty list of fees says that it is free, no list says nothing."""

from collections.abc import Iterator, Mapping, Sequence

from itemkit.diff.change import Change
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.making import Data, at, made
from itemkit.diff.rows import details, paired
from itemkit.diff.words import in_words, questions_of, when_in_words
from itemkit.findings import Pointer, msg


def compare_fees(a: Data, b: Data) -> Iterator[Change]:
    """What has changed in ``fees``: an empty list says that it is free, no list says nothing."""
    before, after, whole = a.get("fees"), b.get("fees"), Pointer.of("fees")
    if before is None or after is None:
        if before != after:
            said = _fees(before), _fees(after)
            free = Effect.NEUTRAL if not before and not after else None
            id = "fees-stated" if before is None else "fees-unstated"
            yield made(id, whole, whole, before, after, said=said, effect=free)
        return
    pairs, gone, new = paired("fees", a, b)
    for i, fee in gone:
        yield made(
            "fee-removed",
            at("fees", i),
            whole,
            fee,
            None,
            name=fee["name"],
            measure=_amount(fee, -1),
            said=(_in_brackets(_price(fee)), ""),
        )
    for j, fee in new:
        yield made(
            "fee-added",
            whole,
            at("fees", j),
            None,
            fee,
            name=fee["name"],
            measure=_amount(fee, 1),
            said=("", _in_brackets(_price(fee))),
        )
    for one, other, place, spot in pairs:
        yield from _compare_fee(one, other, place, spot, (questions_of(a), questions_of(b)))


def _fees(fees: Sequence[Data] | None) -> object:
    if fees is None:
        return ""
    return tuple(fee["name"] for fee in fees) if fees else msg("不收费")


def _price(fee: Data) -> object | None:
    if "amount" not in fee:
        return fee.get("standard")
    price = msg("{amount} {currency}", amount=fee["amount"], currency=_currency(fee))
    return msg("每{per} {price}", per=fee["per"], price=price) if "per" in fee else price


def _in_brackets(price: object | None) -> object:
    return "" if price is None else msg("（{price}）", price=price)


def _currency(fee: Data) -> str:
    currency = fee.get("currency", "CNY")
    return "元" if currency == "CNY" else str(currency)


def _amount(fee: Data, sign: int) -> Measure | None:
    return Measure(sign * fee["amount"], _currency(fee)) if fee.get("amount") else None


def _compare_fee(
    one: Data, other: Data, a: Pointer, b: Pointer, questions: tuple[Mapping[str, Data], Mapping[str, Data]]
) -> Iterator[Change]:
    name = other["name"]
    is_comparable = (
        all("amount" in fee for fee in (one, other))
        and all(one.get(key) == other.get(key) for key in ("per", "when"))
        and _currency(one) == _currency(other)
    )
    if is_comparable and one["amount"] != other["amount"]:
        more = other["amount"] - one["amount"]
        id = f"fee-{'higher' if more > 0 else 'lower'}"
        yield made(id, a / "amount", b / "amount", one["amount"], other["amount"], name=name,
            measure=Measure(more, _currency(one)), said=(_price(one), _price(other)))  # fmt: skip
    keys = ("standard",) if is_comparable else ("amount", "currency", "per", "when", "standard")
    before, after = ({key: fee[key] for key in keys if key in fee} for fee in (one, other))
    if before != after:
        said = _terms(one, other, questions)
        yield made("fee-changed", a, b, before or None, after or None, name=name, said=said)
    allowed = one.get("reducible"), other.get("reducible")
    if bool(allowed[0]) != bool(allowed[1]):
        id = "fee-reducible" if allowed[1] else "fee-irreducible"
        effect = Effect.UNCLEAR if None in allowed else None
        yield made(id, a / "reducible", b / "reducible", *allowed, name=name, effect=effect)
    yield from details("fee-details-changed", ("name", "basis", "reduction"), one, other, a, b)


def _terms(one: Data, other: Data, questions: tuple[Mapping[str, Data], Mapping[str, Data]]) -> tuple[object, object]:
    """How a changed fee is told: by what is not the same about it."""
    if _price(one) != _price(other):
        return in_words(_price(one)), in_words(_price(other))
    if one.get("standard") != other.get("standard"):
        return in_words(one.get("standard")), in_words(other.get("standard"))
    return when_in_words(one.get("when"), questions[0]), when_in_words(other.get("when"), questions[1])
