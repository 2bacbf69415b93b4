"""The rules about the text of a file: each says in the words of a maintainer what a `Problem` means."""

from collections.abc import Iterable, Iterator
from typing import Any

from itemkit.findings import Finding, Hit, Message, Place, Related, Rule, Severity, Span, msg, rule
from itemkit.source.problems import Problem

_TOP = Span.at(1, 1)


@rule("Y101", "yaml-syntax", Severity.ERROR)
def yaml_syntax(problem: Problem) -> Iterator[Hit]:
    """文件不是正确的 YAML，读不出内容。

    ## 为什么
    读不出的文件等于没有：这个事项不会出现在任何检查和网页里。

    ## 依据
    YAML 1.2。

    ## 反例
        name: 公共场所卫生许可
        type: [行政许可

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可

    ## 怎么改
    看指出的那一行和它的上一行：缩进对不对，引号、括号是否成对，冒号后有没有空格。
    """
    related: tuple[Related, ...] = ()
    if problem.other:
        related = (Related(msg("从这里开始的部分没有写完整"), Place(span=problem.other)),)
    yield Hit(_place(problem), _syntax_in_words(problem.detail), related)


@rule("Y102", "duplicate-key", Severity.ERROR)
def duplicate_key(problem: Problem) -> Iterator[Hit]:
    """同一个键写了两次。

    ## 为什么
    两个值只有一个会起作用，哪一个因软件而异。

    ## 依据
    YAML 1.2 第 3.2.1.3 节：映射的键必须唯一。

    ## 反例
        name: 公共场所卫生许可
        type: 行政许可
        visits: 0
        visits: 1

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可
        visits: 1

    ## 怎么改
    留下对的那一个。
    """
    related: tuple[Related, ...] = ()
    if problem.other:
        related = (Related(msg("第一次写在这里"), Place(problem.pointer, on_key=True, span=problem.other)),)
    place = Place(problem.pointer, on_key=True, span=problem.span)
    yield Hit(place, msg("键 {key} 写了两次", key=problem.detail), related)


@rule("Y103", "not-utf8", Severity.ERROR)
def not_utf8(problem: Problem) -> Iterator[Hit]:
    """文件不是 UTF-8 编码。

    ## 为什么
    用别的编码读，中文会变成乱码。

    ## 依据
    YAML 1.2 第 5.2 节；目录文件一律 UTF-8。

    ## 怎么改
    用编辑器另存为 UTF-8，或者：`iconv -f GB18030 -t UTF-8 旧文件 > 新文件`。
    """
    if problem.detail:
        yield Hit(_place(problem), msg("文件不是 UTF-8，多半是 {encoding}：另存为 UTF-8", encoding=problem.detail))
    else:
        yield Hit(_place(problem), msg("文件不是 UTF-8，也不像文字：请看看是不是放错了文件"))


@rule("Y104", "yaml-tag", Severity.ERROR)
def yaml_tag(problem: Problem) -> Iterator[Hit]:
    """用了 YAML 标签（以 ! 开头）。

    ## 为什么
    标签让值的种类不由写法决定，还能让一些软件执行代码。

    ## 依据
    目录文件只用 YAML 1.2 核心模式。

    ## 反例
        name: !!str 公共场所卫生许可
        type: 行政许可

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可

    ## 怎么改
    删去标签；要写成文字就加引号。
    """
    yield Hit(_place(problem), msg("不能用 YAML 标签 {tag}：删去它，要写成文字就加引号", tag=problem.detail))


@rule("Y105", "yaml-bomb", Severity.ERROR)
def yaml_bomb(problem: Problem) -> Iterator[Hit]:
    """别名展开后大得没有道理。

    ## 为什么
    几行别名可以展开成几十亿个值，耗尽内存。

    ## 依据
    目录文件的上限：别名一共展开不超过 20,000 个值。

    ## 怎么改
    少用 `&` 和 `*`，把内容直接写出来。
    """
    yield Hit(_place(problem), msg("别名展开后超过 20,000 个值：把内容直接写出来"))


