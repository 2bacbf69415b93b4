"""From files to ways: which requirement stands in whose way; and random catalogs against a plain reading of the rules."""

from collections.abc import Mapping, Sequence
from itertools import product
from random import Random
from typing import Any

import pytest

from across import index_of
from itemkit.certificates.cases import Alternative, needs_of
from itemkit.certificates.circles import deadlocks
from itemkit.certificates.graph import Graph, certificates_in_circles, graph_of
from itemkit.certificates.obtain import Need, Way
from itemkit.certificates.sql import IS_FIRST_ISSUE, SAYS_FIRST
from itemkit.model.actions import REISSUING, WORDS_OF_ACTIONS, actions_of, reissues

Files = dict[str, dict[str, Any]]


def item(asks: Sequence[Any], gives: Sequence[Any] = (), **more: Any) -> dict[str, Any]:
    """An item that asks for certificates, given by name or as whole materials, and ends with others."""
    return {
        "name": "某事项",
        "type": "行政许可",
        "materials": [{"name": one, "certificate": one} if isinstance(one, str) else one for one in asks],
        "results": [{"name": one, "certificate": one} if isinstance(one, str) else one for one in gives],
    } | more


def certificate(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name} | more


def sorts(files: Files) -> list[tuple[tuple[Need, ...], tuple[Way, ...], tuple[Need, ...]]]:
    """What each sort needs as a whole, what the ways of first applicants are, and what they need of their own."""
    return [(sort.whole.needs, sort.firsts, sort.own) for sort in graph_of(index_of(files)).sorts]


X = Need(("X",))
ISSUES_X = {"items/x.yaml": item([], ["X"])}
FIRST_X = ((), (Way((), ("X",)),), ())
QUESTION = [{"id": "s", "question": "哪一种？", "options": {"a": "甲", "b": "乙"}}]
TWO = [{"id": "t", "question": "谁？", "options": {"p": "子", "q": "丑"}}]
KINDS = [{"id": "kind", "question": "办哪一种？", "options": {"first": "首次申请", "again": "遗失补领"}}]


