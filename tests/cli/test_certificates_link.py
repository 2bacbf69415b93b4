"""``itemkit certificates link``: what it proposes, what it writes and where, and that it comes to rest."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from command_line import Told, itemkit
from itemkit.certificates.linking import apply, edits
from itemkit.certificates.linking.drafts import NOTE
from itemkit.cli.schema import schema_named
from itemkit.source.edit import EditRefused

Maker = Callable[[Mapping[str, str | bytes]], Path]

BASE = "440123004000"
FILES = {
    "certificates/健康证.yaml": "name: 从业人员健康证明\naliases: [健康证]\nkind: 证明\n",
    "certificates/执业.yaml": "name: 公证员执业证书\n",
    "items/甲.yaml": """\
# 甲局的事项
name: "公证员执业证书损毁或者遗失的换发或者补发"   # 名称
type: 公共服务
materials:
  - {name: 《公证员执业证》申请表, copies: 1}
  - {name: 旧的公证员执业证书, original: 1}     # 交回
  - name: '健康证（复印件）'   # 一年内的
    copies: 1

  - any_of: [{name: 身份证}, {name: 户口簿, note: "首页"}]
  - {copies: 1, name: 身份证}
  - {name: 营业执照或事业单位法人证书}
  - {name: 被探望人的健康证}
visits: 1   # 到现场
""",
    "items/乙.yaml": "{name: 乙, type: 行政许可, results: [{name: 公证员执业证书（电子）}], materials: [{name: 护照}]}\n",
    "items/取消.yaml": "name: 健康证核发\ntype: 公共服务\nstatus: 取消\nmaterials: [{name: 健康证}]\n",
}
AFTER = {
    **FILES,
    "items/甲.yaml": """\
# 甲局的事项
name: "公证员执业证书损毁或者遗失的换发或者补发"   # 名称
type: 公共服务
materials:
  - {name: 《公证员执业证》申请表, copies: 1}
  - {name: 旧的公证员执业证书, certificate: 公证员执业证书, original: 1}     # 交回
  - name: '健康证（复印件）'   # 一年内的
    certificate: 从业人员健康证明
    copies: 1

  - any_of: [{name: 身份证, certificate: 居民身份证}, {name: 户口簿, certificate: 居民户口簿, note: "首页"}]
  - {copies: 1, name: 身份证, certificate: 居民身份证}
  - {name: 营业执照或事业单位法人证书}
  - {name: 被探望人的健康证}
results:
  - {name: 公证员执业证书, certificate: 公证员执业证书, kind: 证照}
visits: 1   # 到现场
""",
    "items/乙.yaml": "{name: 乙, type: 行政许可, results: [{name: 公证员执业证书（电子）, certificate: 公证员执业证书}], "
    "materials: [{name: 护照, certificate: 护照}]}\n",
}  # fmt: skip


def content(root: Path) -> dict[str, str]:
    """Every file, without what itemkit keeps for itself."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".itemkit" not in path.parts
    }


def link(root: Path, *arguments: str) -> Told:
    return itemkit(root, "certificates", "link", "--jobs", "1", *arguments)


def proposed(root: Path, *arguments: str) -> dict[str, Any]:
    told = link(root, "-f", "json", *arguments)
    data: dict[str, Any] = json.loads(told.out)
    Draft202012Validator(schema_named("links")).validate(data)
    return data


def rows(data: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        tuple(one[key] for key in ("kind", "path", "pointer", "text", "certificate", "certain"))
        for one in data["proposals"]
    ]


