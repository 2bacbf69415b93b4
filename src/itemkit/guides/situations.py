"""The situations of an applicant (情形): what is asked, and under which answers something applies.

Without a script a page lists all questions, and says in words at each entry when it applies. With one, the answers
leave only what applies; see ``templates/picker.js``.
"""

from collections.abc import Iterator, Sequence

from itemkit.guides.fields import fact, facts
from itemkit.guides.page import Answers, Asked, Entry, Fact, Situations
from itemkit.model.base import When
from itemkit.model.content import Situation

HINT = "先看自己属于哪种情形：写明“仅当”的内容，只在那种情形下适用。"


def picker(situations: Sequence[Situation]) -> Situations:
    """The questions of an item, to be answered one by one."""
    return Situations(
        tuple(Entry(one.question, tuple(_facts(one))) for one in situations),
        tuple(Asked(one.id, one.question, tuple(one.options.items()), one.note or "") for one in situations),
    )


def answers(when: When | None) -> Answers:
    """Under which answers something applies, as data."""
    return tuple((situation, tuple(options)) for situation, options in (when or {}).items())


def _facts(one: Situation) -> Iterator[Fact]:
    yield from fact(one, "options", lambda options: tuple(options.values()))
    yield from facts(one, "note")