@pytest.mark.parametrize(
    ("asking", "more", "expected"),
    [
        (item(["X"]), {}, ((X,), (), ())),
        (item(["X"], ["Y"]), {}, ((X,), (Way((X,), ("Y",)),), ())),
        (item(["别的"], ["Y"]), {}, ((), (Way((), ("Y",)),), ())),
        # everybody has it, makes it, has it made
        (item(["X"]), {"certificates/x.yaml": certificate("X", given=True)}, None),
        (item(["X"]), {"certificates/x.yaml": certificate("X", issuer_kind="申请人")}, None),
        (item(["X"]), {"certificates/x.yaml": certificate("X", issuer_kind="中介机构")}, None),
        (item(["X"]), {"certificates/x.yaml": certificate("X", issuer_kind="政府部门")}, ((X,), (), ())),
        (item(["某X"]), {"certificates/x.yaml": certificate("X", aliases=["某X"])}, ((X,), (), ())),
        # stands in nobody's way
        (item([{"name": "X", "certificate": "X", "need": "非必要"}]), {}, None),
        (item([{"name": "X", "certificate": "X", "need": "容缺后补"}]), {}, None),
        (item([{"name": "X", "certificate": "X", "holder": "其他主体"}]), {}, None),
        (item([{"name": "X", "source": "政府部门核发"}]), {}, None),
        (item([{"name": "X", "certificate": "X", "access": "共享"}]), {}, ((X,), (), ())),
        (item(["X"], status="取消"), {}, None),
        (item(["X"], status="草稿"), {}, ((X,), (), ())),
        # one of several
        (
            item([{"any_of": [{"name": "X", "certificate": "X"}, {"name": "合同"}]}]),
            {},
            ((X._replace(is_met=True),), (), ()),
        ),
        (item([{"any_of": [{"name": "X", "certificate": "X"}, {"name": "合同"}], "need": "非必要"}]), {}, None),
        (
            item([{"any_of": [{"name": "X", "certificate": "X"}, {"name": "Z", "certificate": "Z"}]}]),
            {"items/z.yaml": item([], ["Z"])},
            ((Need(("X", "Z")),), (), ()),
        ),
        # only under some answers
        (
            item([{"name": "X", "certificate": "X", "when": {"s": "a"}}], situations=QUESTION),
            {},
            ((Need(("X",), (("s", "a"),)),), (), ()),
        ),
        (
            item(
                [{"any_of": [{"name": "X", "certificate": "X"}, {"name": "合同", "when": {"s": "a"}}]}],
                situations=QUESTION,
            ),
            {},
            ((X._replace(answers=(("s", "a"),), is_met=True), X), (), ()),
        ),
        (
            item(
                [{"any_of": [{"name": "X", "certificate": "X", "when": {"s": "a"}}], "when": {"s": "b"}}],
                situations=QUESTION,
            ),
            {},
            None,
        ),
        (
            item(
                [{"name": "X", "certificate": "X", "when": {"s": "a"}}],
                [{"name": "Y", "certificate": "Y", "when": {"s": "b"}}],
                situations=QUESTION,
            ),
            {},
            ((Need(("X",), (("s", "a"),)),), (Way((), ("Y",)),), ()),
        ),
    ],
)
def test_what_stands_in_the_way(asking: dict[str, Any], more: Files, expected: Any) -> None:
    found = sorts({**ISSUES_X, "items/asking.yaml": asking, **more})
    assert [one for one in found if one[1] not in (FIRST_X[1], (Way((), ("Z",)),))] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("asking", "first", "own"),
    [
        # says that it is for the first time, and asks for what only it gives
        (item(["Y"], ["Y"], action="新办"), (Way((), ("Y",)),), (Need(("Y",)),)),
        (item(["Y"], ["Y"], name="某证核发及变更"), (Way((), ("Y",)),), (Need(("Y",)),)),
        (item(["Y"], ["Y"]), (Way((), ("Y",)),), (Need(("Y",)),)),
        # those who have it already
        (item(["Y"], ["Y"], action="变更"), (), ()),
        (item(["Y"], ["Y"], name="某证遗失补领"), (), ()),
        # something else will do
        (
            item([{"any_of": [{"name": "Y", "certificate": "Y"}, {"name": "旧版"}]}], ["Y"], action="新办"),
            (Way((), ("Y",)),),
            (),
        ),
        # only for those who have it already, by the text or because it is asked of them
        (
            item(
                [{"name": "Y", "certificate": "Y", "when": {"kind": "again"}}], ["Y"], action="新办", situations=KINDS
            ),
            (Way((), ("Y",)),),
            (),
        ),
        (
            item([{"name": "Y", "certificate": "Y", "when": {"s": "a"}}], ["Y"], action="新办", situations=QUESTION),
            (Way((), ("Y",)),),
            (),
        ),
        (
            item(
                [
                    {"name": "Y", "certificate": "Y", "when": {"s": "a"}},
                    {"name": "X", "certificate": "X", "when": {"s": "a"}},
                ],
                ["Y"],
                action="新办",
                situations=QUESTION,
            ),
            (Way((), ("Y",)),),
            (),
        ),
        # all answers ask for it: there is no first time
        (
            item(
                [{"name": "Y", "certificate": "Y", "when": {"s": ["a", "b"]}}],
                ["Y"],
                action="新办",
                situations=QUESTION,
            ),
            (Way((), ("Y",)),),
            (Need(("Y",)),),
        ),
        (
            item(
                [
                    {"name": "Y", "certificate": "Y", "when": {"s": "a"}},
                    {"name": "Y", "certificate": "Y", "when": {"s": "b"}},
                ],
                ["Y"],
                action="新办",
                situations=QUESTION,
            ),
            (Way((), ("Y",)),),
            (Need(("Y",), (("s", "a"),)), Need(("Y",), (("s", "b"),))),
        ),
    ],
)
def test_who_applies_for_the_first_time(asking: dict[str, Any], first: tuple[Way, ...], own: tuple[Need, ...]) -> None:
    found = [one for one in sorts({**ISSUES_X, "items/y.yaml": asking}) if one != FIRST_X]
    assert [(ways, needs) for _whole, ways, needs in found] == ([(first, own)] if first else [])


def test_what_asks_for_its_own_and_is_not_alone_is_for_holders() -> None:
    files = {"items/first.yaml": item([], ["Y"], action="新办"), "items/later.yaml": item(["Y"], ["Y"])}
    assert sorts(files) == [((), (Way((), ("Y",)),), ()), ((Need(("Y",)),), (), ())]


