"""``itemkit certificates graph`` as people run it: each format as a whole, parts of the graph, names that play tricks."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from itemkit.cli.app import app
from itemkit.cli.certificates import graph as module
from itemkit.cli.schema import schema_named

Maker = Callable[[Mapping[str, str | bytes]], Path]
RUN = CliRunner()
CATALOG = {
    "itemkit.toml": '[catalog]\nname = "甲市目录"\n',
    "certificates/a.yaml": "{name: 安全证, aliases: [场所安全证], kind: 证照, issuer_kind: 政府部门, proves: [场所使用权]}\n",
    "certificates/b.yaml": "{name: 卫生证, kind: 证照, issuer_kind: 政府部门}\n",
    "certificates/c.yaml": "{name: 身份证, kind: 证照, issuer_kind: 政府部门, given: true}\n",
    "certificates/d.yaml": "{name: 检测报告, kind: 报告, issuer_kind: 中介机构}\n",
    "items/1.yaml": """\
name: 卫生许可
type: 行政许可
action: 新办
code: 11440100007482620J344012300400001
materials:
  - {name: 安全证, certificate: 场所安全证, access: 共享}
  - {name: 身份证, certificate: 身份证}
  - {name: 检测报告, certificate: 检测报告, need: 容缺后补}
results: [{name: 卫生证, certificate: 卫生证}]
""",
    "items/2.yaml": """\
name: 安全检查
type: 行政许可
action: 新办
materials:
  - any_of:
    - {name: 卫生证, certificate: 卫生证}
    - {name: 承诺书}
  - {name: 房主的产权证, certificate: 产权证, holder: 其他主体}
results: [{name: 安全证, certificate: 安全证}]
""",
    "items/3.yaml": """\
name: 卫生许可延续
type: 行政许可
action: 延续
materials: [{name: 卫生证, certificate: 卫生证}]
results: [{name: 卫生证, certificate: 卫生证}]
""",
    "items/4.yaml": "name: 查询\ntype: 公共服务\nmaterials: [{name: 身份证, certificate: 身份证}]\n",
    "items/5.yaml": "name: 登记\ntype: 公共服务\nmaterials: [{name: 身份证, certificate: 身份证}]\n",
}
HOSTILE = [
    '"]; evil [label="x', "</script><script>alert(1)</script>", '%%{init: {"theme":"dark"}}%%', "1. 第一", "- 列表",
    "a\\N\\n\\", "&lt;b&gt; & #35; #quot;", "[[x]] {y} |z|", "\u202e反", "\x1b[31m红", "行一\n行二", "`--- end", "end",
    "style:#1;", "\u2028分",
]  # fmt: skip


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(CATALOG)


@pytest.fixture
def hostile(make_catalog: Maker) -> Path:
    files = {"itemkit.toml": '[catalog]\nname = "</title><script>x</script>"\n'}
    for number, name in enumerate(HOSTILE):
        files[f"items/{number:02}.yaml"] = (
            f"{{name: {json.dumps(name)}, type: 公共服务, materials: [{{name: x, certificate: {json.dumps(name)}}}]}}\n"
        )
    return make_catalog(files)


def graph(root: Path, *arguments: str) -> Result:
    return RUN.invoke(app, ["certificates", "graph", *arguments, "--catalog", str(root), "--jobs", "1"])


def test_dot(root: Path) -> None:
    done = graph(root)
    assert (done.exit_code, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
digraph certificates {
  graph [rankdir=LR, charset="UTF-8", nodesep=0.2, ranksep=0.8];
  node [fontname="Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif", fontsize=11, margin=0.12];
  edge [fontname="Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif", fontsize=9, arrowsize=0.7];
  c1 [label="产权证\\n哪里办不明", shape=hexagon, style=dashed, tooltip="目录里没有首次核发它的事项，当作办得到。"];
  c2 [label="卫生证", shape=box, style=rounded, tooltip="certificates/b.yaml\\n办得到：什么证照都没有的人，也能一步步办下来。"];
  c3 [label="安全证", shape=box, style=rounded, tooltip="certificates/a.yaml\\n办得到：什么证照都没有的人，也能一步步办下来。"];
  c4 [label="检测报告\\n中介机构出具", shape=parallelogram, tooltip="certificates/d.yaml\\n中介机构出具，不在目录里办。"];
  c5 [label="身份证\\n人人都有", shape=ellipse, tooltip="certificates/c.yaml\\n人人都有，不用办。"];
  i1 [label="卫生许可", shape=box, tooltip="items/1.yaml"];
  i2 [label="安全检查", shape=box, tooltip="items/2.yaml"];
  i3 [label="卫生许可延续", shape=box, tooltip="items/3.yaml"];
  i4 [label="查询等 2 个事项", shape=box, tooltip="items/4.yaml\\nitems/5.yaml"];
  c3 -> i1 [label="共享"];
  c4 -> i1 [style=dashed, label="容缺后补"];
  c5 -> i1;
  i1 -> c2 [penwidth=2.5];
  c1 -> i2 [style=dotted, label="其他主体的"];
  c2 -> i2 [style=dashed, label="任选其一"];
  i2 -> c3 [penwidth=2.5];
  c2 -> i3;
  i3 -> c2 [penwidth=0.6, label="只发给已有的人"];
  c5 -> i4;
}
"""
    )


