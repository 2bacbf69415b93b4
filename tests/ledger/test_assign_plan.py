"""Who gets which code: compared with rules said once more as plainly as can be, on many small catalogs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.codes import numbers
from itemkit.ledger.assign import Plan, plan
from itemkit.ledger.carriers import Carrier, Carriers, carriers_of
from itemkit.ledger.ledger import Ledger, Row
from itemkit.model.vocabulary import Vocabularies
from itemkit.source.catalog import Catalog

WORDS = Vocabularies.builtin().extended({"type": {"无号": ""}, "level": {"街道": ""}})
ORGAN, OTHER = "11440100007482620J", "114400000069401674"
NUMBERS = list(numbers(3))


def standard(path: str = "s", **more: object) -> Carrier:
    known = {"name": "标准", "type": "行政许可", "department": "23", "code": "", **more}
    return Carrier(path=f"standards/{path}.yaml", kind="standard", well_formed=True, **known)  # type: ignore[arg-type]


def item(path: str = "i", **more: object) -> Carrier:
    known = {
        "name": "事项", "type": "行政许可", "organ": ORGAN, "level": "市级", "standard": "440123004000", "code": "", **more,
    }  # fmt: skip
    return Carrier(path=f"items/{path}.yaml", kind="item", well_formed=True, **known)  # type: ignore[arg-type]


def planned(each: Iterable[Carrier], rows: Iterable[Row] = (), region: str = "44") -> Plan:
    return plan(Carriers(tuple(each)), Ledger(tuple(rows)), WORDS, region)


def given_by(made: Plan) -> dict[str, str]:
    """Path → code, an older code with ``=`` before it."""
    return {one.carrier.path: one.code if one.is_new else f"={one.code}" for one in made.given}


def refused_by(made: Plan) -> dict[str, str]:
    return {one.carrier.path: str(one.reason) for one in made.refused}


# The rules, plainly


@dataclass
class Oracle:
    """Gives codes by looking at everything again for each file."""

    each: Sequence[Carrier]
    rows: Sequence[Row]
    region: str
    given: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def run(self) -> None:
        for kind in ("standard", "item"):
            for one in sorted((one for one in self.each if one.kind == kind), key=lambda one: one.path):
                if not one.code:
                    self._decide(one)

    def _used(self) -> set[str]:
        codes = {row.code for row in self.rows} | {code.removeprefix("=") for code in self.given.values()}
        for one in self.each:
            codes |= {one.code, one.standard, one.parent}
        return codes - {""}

    def _bases(self) -> set[str]:
        return {code[19:31] if len(code) > 12 else code for code in self._used()}

    def _decide(self, one: Carrier) -> None:
        told = self._reason(one)
        if told:
            self.refused[one.path] = told
            return
        prefix = self._prefix(one)
        carried = {other.code for other in self.each}
        waiting = [
            row.code
            for row in self.rows
            if (row.kind, row.path, row.status) == (one.kind, one.path, "active") and row.code not in carried
        ]
        if waiting:
            (code,) = waiting
            fits = one.kind == "item" or code.endswith("000") is not bool(one.parent)
            if code.startswith(prefix) and fits:
                self.given[one.path] = f"={code}"
            else:
                self.refused[one.path] = (
                    f"登记册里这个文件的编码是 {code}，与现在的内容对不上：改回内容，或者先用 itemkit codes retire 退役它"
                )
            return
        self.given[one.path] = self._free(one, prefix)

    def _reason(self, one: Carrier) -> str:  # noqa: PLR0911 (a rule a line)
        if not one.well_formed:
            return "文件有错：先用 itemkit validate 查看，改好再赋码"
        if one.status == "取消":
            return "事项已经取消：不再赋码"
        if one.kind == "standard" and one.parent:
            return ""
        needed = ["organ", "level", "standard", "type"] if one.kind == "item" else ["type", "department"]
        lacking = [name for name in needed if not getattr(one, name)]
        if lacking:
            return f"缺少 {'、'.join(lacking)}：补上再赋码"
        if one.kind == "item" and one.level == "街道":
            return "行使层级“街道”没有编号：在 itemkit.toml 的 [vocabulary] 里给它一位数字"
        if one.kind == "item" and one.type != "无号":
            number = {"行政许可": "01", "公共服务": "20"}[one.type]
            found = one.standard[2:4]
            if found != number and found in {"01", "20"}:
                return f"事项类型“{one.type}”的编号是 {number}，标准事项编码 {one.standard} 里写的是 {found}：改成一致再赋码"
        if one.kind == "standard" and one.type == "无号":
            return "事项类型“无号”没有编号：在 itemkit.toml 的 [vocabulary] 里给它两位数字"
        if one.kind == "standard" and not self.region:
            return "不知道是哪个省的目录：在 itemkit.toml 的 [catalog] 里写 region"
        return ""

    def _prefix(self, one: Carrier) -> str:
        if one.kind == "item":
            return one.organ + {"市级": "3", "县级": "4"}[one.level] + one.standard
        if one.parent:
            return one.parent[:9]
        return self.region + {"行政许可": "01", "公共服务": "20"}[one.type] + one.department

    def _free(self, one: Carrier, prefix: str) -> str:
        if one.kind == "item":
            used = self._used()
            if prefix not in used and f"{prefix}01" not in used:
                return prefix
            return next(code for number in range(2, 100) if (code := f"{prefix}{number:02}") not in used)
        bases = self._bases()
        if one.parent:
            return next(code for number in range(1, 1000) if (code := f"{prefix}{number:03}") not in bases)
        mains = {base[:9] for base in bases}
        return next(f"{main}000" for number in range(1, 1000) if (main := f"{prefix}{number:03}") not in mains)


BASES = [
    "440123001000", "440123001001", "440123002000", "440123002003", "440123003000", "440123003001", "442023001000",
    "449923001000", "440199001000", "330123001000",
]  # fmt: skip
ITEM_CODES = [
    f"{organ}{level}{base}{number}"
    for organ in (ORGAN, OTHER)
    for level in "34"
    for base in [*BASES[:4], "442023001000"]
    for number in ("", "01", "02", "04")
]
NAMES = "abcdefgh"


@st.composite
def catalogs(draw: st.DrawFn) -> tuple[list[Carrier], list[Row], str]:
    """Carriers, rows of a ledger and a region: with all that can be missing or in the way."""
    rarely = st.sampled_from([True, *[False] * 5])
    each: list[Carrier] = []
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=6, unique=True)):
        code = draw(st.sampled_from(BASES)) if draw(rarely) else ""
        parent = draw(st.sampled_from(["", "", *BASES[:3]]))
        one = standard(
            name, code=code, parent=parent, type=draw(st.sampled_from(["行政许可"] * 4 + ["公共服务", "无号", ""])),
            department=draw(st.sampled_from(["23", "23", "23", "99", ""])),
            status="取消" if draw(rarely) else draw(st.sampled_from(["在用", "草稿"])),
        )  # fmt: skip
        each.append(Carrier(one.path, one.kind, False, code) if draw(rarely) else one)
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=8, unique=True)):
        code = draw(st.sampled_from(ITEM_CODES)) if draw(rarely) else ""
        one = item(
            name, code=code, organ=draw(st.sampled_from([ORGAN, ORGAN, ORGAN, OTHER, ""])),
            level=draw(st.sampled_from(["市级", "市级", "市级", "县级", "街道", ""])),
            standard=draw(st.sampled_from([*BASES[:3], *BASES, ""])),
            type=draw(st.sampled_from(["行政许可"] * 4 + ["公共服务", "无号", ""])),
            status="取消" if draw(rarely) else draw(st.sampled_from(["在用", "草稿", "暂停"])),
        )  # fmt: skip
        each.append(Carrier(one.path, one.kind, False, code) if draw(rarely) else one)
    each.sort(key=lambda one: (one.kind != "standard", one.path))
    carried = {one.code for one in each}
    rows: list[Row] = []
    waiting: set[tuple[str, str]] = set()
    for code in draw(st.lists(st.sampled_from(BASES + ITEM_CODES), max_size=8, unique=True)):
        kind, folder = ("item", "items") if len(code) > 12 else ("standard", "standards")
        status = draw(st.sampled_from(["active", "active", "retired"]))
        row = Row(code, kind, f"{folder}/{draw(st.sampled_from(NAMES))}.yaml", "旧名", status)
        if status == "active" and code not in carried:
            if (kind, row.path) in waiting:
                continue
            waiting.add((kind, row.path))
        rows.append(row)
    return each, rows, draw(st.sampled_from(["44", "44", "44", ""]))


@given(catalogs())
def test_as_the_rules_say(drawn: tuple[list[Carrier], list[Row], str]) -> None:
    each, rows, region = drawn
    made = planned(each, rows, region)
    oracle = Oracle(each, rows, region)
    oracle.run()
    assert (given_by(made), refused_by(made)) == (oracle.given, oracle.refused)
    new = [one.code for one in made.given if one.is_new]
    assert len(new) == len(set(new))
    assert not set(new) & {row.code for row in rows}
    assert {row.code: (row.kind, row.path, row.name, row.status, row.assigned) for row in made.rows("2026-11-23")} == {
        one.code: (one.carrier.kind, one.carrier.path, one.carrier.name, "active", "2026-11-23")
        for one in made.given
        if one.is_new
    }


def carried_out(each: Sequence[Carrier], codes: dict[str, str]) -> list[Carrier]:
    return [one._replace(code=codes.get(one.path, one.code)) for one in each]


@given(catalogs())
def test_what_is_carried_out_is_not_done_again(drawn: tuple[list[Carrier], list[Row], str]) -> None:
    each, rows, region = drawn
    made = planned(each, rows, region)
    codes = {one.carrier.path: one.code for one in made.given}
    again = planned(carried_out(each, codes), [*rows, *made.rows("2026-11-23")], region)
    assert (given_by(again), refused_by(again)) == ({}, refused_by(made))


@given(catalogs(), st.sets(st.sampled_from(NAMES)))
def test_what_was_broken_off_is_completed(drawn: tuple[list[Carrier], list[Row], str], done: set[str]) -> None:
    """The ledger is written, and then some of the files: the others get the same codes in the next run."""
    each, rows, region = drawn
    made = planned(each, rows, region)
    codes = {one.carrier.path: one.code for one in made.given}
    written = {path: code for path, code in codes.items() if Path(path).stem in done}
    after = [*rows, *made.rows("2026-11-23")]
    again = planned(carried_out(each, written), after, region)
    assert given_by(again) == {path: f"={code}" for path, code in codes.items() if path not in written}
    assert (again.rows("2026-11-24"), refused_by(again)) == ([], refused_by(made))


@given(catalogs(), st.sets(st.sampled_from(NAMES)))
def test_only_some_files(drawn: tuple[list[Carrier], list[Row], str], wanted: set[str]) -> None:
    each, rows, region = drawn
    paths = {one.path for one in each if Path(one.path).stem in wanted}
    made = plan(Carriers(each), Ledger(tuple(rows)), WORDS, region, only=paths.__contains__)
    decided = {*given_by(made), *refused_by(made)}
    assert decided == {one.path for one in each if not one.code} & paths
    rest = planned(carried_out(each, {one.carrier.path: one.code for one in made.given}), rows, region)
    everything = [one.code for one in (*made.given, *rest.given)]
    assert len(everything) == len(set(everything))


# One after the other


def test_a_file_that_took_the_place_of_one_that_moved() -> None:
    """The run that gave it a code was broken off; the code of the one that moved is not meant."""
    moved = item("new", code=f"{ORGAN}3440123004000")
    rows = [
        Row(moved.code, "item", "items/i.yaml", "事项"),
        Row(f"{ORGAN}344012300400002", "item", "items/i.yaml", "事项"),
    ]
    made = planned([item(), moved], rows)
    assert (given_by(made), refused_by(made)) == ({"items/i.yaml": f"={ORGAN}344012300400002"}, {})


def test_nothing_to_do() -> None:
    assert planned([]) == Plan()
    assert planned([item(code=f"{ORGAN}3440123004000"), standard(code="440123004000")]) == Plan()


@pytest.mark.parametrize(
    "holder",
    [
        standard("z", code="440123001000"),
        standard("z", code="440123001005"),
        item("z", code=f"{OTHER}4440123001000"),
        item("z", code=f"{OTHER}444012300100007"),
        item("z", standard="440123001000", status="取消"),
        standard("z", parent="440123001000", status="取消"),
        Carrier("items/z.yaml", "item", False, f"{OTHER}4440123001000"),
        Row("440123001000", "standard", "standards/old.yaml", "旧"),
        Row("440123001002", "standard", "standards/old.yaml", "旧", "retired"),
        Row(f"{OTHER}4440123001000", "item", "items/old.yaml", "旧", "retired"),
        Row(f"{OTHER}444012300100033", "item", "items/old.yaml", "旧"),
    ],
    ids=lambda one: f"{type(one).__name__}-{one.kind}-{one.code or one.status}",
)
def test_a_main_item_that_appears_anywhere_is_not_given_again(holder: Carrier | Row) -> None:
    is_row = isinstance(holder, Row)
    made = planned([standard("a"), standard("b"), *([] if is_row else [holder])], [holder] if is_row else [])
    assert given_by(made) == {"standards/a.yaml": "440123002000", "standards/b.yaml": "440123003000"}


def test_a_retired_code_is_never_given_again() -> None:
    code = f"{ORGAN}3440123004000"
    rows = [
        Row(code, "item", "items/i.yaml", "事项", "retired"),
        Row(f"{code}02", "item", "items/i.yaml", "事项", "retired"),
    ]
    assert given_by(planned([item(), item("j")], rows)) == {"items/i.yaml": f"{code}03", "items/j.yaml": f"{code}04"}


def test_handling_items_and_their_end() -> None:
    code = f"{ORGAN}3440123004000"
    made = planned([item(f"{number:03}") for number in range(1, 102)])
    expected = {"items/001.yaml": code} | {f"items/{number:03}.yaml": f"{code}{number:02}" for number in range(2, 100)}
    refusal = f"{code} 的业务办理项 01—99 已经用完：拆成几个标准事项的子项"
    assert given_by(made) == expected
    assert refused_by(made) == {"items/100.yaml": refusal, "items/101.yaml": refusal}


def test_the_first_handling_item_counts_as_01() -> None:
    code = f"{ORGAN}3440123004000"
    made = planned([item("a", code=f"{code}01"), item("b"), item("c", organ=OTHER), item("d", level="县级")])
    assert given_by(made) == {
        "items/b.yaml": f"{code}02",
        "items/c.yaml": f"{OTHER}3440123004000",
        "items/d.yaml": f"{ORGAN}4440123004000",
    }


def taken(prefix: str, each: Iterable[str], suffix: str = "") -> list[Row]:
    return [Row(f"{prefix}{one}{suffix}", "standard", f"standards/{one}.yaml", "旧", "retired") for one in each]


@pytest.mark.parametrize("many", [997, 998, 999, 3077, 3078, 7046, 15856])
def test_main_items_go_on_in_letters(many: int) -> None:
    made = planned([standard(name) for name in "abc"], taken("440123", NUMBERS[:many], "000"))
    following = NUMBERS[many : many + 3]
    assert list(given_by(made).values()) == [f"440123{one}000" for one in following]
    assert refused_by(made) == {
        f"standards/{name}.yaml": "440123 的主项顺序号已经用完：换一个部门码" for name in "abc"[len(following) :]
    }


@pytest.mark.parametrize("many", [0, 998, 15856])
def test_sub_items_go_on_in_letters(many: int) -> None:
    """Of a main item that has a code or is only named; ``00Y`` says that there are sub-items and is none."""
    each = [standard(name, parent="440123004000", type="公共服务", department="") for name in "abc"]
    made = planned(each, taken("440123004", NUMBERS[:many]))
    following = NUMBERS[many : many + 3]
    assert list(given_by(made).values()) == [f"440123004{one}" for one in following]
    assert refused_by(made) == {
        f"standards/{name}.yaml": "440123004 的子项已经用完" for name in "abc"[len(following) :]
    }


def test_00Y_is_never_given() -> None:  # noqa: N802
    free = [number for number in NUMBERS if number[0] in "0Y"][:200]
    rows = taken("440123004", [one for one in NUMBERS if one not in free])
    each = [standard(f"{number:03}", parent="440123004000") for number in range(210)]
    made = planned(each, rows)
    assert list(given_by(made).values()) == [f"440123004{one}" for one in free]
    assert "44012300400Y" not in given_by(made).values()


REFUSALS = {
    "malformed": (
        Carrier("items/i.yaml", "item", False, ""),
        "文件有错：先用 itemkit validate 查看，改好再赋码",
    ),
    "cancelled": (item(status="取消"), "事项已经取消：不再赋码"),
    "cancelled-standard": (standard(status="取消"), "事项已经取消：不再赋码"),
    "no-organ": (item(organ=""), "缺少 organ：补上再赋码"),
    "nothing": (item(organ="", level="", standard="", type=""), "缺少 organ、level、standard、type：补上再赋码"),
    "no-department": (standard(department=""), "缺少 department：补上再赋码"),
    "level": (item(level="街道"), "行使层级“街道”没有编号：在 itemkit.toml 的 [vocabulary] 里给它一位数字"),
    "type": (standard(type="无号"), "事项类型“无号”没有编号：在 itemkit.toml 的 [vocabulary] 里给它两位数字"),
    "other-type": (
        item(type="公共服务"),
        "事项类型“公共服务”的编号是 20，标准事项编码 440123004000 里写的是 01：改成一致再赋码",
    ),
}


@pytest.mark.parametrize(("carrier", "reason"), REFUSALS.values(), ids=REFUSALS)
def test_why_there_is_no_code(carrier: Carrier, reason: str) -> None:
    others = [standard("zz"), item("zz")]
    made = planned(sorted([carrier, *others], key=lambda one: (one.kind == "item", one.path)))
    assert refused_by(made) == {carrier.path: reason}
    assert sorted(given_by(made)) == ["items/zz.yaml", "standards/zz.yaml"]


def test_a_catalog_without_a_region() -> None:
    made = planned([standard(), standard("t", parent="440123004000"), item()], region="")
    assert refused_by(made) == {"standards/s.yaml": "不知道是哪个省的目录：在 itemkit.toml 的 [catalog] 里写 region"}
    assert given_by(made) == {
        "standards/t.yaml": "440123004001",
        "items/i.yaml": f"{ORGAN}3440123004000",
    }


def test_a_file_whose_content_changed_while_it_waited() -> None:
    code = f"{ORGAN}3440123004000"
    made = planned([item(organ=OTHER)], [Row(code, "item", "items/i.yaml", "事项")])
    assert refused_by(made) == {
        "items/i.yaml": f"登记册里这个文件的编码是 {code}，与现在的内容对不上：改回内容，或者先用 itemkit codes retire 退役它"
    }


@pytest.mark.parametrize(
    ("carrier", "code"),
    [(standard(parent="440123004000"), "440123004000"), (standard(), "440123004001")],
    ids=["of-its-own-main-item", "of-a-sub-item"],
)
def test_a_standard_that_became_a_sub_item_or_none_while_it_waited(carrier: Carrier, code: str) -> None:
    made = planned([carrier], [Row(code, "standard", carrier.path, "标准")])
    assert refused_by(made) == {
        carrier.path: f"登记册里这个文件的编码是 {code}，与现在的内容对不上：改回内容，或者先用 itemkit codes retire 退役它"
    }


@pytest.mark.parametrize(
    ("vocabulary", "word", "number", "carrier"),
    [
        ("type", "内部审批", "3", standard(type="内部审批")),
        ("type", "内部审批", "030", standard(type="内部审批")),
        ("type", "内部审批", "AB", standard(type="内部审批")),
        ("level", "街道办", "12", item(level="街道办")),
        ("level", "街道办", "8", item(level="街道办")),
        ("level", "街道办", "x", item(level="街道办")),
    ],
)
def test_a_number_that_does_not_fit_into_a_code_is_not_used(
    vocabulary: str, word: str, number: str, carrier: Carrier
) -> None:
    """A catalog may give its own words any number; a code that is none would make the ledger unreadable."""
    words = Vocabularies.builtin().extended({vocabulary: {word: number}})
    made = plan(Carriers([carrier]), Ledger(), words, "44")
    rows = tuple(made.rows("2026-11-23"))
    assert Ledger.parse(Ledger(rows).text()).flaws == ()
    assert list(refused_by(made)) == [carrier.path]


def test_who_carries_codes_does_not_depend_on_who_wrote_first(tmp_path: Path) -> None:
    files = {f"{folder}/{name}.yaml" for folder in ("items", "items/深", "standards", "standards/b") for name in "cab"}
    for root, order in ((tmp_path / "1", sorted(files)), (tmp_path / "2", sorted(files, reverse=True))):
        for path in order:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(f"name: ' {Path(path).stem}\n\n  x'\ntype: 行政许可\n")
    one, other = (
        carriers_of(catalog, catalog.find(), jobs=1) for catalog in map(Catalog, (tmp_path / "1", tmp_path / "2"))
    )
    assert one == other
    paths = [carrier.path for carrier in one.each]
    assert paths == sorted(path for path in files if path[0] == "s") + sorted(path for path in files if path[0] == "i")
    assert {carrier.name for carrier in one.each} == {"a x", "b x", "c x"}
