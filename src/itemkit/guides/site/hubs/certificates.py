"""Certificates (证照、证明、批文、报告): what each proves, how to get it, and who asks for it."""

from collections.abc import Iterator, Sequence

from itemkit.guides import words
from itemkit.guides.fields import fact, facts, title_of
from itemkit.guides.html import block_html
from itemkit.guides.names import page_name
from itemkit.guides.page import Entries, Entry, Fact
from itemkit.guides.search import initials
from itemkit.guides.site.hubs.grouped import Grouped
from itemkit.guides.site.hubs.hub import Hub, Part, groups_of, turned_pages, within
from itemkit.guides.site.hubs.lists import Counted, counted_html, grouped_html, items
from itemkit.guides.site.hubs.origin import origin_parts
from itemkit.guides.site.rows import ItemRow, Need
from itemkit.guides.site.shared import SharedPage, key_of
from itemkit.model.records import Certificate

NAME, TITLE = "certificates.html", "证照"
_AT_ONCE = 1000
"""Certificates on one page of the list."""
_NO_LETTER = "#"
_NOT_SHARED = "不共享"


def each_certificate_page(grouped: Grouped) -> Iterator[SharedPage]:
    """The list of certificates and their pages."""
    known = dict(sorted(grouped.certificates.items()))
    counts = "\n".join(
        f"{name}\t{one.kind}\t{len(grouped.asking.get(name, ()))}\t{len(grouped.giving.get(name, ()))}"
        for name, one in known.items()
    )

    def list_of(start: int, end: int) -> Hub:
        return _list(grouped, list(known.values()), start, end)

    yield from turned_pages(grouped.site, NAME, key_of(counts), len(known), _AT_ONCE, list_of)
    for name, certificate in known.items():
        asking, giving = grouped.asking.get(name, ()), grouped.giving.get(name, ())
        key = key_of(grouped.mark(asking), grouped.mark(giving), grouped.names_key, grouped.digest("certificate", name))

        def make(_start: int, _end: int, certificate: Certificate = certificate) -> Hub:
            return _certificate(grouped, certificate)

        yield from turned_pages(grouped.site, page_name("certificate", name), key, 1, 1, make)


def most_asked(grouped: Grouped, number: int) -> list[Counted]:
    """The certificates that most items ask for."""
    found = sorted(grouped.asking.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [Counted(name, page_name("certificate", name), len(rows), unit="项要它") for name, rows in found[:number]]


def _list(grouped: Grouped, certificates: Sequence[Certificate], start: int, end: int) -> Hub:
    by_letter = groups_of(certificates, _letter)
    parts = tuple(
        Part(
            f"letter-{letter if letter != _NO_LETTER else 'other'}",
            letter,
            counted_html((_counted(grouped, one) for one in some), ""),
            f"{len(by_letter[letter]):,} 种",
        )
        for letter, some in within(
            ((letter, by_letter[letter]) for letter in sorted(by_letter, key=_after)), start, end
        )
    )
    kinds = groups_of((one for one in certificates if one.kind), lambda one: one.kind or "")
    told = "、".join(f"{kind} {len(some):,} 种" for kind, some in sorted(kinds.items()))
    said = f"共 {len(certificates):,} 种" + (f"：{told}。" if told else "。")
    intro = (said, "按名称的拼音首字母排列。") if certificates else ("目录里没有证照。",)
    return Hub(TITLE, intro=intro, parts=parts)


def _letter(certificate: Certificate) -> str:
    first = initials(certificate.name)[:1].upper()
    return first if first.isascii() and first.isalpha() else _NO_LETTER


def _after(letter: str) -> tuple[bool, str]:
    return letter == _NO_LETTER, letter


def _counted(grouped: Grouped, one: Certificate) -> Counted:
    asking, giving = len(grouped.asking.get(one.name, ())), len(grouped.giving.get(one.name, ()))
    said = "，".join(f"{items(number)}{what}" for number, what in ((asking, "要它"), (giving, "能办它")) if number)
    return Counted(one.name, page_name("certificate", one.name), -1, said or "没有事项用到")


def _certificate(grouped: Grouped, certificate: Certificate) -> Hub:
    return Hub(
        certificate.name,
        ((TITLE, NAME),),
        subtitle=(certificate.kind,) if certificate.kind else (),
        facts=tuple(_facts(certificate)),
        parts=tuple(_parts(grouped, certificate)),
    )


def _facts(certificate: Certificate) -> Iterator[Fact]:
    proves = certificate.proves
    if proves:
        yield Fact("能证明", ("、".join(proves),))
    yield from facts(certificate, "issuers") or facts(certificate, "issuer_kind")
    yield from facts(certificate, "valid_for")
    yield from fact(certificate, "sharing", _sharing)
    yield from fact(certificate, "commitment", _commitment)
    yield from facts(certificate, "aliases", "code", "note")


def _sharing(value: str) -> str:
    return "窗口不能自行调取，要自己带" if value == _NOT_SHARED else f"{value}共享，窗口可以自行调取"


def _commitment(value: bool) -> str:
    return "可以，写一份承诺书代替提交" if value else "不可以"


def _parts(grouped: Grouped, certificate: Certificate) -> Iterator[Part]:
    giving = grouped.giving.get(certificate.name, ())
    asking = grouped.asking.get(certificate.name, ())
    how = '<p class="text">人人都有，不用专门办。</p>\n' if certificate.given else ""
    if giving:
        how += grouped_html(grouped, giving)
    elif not certificate.given:
        how = '<p class="text">目录里没有办它的事项，请向出具机构咨询。</p>\n'
    yield Part("how", "怎么取得", how, items(len(giving)) if giving else "")
    if asking:
        needs = {row.path: _need(row, certificate.name) for row in asking}
        said = f'<p class="text">{_summary(list(needs.values()))}</p>\n'
        listed = grouped_html(grouped, asking, lambda row: _tags(needs[row.path]))
        yield Part("who", "谁要它", said + listed, items(len(asking)))
    else:
        yield Part("who", "谁要它", '<p class="text">目录里没有事项要它。</p>\n')
    if certificate.basis:
        entries = tuple(
            Entry(words.citation_link(one), facts(one, "organ", "text"), (one.kind,) if one.kind else ())
            for one in certificate.basis
        )
        yield Part("basis", title_of(Certificate, "basis"), block_html(Entries(entries), ""))
    yield from origin_parts(certificate, certificate.extra)


def _need(row: ItemRow, name: str) -> Need:
    return next(need for need in row.needs if need.certificate == name)


def _summary(needs: Sequence[Need]) -> str:
    certain = sum(need.is_certain for need in needs)
    fetched = sum(need.is_fetched for need in needs)
    parts = ((certain, "一定要"), (len(needs) - certain, "看情形，或者可以用别的代替"))
    said = "，".join(f"{items(number)}{what}" for number, what in parts if number)
    return said + (f"；其中 {items(fetched)}由窗口调取，不用提交。" if fetched else "。")


def _tags(need: Need) -> tuple[str, ...]:
    return (*(() if need.is_certain else ("看情形",)), *(("窗口调取",) if need.is_fetched else ()))