def test_mermaid(root: Path) -> None:
    assert (
        graph(root, "-f", "mermaid").stdout
        == """\
flowchart LR
  c1{{"产权证<br>哪里办不明"}}:::unknown
  c2("卫生证")
  c3("安全证")
  c4[/"检测报告<br>中介机构出具"/]
  c5(["身份证<br>人人都有"])
  i1["卫生许可"]
  i2["安全检查"]
  i3["卫生许可延续"]
  i4["查询等 2 个事项"]
  c3 -->|"共享"| i1
  c4 -.->|"容缺后补"| i1
  c5 --> i1
  i1 ==> c2
  c1 -.->|"其他主体的"| i2
  c2 -.->|"任选其一"| i2
  i2 ==> c3
  c2 --> i3
  i3 -->|"只发给已有的人"| c2
  c5 --> i4
  classDef unknown stroke-dasharray:5 4
  linkStyle 4 stroke-dasharray:1 4
"""
    )


def test_json(root: Path) -> None:
    told = json.loads(graph(root, "-f", "json").stdout)
    Draft202012Validator(schema_named("graph")).validate(told)
    assert (told["schema"], told["catalog"]) == ("itemkit.graph/1", "甲市目录")
    assert told["certificates"][:3] == [
        {
            "id": "c1", "name": "产权证", "aliases": [], "path": None, "kind": None, "issuer_kind": None, "proves": [],
            "standing": "unknown", "why": None,
        },
        {
            "id": "c2", "name": "卫生证", "aliases": [], "path": "certificates/b.yaml", "kind": "证照",
            "issuer_kind": "政府部门", "proves": [], "standing": "obtainable", "why": None,
        },
        {
            "id": "c3", "name": "安全证", "aliases": ["场所安全证"], "path": "certificates/a.yaml", "kind": "证照",
            "issuer_kind": "政府部门", "proves": ["场所使用权"], "standing": "obtainable", "why": None,
        },
    ]  # fmt: skip
    assert told["items"][0] == {
        "id": "i1", "name": "卫生许可", "count": 1, "blocked": False,
        "examples": [{"name": "卫生许可", "code": "11440100007482620J344012300400001", "path": "items/1.yaml"}],
    }  # fmt: skip
    assert [(one["name"], one["count"]) for one in told["items"]] == [
        ("卫生许可", 1), ("安全检查", 1), ("卫生许可延续", 1), ("查询", 2),
    ]  # fmt: skip
    assert told["needs"][3:5] == [
        {"item": "i2", "certificate": "c1", "manner": "required", "shared": False, "others": True, "or_else": []},
        {
            "item": "i2",
            "certificate": "c2",
            "manner": "alternative",
            "shared": False,
            "others": False,
            "or_else": [None],
        },
    ]
    assert told["issues"] == [
        {"item": "i1", "certificate": "c2", "first": True},
        {"item": "i2", "certificate": "c3", "first": True},
        {"item": "i3", "certificate": "c2", "first": False},
    ]


def test_what_is_around_a_name(root: Path) -> None:
    for name in ("安全证", "场所安全证", "《安全证》"):
        assert (
            graph(root, "--about", name, "--steps", "1", "-f", "mermaid").stdout
            == """\
flowchart LR
  c1("安全证")
  i1["卫生许可"]
  i2["安全检查"]
  c1 -->|"共享"| i1
  i2 ==> c1
"""
        )
    for name in ("登记", "items/5.yaml"):
        assert (
            graph(root, "--about", name, "-f", "mermaid").stdout
            == """\
flowchart LR
  c1(["身份证<br>人人都有"])
  i1["登记等 2 个事项"]
  c1 --> i1
"""
        )
    both = graph(root, "--about", "检测报告", "--about", "产权证", "--steps", "1", "-f", "mermaid").stdout
    assert (
        both
        == """\
flowchart LR
  c1{{"产权证<br>哪里办不明"}}:::unknown
  c2[/"检测报告<br>中介机构出具"/]
  i1["卫生许可"]
  i2["安全检查"]
  c2 -.->|"容缺后补"| i1
  c1 -.->|"其他主体的"| i2
  classDef unknown stroke-dasharray:5 4
  linkStyle 1 stroke-dasharray:1 4
"""
    )


