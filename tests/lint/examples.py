"""Small catalogs made of a clean item and what an example changes in it."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml_rs

from itemkit.findings import Finding
from itemkit.lint.lint import Choice, lint
from itemkit.lint.policy import Policy
from itemkit.source.catalog import Catalog
from itemkit.source.compose import compose
from itemkit.source.dump import dump

HERE = Path(__file__).parent
CLEAN = {
    kind: yaml_rs.loads((HERE / f"clean_{kind}.yaml").read_text(), parse_datetime=False)
    for kind in ("item", "standard")
}
TODAY = date(2026, 11, 23)
SURROUNDINGS = {
    "itemkit.toml": "",
    "organs.yaml": "- {uscc: 11440100007482620J, name: 广州市卫生健康委员会, region: '440100', level: 市级}\n"
    "- {uscc: 11440100007482575H, name: 广州市公安局, region: '440100', level: 市级}\n",
    "certificates/营业执照.yaml": "{name: 营业执照, aliases: [工商营业执照], kind: 证照, issuer_kind: 政府部门}\n",
    "certificates/居民身份证.yaml": "{name: 居民身份证, aliases: [身份证], kind: 证照, issuer_kind: 政府部门, given: true}\n",
    "certificates/公共场所卫生许可证.yaml": "{name: 公共场所卫生许可证, kind: 证照, issuer_kind: 政府部门}\n",
}


def merged(fragment: str, kind: str = "item", number: int = 0) -> str:
    """A clean file in which the top-level keys of a fragment replace the file's own; ``key: null`` takes a key out.

    The fragment's own text stays as it is, comments included.
    """
    told = compose(fragment).data or {}
    base = {key: value for key, value in CLEAN[kind].items() if key not in told}
    if number and "name" not in told:
        base["name"] = f"{base['name']}{number}"
    if kind == "item" and "code" in base:
        base["code"] = f"{base['code'][:-2]}{number + 1:02}"
    kept = re.sub(r"^\w+: null\n", "", fragment, flags=re.MULTILINE)
    return dump(base) + kept


def catalog_of(root: Path, example: str, kind: str = "item") -> Catalog:
    """A catalog with a file for each part of the example; parts are separated by lines of ``---``.

    A part that begins with a comment such as ``# organs.yaml`` is that file; what is no item or standard is whole.
    """
    files = dict(SURROUNDINGS)
    for number, part in enumerate(re.split(r"^---\n", example, flags=re.MULTILINE)):
        named = re.match(r"# (\S+\.yaml)\n", part)
        path = named[1] if named else f"{kind}s/x{number or ''}.yaml"
        folder = path.partition("s/")[0]
        files[path] = merged(part, folder, number) if folder in CLEAN else part
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
