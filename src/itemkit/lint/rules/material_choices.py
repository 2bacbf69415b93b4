"""Family M, the choices: conditions that can never hold, and alternatives of which there is only one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from itemkit.findings import Change, Fix, Hit, Place, Pointer, Related, Severity, msg
from itemkit.lint.rules.kinds import ItemRule, item_rule
from itemkit.lint.rules.material_contradictions import identity, without
from itemkit.lint.view import Data, Row, View
from itemkit.model.near import nearest


@item_rule("M210", "situation-unknown", Severity.ERROR)
def situation_unknown(item: View) -> Iterator[Hit]:
    """适用情形（`when`）说到的情形或者选项，`situations` 里没有。

    ## 为什么
    条件永远不会成立：无论申请人怎么回答，这份材料、这项收费都不会出现，该交的就漏了。

    ## 依据
    目录自身的约定：`when` 的键是 `situations` 里的 `id`，值是它的选项标识。

    ## 反例
        situations: [{id: premises, question: 场所是自有还是租赁？, options: {owned: 自有, leased: 租赁}}]
        materials: [{name: 房屋租赁合同, when: {premises: rented}, source: 申请人自备, copies: 1}]

    ## 正例
        situations: [{id: premises, question: 场所是自有还是租赁？, options: {owned: 自有, leased: 租赁}}]
        materials: [{name: 房屋租赁合同, when: {premises: leased}, source: 申请人自备, copies: 1}]

    ## 怎么改
    改成有的标识；确是漏了的，在 `situations` 里补上问题或选项。
    """
    conditions = _conditions(item)
    if not conditions:
        return
    known = {one["id"]: one["options"] for one in item.data.get("situations", ())}
    for pointer, when in conditions:
        for situation, wanted in when.items():
            place = pointer / "when" / situation
            if situation not in known:
                yield _no_situation(Place(place, on_key=True), situation, known)
                continue
            options = known[situation]
            if isinstance(wanted, str):
                if wanted not in options:
                    yield _no_option(Place(place), wanted, options)
                continue
            for index, option in enumerate(wanted):
                if option not in options:
                    yield _no_option(Place(place / index), option, options)


def _conditions(item: View) -> list[tuple[Pointer, Mapping[str, Any]]]:
    found = [(pointer, material["when"]) for pointer, material in item.materials if "when" in material]
    for key in ("materials", "fees", "results"):
        for index, row in enumerate(item.data.get(key, ())):
            if "when" in row and (key != "materials" or "any_of" in row):
                found.append((Pointer((key, index)), row["when"]))
    return found


def _no_situation(place: Place, name: str, known: Iterable[str]) -> Hit:
    near = nearest(name, known, cutoff=0.6)
    if near:
        return Hit(place, msg("situations 里没有情形 {name}：是不是 {near}？", name=name, near=near))
    return Hit(place, msg("situations 里没有情形 {name}：补上这个问题，或者改掉这里", name=name))


def _no_option(place: Place, name: str, known: Iterable[str]) -> Hit:
    near = nearest(name, known, cutoff=0.6)
    if near:
        return Hit(place, msg("这个情形没有选项 {name}：是不是 {near}？", name=name, near=near))
    return Hit(place, msg("这个情形没有选项 {name}：可用 {known}", name=name, known=tuple(known)))


def _groups(item: View) -> Iterator[Row]:
    """The entries of which one is enough (``any_of``)."""
    for index, entry in enumerate(item.data.get("materials", ())):
        if "any_of" in entry:
            yield Pointer(("materials", index)), entry


@item_rule("M211", "single-alternative", Severity.WARNING)
def single_alternative(item: View) -> Iterator[Hit]:
    """“任选其一”里只有一份材料，没有可选的。

    ## 为什么
    只有一份，就是必须交这一份；写成任选，申请人会找另外那几份在哪里。

    ## 依据
    目录自身的约定：`any_of` 列出两份以上，其中一份就够。

    ## 反例
        materials: [{any_of: [{name: 房屋租赁合同, source: 申请人自备, copies: 1}]}]

    ## 正例
        materials:
          - any_of:
              - {name: 房屋租赁合同, source: 申请人自备, copies: 1}
              - {name: 场地无偿使用协议, source: 申请人自备, copies: 1}

    ## 怎么改
    去掉 `any_of`，直接写这份材料；漏了其他几份的，补上。
    """
    for pointer, group in _groups(item):
        if len(group["any_of"]) == 1:
            message = msg("任选其一的材料只有一份：去掉 any_of，或者补上其他几份")
            yield Hit(Place(pointer / "any_of", on_key=True), message, fix=_unwrapped(pointer, group))


def _unwrapped(pointer: Pointer, group: Data) -> Fix | None:
    """The only material in the place of its group, if the two don't each say something under the same key."""
    outer = {key: value for key, value in group.items() if key not in ("any_of", "name")}
    only = group["any_of"][0]
    if not outer.keys().isdisjoint(only):
        return None
    return Fix(msg("去掉 any_of，只留这份材料"), (Change(pointer, {**only, **outer}),), safe="name" not in group)


@item_rule("M212", "alternatives-identical", Severity.ERROR)
def alternatives_identical(item: View) -> Iterator[Hit]:
    """“任选其一”里有两份是一样的。

    ## 为什么
    二选一变成了没有选择；多半是复制以后忘了改。

    ## 依据
    目录自身的约定：`any_of` 里的每一份都是另一种选择。

    ## 反例
        materials:
          - any_of:
              - {name: 房屋租赁合同, source: 申请人自备, copies: 1}
              - {name: 《房屋租赁合同》, source: 申请人自备, copies: 1}

    ## 正例
        materials:
          - any_of:
              - {name: 房屋租赁合同, source: 申请人自备, copies: 1}
              - {name: 场地无偿使用协议, source: 申请人自备, copies: 1}

    ## 怎么改
    删去多的一份，或者改成原来想写的那一份。
    """
    for pointer, group in _groups(item):
        seen: list[tuple[object, int]] = []
        for index, material in enumerate(group["any_of"]):
            this = (*identity(material), material.get("certificate"))
            first = next((number for other, number in seen if other == this), None)
            if first is None:
                seen.append((this, index))
                continue
            here = pointer / "any_of" / index
            yield Hit(
                Place(here),
                msg("“{name}”和前面的一份一样，没有可选的：删去或者改正", name=material["name"]),
                (Related(msg("前面的一份"), Place(pointer / "any_of" / first)),),
                without(here) if material == group["any_of"][first] else None,
            )


CHOICE_RULES: tuple[ItemRule, ...] = (situation_unknown, single_alternative, alternatives_identical)
"""In the order of their codes."""
