"""What can be obtained, why not, and what to cut: small graphs by hand, thousands against trying everything."""

from random import Random

import pytest
from and_or import each_circle, fewest_to_cut, had_in_any_order, random_ways

from itemkit.certificates.cut import Cut, Cuts, cuts_of
from itemkit.certificates.knots import Dependencies, Hop, strong_components
from itemkit.certificates.obtain import Need, Obtained, Way, obtain

X, Y, Z = (Need((name,)) for name in "XYZ")
X_OR_Y = Need(("X", "Y"))


@pytest.mark.parametrize(
    ("ways", "had", "expected"),
    [
        ([], (), Obtained(frozenset(), {})),
        ([Way((), ("X",))], (), Obtained(frozenset("X"), {})),
        ([Way((X,), ("Y",)), Way((), ("X",))], (), Obtained(frozenset("XY"), {})),
        ([Way((X,), ("Y",)), Way((Y,), ("X",))], (), Obtained(frozenset(), {0: (X,), 1: (Y,)})),
        ([Way((X,), ("Y",)), Way((Y,), ("X",))], ("X",), Obtained(frozenset("XY"), {})),
        ([Way((X,), ("Y",)), Way((Y,), ("X",)), Way((), ("X",))], (), Obtained(frozenset("XY"), {})),
        ([Way((X_OR_Y, Z), ("X",)), Way((), ("Y",)), Way((), ("Z",))], (), Obtained(frozenset("XYZ"), {})),
        ([Way((X_OR_Y, Z), ("X",)), Way((), ("Y",))], (), Obtained(frozenset("Y"), {0: (Z,)})),
        ([Way((X._replace(is_met=True),), ("X",))], (), Obtained(frozenset("X"), {})),
        ([Way((X,))], (), Obtained(frozenset(), {0: (X,)})),
    ],
)
def test_what_can_be_obtained(ways: list[Way], had: tuple[str, ...], expected: Obtained) -> None:
    assert obtain(ways, had) == expected


@pytest.mark.parametrize("seed", range(40))
def test_obtaining_is_trying_every_order(seed: int) -> None:
    rng = Random(seed)
    for _ in range(100):
        ways = random_ways(rng)
        had = had_in_any_order(ways)
        unmet = {
            number: needs
            for number, way in enumerate(ways)
            if (needs := tuple(need for need in way.needs if not need.is_met and not had & set(need.any_of)))
        }
        assert obtain(ways) == Obtained(had, unmet)


@pytest.mark.parametrize("seed", range(40))
def test_chains_are_real_and_shortest_and_there_for_every_way_in_a_knot(seed: int) -> None:
    rng = Random(1000 + seed)
    for _ in range(50):
        ways = random_ways(rng)
        unmet = obtain(ways).unmet
        edges = [
            (way, need, certificate, other)
            for way, needs in unmet.items()
            for need in needs
            for certificate in need.any_of
            for other in unmet
            if certificate in ways[other].gives
        ]
        dependencies = Dependencies(ways, unmet)
        knots = [frozenset(knot) for knot in dependencies.knots()]
        assert len(set().union(*knots)) == sum(map(len, knots))
        for way in unmet:
            circles = list(each_circle(edges, way))
            chains = [
                chain
                for knot in knots
                if knot & set(ways[way].gives) and (chain := dependencies.shortest_chain(way, knot)[0])
            ]
            assert bool(circles) == bool(chains)
            for chain in chains:
                following = [*(hop.way for hop in chain[1:]), way]
                assert chain[0].way == way
                assert {(*hop, other) for hop, other in zip(chain, following, strict=True)} <= set(edges)
            if circles:
                assert min(map(len, chains)) == min(map(len, circles))
        if unmet and any(ways[way].gives for way in unmet if not all(n.is_met for n in ways[way].needs)):
            blocked = {name for way in unmet for name in ways[way].gives} - obtain(ways).certificates
            assert bool(knots) == bool(blocked)