@rule("Y106", "too-large", Severity.ERROR)
def too_large(problem: Problem) -> Iterator[Hit]:
    """文件太大。

    ## 为什么
    一个事项几 KB 就够；几 MB 的多半是把整个目录写进了一个文件。

    ## 依据
    目录文件的上限：缺省 1 MiB，可在 `itemkit.toml` 的 [limits] 调整。

    ## 怎么改
    一个事项一个文件；确实需要更大的，调整 `limits.file_bytes`。
    """
    limit = problem.detail
    yield Hit(_place(problem), msg("文件超过 {limit} 字节，没有读：一个事项一个文件", limit=limit))


@rule("Y107", "too-deep", Severity.ERROR)
def too_deep(problem: Problem) -> Iterator[Hit]:
    """列表和映射套得太深。

    ## 为什么
    事项最多套八层；更深的不是笔误就是攻击。

    ## 依据
    目录文件的上限：64 层。

    ## 怎么改
    检查缩进和括号。
    """
    yield Hit(_place(problem), msg("列表和映射套了 64 层以上：检查缩进和括号"))


@rule("Y108", "empty-file", Severity.ERROR)
def empty_file(problem: Problem) -> Iterator[Hit]:
    """文件是空的，或者只有注释。

    ## 为什么
    空文件多半是没有保存成，或者忘了删。

    ## 依据
    目录自身的约定：一个文件一条记录。

    ## 反例
        # 还没有写

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可

    ## 怎么改
    写上内容，或者删去文件。
    """
    yield Hit(_place(problem), msg("文件里没有内容：写上内容，或者删去文件"))


@rule("Y109", "number-unquoted", Severity.ERROR)
def number_unquoted(problem: Problem) -> Iterator[Hit]:
    """没加引号的数字，读进来会变样。

    ## 为什么
    `007` 会变成 7，`12345678901234567.5` 会丢掉尾数，`1144E5` 会变成一亿多。

    ## 依据
    YAML 1.2 核心模式（第 10.3.2 节）；浮点数只有 15 位有效数字（IEEE 754）。

    ## 反例
        name: 公共场所卫生许可
        type: 行政许可
        extra: {old_code: 000104002000}

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可
        extra: {old_code: "000104002000"}

    ## 怎么改
    是编码就加引号；是数字就照平常的写法写。
    """
    yield Hit(_place(problem), msg('{spelling} 会被读成另一个数：是编码就写成 "{spelling}"', spelling=problem.detail))


@rule("Y110", "link-not-followed", Severity.WARNING)
def link_not_followed(problem: Problem) -> Iterator[Hit]:
    """符号链接指向目录以外，或者是文件夹链接，没有读。

    ## 为什么
    目录以外的文件不在这个仓库的管理之下；文件夹链接会让一个事项出现两次。

    ## 依据
    目录自身的约定。

    ## 怎么改
    把文件移进目录，或者删去链接。
    """
    yield Hit(
        _place(problem), msg("链接没有跟进去（指向 {target}）：把文件放进目录，或者删去链接", target=problem.detail)
    )


@rule("Y111", "file-unplaced", Severity.WARNING)
def file_unplaced(problem: Problem) -> Iterator[Hit]:
    """YAML 文件不在任何一种记录的文件夹里，没有读。

    ## 为什么
    文件夹决定文件是什么；放错了地方的文件不会被检查，也不会发布。

    ## 依据
    目录自身的约定：`items/`、`standards/`、`certificates/`、`bundles/` 和 `organs.yaml`。

    ## 怎么改
    移到对的文件夹；不是目录的文件就移出去，或者放进隐藏的文件夹。
    """
    if problem.detail:
        yield Hit(_place(problem), msg("这个文件没有读：是不是该放在 {place}？", place=problem.detail))
    else:
        places = ("items/", "standards/", "certificates/", "bundles/")
        yield Hit(_place(problem), msg("这个文件没有读：记录要放在 {places} 里", places=places))


