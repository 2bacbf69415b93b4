"""The words that several formats say: severities and counts."""

from itemkit.findings import Severity
from itemkit.language import _

TOOL = "itemkit"


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
