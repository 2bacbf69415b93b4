"""The quickest plan beside every plan there is, and which requirements, items and regions count on a way."""

import random
from collections.abc import Collection, Iterator, Sequence
from itertools import product
from typing import Any, cast

import pytest

from across import Files, Tables
from itemkit.certificates.paths.blocked import Blocked, reasons
from itemkit.certificates.paths.bring import Lists
from itemkit.certificates.paths.nearby import distance_of
from itemkit.certificates.paths.plan import Plan, Step, Task, quickest
from itemkit.certificates.paths.search import Path, Wish, path_to
from itemkit.index.citations import each_citation
from itemkit.index.database import Index
from itemkit.index.facts import add_record, no_rows
from itemkit.model.kinds import kind_of


def index_of(files: Files) -> Index:
    rows = no_rows()
    for number, (path, data) in enumerate(files.items()):
        kind = kind_of(path)
        assert kind is not None
        rows["files"].append((number, path, kind.name, kind.subject(data) or None, True))
        add_record(rows, kind.name, number, path, data)
        rows["citations"] += [(number, *citation) for citation in each_citation(kind.name, data)]
    return cast(Index, Tables(rows))


def item(name: str, *needs: str | dict[str, Any], gives: Sequence[str] = (), days: int | None = 1, **more: Any) -> Any:
    limit = {} if days is None else {"time_limit": {"promised": {"days": days, "unit": "工作日"}}}
    materials = [{"name": one, "certificate": one} if isinstance(one, str) else one for one in needs]
    results = [{"name": one, "certificate": one} for one in gives]
    return {"name": name, "type": "行政许可", "materials": materials, "results": results, **limit, **more}


def either(*certificates: str) -> dict[str, Any]:
    return {"any_of": [{"name": one, "certificate": one} for one in certificates]}


def asked_if(certificate: str, **when: str) -> dict[str, Any]:
    return {"name": certificate, "certificate": certificate, "when": when}


def way_in(*items: Any, chosen: dict[str, str] | None = None, had: Collection[str] = (), **more: Any) -> Path | Blocked:
    """The way to the last of some items."""
    files = {f"items/{number}.yaml": one for number, one in enumerate(items)} | more
    return path_to(index_of(files), Wish(len(items) - 1, chosen or {}, frozenset(had)))


def steps_of(way: Path | Blocked) -> list[tuple[str, int, int]]:
    """The files of the steps with the days after which they begin and end."""
    assert isinstance(way, Path)
    return [(step.issuer.path, step.start, step.end) for step in way.steps]


# The plan beside all plans


def random_tasks(seed: int) -> list[Task]:
    chance = random.Random(seed)
    names = "abcdef"[: chance.randint(1, 6)]
    return [
        Task(
            tuple(
                tuple(sorted(chance.sample(names, chance.randint(1, min(2, len(names))))))
                for _need in range(chance.choice((0, 0, 1, 1, 2)))
            ),
            tuple(sorted(chance.sample(names, chance.randint(0, min(2, len(names)))))),
            chance.randint(0, 4),
            chance.randint(0, 2),
            f"{number}",
        )
        for number in range(chance.randint(1, 7))
    ]


def each_duration(tasks: Sequence[Task], goal: int, had: Collection[str]) -> Iterator[int]:
    """How long the goal takes for each choice of a giver for each thing, as far as the choice leads anywhere."""
    things = sorted({one for task in tasks for need in task.needs for one in need} - set(had))
    givers = [[None, *(number for number, task in enumerate(tasks) if one in task.gives)] for one in things]
    for chosen in product(*givers):
        giver = dict(zip(things, chosen, strict=True))

        def ready(number: int, before: frozenset[int], giver: dict[str, int | None] = giver) -> int | None:
            if number in before:
                return None
            start = 0
            for need in tasks[number].needs:
                if set(need) & set(had):
                    continue
                ends = [
                    end
                    for one in need
                    if (by := giver[one]) is not None and (end := ready(by, before | {number})) is not None
                ]
                if not ends:
                    return None
                start = max(start, min(ends))
            return start + tasks[number].days

        if (end := ready(goal, frozenset())) is not None:
            yield end


def check(plan: Plan, tasks: Sequence[Task], goal: int, had: Collection[str]) -> None:
    """A plan can be carried out as it says, and its critical path is as long as it is."""
    assert plan.steps[-1].task == goal
    assert len({step.task for step in plan.steps}) == len(plan.steps)
    for place, step in enumerate(plan.steps):
        task, taken = tasks[step.task], {one for one, _giver in step.takes}
        assert all(set(need) & (taken | set(had)) for need in task.needs)
        assert all(giver < place and one in tasks[plan.steps[giver].task].gives for one, giver in step.takes)
        assert step.start == max((plan.steps[giver].end for _one, giver in step.takes), default=0)
        assert step.end == step.start + task.days
    used = {giver for step in plan.steps for _one, giver in step.takes}
    assert used == set(range(len(plan.steps) - 1))
    assert [step.start for step in plan.steps] == sorted(step.start for step in plan.steps)
    assert plan.critical[-1] == len(plan.steps) - 1
    assert sum(tasks[plan.steps[place].task].days for place in plan.critical) == plan.days
    assert all(
        before in {giver for _one, giver in plan.steps[after].takes}
        for before, after in zip(plan.critical, plan.critical[1:], strict=False)
    )