def test_what_goes_in_circles(root: Path) -> None:
    assert (
        graph(root, "--knots", "-f", "mermaid").stdout
        == """\
flowchart LR
  c1("卫生证")
  c2("安全证")
  i1["卫生许可"]
  i2["安全检查"]
  c2 -->|"共享"| i1
  i1 ==> c1
  c1 -.->|"任选其一"| i2
  i2 ==> c2
"""
    )


def test_a_deadlock_is_seen_without_colour(make_catalog: Maker) -> None:
    strict = CATALOG["items/2.yaml"].replace("    - {name: 承诺书}\n", "")
    root = make_catalog({**CATALOG, "items/2.yaml": strict})
    why = "办“卫生许可”要安全证 → 安全证由“安全检查”核发 → 办“安全检查”要卫生证 → 卫生证由“卫生许可”核发"
    assert graph(root, "--knots").stdout.splitlines()[4:] == [
        rf'  c1 [label="卫生证\n死结", shape=doubleoctagon, penwidth=2, tooltip="certificates/b.yaml\n办不成，是死结：{why}。"];',
        rf'  c2 [label="安全证\n死结", shape=doubleoctagon, penwidth=2, tooltip="certificates/a.yaml\n办不成，是死结：{why}。"];',
        r'  i1 [label="卫生许可\n办不成", shape=box, peripheries=2, penwidth=2, tooltip="items/1.yaml"];',
        r'  i2 [label="安全检查\n办不成", shape=box, peripheries=2, penwidth=2, tooltip="items/2.yaml"];',
        '  c2 -> i1 [label="共享"];',
        "  i1 -> c1 [penwidth=2.5];",
        "  c1 -> i2;",
        "  i2 -> c2 [penwidth=2.5];",
        "}",
    ]
    assert graph(root, "--knots", "-f", "mermaid").stdout.splitlines()[1:3] == [
        '  c1[["卫生证<br>死结"]]:::deadlock',
        '  c2[["安全证<br>死结"]]:::deadlock',
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--about", "卫生政"], 3, "itemkit：没有证照或事项叫“卫生政”：是不是“卫生证”？\n"),
        (["--about", "\x1b[2J无"], 3, "itemkit：没有证照或事项叫“␛[2J无”\n"),
        (["--about", "安全证", "--knots"], 2, "--knots 和 --about 只能写一个"),
        (["-f", "png"], 2, "没有这种写法：png；可用 dot、mermaid、html、json"),
    ],
)
def test_what_can_not_be_drawn(root: Path, arguments: list[str], code: int, message: str) -> None:
    done = graph(root, *arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert message in done.stderr


def test_nothing_to_draw(make_catalog: Maker) -> None:
    root = make_catalog({"items/a.yaml": "{name: 甲, type: 公共服务, materials: [{name: 申请表}]}\n"})
    for arguments, message in ([], "itemkit：没有可画的"), (["--knots"], "itemkit：没有死结，也没有绕圈的地方"):
        done = graph(root, *arguments)
        assert (done.exit_code, done.stdout) == (3, "")
        assert message in done.stderr


@pytest.mark.parametrize(
    ("limit", "format", "code"),
    [
        ("MOST_NODES", "dot", 2), ("MOST_NODES", "mermaid", 2), ("MOST_NODES", "html", 0), ("MOST_NODES", "json", 0),
        ("MOST_EDGES", "dot", 0), ("MOST_EDGES", "mermaid", 2), ("MOST_CHARACTERS", "mermaid", 2),
    ],
)  # fmt: skip
def test_a_picture_that_is_too_large(
    root: Path, monkeypatch: pytest.MonkeyPatch, limit: str, format: str, code: int
) -> None:
    monkeypatch.setattr(module, limit, 8)
    done = graph(root, "-f", format)
    assert done.exit_code == code
    if code:
        assert done.stdout == ""
        assert "图有 9 个节点、10 条线" in done.stderr
        assert graph(root, "-f", format, "--all").exit_code == 0


def test_the_name_of_the_file_says_which_format(root: Path, tmp_path: Path) -> None:
    starts = {
        "a.dot": "digraph",
        "a.gv": "digraph",
        "a.mmd": "flowchart",
        "a.html": "<!DOCTYPE html>",
        "a.json": "{",
        "a.x": "digraph",
    }
    for name, start in starts.items():
        done = graph(root, "-o", str(tmp_path / name))
        assert (done.exit_code, done.stdout) == (0, "")
        assert (tmp_path / name).read_text("utf-8").startswith(start)
    graph(root, "-o", str(tmp_path / "a.html"), "-f", "json")
    assert json.loads((tmp_path / "a.html").read_text("utf-8"))["schema"] == "itemkit.graph/1"


@pytest.mark.parametrize("format", module.FORMATS)
def test_the_same_catalog_gives_the_same_bytes(root: Path, format: str) -> None:
    assert graph(root, "-f", format).stdout == graph(root, "-f", format, "--no-cache").stdout


_TOKEN = re.compile(r'\s*(?:("(?:[^"\\\n]|\\.)*")|([A-Za-z_][A-Za-z_0-9]*|-?[0-9]*\.?[0-9]+)|(->|[{}\[\],;=]))')


def tokens(text: str) -> Iterator[str]:
    """The words of a text in DOT: strings, identifiers, numbers, signs; anything else is a mistake."""
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        assert found, text[place : place + 40]
        place = found.end()
        yield found[0].strip()


def statements(text: str) -> list[tuple[str, dict[str, str]]]:
    """The statements of a graph, each with its attributes, by as much of the grammar as is used."""
    words = list(tokens(text))
    assert words[:3] == ["digraph", "certificates", "{"]
    assert words[-1] == "}"
    found: list[tuple[str, dict[str, str]]] = []
    place = 3
    while place < len(words) - 1:
        subject = words[place]
        place += 1
        if words[place] == "->":
            subject += f" -> {words[place + 1]}"
            place += 2
        attributes = {}
        if words[place] == "[":
            while words[place] != "]":
                name, equals, value = words[place + 1 : place + 4]
                assert equals == "="
                attributes[name] = value
                place += 4
                assert words[place] in ",]"
            place += 1
        assert words[place] == ";"
        place += 1
        found.append((subject, attributes))
    return found


def unquoted(text: str) -> list[str]:
    """The lines that Graphviz shows for a string."""
    lines = [""]
    place = 1
    while place < len(text) - 1:
        if text.startswith("\\n", place):
            lines.append("")
            place += 2
            continue
        place += text[place] == "\\"
        lines[-1] += text[place]
        place += 1
    return [line.replace("&lt;", "<").replace("&amp;", "&") for line in lines]


def shown(name: str) -> str:
    return re.sub("[\x00-\x1f\u2028\u202e]", "\ufffd", name)


def test_dot_says_hostile_names_and_nothing_else(hostile: Path) -> None:
    found = statements(graph(hostile).stdout)
    assert {subject for subject, _attributes in found} == {
        "graph", "node", "edge", *(f"{kind}{number}" for kind in "ci" for number in range(1, len(HOSTILE) + 1)),
        *(subject for subject, _attributes in found if re.fullmatch(r"c\d+ -> i\d+", subject)),
    }  # fmt: skip
    labels = [unquoted(attributes["label"]) for subject, attributes in found if re.fullmatch(r"i\d+", subject)]
    assert labels == [[shown(name)] for name in HOSTILE]
    certificates = [unquoted(attributes["label"]) for subject, attributes in found if re.fullmatch(r"c\d+", subject)]
    assert sorted(certificates) == sorted([shown(name), "哪里办不明"] for name in HOSTILE)


def test_mermaid_says_hostile_names_and_nothing_else(hostile: Path) -> None:
    lines = graph(hostile, "-f", "mermaid").stdout.splitlines()
    labels = []
    for line in lines[1:]:
        found = re.fullmatch(r'  i\d+\["([^"]*)"\]|  c\d+\{\{"[^"]*"\}\}:::unknown|  c\d+ --> i\d+|  classDef .*', line)
        assert found, line
        if found[1] is not None:
            assert not re.search(
                r"[^\w\s#;=!./,&-]|&|#(?!\d+;)", found[1].replace("\ufffd", "").replace("\u200c", "")
            ), line
            labels.append(re.sub(r"#(\d+);", lambda number: chr(int(number[1])), found[1]))
    assert [label.replace("\u200c", "") for label in labels] == [shown(name) for name in HOSTILE]


def test_the_page_says_hostile_names_and_nothing_else(hostile: Path) -> None:
    text = graph(hostile, "-f", "html").stdout
    assert text.count("<script") == 2
    assert text.count("</script") == 2
    assert not set("\u202e\u2028\x1b") & set(text)
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert [group[2][0][0] for group in data["groups"]] == [shown(name) for name in HOSTILE]
