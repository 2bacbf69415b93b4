"""A difference at a terminal: whole outputs at a fixed width, hostile names, folding by cells."""

import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from itemkit.diff.accepted import Acceptance, Accepted
from itemkit.diff.effect import Effect
from itemkit.diff.sides import side_of
from itemkit.diff.whole import difference_of
from itemkit.report.block import plain
from itemkit.report.difference import DifferenceReport, located, root_of, text
from itemkit.report.difference.folding import Piece, folded, painted, width_of

Maker = Callable[[Mapping[str, str]], Path]
COMMON = "type: 行政许可\nregion: '{region}'\n"
ITEMS = {
    "itemkit.toml": '[catalog]\nname = "某省"\n',
    "standards/一.yaml": (
        "name: 公共场所卫生许可\ncode: '440123001000'\ntype: 行政许可\ndepartment: '23'\n"
        "conditions: [有固定的经营场所，并且符合卫生标准]\n"
        "time_limit: {statutory: {days: 20, unit: 工作日}}\n"
    ),
    "items/省/卫生.yaml": (
        "standard: '440123001000'\nregion: '440000'\nmaterials: [{name: 申请表}, {name: 身份证, copies: 1}]\n"
        "time_limit: {promised: {days: 10, unit: 工作日}}\nvisits: 1\ncontact: {consult: 020-12345}\n"
    ),
    "items/市/卫生.yaml": (
        "standard: '440123001000'\nregion: '440100'\n"
        "conditions: [有固定的经营场所，并且全部符合国家卫生标准]\n"
        "materials: [{name: 申请表}, {name: 租赁合同, source: 申请人自备, original: 1}]\n"
        "time_limit: {promised: {days: 7, unit: 自然日}}\nvisits: 1\ncontact: {consult: 020-54321}\n"
    ),
    "items/省/甲.yaml": "name: 社会团体登记\ntype: 行政许可\nregion: '440000'\n",
    "items/市/乙.yaml": "name: \"营业执照\\e[31m遗失补领\"\ntype: 行政确认\nregion: '440100'\n",
    "items/坏.yaml": "name: [\n",
}


def report_of(
    root: Path, a: str, b: str, kept: Accepted | None = None, *, details: bool = False, fail_on: Effect | None = None
) -> DifferenceReport:
    with side_of(a, root) as first, side_of(b, root) as second:
        difference = difference_of(first, second, details=details, jobs=1)
        report_root = root_of(difference, Path())
        return located(difference, root=report_root, kept=kept, today=date(2026, 12, 1), fail_on=fail_on, jobs=1)


def shown(report: DifferenceReport, limit: int = 0) -> str:
    out = io.StringIO()
    text.write(report, out, limit=limit)
    return out.getvalue()