@pytest.mark.parametrize("seed", range(20))
def test_cuts_are_enough_and_fewest(seed: int) -> None:
    rng = Random(2000 + seed)
    for _ in range(20):
        ways = random_ways(rng, most=5)
        found = cuts_of(ways, obtain(ways), {})
        gone = {(cut.way, need) for cut in found.cuts for need in cut.needs}
        left = [
            Way(tuple(need for need in way.needs if (number, need) not in gone), way.gives)
            for number, way in enumerate(ways)
        ]
        assert had_in_any_order(left) == {name for way in ways for name in way.gives}
        assert found.count == found.at_least == sum(len(cut.needs) for cut in found.cuts) == fewest_to_cut(ways)


@pytest.mark.parametrize("seed", range(10))
def test_a_search_that_is_given_up_tells_what_is_proved(seed: int) -> None:
    rng = Random(3000 + seed)
    for _ in range(40):
        ways = random_ways(rng, most=5)
        found = cuts_of(ways, obtain(ways), {}, most_looked_at=0)
        gone = {(cut.way, need) for cut in found.cuts for need in cut.needs}
        left = [
            Way(tuple(need for need in way.needs if (number, need) not in gone), way.gives)
            for number, way in enumerate(ways)
        ]
        assert had_in_any_order(left) == {name for way in ways for name in way.gives}
        assert found.at_least <= fewest_to_cut(ways) <= found.count


def test_the_cut_that_opens_most_comes_first() -> None:
    small = [Way((X,), ("Y",)), Way((Y,), ("X",))]
    p, q = Need(("P",)), Need(("Q",))
    large = [Way((p,), ("Q",)), Way((q,), ("P",)), Way((p,)), Way((p,))]
    ways = [*small, *large]
    expected = Cuts((Cut(2, (p,), 12), Cut(0, (X,), 2)), 2, 2)
    assert cuts_of(ways, obtain(ways), {4: 5, 5: 5}) == expected


def test_of_equally_few_cuts_the_easier_one_is_taken() -> None:
    ways = [Way((X,), ("Y",)), Way((Y,), ("X",))]
    assert cuts_of(ways, obtain(ways), {}, lambda need: int(need == X)) == Cuts((Cut(1, (Y,), 2),), 1, 1)
    assert cuts_of(ways, obtain(ways), {}, lambda need: int(need == Y)) == Cuts((Cut(0, (X,), 2),), 1, 1)


def test_one_way_to_a_certificate_that_many_give_is_enough() -> None:
    ways = [*(Way((X,), ("Y",)) for _ in range(5)), *(Way((Y,), ("X",)) for _ in range(5))]
    assert cuts_of(ways, obtain(ways), {}) == Cuts((Cut(0, (X,), 10),), 1, 1)


def test_a_shortest_chain() -> None:
    ways = [Way((X, Z), ("W",)), Way((Y,), ("X",)), Way((Need(("W",)),), ("Y", "Z"))]
    dependencies = Dependencies(ways, obtain(ways).unmet)
    assert dependencies.knots() == [["W", "X", "Y", "Z"]]
    assert dependencies.shortest_chain(0, frozenset("WXYZ"))[0] == (
        Hop(0, Z, "Z"),
        Hop(2, Need(("W",)), "W"),
    )


def test_what_only_leads_into_a_knot_is_in_none() -> None:
    ways = [Way((X,), ("Y",)), Way((Y,), ("X",)), Way((X,), ("Z",))]
    dependencies = Dependencies(ways, obtain(ways).unmet)
    assert dependencies.knots() == [["X", "Y"]]
    assert dependencies.shortest_chain(2, frozenset("XY"))[0] == ()


def test_components_come_after_what_they_lead_to() -> None:
    edges = {"a": ["b"], "b": ["c", "a"], "c": ["d"], "d": ["c"], "e": [], "f": ["f", "a"]}
    assert [sorted(one) for one in strong_components(edges)] == [["c", "d"], ["a", "b"], ["e"], ["f"]]


def test_a_long_chain_needs_no_recursion() -> None:
    many = 20_000
    ways = [Way((Need((str(number + 1),)),), (str(number),)) for number in range(many)]
    ways.append(Way((Need(("0",)),), (str(many),)))
    obtained = obtain(ways)
    assert len(obtained.unmet) == many + 1
    dependencies = Dependencies(ways, obtained.unmet)
    (knot,) = dependencies.knots()
    assert len(dependencies.shortest_chain(0, frozenset(knot))[0]) == many + 1
    assert obtain([*ways, Way((), (str(many),))]).unmet == {}
