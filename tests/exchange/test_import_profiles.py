"""Profiles: the shipped ones are sound, people write their own, and a mistake is named with its place."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from itemkit.exchange import PROFILES, Profile, ProfileError, Reason, import_file, load_profile
from itemkit.exchange.transforms import TRANSFORMS

OWN = """
title = "示范市的事项"
absent = ["没有"]
technical = ["id", "表.编号"]

[repeats]
"简称" = "名称"
"表.部门" = "单位[0:2]"

[order]
"材料" = "次序"

[constants]
"/status" = "在用"
"/themes" = ["示范"]

[[field]]
from = "名称"
to = "/name"

[[field]]
from = "类别"
to = "/type"
transform = [{ map = { "证" = "行政许可" } }, { word = "type" }]

[[field]]
from = "材料[].名"
to = "/materials/*/name"

[[field]]
from = "结果名[]"
to = "/results/*/name"

[[field]]
from = "结果类[]"
to = "/results/*/kind"
transform = [{ word = "result_kind" }]

[[field]]
from = "问答[].问"
to = "/faq/*/q"

[[field]]
from = "问答[].答"
to = "/faq/*/a"

[[field]]
from = "时限"
to = "/time_limit/promised"
transform = [{ days_and_unit = "自然日" }]

[[field]]
from = "状态"
to = "/status"

[[field]]
from = "别名"
to = "/aliases/+"

[[field]]
from = "别称"
to = "/aliases/+"
transform = [{ split = "、" }]

[[field]]
from = "自有"
to = "/extra/自有/第一"
"""

RECORD = {
    "id": 7,
    "名称": ["示范许可"],
    "简称": "示范许可",
    "类别": "证",
    "单位": "甲局乙处",
    "表": {"编号": "x", "部门": "甲局", "备注": ["一", {"二": 3.5}], "空": [], "无": {}},
    "材料": [{"名": "乙", "次序": "2"}, {"名": "没有"}, {"名": "甲", "次序": 1, "页": 2}],
    "结果名": ["甲证", "乙证", "没有"],
    "结果类": ["10", "丁类", "20"],
    "问答": {"问": "多久？", "答": "很快。"},
    "时限": "七日",
    "状态": "停用",
    "别名": "许可证",
    "别称": "许可证、执照",
    "自有": True,
}

WANTED = """\
name: 示范许可
aliases: [许可证, 执照]
type: 行政许可
status: 在用
themes: [示范]
materials:
  - {name: 甲}
  - {name: 乙}
time_limit: {promised: {days: 7, unit: 自然日}}
results:
  - {name: 甲证, kind: 证照}
  - {name: 乙证}
faq:
  - {q: 多久？, a: 很快。}
extra:
  自有: {第一: "true"}
  source:
    单位: 甲局乙处
    表:
      备注:
        - 一
        - {二: 3.5}
    材料:
      - {页: 2}
    结果类: [丁类, "20"]
    状态: 停用
