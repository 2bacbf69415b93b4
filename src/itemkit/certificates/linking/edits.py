"""A file with links written into it: a few characters more, and nothing else changed."""

import copy
import json
import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from itemkit.certificates.linking.drafts import kind_of_name
from itemkit.certificates.linking.links import NEW_RESULT, Proposal
from itemkit.findings import Pointer
from itemkit.model.kinds import ITEM_KIND, kind_of
from itemkit.source.dump import scalar
from itemkit.source.edit import fingerprint, set_value
from itemkit.source.read import read_bytes

_RESULT_KINDS = {"证照": "证照", "批文": "批文"}
"""Kinds of results by kinds of certificates."""


class ChangedError(Exception):
    """The file does not hold any more what the proposals speak of."""


def linked(raw: bytes, path: str, proposals: Sequence[Proposal]) -> bytes:
    """A file with some links written into it.

    Args:
        raw: what it holds.
        path: where it is in the catalog.
        proposals: links in this file.

    Raises:
        ChangedError: it does not hold what they speak of.
        EditRefused: one can't be written without touching more.
        UnicodeDecodeError: it is not UTF-8.
    """
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    text = raw.removeprefix(mark).decode()
    data = read_bytes(raw).data
    named = [one for one in proposals if one.kind != NEW_RESULT]
    if not all(_is_still(data, one) for one in named):
        raise ChangedError
    text = _quickly_linked(text, data, named) or _exactly_linked(text, named)
    for one in proposals:
        if one.kind == NEW_RESULT:
            text = _with_result(text, path, data, one)
    return mark + text.encode()


def _exactly_linked(text: str, proposals: Sequence[Proposal]) -> str:
    for one in proposals:
        text = set_value(text, one.pointer / "certificate", one.certificate, after="name")
    return text


def _quickly_linked(text: str, data: Any, proposals: Sequence[Proposal]) -> str | None:
    """The same where each name stands once in the file, as it mostly does; None where that can't be told.

    The exact way composes the text several times for every link, and a catalog may have 100,000 links.
    """
    edited = text
    for one in proposals:
        pattern = _named(one.text)
        if len(pattern.findall(edited)) != 1:
            return None
        edited = pattern.sub(partial(_with_certificate, scalar(one.certificate)), edited)
    wanted = copy.deepcopy(data)
    for one in proposals:
        around = _at(wanted, one.pointer)
        entries = list(around.items())
        around.clear()
        for key, value in entries:
            around[key] = value
            if key == "name":
                around["certificate"] = one.certificate
    document = read_bytes(edited.encode())
    is_right = not document.problems and fingerprint(document.data) == fingerprint(wanted)
    return edited if is_right else None


def _named(name: str) -> re.Pattern[str]:
    """Where an entry has this name: in flow style, or as the first key of a row."""
    written = f"(?:{re.escape(name)}|{re.escape(json.dumps(name, ensure_ascii=False))}|'{re.escape(name)}')"
    in_flow = rf"(?P<flow>\{{ *name: *{written})(?= *[,}}])"
    in_rows = rf"^(?P<margin> *- +)(?P<row>name: *{written} *(?:#[^\r\n]*)?)(?P<end>\r?\n)"
    return re.compile(f"{in_flow}|{in_rows}", re.MULTILINE)


def _with_certificate(certificate: str, found: re.Match[str]) -> str:
    if found["flow"]:
        return f"{found['flow']}, certificate: {certificate}"
    margin = " " * len(found["margin"])
    return f"{found['margin']}{found['row']}{found['end']}{margin}certificate: {certificate}{found['end']}"


def _with_result(text: str, path: str, data: Any, one: Proposal) -> str:
    if not isinstance(data, dict) or data.get("results"):
        raise ChangedError
    kind = _RESULT_KINDS.get(kind_of_name(one.certificate), "其他")
    results = [{"name": one.certificate, "certificate": one.certificate, "kind": kind}]
    return set_value(text, Pointer.of("results"), results, after=_key_before_results(path, data))


def _key_before_results(path: str, data: Mapping[str, Any]) -> str:
    """The key behind which results stand in the order of the model."""
    fields = (kind_of(path) or ITEM_KIND).model.model_fields
    names = [one.alias or name for name, one in fields.items()]
    before = [name for name in names[: names.index("results")] if name in data]
    return before[-1] if before else "name"


def _is_still(data: Any, one: Proposal) -> bool:
    try:
        here = _at(data, one.pointer)
    except (KeyError, IndexError, TypeError):
        return False
    return isinstance(here, dict) and here.get("name") == one.text and "certificate" not in here


def _at(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        data = data[part]
    return data