def test_items_that_are_alike_are_one_sort() -> None:
    files = {f"items/{number}.yaml": item(["X"], ["Y"], name=f"事项{number}") for number in range(3)}
    graph = graph_of(index_of({**files, **ISSUES_X}))
    assert [sort.files for sort in graph.sorts] == [(0, 1, 2), (3,)]
    assert graph.ways == (Way((X,), ("Y",)), Way((), ("X",)))
    assert graph.weights() == {0: 3, 1: 1}


def test_completing_for_everybody_may_take_more_than_for_the_first_time() -> None:
    again = item([{"name": "Y", "certificate": "Y", "when": {"kind": "again"}}], ["Y"], action="新办", situations=KINDS)
    graph = graph_of(index_of({"items/y.yaml": again}))
    asked_again = Need(("Y",), (("kind", "again"),))
    assert graph.ways == (Way((), ("Y",)), Way((asked_again,)))
    assert (graph.sort_of, graph.giving, graph.weights()) == ((0, 0), 1, {0: 0, 1: 1})


def test_too_many_combinations_stand_in_nobodys_way() -> None:
    situations = {str(number): {"a": "甲", "b": "乙"} for number in range(13)}
    entry = [Alternative("X", {str(number): ("a",)}) for number in range(13)]
    assert needs_of(entry, situations) == []
    assert len(needs_of(entry[:12], situations)) == 2**12 - 1


@pytest.mark.parametrize("action", [None, "其他", "新办", "变更", "延续", "注销", "备案", "年检"])
def test_the_database_reads_names_as_the_model_does(action: str | None) -> None:
    names = [
        "登记",
        *(f"某证{word}" for words in WORDS_OF_ACTIONS.values() for word in words),
        "核发及变更",
        "变更、注销",
    ]
    files = {
        f"items/{number:03}.yaml": {"name": name, "type": "行政许可"} | ({"action": action} if action else {})
        for number, name in enumerate(names)
    }
    rows = index_of(files).rows(f"SELECT name, {IS_FIRST_ISSUE}, {SAYS_FIRST} FROM items ORDER BY path")
    expected = [
        (
            name,
            not reissues(action, name),
            "新办" in actions_of(action, name) or (action not in (None, "其他") and action not in REISSUING),
        )
        for name in names
    ]
    assert rows == expected


# --- random catalogs -----------------------------------------------------------------------------------------------


def random_files(rng: Random) -> Files:
    """A catalog of a few items with answers, alternatives and all that may stand in nobody's way."""
    names = [f"证{number}" for number in range(rng.randint(2, 5))]
    situations = [*QUESTION, *TWO]

    def when() -> dict[str, Any]:
        if rng.random() < 0.6:
            return {}
        chosen = {one["id"]: rng.choice(list(one["options"])) for one in rng.sample(situations, rng.randint(1, 2))}
        return {"when": chosen}

    def material(own: Sequence[str]) -> dict[str, Any]:
        name = rng.choice([one for one in names if one not in own] or ["表"])
        made: dict[str, Any] = {"name": name}
        if name != "表" and rng.random() < 0.9:
            made["certificate"] = name
        if rng.random() < 0.1:
            made["need"] = rng.choice(["非必要", "容缺后补", "必要"])
        if rng.random() < 0.1:
            made["holder"] = rng.choice(["其他主体", "申请人"])
        return made | when()

    files: Files = {}
    for number in range(rng.randint(2, 6)):
        gives = rng.sample(names, rng.randint(0, 2))
        asks: list[dict[str, Any]] = []
        for _ in range(rng.randint(0, 3)):
            several = [material(gives) for _ in range(rng.choice([1, 1, 2, 3]))]
            asks.append({"any_of": several} | when() if len(several) > 1 else several[0])
        results = [{"name": one, "certificate": one} | (when() if rng.random() < 0.3 else {}) for one in gives]
        action = rng.choice(["新办", "新办", "新办", "备案", "变更"])
        files[f"items/{number}.yaml"] = item(asks, results, action=action, situations=situations)
    for number, name in enumerate(names):
        kind = rng.choice(["政府部门", "政府部门", "政府部门", "其他", "中介机构", "申请人"])
        files[f"certificates/{number}.yaml"] = certificate(name, issuer_kind=kind, given=rng.random() < 0.05)
    return files


def holds(when: Mapping[str, str], answers: Mapping[str, str]) -> bool:
    return all(answers[situation] == option for situation, option in when.items())