@pytest.mark.parametrize("batch", range(20))
def test_no_plan_is_quicker(batch: int) -> None:
    for seed in range(batch * 150, (batch + 1) * 150):
        tasks = random_tasks(seed)
        had = ("a",) if seed % 5 == 0 else ()
        plan = quickest(tasks, 0, had)
        best = min(each_duration(tasks, 0, had), default=None)
        assert (plan.days if plan else None) == best, seed
        if plan:
            check(plan, tasks, 0, had)


def test_of_equally_quick_tasks_the_one_with_fewer_visits_then_fewer_tasks_then_the_first_by_name() -> None:
    goal = Task((("a",),), (), 1, 0, "goal")
    more = Task((("b",),), ("a",), 2, 0, "1")
    before = Task((), ("b",), 0, 0, "2")
    few, many, same = (Task((), ("a",), 2, visits, name) for visits, name in ((0, "4"), (1, "3"), (0, "5")))

    def chosen(*tasks: Task) -> list[str]:
        plan = quickest([goal, *tasks], 0)
        assert plan is not None
        return [[goal, *tasks][step.task].name for step in plan.steps]

    assert chosen(many, few) == ["4", "goal"]
    assert chosen(more, before, few) == ["4", "goal"]
    assert chosen(more, before, many) == ["2", "1", "goal"]
    assert chosen(same, few) == ["4", "goal"]


def test_a_long_chain_and_a_wide_fan_take_no_time() -> None:
    chain = [Task(((str(number),),), (str(number + 1),), 1, 1, "x") for number in range(50_000)]
    plan = quickest(chain, 49_999, {"0"})
    assert plan is not None
    assert (plan.days, plan.steps[0], plan.steps[-1]) == (
        50_000,
        Step(0, 0, 1, ()),
        Step(49_999, 49_999, 50_000, (("49999", 49_998),)),
    )
    assert quickest(chain, 49_999) is None


# Which requirements count


def test_a_chain_is_gone_in_its_order() -> None:
    way = way_in(item("丙", "乙证", gives=["丙证"], days=3), item("乙", gives=["乙证"], days=2), item("丁", "丙证"))
    assert steps_of(way) == [("items/1.yaml", 0, 2), ("items/0.yaml", 2, 5), ("items/2.yaml", 5, 6)]


def test_what_does_not_wait_for_each_other_is_done_side_by_side() -> None:
    way = way_in(
        item("甲", gives=["甲证"], days=2, visits=1),
        item("乙", "甲证", gives=["乙证"], days=7, visits=2),
        item("丙", "甲证", gives=["丙证"], days=3, visits=4),
        item("丁", "乙证", "丙证", days=1, visits=1),
    )
    assert steps_of(way) == [
        ("items/0.yaml", 0, 2), ("items/2.yaml", 2, 5), ("items/1.yaml", 2, 9), ("items/3.yaml", 9, 10),
    ]  # fmt: skip
    assert isinstance(way, Path)
    assert (way.days, way.visits, way.critical, way.critical_visits) == (10, 8, (0, 2, 3), 4)
    assert way.wanted_by(0) == (("甲证", 1), ("甲证", 2))


def test_the_quickest_alternative_is_taken() -> None:
    slow, fast = item("慢", gives=["慢证"], days=9), item("快", gives=["快证"], days=2)
    assert steps_of(way_in(slow, fast, item("丁", either("慢证", "快证")))) == [
        ("items/1.yaml", 0, 2), ("items/2.yaml", 2, 3),
    ]  # fmt: skip
    assert steps_of(way_in(slow, fast, item("丁", either("慢证", "没有人发的证")))) == [("items/2.yaml", 0, 1)]


def test_what_may_follow_what_is_not_required_and_what_others_have_is_not_waited_for() -> None:
    first = item("甲", gives=["甲证"])
    for more in ({"need": "容缺后补"}, {"need": "非必要"}, {"holder": "其他主体"}):
        assert steps_of(way_in(first, item("丁", {"name": "甲证", "certificate": "甲证", **more}))) == [
            ("items/1.yaml", 0, 1)
        ]


