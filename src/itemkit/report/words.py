"""The words that several formats say: severities, counts, and the sentence that sums up."""

from itemkit.findings import Severity
from itemkit.language import _
from itemkit.report.interface import Summary

TOOL = "itemkit"
NOT_COMPARED = "not-compared"
"""The rule, beside the kinds of change, for a file of which a difference can say nothing."""


def severity_word(severity: Severity) -> str:
    """The severity in the language of the reader."""
    match severity:
        case Severity.ERROR:
            return _("错误")
        case Severity.WARNING:
            return _("警告")
        case Severity.INFO:
            return _("提示")


def counted(error: int, warning: int, info: int) -> str:
    """``3 个错误、1 个警告``; what there is none of is not said, and the empty text means that there is nothing."""
    parts = [
        template.format(count=count)
        for count, template in (
            (error, _("{count} 个错误")),
            (warning, _("{count} 个警告")),
            (info, _("{count} 个提示")),
        )
        if count
    ]
    return _("、").join(parts)


def closing(summary: Summary) -> str:
    """``查了 66 个文件、60 个事项：3 个错误``, in one line."""
    found = counted(summary.error, summary.warning, summary.info) or _("没有发现问题")
    sentence = _("查了 {files} 个文件、{items} 个事项：{found}").format(
        files=summary.files, items=summary.items, found=found
    )
    if summary.suppressed:
        sentence += _("（另有 {count} 个已忽略或已记入基线）").format(count=summary.suppressed)
    return sentence
