"""The rule that compares an item with what it was: only ``--since`` can tell."""

from collections.abc import Iterator, Mapping
from typing import Any

from itemkit.findings import Hit, Place, Pointer, Severity, msg, rule
from itemkit.model.digest import content_of


@rule("L205", "version-not-raised", Severity.WARNING)
def version_not_raised(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Hit]:
    """在用事项的内容改了，版本没有加一（只在 `--since` 时检查）。

    ## 为什么
    别的系统按版本判断要不要更新；版本不变，办事的人看到的还是旧内容。

    ## 依据
    国家交换字段 task_version（事项版本）：内容变更，版本递增。

    ## 怎么改
    把 `version` 加一；只改了核对日期、扩展字段的不必改。
    """
    then, now = before.get("version"), after.get("version")
    if not isinstance(then, int) or before.get("status", "在用") != "在用":
        return
    if (now is None or now <= then) and content_of(before) != content_of(after):
        yield Hit(
            Place(Pointer.of("version")),
            msg("内容改了，版本还是 {version}：改成 {wanted}", version=then if now is None else now, wanted=then + 1),
        )


CHANGE_RULES = (version_not_raised,)