"""


def own(tmp_path: Path, text: str) -> Profile:
    path = tmp_path / "示范.toml"
    path.write_text(text, "utf-8")
    return load_profile(str(path))


def test_own_profile(tmp_path: Path) -> None:
    """Constants win, lists run in parallel, repeated fields go, all else stays under ``extra.source``."""
    file = tmp_path / "in.json"
    file.write_text(json.dumps(RECORD), "utf-8")
    summary = import_file(file, own(tmp_path, OWN), tmp_path / "out")
    (path,) = summary.written
    assert path.startswith("items/未写区划/未写机构/示范许可-")
    assert (tmp_path / "out" / path).read_text("utf-8") == WANTED
    assert dict(summary.left) == {
        ("单位", Reason.UNMAPPED): 1,
        ("表.备注[]", Reason.UNMAPPED): 1,
        ("表.备注[].二", Reason.UNMAPPED): 1,
        ("材料[].页", Reason.UNMAPPED): 1,
        ("状态", Reason.DIFFERS): 1,
        ("结果类[]", Reason.UNPARSABLE): 2,
    }
    assert summary.technical == 2
    assert ",示范\n" in (tmp_path / "out/.itemkit/imported.csv").read_text("utf-8")


@pytest.mark.parametrize("name", PROFILES)
def test_shipped_profiles_are_sound(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.plan.rules


def test_every_shipped_profile_is_listed() -> None:
    folder = files("itemkit.data") / "profiles"
    assert sorted(one.name for one in folder.iterdir()) == [f"{name}.toml" for name in PROFILES]


FIELD = '[[field]]\nfrom = "a"\nto = "/name"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "TOML 写法有误（Invalid value (at end of document)）"),
        (FIELD, "title：缺少 title"),
        ('title = "t"\nfield = []\n', "field：至少要有一项"),
        ('title = "t"\n[[field]]\nto = "/name"\n', "field[1].from：缺少 from"),
        (f'title = "t"\ntechnicals = ["a"]\n{FIELD}', "technicals：不认识的键 technicals，是不是 technical？"),
        (f'title = "t"\n{FIELD}zzz = 1\n', "field[1].zzz：不认识的键 zzz：可用的键见 docs/import.md"),
        (f'title = "t"\nabsent = "无"\n{FIELD}', "absent：值的类型不对：写法见 docs/import.md"),
        (f'title = "t"\n{FIELD}transform = [1]\n', "field[1].transform[1]：值的类型不对：写法见 docs/import.md"),
        (f'title = "t"\n{FIELD}transform = ["phones"]\n', "field[1].transform[1]：没有转换“phones”，是不是 phone？"),
        (f'title = "t"\n{FIELD}transform = ["phone", "word"]\n', "field[1].transform[2]：转换 word 要有参数：写成 {word = …}"),
        (f'title = "t"\n{FIELD}transform = [{{ phone = "x" }}]\n', "field[1].transform[1]：转换 phone 的参数不对：用法见 docs/import.md"),
        (f'title = "t"\n{FIELD}transform = [{{ split = "x", map = {{}} }}]\n', "field[1].transform[1]：一步只写一个转换：{名称 = 参数}"),
        (
            f'title = "t"\n{FIELD.replace("/name", "/materals/0/name")}',
            "field[1].to：事项里没有 /materals，是不是 materials？",
        ),
        (f'title = "t"\n{FIELD.replace("/name", "/name/x")}', "field[1].to：事项里没有 /name/x：可用的键见 itemkit schema item"),
        (f'title = "t"\n{FIELD.replace("/name", "name")}', "field[1].to：去处“name”的写法不对：以 / 开头，或以 organ:/、region:/ 开头"),
        (f'title = "t"\n{FIELD.replace("/name", "region:/code")}', "field[1].to：“region:/code”没有这个键：可用的有 name"),
        (f'title = "t"\n{FIELD.replace("/name", "/materials/*/name")}', "field[1].to：“*”比来源里的列表多：来源每有一个 []，这里才能有一个 *"),
        (f'title = "t"\n{FIELD.replace(chr(34) + "a" + chr(34), chr(34) + "a[]" + chr(34))}', "field[1].to：来源是列表，去处要有“*”（随列表）或“+”（追加）"),
        (f'title = "t"\n{FIELD.replace(chr(34) + "a" + chr(34), chr(34) + "a[0].b" + chr(34))}', "field[1].from：路径“a[0].b”的写法不对：如 AUDIT_MATERIAL[].material_name"),
        (f'title = "t"\n[repeats]\na = "b[x]"\n{FIELD}', "repeats：“b[x]”的写法不对：如 TASK_CODE、TASK_CODE[19:31] 或 link?itemCode"),
        (f'title = "t"\n[constants]\n"/nam" = "b"\n{FIELD}', "constants：事项里没有 /nam，是不是 name？"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProfileError) as raised:
        own(tmp_path, text)
    assert str(raised.value) == f"{tmp_path / '示范.toml'}：{said}"


def test_parallel_lists_can_not_be_sorted_apart(tmp_path: Path) -> None:
    lists = "".join(
        f'[[field]]\nfrom = "{one}[]"\nto = "/results/*/{key}"\n' for one, key in (("a", "name"), ("b", "note"))
    )
    with pytest.raises(ProfileError, match="order：a、b 是并列的列表，不能只给其中一个排次序"):
        own(tmp_path, f'title = "t"\n[order]\na = "n"\n{lists}')


def test_unknown_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="没有词表“types”：可用的有 type、action、status、level、"):
        own(tmp_path, f'title = "t"\n{FIELD}transform = [{{ word = "types" }}]\n')


def test_profile_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes('title = "名称"\n'.encode("gb18030"))
    with pytest.raises(ProfileError, match="不是 UTF-8 文字，请另存为 UTF-8"):
        load_profile(str(path))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("guanxi", "没有导入配置“guanxi”，是不是 guangxi？"),
        ("beijing", "没有导入配置“beijing”：写 guangdong、guangxi、sichuan 之一，或一个 .toml 文件的路径"),
    ],
)
def test_no_such_profile(name: str, said: str) -> None:
    with pytest.raises(ProfileError) as raised:
        load_profile(name)
    assert str(raised.value) == said


def test_every_key_and_transform_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs/import.md").read_text("utf-8")
    for name, transform in TRANSFORMS.items():
        assert f"| `{name}` |" in page
        assert f"| {transform.title} |" in page
    for key in (
        "title",
        "source",
        "absent",
        "technical",
        "repeats",
        "order",
        "newest_by",
        "constants",
        "otherwise",
        "derived",
    ):
        assert f"\n{key} = " in page or f"\n[{key}]" in page


def test_the_example_in_the_documentation_works(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/import.md").read_text("utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    assert tomllib.loads(example)
    assert own(tmp_path, example).plan.rules
