"""The text of a finding as template and values, so that it can be said in either language later."""

from dataclasses import dataclass, field

from itemkit.language import _


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the maintainer."""

    text: str
    """The Chinese template, with ``{name}`` where a value goes."""
    values: dict[str, object] = field(default_factory=dict, hash=False)
    """What goes into the template. A value that is a `Message` is translated too; a tuple is a list of words."""

    def __str__(self) -> str:
        return _(self.text).format(**{name: _in_words(value) for name, value in self.values.items()})


def msg(text: str, /, **values: object) -> Message:
    """A `Message`; calls of this name are what the message catalog is made from."""
    return Message(text, values)


def _in_words(value: object) -> str:
    if type(value) is tuple:  # a pointer is a tuple too, and has a form of its own
        return _("、").join(_in_words(one) for one in value)
    return str(value)
