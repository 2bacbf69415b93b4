"""The tables of the index: their columns, what each means, and of which type it is.

This is the one place that knows; the rows (`itemkit.index.facts`), the database and docs/index.md follow it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from itemkit.language import mark


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: str
    """A type of DuckDB: ``VARCHAR``, ``INTEGER``, ``DOUBLE``, ``BOOLEAN``, ``DATE``."""
    title: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each row belongs to one file of the catalog."""

    name: str
    title: str
    columns: tuple[Column, ...]

    @property
    def types(self) -> dict[str, str]:
        """The columns with their types, in order."""
        return {column.name: column.type for column in self.columns}


def _text(name: str, title: str) -> Column:
    return Column(name, "VARCHAR", title)


def _whole(name: str, title: str) -> Column:
    return Column(name, "INTEGER", title)


def _flag(name: str, title: str) -> Column:
    return Column(name, "BOOLEAN", title)


def _day(name: str, title: str) -> Column:
    return Column(name, "DATE", title)


_FILE = _whole("file", mark("文件的编号；同一目录的各表用它连接"))
_POINTER = _text("pointer", mark("在文件里的位置（JSON Pointer）"))

_ALL = (
    Table(
        "files",
        mark("读了的文件"),
        (
            _FILE,
            _text("path", mark("相对目录根的路径")),
            _text("kind", mark("种类：item、standard、certificate、organs、bundle")),
            _text("subject", mark("写的是谁：编码，没有编码就是名称")),
            _flag("well_formed", mark("合乎模式；不合的文件在别的表里没有内容")),
        ),
    ),
    Table(
        "items",
        mark("事项：一个文件一行，内容是标准事项与本地内容合并以后的"),
        (
            _FILE,
            _text("path", mark("相对目录根的路径")),
            _text("code", mark("实施编码")),
            _text("local_code", mark("地方编码")),
            _text("standard", mark("标准事项的基本编码")),
            _text("name", mark("事项名称")),
            _text("plain_name", mark("比较用的名称：全角半角、括号、空格、书名号不计")),
            _text("name_key", mark("名称里的字：可能是同一个名称的，这一列相同")),
            _text("type", mark("事项类型")),
            _text("action", mark("办理情形")),
            _text("actions", mark("办理情形；没有写的，是名称里说到的，几种用顿号分开")),
            _text("status", mark("事项状态；没有写的为空")),
            _whole("version", mark("事项版本")),
            _text("organ", mark("实施主体")),
            _text("region", mark("区划")),
            _text("level", mark("行使层级")),
            _text("handling", mark("办件类型")),
            _text("power_source", mark("权力来源")),
            _text("reach", mark("通办范围")),
            _whole("visits", mark("到办事现场次数")),
            _whole("statutory_days", mark("法定办结时限的天数")),
            _text("statutory_unit", mark("法定办结时限的单位")),
            _whole("promised_days", mark("承诺办结时限的天数")),
            _text("promised_unit", mark("承诺办结时限的单位")),
            _day("effective_from", mark("生效日期")),
            _day("effective_to", mark("失效日期")),
            _day("assured_on", mark("核对日期")),
            _flag("online", mark("有网上办理地址")),
            _whole("windows", mark("办理窗口的个数")),
            _whole("materials", mark("申请材料的份数；任选其一的算一份")),
            _whole("steps", mark("办理环节的个数")),
            _flag("free", mark("写明不收费")),
        ),
    ),
    Table(
        "materials",
        mark("事项的申请材料；任选其一的，每一种一行"),
        (
            _FILE,
            _POINTER,
            _whole("entry", mark("清单里的第几项，从 0 数起；任选其一的几行相同")),
            _text("name", mark("材料名称")),
            _text("certificate", mark("证照")),
            _text("kind", mark("材料类型")),
            _text("source", mark("来源渠道")),
            _text("issuer", mark("出具机构")),
            _text("need", mark("必要性")),
            _text("access", mark("取得方式")),
            _text("holder", mark("持有人")),
            _whole("original", mark("原件份数")),
            _whole("copies", mark("复印件份数")),
            _text("cases", mark("适用情形：JSON，情形标识对应选项标识的列表；不论情形都要的为空")),
        ),
    ),
    Table(
        "basis",
        mark("引用的依据：事项的，以及材料、收费、特别程序的；证照的"),
        (
            _FILE,
            _POINTER,
            _text("law", mark("依据名称")),
            _text("kind", mark("依据层级")),
            _text("number", mark("文号")),
            _text("article", mark("条款")),
        ),
    ),
    Table(
        "steps",
        mark("事项的办理环节"),
        (
            _FILE,
            _POINTER,
            _text("name", mark("环节名称")),
            _whole("days", mark("环节时限")),
            _text("unit", mark("时限单位")),
            _text("by", mark("办理人")),
        ),
    ),
    Table(
        "special",
        mark("事项的特别程序"),
        (
            _FILE,
            _POINTER,
            _text("name", mark("特别程序名称")),
            _whole("days", mark("所需时限")),
            _text("unit", mark("时限单位")),
            _flag("counted", mark("计入办结时限")),
        ),
    ),
    Table(
        "fees",
        mark("事项的收费项目"),
        (
            _FILE,
            _POINTER,
            _text("name", mark("收费项目")),
            Column("amount", "DOUBLE", mark("金额")),
            _text("currency", mark("币种")),
            _text("per", mark("计费单位")),
            _text("standard", mark("收费标准")),
        ),
    ),
    Table(
        "results",
        mark("事项的办理结果"),
        (
            _FILE,
            _POINTER,
            _text("name", mark("结果名称")),
            _text("certificate", mark("证照")),
            _text("kind", mark("结果类型")),
            _text("valid_for", mark("有效期")),
            _text("cases", mark("适用情形：JSON，情形标识对应选项标识的列表；不论情形都发的为空")),
        ),
    ),
    Table(
        "situations",
        mark("事项的情形引导"),
        (
            _FILE,
            _POINTER,
            _text("situation", mark("情形标识")),
            _text("question", mark("问题")),
            _text("options", mark("选项：JSON，选项标识对应选项文字")),
        ),
    ),
    Table(
        "standards",
        mark("标准事项"),
        (
            _FILE,
            _text("path", mark("相对目录根的路径")),
            _text("code", mark("基本编码")),
            _text("name", mark("事项名称")),
            _text("type", mark("事项类型")),
            _text("department", mark("业务指导部门")),
            _text("status", mark("事项状态；没有写的为空")),
            _whole("statutory_days", mark("法定办结时限的天数")),
            _text("statutory_unit", mark("法定办结时限的单位")),
        ),
    ),
    Table(
        "certificates",
        mark("证照"),
        (
            _FILE,
            _text("path", mark("相对目录根的路径")),
            _text("name", mark("名称")),
            _text("kind", mark("类别")),
            _text("issuer_kind", mark("出具方")),
            _text("sharing", mark("共享范围")),
            _flag("given", mark("人人都有")),
            _flag("commitment", mark("可告知承诺")),
            _text("issuers", mark("出具机构；几个的用顿号分开")),
        ),
    ),
    Table(
        "certificate_facts",
        mark("证照证明的事实"),
        (_FILE, _text("certificate", mark("证照的名称")), _text("fact", mark("证明的事实"))),
    ),
    Table(
        "certificate_names",
        mark("证照可以用哪些名称指代"),
        (_FILE, _text("certificate", mark("证照的名称")), _text("name", mark("名称或别名"))),
    ),
    Table(
        "organs",
        mark("机构"),
        (
            _FILE,
            _POINTER,
            _text("uscc", mark("统一社会信用代码")),
            _text("name", mark("名称")),
            _text("region", mark("区划")),
            _text("level", mark("层级")),
            _text("department", mark("业务指导部门")),
        ),
    ),
    Table(
        "bundles",
        mark("一件事"),
        (
            _FILE,
            _text("path", mark("相对目录根的路径")),
            _text("name", mark("名称")),
            _text("list", mark("清单")),
            _whole("year", mark("年度")),
            _text("stage", mark("全生命周期阶段")),
            _text("lead", mark("牵头部门")),
            _text("region", mark("区划")),
        ),
    ),
    Table(
        "bundle_items",
        mark("一件事的事项"),
        (
            _FILE,
            _POINTER,
            _text("code", mark("实施编码")),
            _text("standard", mark("标准事项")),
            _text("path", mark("文件")),
            _text("action", mark("办理情形")),
            _text("cases", mark("适用情形：JSON，情形标识对应选项标识的列表；不论情形都办的为空")),
        ),
    ),
    Table(
        "citations",
        mark("各文件自己写的：提到了哪个机构、证照、标准事项、事项、文件；不合乎模式的文件也有"),
        (
            _FILE,
            _POINTER,
            _text("what", mark("提到的是什么：organs、certificates、standards、items、files")),
            _text("name", mark("用的名称或编码")),
        ),
    ),
    Table(
        "origins",
        mark("有标准事项的事项：名称、申请材料、办理结果里，不在它自己文件的同一个位置的"),
        (
            _FILE,
            _POINTER,
            _flag("inherited", mark("写在标准事项的文件里；否则写在它自己的文件里")),
            _text("there", mark("在那个文件里的位置：JSON Pointer")),
        ),
    ),
    Table(
        "contents",
        mark("事项的内容摘要；目录有编码登记册时才有"),
        (_FILE, _text("digest", mark("内容相同的，摘要相同；编码、版本、状态、核对日期不计"))),
    ),
    Table(
        "ledger",
        mark("编码登记册：一行一个赋过的编码；文件已经不在的，file 为空"),
        (
            _FILE,
            _whole("line", mark("在 codes/ledger.csv 的第几行")),
            _text("code", mark("编码")),
            _text("kind", mark("种类：item 或 standard")),
            _text("path", mark("登记的文件")),
            _text("name", mark("登记的名称")),
            _text("status", mark("active：在用；retired：已退役")),
            _whole("version", mark("已发布的版本")),
            _text("digest", mark("已发布的内容摘要")),
            _day("assigned", mark("赋码日期")),
            _day("retired", mark("退役日期")),
            _text("replaced_by", mark("接替的编码")),
            _text("reason", mark("退役原因")),
        ),
    ),
)

TABLES: Mapping[str, Table] = {table.name: table for table in _ALL}
"""All tables by name."""
