"""Findings: their order, their fingerprints, their severities."""

import pickle
from dataclasses import replace

from itemkit.findings import (
    REMOVED,
    Change,
    Finding,
    Place,
    Pointer,
    Position,
    Severity,
    Span,
    Suppression,
    in_order,
    msg,
)

FINDING = Finding(
    "S104",
    Severity.ERROR,
    "items/440100/公共场所卫生许可.yaml",
    Place(Pointer.of("type")),
    msg("{word} 不在词表里", word="许可"),
    subject="11440100007482575H3440118009000",
)


def test_the_fingerprint_is_fixed_for_all_time() -> None:
    # baselines in people's repositories hold such values: a change here breaks them
    assert FINDING.fingerprint == "b1cbf2b1c657c679699c22cdb478559f"


def test_the_fingerprint_does_not_move_with_lines_or_words() -> None:
    same = [
        replace(FINDING, message=msg("别的话")),
        replace(FINDING, severity=Severity.INFO),
        replace(FINDING, place=Place(Pointer.of("type"), on_key=True, span=Span.at(7, 3))),
        FINDING.suppressed_by(Suppression("external")),
    ]
    assert {one.fingerprint for one in same} == {FINDING.fingerprint}


def test_the_fingerprint_tells_rule_path_pointer_and_subject_apart() -> None:
    different = [
        FINDING,
        replace(FINDING, code="S105"),
        replace(FINDING, path="items/a.yaml"),
        replace(FINDING, place=Place(Pointer.of("type", 0))),
        replace(FINDING, subject=""),
        replace(FINDING, code="S10", path="4\0items"),
    ]
    assert len({one.fingerprint for one in different}) == len(different)


def test_severities_have_an_order() -> None:
    assert max(Severity) is Severity.ERROR
    assert Severity.ERROR > Severity.WARNING > Severity.INFO
    assert Severity.WARNING >= Severity.WARNING
    assert not Severity.INFO >= Severity.WARNING
    assert Severity.INFO < Severity.WARNING
    assert Severity.INFO <= Severity.INFO
    assert sorted(Severity, reverse=True) == [Severity.ERROR, Severity.WARNING, Severity.INFO]


def test_the_order_is_path_pointer_rule() -> None:
    def at(path: str, pointer: str, code: str, line: int = 0) -> Finding:
        span = Span.at(line, 1) if line else None
        return Finding(code, Severity.ERROR, path, Place(Pointer.parse(pointer), span=span), msg(""))

    ordered = [
        at("items/a.yaml", "", "Y101", 3),
        at("items/a.yaml", "", "Y101", 20),
        at("items/a.yaml", "/materials/2", "S101"),
        at("items/a.yaml", "/materials/2", "S104"),
        at("items/a.yaml", "/materials/10", "S101"),
        at("items/b.yaml", "", "S101"),
    ]
    assert in_order(reversed(ordered)) == ordered


def test_a_span_within_a_line() -> None:
    assert Span.at(3, 5, 2) == Span(Position(3, 5), Position(3, 7))
    assert Position(2, 9) < Position(10, 1)


def test_what_is_removed_is_removed_in_every_process() -> None:
    change = Change(Pointer.of("type"), REMOVED)
    assert pickle.loads(pickle.dumps(change)).value is REMOVED