@pytest.fixture
def root(make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("FORCE_COLOR", "COLUMNS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    made = make_catalog(ITEMS)
    monkeypatch.chdir(made)
    return made


STACKED = """\
A 广东省（440000）
B 广州市（440100）
对办事人：加重 1 处、减轻 2 处、待核 1 处；另有 2 处不影响办事人，其中 2 处是只
有一边有的事项。
  ▲ 加重合计 +1 份材料
  ▼ 减轻合计 −1 份材料、−5 工作日
事项：1 个有变化，1 个只有 A 有，1 个只有 B 有
另有 2 处细节（窗口、电话、网址、编码等）没有列出：--all 全部列出

公共场所卫生许可
  A items/省/卫生.yaml
  A 的标准 standards/一.yaml
  B items/市/卫生.yaml
  ▲ 加重 材料多了：租赁合同  +1 份材料  A:3 B:4
      + 来源渠道：申请人自备；原件份数：1
  ? 待核 受理条件由“…”变为“…”  A 的标准:5 B:3
      − 有固定的经营场所，并且符合卫生标准
      + 有固定的经营场所，并且全部符合国家卫生标准
  ▼ 减轻 材料少了：身份证  −1 份材料  A:3 B:4
      − 复印件份数：1
  ▼ 减轻 承诺办结时限由 10 个工作日缩为 7 个自然日  −5 工作日 [1]  A:4 B:5

只有广东省（440000）有（1）
  · 社会团体登记  items/省/甲.yaml

只有广州市（440100）有（1）
  · 营业执照␛[31m遗失补领  items/市/乙.yaml

没有比较的文件（1）
  A items/坏.yaml  读不了（did not find expected node content）：用 itemkit
    validate 看错在哪里

[1] 按 7 个自然日合 5 个工作日折算，不计法定节假日

没有通过：有 1 处要改掉，或者写进接受的清单并说明理由。
"""


def test_two_regions_stacked(root: Path) -> None:
    assert shown(report_of(root, "440000", "440100", fail_on=Effect.BURDEN)) == STACKED


WIDE = """\
A 广东省（440000）
B 广州市（440100）
对办事人：加重 1 处、减轻 2 处、待核 1 处；另有 2 处不影响办事人，其中 2 处是只有一边有的事项。
  ▲ 加重合计 +1 份材料
  ▼ 减轻合计 −1 份材料、−5 工作日
事项：1 个有变化，1 个只有 A 有，1 个只有 B 有
另有 2 处细节（窗口、电话、网址、编码等）没有列出：--all 全部列出

公共场所卫生许可
  A items/省/卫生.yaml
  A 的标准 standards/一.yaml
  B items/市/卫生.yaml
  ▲ 加重 材料多了：租赁合同  +1 份材料  A:3 B:4
      + 来源渠道：申请人自备；原件份数：1
  ? 待核 受理条件由“…”变为“…”  A 的标准:5 B:3
      − 有固定的经营场所，并且符合卫生标准                         │ + 有固定的经营场所，并且全部符合国家卫生标准
  ▼ 减轻 材料少了：身份证  −1 份材料  A:3 B:4
      − 复印件份数：1
  ▼ 减轻 承诺办结时限由 10 个工作日缩为 7 个自然日  −5 工作日 [1]  A:4 B:5

只有广东省（440000）有（1）
  · 社会团体登记  items/省/甲.yaml

只有广州市（440100）有（1）
  · 营业执照␛[31m遗失补领  items/市/乙.yaml

没有比较的文件（1）
  A items/坏.yaml  读不了（did not find expected node content）：用 itemkit validate 看错在哪里

[1] 按 7 个自然日合 5 个工作日折算，不计法定节假日
"""


def test_two_regions_side_by_side(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "130")
    monkeypatch.setenv("TERM", "xterm")
    colored = shown(report_of(root, "440000", "440100"))
    assert "\x1b[1;31m▲ 加重 \x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == WIDE


def test_nothing_has_changed(root: Path) -> None:
    told = shown(report_of(root, "items/省/甲.yaml", "items/省/甲.yaml"))
    assert told == "A items/省/甲.yaml\nB items/省/甲.yaml\n没有差异：比了 1 个，都一样。\n"


def test_only_details_have_changed(root: Path) -> None:
    (root / "items/省/丙.yaml").write_text(ITEMS["items/省/甲.yaml"] + "contact: {consult: 010-12345}\n", "utf-8")
    told = shown(report_of(root, "items/省/甲.yaml", "items/省/丙.yaml"))
    assert told.splitlines()[2:] == [
        "没有差异：比了 1 个，都一样。",
        "另有 1 处细节（窗口、电话、网址、编码等）没有列出：--all 全部列出",
    ]


def test_accepted_changes_are_shown_with_their_reason(root: Path) -> None:
    burden = next(one for one in report_of(root, "440000", "440100").changes if one.change.effect is Effect.BURDEN)
    kept = Accepted("", [Acceptance(burden.fingerprint, "租金补贴要核对")])
    report = report_of(root, "440000", "440100", kept, fail_on=Effect.BURDEN)
    told = shown(report)
    assert "  ✓ 已接受（加重） 材料多了：租赁合同  +1 份材料  A:3 B:4\n      理由：租金补贴要核对\n" in told
    assert report.failures == []
    assert "没有通过" not in told


def test_a_limit_says_how_many_are_left(root: Path) -> None:
    told = shown(report_of(root, "440000", "440100"), limit=1)
    assert "还有 5 处没有列出：--limit 0 列出全部，-f json=FILE 把全部写入文件" in told.replace("\n", "")


@pytest.mark.parametrize(
    ("said", "width", "lines"),
    [
        ("", 10, [""]),
        ("材料多了：身份证", 8, ["材料多", "了：身份", "证"]),
        ("一二三，四", 6, ["一二", "三，四"]),
        ("甲乙（丙）", 6, ["甲乙", "（丙）"]),
        ("a long word", 6, ["a long", "word"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("\x1b[31m红\u202e", 40, ["␛[31m红<U+202E>"]),
    ],
)
def test_folding(said: str, width: int, lines: list[str]) -> None:
    assert [painted(line, plain) for line in folded([Piece(said)], width)] == lines


def test_no_line_is_wider_than_asked_for(root: Path) -> None:
    long = "很长的名称" * 40 + "x" * 300
    (root / "items/省/丙.yaml").write_text(f"name: {long}\ntype: 行政许可\nconditions: [{long}]\n", "utf-8")
    (root / "items/省/丁.yaml").write_text(f"name: {long}\ntype: 行政许可\nconditions: [{long}一]\n", "utf-8")
    told = shown(report_of(root, "items/省/丙.yaml", "items/省/丁.yaml"))
    assert max(width_of([Piece(line)]) for line in told.splitlines()) <= 80
