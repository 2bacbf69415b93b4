"""Small catalogs made of a clean item and what an example changes in it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml_rs

from itemkit.findings import Finding
from itemkit.lint.lint import Choice, lint
from itemkit.lint.policy import Policy
from itemkit.model.resolve import NOT_INHERITED
from itemkit.model.vocabulary import Vocabularies
from itemkit.source.catalog import Catalog
from itemkit.source.compose import compose
from itemkit.source.dump import dump

HERE = Path(__file__).parent
CLEAN = {
    kind: yaml_rs.loads((HERE / f"clean_{kind}.yaml").read_text(), parse_datetime=False)
    for kind in ("item", "standard")
}
LOCAL = {
    **{key: value for key, value in CLEAN["item"].items() if key not in CLEAN["standard"] or key in NOT_INHERITED},
    "time_limit": {"promised": CLEAN["item"]["time_limit"]["promised"]},
}
TODAY = date(2026, 11, 23)
SURROUNDINGS = {
    "itemkit.toml": "",
    "organs.yaml": "- {uscc: 11440100007482620J, name: 广州市卫生健康委员会, region: '440100', level: 市级}\n"
    "- {uscc: 11440100007482575H, name: 广州市公安局, region: '440100', level: 市级}\n",
    "certificates/营业执照.yaml": "{name: 营业执照, aliases: [工商营业执照], kind: 证照, issuer_kind: 政府部门, given: true}\n",
    "certificates/居民身份证.yaml": "{name: 居民身份证, aliases: [身份证], kind: 证照, issuer_kind: 政府部门, given: true}\n",
    "certificates/公共场所卫生许可证.yaml": "{name: 公共场所卫生许可证, kind: 证照, issuer_kind: 政府部门}\n",
}


def merged(fragment: str, kind: str = "item", number: int = 0) -> str:
    """A clean file in which the top-level keys of a fragment replace the file's own; ``key: null`` takes a key out.

    The fragment's own text stays as it is, comments included. A code that it does not tell goes with what it tells. An
    item with the clean standard for its ``standard`` says only what is local.
    """
    told = compose(fragment).data or {}
    whole = CLEAN[kind] if told.get("standard") != CLEAN["standard"]["code"] else LOCAL
    base = {key: value for key, value in whole.items() if key not in told}
    if number and "name" in base:
        base["name"] = f"{base['name']}{number}"
    if "code" in base:
        base["code"] = code_of({**base, **{key: value for key, value in told.items() if value}}, kind, number)
    kept = re.sub(r"^\w+: null\n", "", fragment, flags=re.MULTILINE)
    return dump(base) + kept


def code_of(data: Mapping[str, Any], kind: str, number: int = 0) -> str:
    """A clean file's code with those parts that ``data`` is specific about."""
    code, words = data["code"], Vocabularies.builtin()
    numbers = {key: entry.number for key in ("level", "type") if key in data and (entry := words[key].entry(data[key]))}
    if kind == "standard":
        return f"{code[:2]}{numbers.get('type', code[2:4])}{data.get('department', code[4:6])}{code[6:]}"
    base = data.get("standard", f"{code[19:21]}{numbers.get('type', code[21:23])}{code[23:31]}")
    return f"{data.get('organ', code[:18])}{numbers.get('level', code[18])}{base}{number + 1:02}"


def catalog_of(root: Path, example: str, kind: str = "item") -> Catalog:
    """A catalog with a file for each part of the example; parts are separated by lines of ``---``.

    A part that begins with a comment such as ``# organs.yaml`` is that file; what is no item or standard is whole.
    """
    files = dict(SURROUNDINGS)
    for number, part in enumerate(re.split(r"^---\n", example, flags=re.MULTILINE)):
        named = re.match(r"# (\S+\.(?:yaml|csv))\n", part)
        path = named[1] if named else f"{kind}s/x{number or ''}.yaml"
        folder = path.partition("s/")[0]
        files[path] = merged(part, folder, number) if folder in CLEAN else part
        if path.endswith(".csv"):
            files[path] = part.partition("\n")[2]
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return Catalog(root)


def findings_in(root: Path, example: str, kind: str = "item") -> list[Finding]:
    """What lint finds with all rules on, what is suppressed left out."""
    catalog = catalog_of(root, example, kind)
    policy = Policy(catalog.settings.get("lint", {}))
    outcome = lint(catalog, Choice(policy, today=TODAY, use_cache=False, jobs=1))
    return [one for one in outcome.findings if one.suppressed is None]


def hits_in(fragments: Iterable[str], rules: Iterable[object], kind: str = "item") -> list[tuple[str, str]]:
    """Code and pointer of what some rules of one file say of a merged fragment; quick, for tables of cases."""
    from itemkit.lint.view import View

    found = []
    for fragment in fragments:
        view = View(yaml_rs.loads(merged(fragment, kind), parse_datetime=False), kind=kind)
        found += [
            (rule.code, str(hit.place.pointer)) for rule in rules if kind in rule.kinds for hit in rule.check(view)
        ]
    return found
