"""The way to an item as a person reads it: the steps, the sums, what to bring, and what was assumed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from itemkit.language import _, mark

if TYPE_CHECKING:
    from itemkit.certificates.paths.blocked import Reason
    from itemkit.certificates.paths.bring import Condition, Entry, Thing
    from itemkit.certificates.paths.nearby import Issuer
    from itemkit.certificates.paths.route import Fee, Route

_CRITICAL = "●"
_MOST_OTHERS = 3
_SOURCES = {
    "unknown": mark("目录里没有核发事项"), "issued": mark("目录里有事项核发"), "others": mark("别人的"),
    "agency": mark("中介机构出具"), "other": mark("其他"), "had": mark("手里已有"), "given": mark("人人都有"),
    "applicant": mark("自备"),
}  # fmt: skip
_ACCESS = {"核验": mark("出示"), "共享": mark("窗口调取，不用带")}


def write_route(route: "Route", regions: Mapping[str, str], out: TextIO) -> None:
    """Write a way.

    Args:
        route: the way.
        regions: names of regions by code, as the catalog has them.
        out: where to.
    """
    from itemkit.cli.tables import write_table
    from itemkit.report.visible import encodable, visible

    path = route.path
    title = _("从头办到“{item}”：{days}，办 {count} 个事项，到现场 {visits} 次").format(
        item=route.item.name, days=_duration(route), count=len(path.steps), visits=path.visits
    )
    out.write(visible(encodable(title)) + "\n\n")
    columns = [_("步"), _("办什么"), _("哪里办"), _("第几天"), _("为了"), _("到现场")]
    write_table(columns, [_step(route, place, regions) for place in range(len(path.steps))], out, [False] * 5 + [True])
    out.write("\n" + _critical(route) + "\n")
    if route.bring:
        out.write("\n" + _("要带的") + "\n\n")
        columns = [_("要带的"), _("从哪来"), _("哪几步用"), _("说明")]
        write_table(columns, [_entry(entry) for entry in route.bring], out, [False] * 4)
    out.write("\n" + _("要知道的") + "\n\n")
    out.writelines(f"- {visible(encodable(line))}\n" for line in _notes(route, regions))


def _duration(route: "Route") -> str:
    unknown = sum(step.issuer.limit is None for step in route.path.steps)
    if route.path.days:
        days = _("最快 {days} 个工作日").format(days=route.path.days)
        return _("{days}（{count} 步没有写时限）").format(days=days, count=unknown) if unknown else days
    return _("没有写要几天") if unknown else _("最快当天办成")


def _step(route: "Route", place: int, regions: Mapping[str, str]) -> tuple[str, str, str, str, str, str]:
    step, item = route.step(place), route.of(place)
    is_marked = place in route.path.critical and len(route.path.critical) < len(route.path.steps)
    wanted = _("、").join(dict.fromkeys(one for one, _later in route.path.wanted_by(place)))
    visits = "" if step.issuer.visits is None else _("{count} 次").format(count=step.issuer.visits)
    number = f"{place + 1} {_CRITICAL}" if is_marked else str(place + 1)
    where = item.organ or _region(step.issuer.region or "", regions)
    return number, item.name, where, _days(step.start, step.end), wanted or _("要办的事项"), visits


def _days(start: int, end: int) -> str:
    first, last = min(start + 1, max(end, 1)), max(end, 1)
    if first == last:
        return _("第 {day} 天").format(day=last)
    return _("第 {first}–{last} 天").format(first=first, last=last)


def _critical(route: "Route") -> str:
    path = route.path
    if len(path.steps) == 1:
        return _("不用先办别的事项。")
    chain = " → ".join(str(place + 1) for place in path.critical)
    sums = _("关键路径 {chain}：{days} 个工作日，到现场 {visits} 次；其中哪一步慢了，全程就慢。").format(
        chain=chain, days=path.days, visits=path.critical_visits
    )
    return f"{_CRITICAL} {sums}" if len(path.critical) < len(path.steps) else sums


def _entry(entry: "Entry") -> tuple[str, str, str, str]:
    either = _(" 或 ")
    notes = [_remark(thing) for thing in entry.any_of]
    is_same = len(set(notes)) == 1
    names = [
        thing.name if is_same or not note else _("{name}（{note}）").format(name=thing.name, note=note)
        for thing, note in zip(entry.any_of, notes, strict=True)
    ]
    sources = dict.fromkeys(_source(thing) for thing in entry.any_of)
    steps = _("、").join(str(place + 1) for place in entry.steps)
    return either.join(dict.fromkeys(names)), either.join(sources), steps, notes[0] if is_same else ""


def _source(thing: "Thing") -> str:
    word = _(_SOURCES[thing.source])
    if thing.issuer and thing.source == "other":
        return thing.issuer
    if thing.issuer and thing.source in {"unknown", "agency", "issued"}:
        return _("{name}（{note}）").format(name=word, note=thing.issuer)
    return word


def _remark(thing: "Thing") -> str:
    words = [_(_ACCESS[thing.access])] if thing.access in _ACCESS else []
    if thing.may_follow:
        words.append(_("可以后补"))
    if thing.conditions:
        words.append(_when(thing.conditions))
    return _("；").join(words)


def _when(conditions: "Iterable[Condition]") -> str:
    either = _(" 或 ")
    answers = [f"{one.question}{either.join(one.texts)}" for one in conditions]
    return _("仅当：{answers}").format(answers=_("；").join(answers))


def _notes(route: "Route", regions: Mapping[str, str]) -> Iterator[str]:
    """What was assumed, and what else one should know."""
    yield _("时限是承诺的最长时间；前一步办成的当天接着办下一步，互不相干的同时办。")
    yield from _limit_notes(route)
    for place, step in enumerate(route.path.steps):
        yield from _step_notes(route, place, regions)
        for certificate, _giver in step.takes:
            if conditions := route.conditions.get((place, certificate)):
                yield _("第 {step} 步要{certificate}，{when}。").format(
                    step=place + 1, certificate=certificate, when=_when(conditions)
                )
    yield from _fee_notes(route)


def _limit_notes(route: "Route") -> Iterator[str]:
    issuers = [step.issuer for step in route.path.steps]
    calendar = [
        _("第 {step} 步 {days} 天").format(step=place, days=one.limit)
        for place, one in enumerate(issuers, 1)
        if one.unit == "自然日" and one.limit
    ]
    if calendar:
        yield _("按自然日的时限，每 7 天折算成 5 个工作日，向上取整：{steps}。").format(steps=_("、").join(calendar))
    if steps := _numbers(one.limit is not None and not one.is_promised for one in issuers):
        yield _("没有承诺时限，按法定时限算：{steps}。").format(steps=steps)
    if steps := _numbers(one.limit is None for one in issuers):
        yield _("没有写办结时限，不知道要几天，按 0 天算：{steps}。").format(steps=steps)
    if steps := _numbers(one.visits is None for one in issuers):
        yield _("没有写到现场次数，按 0 次算：{steps}。").format(steps=steps)


def _numbers(several: Iterable[bool]) -> str:
    return _("、").join(_("第 {step} 步").format(step=place) for place, one in enumerate(several, 1) if one)


def _step_notes(route: "Route", place: int, regions: Mapping[str, str]) -> Iterator[str]:
    from itemkit.certificates.paths.nearby import ELSEWHERE

    step, item = route.step(place), route.of(place)
    if step.others:
        told = [_other(route, one) for one in step.others[:_MOST_OTHERS]]
        if len(step.others) > _MOST_OTHERS:
            told.append("……")
        yield _("第 {step} 步按最快的算；不适合你的话，同样的证照还有别的事项核发：{others}。").format(
            step=place + 1, others=_("、").join(told)
        )
    if step.issuer.distance == ELSEWHERE:
        yield _("第 {step} 步是别的地区（{region}）的：目录里没有本地的事项核发它。").format(
            step=place + 1, region=_region(step.issuer.region or "", regions)
        )
    if step.own:
        yield _("第 {step} 步的材料里要{certificates}，那正是它自己核发的：首次办理时没有，没有计入。").format(
            step=place + 1, certificates=_("、").join(step.own)
        )
    for special in item.special:
        days = "" if special.days is None else _(" {days} 个{unit}").format(days=special.days, unit=_(special.unit))
        yield _("第 {step} 步如有{name}，另计时限{days}。").format(step=place + 1, name=special.name, days=days)


def _other(route: "Route", issuer: "Issuer") -> str:
    item = route.details[issuer.file]
    words = [item.organ] if item.organ else []
    if issuer.limit is not None:
        words.append(_("{count} 个工作日").format(count=issuer.days))
    return _("{name}（{note}）").format(name=item.name, note=_("，").join(words)) if words else item.name


def _region(code: str, regions: Mapping[str, str]) -> str:
    from itemkit.model.regions import full_name

    return regions.get(code) or full_name(code) or code


def _fee_notes(route: "Route") -> Iterator[str]:
    places = range(len(route.path.steps))
    if all(route.of(place).is_free for place in places):
        yield _("全程不收费。")
        return
    for place in places:
        if fees := route.of(place).fees:
            told = _("、").join(_fee(one) for one in fees)
            yield _("第 {step} 步收费：{fees}。").format(step=place + 1, fees=told)
    if steps := _numbers(not route.of(place).is_free and not route.of(place).fees for place in places):
        yield _("没有写收不收费：{steps}。").format(steps=steps)


def _fee(fee: "Fee") -> str:
    if fee.amount is None:
        return _("{name}（{note}）").format(name=fee.name, note=fee.standard) if fee.standard else fee.name
    amount = f"{fee.amount:,.2f}".removesuffix("00").removesuffix(".")
    money = _("{amount} 元").format(amount=amount) if fee.currency == "CNY" else f"{amount} {fee.currency}"
    return f"{fee.name} {money}" + (f"/{fee.per}" if fee.per else "")


def write_blocked(name: str, chain: "Sequence[Reason]", back_to: int, root: Path, out: TextIO) -> None:
    """Write why there is no way.

    Args:
        name: the item.
        chain: the reason, hop by hop.
        back_to: the hop, from 0, to which the last one leads back.
        root: the catalog.
        out: where to.
    """
    from itemkit.cli.tables import write_table
    from itemkit.report.visible import encodable, visible

    title = _("“{item}”办不成：要的证照互相等着，没有办得成的先后顺序").format(item=name)
    out.write(visible(encodable(title)) + "\n\n")
    rows = [(str(number), str(one.text), _place(one, root)) for number, one in enumerate(chain, 1)]
    write_table([_("环"), _("为什么"), _("在哪里")], rows, out, [True, False, False])
    item = chain[back_to].item
    end = _(
        "又回到第 {number} 环：要办“{item}”。去掉环上的一个要求就解开；改哪几处最少，见 itemkit certificates report。"
    )
    out.write("\n" + visible(encodable(end.format(number=back_to + 1, item=item))) + "\n")


def _place(one: "Reason", root: Path) -> str:
    """The file with line and column, as far as it can be read."""
    from itemkit.source.locate import Spans
    from itemkit.source.read import text_of

    file = root / one.spot.path
    text = None if file.is_symlink() else text_of(file)
    if text is None:
        return one.spot.path
    start = Spans(text, [one.spot.place.pointer]).of(one.spot.place).start
    return f"{one.spot.path}:{start.line}:{start.column}"