def test_what_is_proposed(make_catalog: Maker) -> None:
    root = make_catalog(FILES)
    before = content(root)
    data = proposed(root)
    assert content(root) == before
    item, other = "items/甲.yaml", "items/乙.yaml"
    assert rows(data) == [
        ("material", other, "/materials/0", "护照", "护照", True),
        ("result", other, "/results/0", "公证员执业证书（电子）", "公证员执业证书", True),
        ("material", item, "/materials/1", "旧的公证员执业证书", "公证员执业证书", True),
        ("material", item, "/materials/2", "健康证（复印件）", "从业人员健康证明", True),
        ("material", item, "/materials/3/any_of/0", "身份证", "居民身份证", True),
        ("material", item, "/materials/3/any_of/1", "户口簿", "居民户口簿", True),
        ("material", item, "/materials/4", "身份证", "居民身份证", True),
        ("material", item, "/materials/5", "营业执照或事业单位法人证书", "营业执照", False),
        ("material", item, "/materials/6", "被探望人的健康证", "从业人员健康证明", False),
        ("new-result", item, "/results", "公证员执业证书损毁或者遗失的换发或者补发", "公证员执业证书", True),
        ("certificate", "certificates/居民户口簿.yaml", "", "居民户口簿", "居民户口簿", True),
        ("certificate", "certificates/居民身份证.yaml", "", "居民身份证", "居民身份证", True),
        ("certificate", "certificates/护照.yaml", "", "护照", "护照", True),
    ]
    assert [one["holder"] for one in data["proposals"] if one["holder"]] == ["其他主体"]
    assert data["summary"] == {
        "material": {"certain": 6, "uncertain": 2},
        "result": {"certain": 1, "uncertain": 0},
        "new-result": {"certain": 1, "uncertain": 0},
        "certificate": {"certain": 3, "uncertain": 0},
    }
    assert data["written"] is None


def test_what_is_written(make_catalog: Maker) -> None:
    root = make_catalog(FILES)
    data = proposed(root, "--write")
    drafts = {f"certificates/{name}.yaml" for name in ("居民身份证", "居民户口簿", "护照")}
    assert data["written"] == {
        "links": 8, "files": ["items/乙.yaml", "items/甲.yaml"], "certificates": sorted(drafts), "failed": [],
    }  # fmt: skip
    after = content(root)
    assert {path: text for path, text in after.items() if path not in drafts} == {**AFTER, "itemkit.toml": ""}
    assert after["certificates/居民身份证.yaml"].splitlines() == [
        "name: 居民身份证",
        "aliases: [身份证]",
        "kind: 证照",
        "issuer_kind: 政府部门",
        "proves: [出生日期, 姓名, 性别, 户籍住址, 民族, 照片, 身份号码]",
        "given: true",
        f"note: {NOTE}",
    ]
    assert itemkit(root, "validate").code == 0
    codes = {
        one["code"]
        for one in json.loads(itemkit(root, "lint", "-f", "json", "--fail-on", "never", "--jobs", "1").out)["findings"]
    }
    assert not codes & {"N301", "S107"}
    again = link(root, "--write")
    assert content(root) == after
    assert (again.code, again.out.splitlines()[-1]) == (
        0, "写上了 0 处，改了 0 个文件，新建了 0 个证照文件，0 个文件没有写进",
    )  # fmt: skip


def test_an_inherited_list_is_linked_once_in_the_standard(make_catalog: Maker) -> None:
    heirs = {f"items/i{number}.yaml": f"name: 甲{number}\ntype: 行政许可\nstandard: '{BASE}'\n" for number in range(3)}
    standard = f"name: 居住证办理\ncode: '{BASE}'\ntype: 行政许可\nmaterials:\n- name: 身份证  # 原件\n- name: 申请表\n"
    root = make_catalog(
        {
            **heirs,
            "standards/s.yaml": standard,
            "items/own.yaml": f"name: 乙\ntype: 行政许可\nstandard: '{BASE}'\nmaterials: [{{name: 护照}}]\n",
            "items/flow.yaml": f"{{name: 丙, type: 行政许可, standard: '{BASE}', 'materials': [{{name: 护照}}]}}\n",
            "items/unnamed.yaml": f"standard: '{BASE}'\n",
        }
    )
    assert rows(proposed(root, "--write"))[:4] == [
        ("material", "items/flow.yaml", "/materials/0", "护照", "护照", True),
        ("material", "items/own.yaml", "/materials/0", "护照", "护照", True),
        ("material", "standards/s.yaml", "/materials/0", "身份证", "居民身份证", True),
        ("new-result", "standards/s.yaml", "/results", "居住证办理", "居住证", True),
    ]
    after = content(root)
    assert {path: after[path] for path in heirs} == heirs
    assert after["items/own.yaml"].splitlines()[-1] == "materials: [{name: 护照, certificate: 护照}]"
    assert (
        after["standards/s.yaml"]
        == standard.replace("- name: 身份证  # 原件\n", "- name: 身份证  # 原件\n  certificate: 居民身份证\n")
        + "results:\n  - {name: 居住证, certificate: 居住证, kind: 证照}\n"
    )
    assert rows(proposed(root)) == []