def test_a_renewal_goes_through_the_first_issue() -> None:
    way = way_in(
        item("许可证核发", gives=["许可证"], action="新办", days=5),
        item("许可证补发", gives=["许可证"], action="补发", days=1),
        item("许可证延续", "许可证", gives=["许可证"], action="延续", days=2),
    )
    assert steps_of(way) == [("items/0.yaml", 0, 5), ("items/2.yaml", 5, 7)]


MERGED = item(
    "许可证", asked_if("许可证", kind="change"), asked_if("甲证", kind="first"), asked_if("乙证", big="y"), gives=["许可证"],
    situations=[
        {"id": "kind", "question": "哪一种？", "options": {"first": "首次申请", "change": "变更"}},
        {"id": "big", "question": "大不大？", "options": {"y": "大", "n": "小"}},
    ],
)  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "files"),
    [
        ({}, ["0", "1", "2"]),
        ({"kind": "first"}, ["0", "1", "2"]),
        ({"big": "n"}, ["0", "2"]),
        ({"kind": "first", "big": "n"}, ["0", "2"]),
        ({"kind": "change", "big": "n"}, ["0", "1", "2", "2"]),
    ],
)
def test_answers_choose_what_is_asked(chosen: dict[str, str], files: list[str]) -> None:
    way = way_in(item("甲", gives=["甲证"]), item("乙", gives=["乙证"]), MERGED, chosen=chosen)
    assert sorted(path for path, _start, _end in steps_of(way)) == [f"items/{one}.yaml" for one in files]


def test_a_need_that_depends_on_an_answer_is_told() -> None:
    files = {"items/0.yaml": item("乙", gives=["乙证"]), "items/1.yaml": MERGED}
    index = index_of(files)
    way = path_to(index, Wish(1))
    assert isinstance(way, Path)
    (told,) = Lists(index, way).when(1, "乙证")
    assert (told.situation, told.question, told.options, told.texts) == ("big", "大不大？", ("y",), ("大",))
    way = path_to(index, Wish(1, {"big": "y"}))
    assert isinstance(way, Path)
    assert Lists(index, way).when(1, "乙证") == ()


def test_what_an_item_asks_of_itself_is_told_and_left_out() -> None:
    way = way_in(item("许可证核发及变更", "许可证", gives=["许可证"], days=2))
    assert isinstance(way, Path)
    assert [(step.end, step.own) for step in way.steps] == [(2, ("许可证",))]


def test_what_the_person_has_is_not_applied_for() -> None:
    items = item("乙", gives=["乙证"]), item("丙", "乙证", gives=["丙证"]), item("丁", "丙证")
    assert steps_of(way_in(*items, had=["乙证"])) == [("items/1.yaml", 0, 1), ("items/2.yaml", 1, 2)]
    assert steps_of(way_in(*items, had=["丙证"])) == [("items/2.yaml", 0, 1)]


def test_limits_in_working_days_in_calendar_days_and_none() -> None:
    def limit(days: int, unit: str) -> dict[str, Any]:
        return {"days": days, "unit": unit}

    items = [
        item("甲", days=None, time_limit={"statutory": limit(20, "工作日"), "promised": limit(8, "自然日")}),
        item("乙", days=None, time_limit={"statutory": limit(20, "自然日")}),
        item("丙", days=None),
        item("丁", days=None, time_limit={"promised": limit(0, "自然日")}),
    ]
    found = [way_in(one) for one in items]
    told = [
        (way.days, one.limit, one.unit, one.is_promised)
        for way in found
        if isinstance(way, Path) and (one := way.steps[0].issuer)
    ]
    assert told == [(6, 8, "自然日", True), (15, 20, "自然日", False), (0, None, None, False), (0, 0, "自然日", True)]


# Regions


def at(region: str, days: int, **more: Any) -> Any:
    return item(f"甲{region}", gives=["甲证"], region=region, days=days, **more)


@pytest.mark.parametrize(
    ("issuers", "chosen"),
    [
        ([at("450721", 1), at("440100", 9), at("440000", 8)], 2),
        ([at("450721", 1), at("440100", 8), at("440000", 9)], 1),
        ([at("450721", 1), at("440103", 9), at("440104", 8)], 2),
        ([at("450721", 2), at("450722", 1)], 1),
        ([at("450721", 1), item("甲", gives=["甲证"], days=9)], 1),
        ([at("450721", 1), at("440100", 9, status="取消")], 0),
    ],
)
def test_the_items_of_the_region_come_first(issuers: list[Any], chosen: int) -> None:
    way = way_in(*issuers, item("丁", "甲证", region="440100"))
    assert steps_of(way)[0][0] == f"items/{chosen}.yaml"


