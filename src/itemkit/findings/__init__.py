"""What a finding, a rule, a pointer and a span are. Nothing here knows of service items or of files."""

from itemkit.findings.finding import (
    REMOVED,
    Change,
    Edit,
    Finding,
    Fix,
    Hit,
    Place,
    Position,
    Related,
    Severity,
    Span,
    Suppression,
    in_order,
)
from itemkit.findings.message import Message, msg
from itemkit.findings.pointer import ROOT, Pointer
from itemkit.findings.rule import HEADINGS, Rule, rule

__all__ = [
    "HEADINGS",
    "REMOVED",
    "ROOT",
    "Change",
    "Edit",
    "Finding",
    "Fix",
    "Hit",
    "Message",
    "Place",
    "Pointer",
    "Position",
    "Related",
    "Rule",
    "Severity",
    "Span",
    "Suppression",
    "in_order",
    "msg",
    "rule",
]