def test_a_name_that_three_items_ask_for_becomes_a_draft(make_catalog: Maker) -> None:
    asked = {
        f"items/{number}.yaml": f"name: 甲{number}\ntype: 行政许可\nmaterials: [{{name: {name}, source: 政府部门核发}}]\n"
        for number, name in enumerate(("海域使用权证书", "《海域使用权证书》", "原海域使用权证书", "养殖证书"))
    }
    root = make_catalog(asked)
    data = proposed(root)
    assert data["certificates"] == [
        {
            "path": "certificates/海域使用权证书.yaml",
            "content": {"name": "海域使用权证书", "kind": "证照", "issuer_kind": "政府部门", "note": NOTE},
        }
    ]
    assert [row[3] for row in rows(data)] == [
        "海域使用权证书",
        "《海域使用权证书》",
        "原海域使用权证书",
        "海域使用权证书",
    ]


def test_a_file_is_never_overwritten(make_catalog: Maker) -> None:
    broken = "name: 居民身份证\nkind: 没有这种\n"
    root = make_catalog(
        {
            "certificates/护照.yaml": "name: 船员护照\n",
            "certificates/居民身份证.yaml": broken,
            "items/a.yaml": "name: 甲\ntype: 行政许可\nmaterials: [{name: 护照}, {name: 身份证}]\n",
        }
    )
    assert proposed(root, "--write")["written"]["certificates"] == ["certificates/护照-2.yaml"]
    after = content(root)
    assert after["certificates/护照.yaml"] == "name: 船员护照\n"
    assert after["certificates/居民身份证.yaml"] == broken
    assert after["certificates/护照-2.yaml"].startswith("name: 护照\n")


def test_hostile_names(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            "items/a.yaml": 'name: 甲\ntype: 行政许可\nmaterials: [{name: "../../<b>护照\\e[31m\\u202e许可证"}]\n'
            f"results: [{{name: \"../../../{'甲' * 300}许可证\"}}, {{name: '<script>许可证', kind: 证照}}]\n",
            "items/b.yaml": 'name: "《../../x\\e[0m许可证》核发"\ntype: 行政许可\n',
        }
    )
    told = link(root, "--write")
    assert told.code == 0
    assert "\x1b" not in told.out + told.err
    assert "\u202e" not in told.out
    outside = [one for one in root.parent.iterdir() if one != root]
    assert outside == []
    assert all(path.split("/")[0] in {"items", "certificates", "itemkit.toml"} for path in content(root))
    assert itemkit(root, "validate").code == 0


def test_the_table(make_catalog: Maker) -> None:
    told = link(make_catalog(FILES))
    assert (told.code, told.err) == (0, "")
    assert told.out == TABLE