def test_an_item_elsewhere_is_taken_where_none_of_the_region_can_be_completed() -> None:
    blocked = item("甲", "己证", gives=["甲证"], region="440100")
    circle = item("己", "甲证", gives=["己证"], region="440100")
    way = way_in(blocked, circle, at("450721", 3), item("丁", "甲证", "己证", region="440100"))
    assert steps_of(way) == [("items/2.yaml", 0, 3), ("items/1.yaml", 3, 4), ("items/3.yaml", 4, 5)]


def test_an_organ_tells_the_region_of_an_item() -> None:
    organs = [{"uscc": "11440100007482620J", "name": "局", "region": "440100"}]
    local = item("甲", gives=["甲证"], organ="11440100007482620J", days=9)
    way = way_in(at("450721", 1), local, item("丁", "甲证", region="440100"), **{"organs.yaml": organs})
    assert steps_of(way)[0][0] == "items/1.yaml"


def test_others_that_issue_the_same_are_told() -> None:
    way = way_in(
        at("450721", 1), at("440100", 5), at("440000", 4), item("另", gives=["甲证"], days=3, region="440100"),
        item("丁", "甲证", region="440100"),
    )  # fmt: skip
    assert isinstance(way, Path)
    assert [one.path for one in way.steps[0].others] == ["items/2.yaml", "items/1.yaml"]
    assert way.steps[1].others == ()


def test_how_far_regions_are() -> None:
    assert distance_of("450721", None) == 0
    assert [distance_of(one, "440103") for one in ("100000", "440000", "440100", "440103", "440103001000", "440104")] == [
        0, 0, 0, 0, 1, 2,
    ]  # fmt: skip


# Items that can't be completed


def chain_in(*items: Any, **more: Any) -> tuple[list[str], int]:
    """Why the last of some items can't be completed: each hop with its file, and to which it leads back."""
    files = {f"items/{number}.yaml": one for number, one in enumerate(items)}
    index = index_of(files)
    why = path_to(index, Wish(len(items) - 1, **more))
    assert isinstance(why, Blocked)
    return [f"{one.text} {one.spot.path}" for one in reasons(index, why)], 2 * len(why.lead)


FIRST = item("甲许可", "乙证", gives=["甲证"])
SECOND = item("乙许可", "甲证", gives=["乙证"])


def test_an_item_on_a_circle_tells_the_circle() -> None:
    assert chain_in(FIRST, SECOND) == (
        [
            "办“乙许可”要甲证 items/1.yaml",
            "甲证由“甲许可”核发 items/0.yaml",
            "办“甲许可”要乙证 items/0.yaml",
            "乙证由“乙许可”核发 items/1.yaml",
        ],
        0,
    )


def test_an_item_before_a_circle_tells_how_it_leads_there() -> None:
    third = item("丙许可", "甲证", gives=["丙证"])
    situation = [{"id": "k", "question": "哪一种？", "options": {"x": "一", "y": "二"}}]
    last = item("丁许可", asked_if("丙证", k="x"), situations=situation)
    told = [
        "办“丁许可”（哪一种？一）要丙证 items/3.yaml",
        "丙证由“丙许可”核发 items/2.yaml",
        "办“丙许可”要甲证 items/2.yaml",
        "甲证由“甲许可”核发 items/0.yaml",
        "办“甲许可”要乙证 items/0.yaml",
        "乙证由“乙许可”核发 items/1.yaml",
        "办“乙许可”要甲证 items/1.yaml",
        "甲证由“甲许可”核发 items/0.yaml",
    ]
    assert chain_in(FIRST, SECOND, third, last) == (told, 4)
    assert steps_of(way_in(FIRST, SECOND, third, last, chosen={"k": "y"})) == [("items/3.yaml", 0, 1)]
    assert steps_of(way_in(FIRST, SECOND, third, last, had=["乙证"])) == [
        ("items/0.yaml", 0, 1), ("items/2.yaml", 1, 2), ("items/3.yaml", 2, 3),
    ]  # fmt: skip


def test_a_random_catalog_has_a_way_or_a_chain_that_closes() -> None:
    ways = 0
    for seed in range(40):
        chance = random.Random(seed)
        names = [f"证{number}" for number in range(4)]
        items = [
            item(
                f"事{number}",
                *(either(*chance.sample(names, chance.randint(1, 2))) for _need in range(chance.randint(0, 2))),
                gives=[] if number == 4 else [names[number]],
                days=chance.randint(0, 3),
                region=chance.choice(("440100", "450721")),
            )
            for number in range(5)
        ]
        index = index_of({f"items/{number}.yaml": one for number, one in enumerate(items)})
        way = path_to(index, Wish(4))
        if isinstance(way, Blocked):
            told = list(reasons(index, way))
            assert all(after.item == before.item for before, after in zip(told[1::2], told[2::2], strict=False))
            assert told[2 * len(way.lead)].item == told[-1].item
        else:
            ways += 1
            assert way.days == way.steps[-1].end
    assert 0 < ways < 40