def is_met(entry: Mapping[str, Any], answers: Mapping[str, str], had: set[str]) -> bool:
    """Whether a list entry stands in nobody's way under these answers."""
    if not holds(entry.get("when", {}), answers):
        return True
    several = [one for one in entry.get("any_of", [entry]) if holds(one.get("when", {}), answers)]
    return not several or any(
        "certificate" not in one
        or one["certificate"] in had
        or one.get("need", entry.get("need")) in ("非必要", "容缺后补")
        or one.get("holder") == "其他主体"
        for one in several
    )


def plainly(files: Files) -> tuple[set[str], set[str]]:
    """What can be had, and which items can be completed, by going through all answers again and again."""
    items = {path: one for path, one in files.items() if path.startswith("items")}
    answers = [dict(zip("st", chosen, strict=True)) for chosen in product("ab", "pq")]
    first = {path: one for path, one in items.items() if one["action"] != "变更"}
    issued = {result["certificate"] for one in first.values() for result in one["results"]}
    had = {
        one["name"]
        for path, one in files.items()
        if path.startswith("certificates")
        and (one["given"] or one["issuer_kind"] in ("中介机构", "申请人") or one["name"] not in issued)
    }
    while True:
        new = {
            result["certificate"]
            for one in first.values()
            for result in one["results"]
            if any(holds(result.get("when", {}), chosen) for chosen in answers)
            and all(
                is_met(entry, chosen, had)
                for chosen in answers
                if holds(result.get("when", {}), chosen)
                for entry in one["materials"]
            )
        }
        if new <= had:
            break
        had |= new
    possible = {
        path
        for path, one in items.items()
        if all(is_met(entry, chosen, had) for chosen in answers for entry in one["materials"])
    }
    return had, possible


def dead_items(files: Files, had: set[str]) -> set[str]:
    """The items that are on a circle of items that can't give what they issue, by following all steps."""
    items = {path: one for path, one in files.items() if path.startswith("items") and one["action"] != "变更"}
    answers = [dict(zip("st", chosen, strict=True)) for chosen in product("ab", "pq")]
    needs: dict[str, set[tuple[str, str]]] = {}
    for path, one in items.items():
        for result in one["results"]:
            if result["certificate"] in had and not is_blocked(one, result, answers, had):
                continue
            wanted = {
                (result["certificate"], material["certificate"])
                for chosen in answers
                if holds(result.get("when", {}), chosen)
                for entry in one["materials"]
                if not is_met(entry, chosen, had)
                for material in entry.get("any_of", [entry])
                if holds(material.get("when", {}), chosen) and holds(entry.get("when", {}), chosen)
            }
            needs.setdefault(path, set()).update(wanted)
    edges = {
        ((path, gives), (other, asks))
        for path, wanted in needs.items()
        for gives, asks in wanted
        for other, others in needs.items()
        if any(given == asks for given, _asked in others)
    }
    reach = set(edges)
    while more := {(a, d) for a, b in reach for c, d in edges if b == c} - reach:
        reach |= more
    return {node[0] for node, other in reach if node == other}


def is_blocked(
    one: Mapping[str, Any], result: Mapping[str, Any], answers: Sequence[Mapping[str, str]], had: set[str]
) -> bool:
    return not all(
        is_met(entry, chosen, had)
        for chosen in answers
        if holds(result.get("when", {}), chosen)
        for entry in one["materials"]
    )


def blocked_paths(files: Files, graph: Graph) -> set[str]:
    paths = list(files)
    return {paths[file] for sort in graph.blocked for file in sort.files}


@pytest.mark.parametrize("seed", range(12))
def test_a_catalog_is_what_a_plain_reading_of_it_says(seed: int) -> None:
    rng = Random(seed)
    for _ in range(10):
        files = random_files(rng)
        had, possible = plainly(files)
        index = index_of(files)
        graph = graph_of(index)
        given = {name for way in graph.ways for name in way.gives}
        assert graph.obtained.certificates == given & had
        assert blocked_paths(files, graph) == {path for path in files if path.startswith("items")} - possible
        paths = list(files)
        found = {paths[step.file] for one in deadlocks(graph) for step in one.steps}
        assert found == dead_items(files, had)
        circular = certificates_in_circles(index)
        assert {step.certificate for one in deadlocks(graph) for step in one.steps} <= circular
        few = {paths[step.file] for one in deadlocks(graph_of(index, circular)) for step in one.steps}
        assert few <= found
        assert bool(few) == bool(found)
