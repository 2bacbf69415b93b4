"""A catalog with one of each mistake: every finding whole, in one order, however the work is shared out."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from itemkit.findings import Finding, Severity
from itemkit.lint.run import Outcome, validate
from itemkit.source.catalog import Catalog

Maker = Callable[[Mapping[str, str | bytes]], Path]

GOOD = "name: 甲\ntype: 行政许可\n"
ORGANS = "- {uscc: 11440100007482620J, name: 广州市卫生健康委员会}\n- {uscc: TE5116020105116050, name: 乙}\n"
FILES: dict[str, str | bytes] = {
    "organs.yaml": ORGANS,
    "certificates/营业执照.yaml": "name: 营业执照\naliases: [工商营业执照]\n",
    "standards/卫生.yaml": "name: 公共场所卫生许可\ntype: 行政许可\ncode: '440123004000'\n"
    "materials: [{name: 执照, certificate: 营业执照证}]\n",
    "items/01-syntax.yaml": GOOD + "steps: [受理\n",
    "items/02-duplicate.yaml": GOOD + "visits: 0\nvisits: 1\n",
    "items/03-encoding.yaml": "name: 公共场所卫生许可的办理\ntype: 行政许可\n".encode("gb18030"),
    "items/04-tag.yaml": "name: !!str 甲\ntype: 行政许可\n",
    "items/05-bomb.yaml": GOOD + "extra:\n  a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]\n" + "".join(
        f"  b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 10)}]\n" for n in range(1, 6)
    ).replace("*b0", "*a"),
    "items/06-large.yaml": GOOD + "#" * 5000,
    "items/07-deep.yaml": GOOD + "extra: " + "[" * 70 + "]" * 70 + "\n",
    "items/08-empty.yaml": "# 待写\n",
    "items/09-number.yaml": GOOD + "extra: {旧编码: 000104002000}\n",
    "items/11-key.yaml": GOOD + "conditon: [x]\n情形: 新办\nzzz: 1\n",
    "items/12-missing.yaml": "name: 甲\nmaterials: [{copies: 1}]\n",
    "items/13-type.yaml": "name: 甲\ntype: 行政许可\nregion: 440100\nconditions: 有场所\nvisits: 零\nhall:\nsteps: {name: 受理}\n",
    "items/14-word.yaml": "name: 甲\ntype: 许可\nlevel: '3'\naction: 出租\n",
    "items/15-format.yaml": "name: 甲\ntype: 行政许可\norgan: 11440100007482620K\ncode: '1144'\n"
    "effective: {from: 2026-02-30}\nsource_url: 'javascript:x'\ncontact: {consult: 找小王}\n",
    "items/16-range.yaml": GOOD + "visits: -1\nconditions: ['']\nversion: 100000\nmaterials: [{any_of: []}]\n",
    "items/17-reference.yaml": GOOD + "organ: 11440100007482575H\nstandard: '440123004001'\n"
    "materials:\n- {name: 执照, certificate: 营业执照}\n- any_of: [{name: 执照, certificate: 工商营业执照}, {name: 证, certificate: 户口簿}]\n"
    "results: [{name: 证, certificate: 营业执找}]\n",
    "items/18-code.yaml": GOOD + "code: 11440100007482620J3440123004000\norgan: 11440100007482620J\nstandard: '440123004000'\n",
    "bundles/餐饮.yaml": "name: 餐饮\nlead: TE5116020105116051\npartners: [TE5116020105116050]\nitems:\n"
    "- {code: 11440100007482620J3440123004000}\n- {code: 11440100007482620J3440123004001}\n- {standard: '440123004000'}\n"
    "- {standard: '440123009000'}\n- {path: items/18-code.yaml}\n- {path: ../x.yaml}\n- {path: items/none.yaml}\n",
    "bundles/错.yaml": "name: 错\nitems: [{path: items/18-code.yaml, code: 11440100007482620J3440123004000}, {note: x}]\n",
    "item/放错.yaml": GOOD,
    "itemkit.toml": "[limits]\nfile_bytes = 4096\n",
}  # fmt: skip


@pytest.fixture
def catalog(make_catalog: Maker) -> Catalog:
    root = make_catalog(FILES)
    (root / "items/10-link.yaml").symlink_to("/nowhere")
    return Catalog(root)


def rows(outcome: Outcome) -> list[str]:
    return [f"{one.code} {one.path} {one.place.pointer} {one.message}" for one in outcome.findings]


EXPECTED = """\
S102 bundles/错.yaml /items/0 code、standard、path 要写一个，而且只写一个
S102 bundles/错.yaml /items/1 code、standard、path 要写一个，而且只写一个
S107 bundles/餐饮.yaml /items/1/code 目录里没有事项“11440100007482620J3440123004001”：是不是“11440100007482620J3440123004000”？
S107 bundles/餐饮.yaml /items/3/standard 目录里没有标准事项“440123009000”：是不是“440123004000”？
S107 bundles/餐饮.yaml /items/5/path 目录里没有文件“../x.yaml”
S107 bundles/餐饮.yaml /items/6/path 目录里没有文件“items/none.yaml”
S107 bundles/餐饮.yaml /lead 目录里没有机构“TE5116020105116051”：是不是“TE5116020105116050”？
Y111 item/放错.yaml  这个文件没有读：是不是该放在 items？
Y101 items/01-syntax.yaml  列表 [ ] 里缺逗号，或者括号没有成对
Y102 items/02-duplicate.yaml /visits 键 visits 写了两次
Y103 items/03-encoding.yaml  文件不是 UTF-8，多半是 GB18030：另存为 UTF-8
Y104 items/04-tag.yaml /name 不能用 YAML 标签 !!str：删去它，要写成文字就加引号
Y105 items/05-bomb.yaml /extra/b4/0 别名展开后超过 20,000 个值：把内容直接写出来
Y106 items/06-large.yaml  文件超过 4096 字节，没有读：一个事项一个文件
Y107 items/07-deep.yaml /extra/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0 列表和映射套了 64 层以上：检查缩进和括号
Y108 items/08-empty.yaml  文件里没有内容：写上内容，或者删去文件
Y109 items/09-number.yaml /extra/旧编码 000104002000 会被读成另一个数：是编码就写成 "000104002000"
Y110 items/10-link.yaml  链接没有跟进去（指向 /nowhere）：把文件放进目录，或者删去链接
S101 items/11-key.yaml /conditon 不认识的键 conditon：是不是 conditions？
S101 items/11-key.yaml /zzz 不认识的键 zzz：模型以外的内容写在 extra 下
S101 items/11-key.yaml /情形 不认识的键 情形：模型以外的内容写在 extra 下
S102 items/12-missing.yaml /materials/0/name 缺少 name（材料名称）
S102 items/12-missing.yaml /type 缺少 type（事项类型）
S103 items/13-type.yaml /conditions conditions 要写列表，这里是文字“有场所”
S103 items/13-type.yaml /hall hall 没有填值：填上true 或 false，或者把这个键删去
S103 items/13-type.yaml /region region 会被读成数字：加上引号，写成 "440100"
S103 items/13-type.yaml /steps steps 要写列表，这里是映射（几个 键: 值）
S103 items/13-type.yaml /visits visits 要写整数，这里是文字“零”
S104 items/14-word.yaml /action “出租”不在办理情形的词表里：可用 新办、变更、延续、补发、换发、注销、年检、备案、查询、其他
S104 items/14-word.yaml /level “3”不在行使层级的词表里：是不是“市级”？
S104 items/14-word.yaml /type “许可”不在事项类型的词表里：是不是“行政许可”？
C201 items/15-format.yaml /code “1144”不对：实施编码为 31 位，业务办理项编码为 33 位，这里有 4 位；地方自有的编码写在 local_code
S105 items/15-format.yaml /contact/consult “找小王”不对：电话只写号码，如 020-12345、0777-6428820 转 2；几个号码之间用顿号
S105 items/15-format.yaml /effective/from “2026-02-30”不对：没有 2026-02-30 这一天
S105 items/15-format.yaml /organ “11440100007482620K”不对：统一社会信用代码的第 18 位是校验码，应为 J，写的是 K：请核对前 17 位
S105 items/15-format.yaml /source_url “javascript:x”不对：网址不能用 javascript:，只能以 http://、https://、mailto: 或 tel: 开头
S106 items/16-range.yaml /conditions/0 conditions/0 是空的：填上，或者把这个键删去
S106 items/16-range.yaml /materials/0/any_of any_of 是空的：填上，或者把这个键删去
S106 items/16-range.yaml /version version 不能大于 99999，这里是 100000
S106 items/16-range.yaml /visits visits 不能小于 0，这里是 -1
S107 items/17-reference.yaml /materials/1/any_of/1/certificate 目录里没有证照“户口簿”
S107 items/17-reference.yaml /organ 目录里没有机构“11440100007482575H”
S107 items/17-reference.yaml /results/0/certificate 目录里没有证照“营业执找”：是不是“营业执照”？
R103 items/17-reference.yaml /standard 目录里没有标准事项 440123004001：是不是 440123004000？
S107 standards/卫生.yaml /materials/0/certificate 目录里没有证照“营业执照证”：是不是“营业执照”？
"""


def test_every_finding(catalog: Catalog) -> None:
    outcome = validate(catalog, catalog.find(), jobs=1)
    assert rows(outcome) == EXPECTED.splitlines()
    assert (outcome.files, outcome.items) == (22, 17)
    warnings = {one.code for one in outcome.findings if one.severity is Severity.WARNING}
    assert warnings == {"Y110", "Y111", "S107"}
    assert all(one.severity is Severity.ERROR for one in outcome.findings if one.code not in warnings)


def test_any_number_of_processes_gives_the_same(catalog: Catalog) -> None:
    alone = validate(catalog, catalog.find(), jobs=1)
    assert validate(catalog, catalog.find(), jobs=3) == alone
    assert validate(catalog, catalog.find()) == alone


def of_paths(findings: list[Finding], *paths: str) -> list[Finding]:
    return [one for one in findings if one.path.startswith(paths)]


@pytest.mark.parametrize(
    "paths",
    [("items",), ("items/17-reference.yaml",), ("bundles", "organs.yaml"), ("standards", "items/01-syntax.yaml")],
)
def test_a_selection_gives_what_the_whole_gives_for_it(catalog: Catalog, paths: tuple[str, ...]) -> None:
    whole = validate(catalog, catalog.find(), jobs=1).findings
    selected = validate(catalog, catalog.find([catalog.root / path for path in paths]), jobs=1).findings
    assert selected == of_paths(whole, *paths)


def test_without_a_configuration_references_are_not_judged(make_catalog: Maker) -> None:
    root = make_catalog({"items/a.yaml": GOOD + "organ: 11440100007482575H\n"})
    assert [one.code for one in validate(Catalog(root), Catalog(root).find()).findings] == ["S107"]
    (root / "itemkit.toml").unlink()
    assert validate(Catalog(root), Catalog(root).find()).findings == []


def test_fingerprints_stay_when_lines_are_inserted_above(catalog: Catalog) -> None:
    before = validate(catalog, catalog.find(), jobs=1).findings
    for path in sorted(catalog.root.rglob("*.yaml")):
        if not path.is_symlink() and "encoding" not in path.name:
            path.write_bytes("# 新的一行\n\n# 又一行\n".encode() + path.read_bytes())
    after = validate(catalog, catalog.find(), jobs=1).findings
    assert [one.fingerprint for one in after] == [one.fingerprint for one in before]


def test_progress_counts_every_file(catalog: Catalog) -> None:
    done: list[int] = []
    outcome = validate(catalog, catalog.find(), jobs=1, progress=done.append)
    assert sum(done) == outcome.files


def test_extra_is_checked_by_the_catalog_s_own_schema(make_catalog: Maker) -> None:
    schema = """{"type": "object", "required": ["省级编码"], "additionalProperties": false,
      "properties": {"省级编码": {"type": "string", "pattern": "^[0-9]{4}$"}, "440100": {"enum": ["甲", "乙"]}}}"""
    root = make_catalog(
        {
            "itemkit.toml": "[schemas]\nextra = 'extra.json'\n",
            "extra.json": schema,
            "items/a.yaml": GOOD + "extra: {省级编码: '1234', '440100': 甲}\n",
            "items/b.yaml": GOOD + "extra: {省级编码: 一二三四, 市级编码: x, '440100': 丙}\n",
            "items/c.yaml": GOOD + "extra: {}\n",
            "items/d.yaml": GOOD,
        }
    )
    assert rows(validate(Catalog(root), Catalog(root).find())) == EXTRA.splitlines()


EXTRA = """\
S104 items/b.yaml /extra/440100 “丙”不在440100的词表里：可用 甲、乙
S101 items/b.yaml /extra/市级编码 不认识的键 市级编码：是不是 省级编码？
S105 items/b.yaml /extra/省级编码 “一二三四”的写法不对：省级编码
S102 items/c.yaml /extra/省级编码 缺少 省级编码
"""


def test_words_of_the_catalog_are_words(make_catalog: Maker) -> None:
    files = {"items/a.yaml": GOOD + "action: 校验\n", "itemkit.toml": "[vocabulary.action]\n'校验' = '77'\n"}
    root = make_catalog(files)
    assert validate(Catalog(root), Catalog(root).find()).findings == []