@rule("Y112", "file-unreadable", Severity.ERROR)
def file_unreadable(problem: Problem) -> Iterator[Hit]:
    """文件打不开。

    ## 为什么
    打不开的文件等于没有。

    ## 依据
    操作系统的答复。

    ## 怎么改
    检查文件的权限和磁盘。
    """
    yield Hit(_place(problem), msg("文件打不开：{reason}", reason=problem.detail))


SOURCE_RULES: tuple[Rule[Any], ...] = (
    yaml_syntax,
    duplicate_key,
    not_utf8,
    yaml_tag,
    yaml_bomb,
    too_large,
    too_deep,
    empty_file,
    number_unquoted,
    link_not_followed,
    file_unplaced,
    file_unreadable,
)
"""The rules of the family Y, in the order of their codes."""

_RULE_OF: dict[str, Rule[[Problem]]] = {
    "syntax": yaml_syntax,
    "duplicate": duplicate_key,
    "encoding": not_utf8,
    "tag": yaml_tag,
    "bomb": yaml_bomb,
    "large": too_large,
    "deep": too_deep,
    "empty": empty_file,
    "number": number_unquoted,
    "link": link_not_followed,
    "unplaced": file_unplaced,
    "unreadable": file_unreadable,
}


def findings_of(problems: Iterable[Problem], path: str, subject: str = "") -> Iterator[Finding]:
    """What the problems of one file mean for its maintainer."""
    for problem in problems:
        applied = _RULE_OF[problem.kind]
        yield from applied.findings(applied(problem), path, subject)


def _place(problem: Problem) -> Place:
    return Place(problem.pointer, span=problem.span or _TOP)


_PARSER_WORDS: tuple[tuple[str, Message], ...] = (
    ("second document", msg("一个文件只能有一个文档：删去 --- 或者分成两个文件")),
    ("alias inside itself", msg("别名用在了自己的锚点里面")),
    ("undefined alias", msg("没有这个锚点：* 引用的名字要先用 & 定义")),
    ("unknown anchor", msg("没有这个锚点：* 引用的名字要先用 & 定义")),
    ("tab", msg("缩进用了制表符：改成空格")),
    ("followed by a valid yaml whitespace", msg("冒号后面用了制表符：改成空格")),
    ("cannot start any token", msg("这个字符不能打头：给值加上引号")),
    ("mapping values are not allowed", msg("这里不能有“: ”：值里有冒号就给整个值加上引号；否则检查缩进")),
    ("block sequence entries are not allowed", msg("列表的“- ”要另起一行")),
    ("could not find expected ':'", msg("这一行缺少“: ”：键和值之间要有冒号和空格")),
    ("unexpected end of stream", msg("引号没有成对")),
    ("unclosed", msg("括号没有成对")),
    ("document indicator", msg("引号没有成对")),
    ("unicode character escape", msg("\\u 转义写的不是一个完整的字符")),
    ("escape", msg("双引号里的 \\ 后面要跟认识的转义字符：想写反斜杠就写 \\\\，或者用单引号")),
    ("',' or ']'", msg("列表 [ ] 里缺逗号，或者括号没有成对")),
    ("',' or '}'", msg("映射 {{ }} 里缺逗号，或者括号没有成对")),
    ("'-' indicator", msg("列表的缩进不齐")),
    ("expected key", msg("缩进不齐，或者上一行没有写完整")),
    ("block end", msg("缩进不齐，或者上一行没有写完整")),
    ("node content", msg("这里应该有一个值")),
    ("control characters", msg("文件里有控制字符：删去它")),
    ("special characters", msg("文件里有控制字符：删去它")),
    ("surrogate", msg("\\u 转义写的不是一个完整的字符")),
    ("multiline", msg("缩进不齐，或者上一行没有写完整")),
    ("indent", msg("缩进不齐，或者上一行没有写完整")),
)


def _syntax_in_words(detail: str) -> Message:
    """What the parser found, as advice; parsers' own words are never shown."""
    lowered = detail.lower()
    for word, advice in _PARSER_WORDS:
        if word in lowered:
            return advice
    return msg("这里不是正确的 YAML：检查缩进、引号、括号和冒号")
