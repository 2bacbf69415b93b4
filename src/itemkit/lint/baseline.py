"""The baseline: findings that are known and are to be mended some other day.

A file of JSON beside the catalog's own files, one finding a line, without line numbers, so that it changes only when
findings come or go, and git merges it.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from itemkit.findings import Finding, Rule, msg
from itemkit.source.catalog import CatalogError
from itemkit.source.write import write_atomically

NAME = "itemkit-baseline.json"
_SCHEMA = "itemkit.baseline/1"


def read_baseline(path: Path) -> list[str]:
    """The fingerprints of the findings that are known.

    Raises:
        CatalogError: there is no such file, or it is no baseline.
    """
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["schema"] != _SCHEMA:
            raise ValueError(kept["schema"])
        return [str(one["fingerprint"]) for one in kept["findings"]]
    except FileNotFoundError:
        raise CatalogError(msg("没有基线文件 {path}：先用 --write-baseline 写一个", path=path)) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise CatalogError(msg("{path} 不是基线文件：用 --write-baseline 重新写", path=path)) from None


def write_baseline(path: Path, findings: Iterable[Finding], rules: Mapping[str, Rule[Any]]) -> int:
    """Write down all findings that no comment excuses; give how many.

    Args:
        path: the file; its folder must exist.
        findings: in order.
        rules: by code.
    """
    rows = [
        json.dumps(
            {
                "rule": rules[one.code].name,
                "code": one.code,
                "path": one.path,
                "pointer": str(one.place.pointer),
                "subject": one.subject,
                "fingerprint": one.fingerprint,
            },
            ensure_ascii=False,
        )
        .encode("utf-8", "backslashreplace")
        .decode()
        for one in findings
        if one.suppressed is None or one.suppressed.kind == "external"
    ]
    body = ",\n".join(rows)
    write_atomically(path, f'{{\n"schema": "{_SCHEMA}",\n"findings": [\n{body}\n]\n}}\n')
    return len(rows)
