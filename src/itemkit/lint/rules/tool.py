"""Family X: what itemkit has to say about itself, because a check that did not happen must not look clean."""

from collections.abc import Iterator

from itemkit.findings import Hit, Place, Severity, msg, rule


@rule("X001", "rule-crashed", Severity.ERROR)
def rule_crashed(code: str, error: Exception) -> Iterator[Hit]:
    """一条规则自己出错了，没有查完这个文件。

    ## 为什么
    规则出错不是目录的错，但这个文件因此少查了一项，不能当作没有问题。

    ## 依据
    惯例：查不成要说出来。

    ## 怎么改
    把这条规则的编号和这个文件报给规则的作者；在此之前可以用 `--ignore` 停用它。
    """
    kind = type(error).__name__
    yield Hit(Place(), msg("规则 {code} 没能查完这个文件（{kind}：{error}）", code=code, kind=kind, error=str(error)))


TOOL_RULES = (rule_crashed,)
