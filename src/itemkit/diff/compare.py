"""What has changed between two items: the one function that everything about differences is built on.

Both are whole items as plain data (standard ⊕ item), or two standards. It looks at what they mean: materials are
matched by what they are, sentences by likeness; the order of keys, of materials, conditions and words is no difference.
"""

from collections.abc import Iterable, Mapping
from functools import partial

from itemkit.diff.change import Change
from itemkit.diff.fees import compare_fees
from itemkit.diff.fields import FIELDS, Comparer
from itemkit.diff.guidance import compare_basis, compare_form, compare_questions, compare_situations
from itemkit.diff.kinds import KINDS
from itemkit.diff.limits import compare_limits
from itemkit.diff.making import Data
from itemkit.diff.materials import compare_materials
from itemkit.diff.process import compare_special, compare_steps
from itemkit.diff.results import compare_results
from itemkit.diff.texts import LISTS, compare_texts

COMPARERS: Mapping[str, Comparer] = {
    **FIELDS,
    **{told.key: partial(compare_texts, told) for told in LISTS},
    "basis": compare_basis,
    "situations": compare_situations,
    "materials": compare_materials,
    "form": compare_form,
    "steps": compare_steps,
    "special": compare_special,
    "time_limit": compare_limits,
    "fees": compare_fees,
    "results": compare_results,
    "faq": compare_questions,
}
"""A comparer for every key that an item or a standard can have."""

_ALSO_NEEDS = {"materials": ("situations",)}
"""Keys whose comparison looks at another key too: a material names a question by its id."""
_ORDER = {id: number for number, id in enumerate(KINDS)}


def compare(a: Data, b: Data, only: Iterable[str] | None = None) -> list[Change]:
    """The changes from ``a`` to ``b``, in the order of the table of kinds.

    Comparing in the other direction gives the mirror of each: the mirrored kind, the reverse effect.

    Args:
        a: a whole, well-formed item or standard as plain data.
        b: the other.
        only: keys to look at; None: all.
    """
    found: list[Change] = []
    for key in COMPARERS if only is None else only:
        if key in COMPARERS and (
            a.get(key) != b.get(key) or any(a.get(other) != b.get(other) for other in _ALSO_NEEDS.get(key, ()))
        ):
            found += COMPARERS[key](a, b)
    found.sort(key=lambda one: (_ORDER[one.id], one.b.sort_key(), one.a.sort_key()))
    return found
