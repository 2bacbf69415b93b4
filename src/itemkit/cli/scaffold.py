"""The files that ``itemkit init`` and ``itemkit new`` write: templates with the names filled in."""

import json
import os
from importlib.resources import files
from pathlib import Path
from string import Template

from itemkit.model.kinds import KINDS

RECORD_NAMES = ("item", "standard", "certificate", "bundle")
"""The kinds that have a template."""

_EDITOR_KINDS = (*RECORD_NAMES, "organs")


def record_text(kind: str, name: str, schema: str) -> str:
    """The text of a new file of this kind.

    Args:
        kind: one of `RECORD_NAMES`.
        name: the record's name.
        schema: the path from the file to its editor schema.
    """
    from itemkit.source.dump import dump

    quoted = dump({"name": name}).removeprefix("name: ").rstrip("\n")
    return Template(template(f"{kind}.yaml")).safe_substitute(name=quoted, schema=schema)


def template(name: str) -> str:
    """The text of a template as it is shipped."""
    return (files("itemkit.data") / "templates" / name).read_text("utf-8")


def schema_path(path: Path, root: Path, kind: str) -> str:
    """The way from the file at ``path`` to the editor schema of its kind in the catalog at ``root``."""
    return Path(os.path.relpath(root / "schemas" / f"{kind}.schema.json", path.parent)).as_posix()


def catalog_files() -> dict[str, str]:
    """The files of an empty catalog: path → text."""
    from itemkit.model.schema import editor_schema_of

    made = {
        "itemkit.toml": template("itemkit.toml"),
        "organs.yaml": f"# yaml-language-server: $schema=schemas/organs.schema.json\n{template('organs.yaml')}",
        ".gitignore": template("gitignore"),
        "README.md": template("README.md"),
        ".vscode/settings.json": _pretty({"yaml.schemas": _associations()}),
    }
    for kind in RECORD_NAMES:
        made[f"{KINDS[kind].place}/.gitkeep"] = ""
        made[f"examples/{kind}.yaml"] = record_text(kind, "示例", f"../schemas/{kind}.schema.json")
    for kind in _EDITOR_KINDS:
        made[f"schemas/{kind}.schema.json"] = _pretty(editor_schema_of(kind))
    return made


def _associations() -> dict[str, str | list[str]]:
    globs = {kind: f"/{KINDS[kind].place}/**/*.yaml" for kind in RECORD_NAMES} | {"organs": "/organs.yaml"}
    return {f"./schemas/{kind}.schema.json": glob for kind, glob in globs.items()}


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
