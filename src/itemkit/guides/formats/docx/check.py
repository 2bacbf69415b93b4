"""Whether a template can be rendered, seen before any guide is: every name in it is known, every tag is whole.

docxtpl tells only what the first guide stumbles over, and in terms of XML. This reads the Jinja source that docxtpl
would run and walks its syntax tree with what is known of each name (`itemkit.guides.formats.docx.names`): a wrong name
is found even where no item happens to reach it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatchmethod

import jinja2
from jinja2 import nodes

from itemkit.findings import Message, msg
from itemkit.guides.formats.docx.names import ANYTHING, Kind, names
from itemkit.guides.formats.docx.sandbox import Sandbox
from itemkit.language import _, mark
from itemkit.model.near import nearest
from itemkit.pages import clean

_REFUSED = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block, nodes.Macro, nodes.CallBlock)
_SAME = frozenset({"list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr", "default", "d"})
"""Filters that give what they are given, or a part of it."""
_ONE = frozenset({"first", "last", "random", "min", "max"})
"""Filters that give an entry of the list that they are given."""
_LONGEST = 60
_CUTOFF = 0.5

Scope = dict[str, Kind]
"""What each name is, where the walk is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a template."""

    where: str
    """The text of the paragraph, as far as it tells."""
    what: Message

    @property
    def message(self) -> Message:
        """The whole sentence."""
        return msg("“{where}”：{what}", where=self.where, what=self.what) if self.where else self.what


def check(source: str, environment: Sandbox) -> list[Problem]:
    """What is wrong with a part of a template, in the order of the text.

    Args:
        source: Jinja in XML as docxtpl makes it, with a line for each paragraph and each tag.
        environment: where it would run.
    """
    lines = source.split("\n")
    try:
        tree = environment.parse(source)
    except jinja2.TemplateSyntaxError as error:
        return [Problem(_paragraph(lines, error.lineno), _syntax(error.message or ""))]
    walk = _Walk(environment)
    walk.each(tree.body, names() | {"range": ANYTHING})
    return [Problem(_paragraph(lines, line), what) for line, what in walk.found]


def _syntax(error: str) -> Message:
    """What Jinja says of a tag, in plain words where those are known."""
    if missing := re.search(r"block that needs to be closed is '(\w+)'", error):
        return msg("缺少结束的标记 {{% end{tag} %}}", tag=missing[1])
    if unknown := re.search(r"unknown tag '(tr|tc|p|r)'", error):
        return msg("{{%{tag} … %}} 要单独占一个{where}", tag=unknown[1], where=_(_PLACES[unknown[1]]))
    if unknown := re.search(r"unknown tag '(end\w+|else|elif)'", error):
        return msg("{{% {tag} %}} 前面没有开始的标记", tag=unknown[1])
    return msg("标记写得不对：{error}", error=error)


_PLACES = {"tr": mark("表格行"), "tc": mark("单元格"), "p": mark("段落"), "r": mark("文字段")}


def _paragraph(lines: list[str], number: int) -> str:
    """The text of a line without XML."""
    text = re.sub(r"<[^>]*>?", "", lines[number - 1]) if 0 < number <= len(lines) else ""
    text = " ".join(str(clean(text)).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


class _Walk:
    """Goes through a template, knows what each expression gives, and notes what is wrong with it."""

    def __init__(self, environment: Sandbox) -> None:
        self.found: list[tuple[int, Message]] = []
        self._environment = environment

    def each(self, several: Iterable[nodes.Node], scope: Scope) -> None:
        """Some parts, one after the other; what one sets the next may use."""
        for one in several:
            self.kind(one, scope)

    @singledispatchmethod
    def kind(self, node: nodes.Node, scope: Scope) -> Kind:
        """What an expression gives; for a statement that doesn't matter."""
        if isinstance(node, _REFUSED):
            self._say(node, msg("模板里不能用 {tag}", tag=type(node).__name__.lower()))
        else:
            self.each(node.iter_child_nodes(), scope)
        return ANYTHING

    @kind.register
    def _name(self, node: nodes.Name, scope: Scope) -> Kind:
        if node.name not in scope:
            self._unknown(node, node.name, scope)
        return scope.get(node.name, ANYTHING)

    @kind.register
    def _getattr(self, node: nodes.Getattr, scope: Scope) -> Kind:
        return self._field(node, self.kind(node.node, scope), node.attr)

    @kind.register
    def _getitem(self, node: nodes.Getitem, scope: Scope) -> Kind:
        kind = self.kind(node.node, scope)
        self.kind(node.arg, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._field(node, kind, node.arg.value)
        return (None if isinstance(node.arg, nodes.Slice) else kind.element) or ANYTHING

    @kind.register
    def _filter(self, node: nodes.Filter, scope: Scope) -> Kind:
        kind = self._applied(node, self._environment.filters, scope)
        if node.name in _ONE:
            return kind.element or ANYTHING
        return kind if node.name in _SAME else ANYTHING

    @kind.register
    def _test(self, node: nodes.Test, scope: Scope) -> Kind:
        self._applied(node, self._environment.tests, scope)
        return ANYTHING

    @kind.register
    def _for(self, node: nodes.For, scope: Scope) -> Kind:
        kind = self.kind(node.iter, scope)
        if kind.element is None and (kind.fields or kind.is_plain):
            self._say(node, msg("{name} 不是列表，不能用 for", name=_written(node.iter)))
        inner = scope | {"loop": ANYTHING}
        self._bind(node.target, kind.element or ANYTHING, inner)
        self.each([*([node.test] if node.test else []), *node.body], inner)
        self.each(node.else_, dict(scope))
        return ANYTHING

    @kind.register
    def _assign(self, node: nodes.Assign, scope: Scope) -> Kind:
        self._bind(node.target, self.kind(node.node, scope), scope)
        return ANYTHING

    @kind.register
    def _assign_block(self, node: nodes.AssignBlock, scope: Scope) -> Kind:
        self.each(node.body, dict(scope))
        self._bind(node.target, ANYTHING, scope)
        return ANYTHING

    @kind.register
    def _with(self, node: nodes.With, scope: Scope) -> Kind:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self._bind(target, self.kind(value, scope), inner)
        self.each(node.body, inner)
        return ANYTHING

    def _bind(self, target: nodes.Node, kind: Kind, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = kind
        else:
            scope |= {one.name: ANYTHING for one in target.find_all(nodes.Name)}

    def _applied(self, node: nodes.Filter | nodes.Test, known: Iterable[str], scope: Scope) -> Kind:
        kind = self.kind(node.node, scope) if node.node is not None else ANYTHING
        self.each((*node.args, *node.kwargs), scope)
        if node.name not in known:
            self._unknown(node, node.name, known)
        return kind

    def _field(self, node: nodes.Node, kind: Kind, name: str) -> Kind:
        if name.startswith("_"):
            self._say(node, msg("不能用 {name}：以 _ 开头的是程序内部的名称", name=name))
        elif kind.fields and name not in kind.fields:
            self._unknown(node, name, kind.fields)
        elif kind.element is not None:
            self._say(node, msg("{name} 前面是列表：用 for 一项一项地取", name=name))
        elif kind.is_plain:
            self._say(node, msg("{name} 前面是文字，里面没有别的", name=name))
        return kind.fields.get(name, ANYTHING)

    def _unknown(self, node: nodes.Node, name: str, known: Iterable[str]) -> None:
        near = nearest(name, sorted(known), _CUTOFF)
        if near is None:
            self._say(node, msg("没有 {name} 这个名称", name=name))
        else:
            self._say(node, msg("没有 {name} 这个名称，是不是 {near}？", name=name, near=near))

    def _say(self, node: nodes.Node, what: Message) -> None:
        self.found.append((node.lineno, what))


def _written(node: nodes.Node) -> str:
    """An expression as it is written, as far as it is names."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
        case _:
            return "…"