TABLE = """\
有把握的

种类           写着的名称                                 证照               几处   理由
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
材料           身份证                                     居民身份证            2   就是证照的别名
材料           健康证（复印件）                           从业人员健康证明      1   就是证照的别名
材料           户口簿                                     居民户口簿            1   就是证照的别名
材料           护照                                       护照                  1   就是证照的名称
材料           旧的公证员执业证书                         公证员执业证书        1   去掉书名号、原件、持有的等说法，就是证照的名称或别名
结果           公证员执业证书（电子）                     公证员执业证书        1   去掉书名号、原件、持有的等说法，就是证照的名称或别名
事项发的       公证员执业证书损毁或者遗失的换发或者补发   公证员执业证书        1   事项名称说的就是发它，事项没有写办理结果
新的证照文件   居民户口簿                                 居民户口簿            1   各地都有的证照，目录里 1 处要用它
新的证照文件   居民身份证                                 居民身份证            1   各地都有的证照，目录里 2 处要用它
新的证照文件   护照                                       护照                  1   各地都有的证照，目录里 1 处要用它

没有把握的，要人看

种类   写着的名称                   证照               几处   理由
───────────────────────────────────────────────────────────────────────────────────────────────────────
材料   营业执照或事业单位法人证书   营业执照              1   几样里有一样就够：拆成 any_of，一样一份
材料   被探望人的健康证             从业人员健康证明      1   是被探望人的：是的话写上 holder: 其他主体

--write 会写上 8 处，新建 3 个证照文件
"""


def test_only_one_kind_and_only_some_paths(make_catalog: Maker) -> None:
    root = make_catalog(FILES)
    assert {row[0] for row in rows(proposed(root, "--only", "material"))} == {"material"}
    assert {row[0] for row in rows(proposed(root, "--only", "result"))} == {"result", "new-result"}
    assert [row[3] for row in rows(proposed(root, "--only", "certificate"))] == ["居民户口簿", "居民身份证", "护照"]
    assert {row[1] for row in rows(proposed(root, "items/乙.yaml"))} == {"items/乙.yaml", "certificates/护照.yaml"}
    data = proposed(root, "--only", "result", "--write")
    assert (data["written"]["links"], data["written"]["certificates"]) == (2, [])


def test_drafts_alone_can_be_written(make_catalog: Maker) -> None:
    root = make_catalog(FILES)
    written = proposed(root, "--only", "certificate", "--write")["written"]
    assert (written["links"], written["files"], len(written["certificates"])) == (0, [], 3)
    assert proposed(root)["summary"]["certificate"] == {"certain": 0, "uncertain": 0}


def test_a_file_that_cannot_be_edited_is_told(make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_catalog(FILES)
    exact = edits.linked

    def refusing(raw: bytes, path: str, proposals: Any) -> bytes:
        if path == "items/甲.yaml":
            raise EditRefused("x")
        return exact(raw, path, proposals)

    monkeypatch.setattr(apply, "linked", refusing)
    told = link(root, "--write", "--only", "result")
    assert told.code == 1
    assert told.err == ("没有写进 items/甲.yaml：不能只改这几处：请手工写上 /results certificate: 公证员执业证书\n")
    assert content(root)["items/甲.yaml"] == FILES["items/甲.yaml"]
    assert told.out.splitlines()[-1] == "写上了 1 处，改了 1 个文件，新建了 0 个证照文件，1 个文件没有写进"


def test_marks_and_line_ends_stay(make_catalog: Maker) -> None:
    text = "name: 甲\r\ntype: 行政许可\r\nmaterials:\r\n  - name: 护照   # 有效的\r\n    copies: 1\r\n"
    root = make_catalog({"items/a.yaml": b"\xef\xbb\xbf" + text.encode()})
    proposed(root, "--write")
    wanted = text.replace("    copies", "    certificate: 护照\r\n    copies")
    assert (root / "items/a.yaml").read_bytes() == b"\xef\xbb\xbf" + wanted.encode()


def test_nothing_to_link(make_catalog: Maker) -> None:
    told = link(make_catalog({"items/a.yaml": "name: 甲\ntype: 行政许可\n"}))
    assert told == (0, "没有要关联的。\n", "")


@pytest.mark.parametrize("arguments", [["-f", "xml"], ["--only", "bundle"]])
def test_wrong_usage(arguments: list[str], make_catalog: Maker) -> None:
    assert link(make_catalog(FILES), *arguments).code == 2


def test_an_empty_catalog_matches_nothing(make_catalog: Maker) -> None:
    assert link(make_catalog({})).code == 3
