"""Which requirements an entry of a list of materials is, for the answers to the questions of its item.

``when`` says under which answers an alternative is asked for. An item is possible if it is for each combination of
answers; as every entry must be met by itself, it is enough to go through the answers to those questions that one entry
speaks of.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from itemkit.certificates.obtain import Answers, Need
from itemkit.model.actions import LATER, actions_in

Case = Mapping[str, Collection[str]]
"""By situation the options of which one must be chosen; empty: always."""
Situations = Mapping[str, Mapping[str, str]]
"""By situation its options with their texts."""

_MOST_COMBINATIONS = 4096
_ANOTHER = ""
"""Stands for every option that an entry does not speak of."""


class Alternative(NamedTuple):
    """One of the things that meet an entry."""

    certificate: str | None
    """None: something that everybody has or can make, or need not hand in."""
    case: Case


def needs_of(entry: Sequence[Alternative], situations: Situations) -> list[Need]:
    """What an entry asks for; several needs if it depends on the answers.

    Where no alternative applies, nothing is asked for. An entry whose questions have more than 4,096 combinations of
    answers is taken as one that can be met.
    """
    if not any(one.case for one in entry):
        certificates = tuple(sorted({one.certificate for one in entry if one.certificate is not None}))
        return [Need(certificates, (), len(certificates) < len({one.certificate for one in entry}))]
    named = sorted({situation for one in entry for situation in one.case})
    options = [_options(entry, situation, situations) for situation in named]
    if prod(map(len, options)) > _MOST_COMBINATIONS:
        return []
    needs: list[Need] = []
    combinations = list(product(*options))
    for chosen in combinations:
        answers = tuple(zip(named, chosen, strict=True))
        applying = [one for one in entry if applies(one.case, answers)]
        certificates = tuple(sorted({one.certificate for one in applying if one.certificate is not None}))
        if certificates:
            is_met = any(one.certificate is None for one in applying)
            needs.append(Need(certificates, tuple(one for one in answers if one[1] != _ANOTHER), is_met))
    alike = {need[::2] for need in needs}
    if len(needs) == len(combinations) and len(alike) == 1:
        return [needs[0]._replace(answers=())]
    return needs


def _options(entry: Iterable[Alternative], situation: str, situations: Situations) -> list[str]:
    """The options that make a difference to an entry, and one that stands for all others, if there are others."""
    spoken_of = {option for one in entry for option in one.case.get(situation, ())}
    others = situations.get(situation, {}).keys() - spoken_of
    return [*sorted(spoken_of), *([_ANOTHER] if others or not spoken_of or situation not in situations else [])]


def applies(case: Case, answers: Answers) -> bool:
    """Whether something applies under these answers; a question that is not answered does not matter."""
    return all(option in case[situation] for situation, option in answers if situation in case)


def holder_answers(situations: Situations) -> Iterator[tuple[str, str]]:
    """The answers of those who hold the certificate already: 遗失补领, 到期换证."""
    for situation, options in situations.items():
        for option, text in options.items():
            actions = actions_in(text)
            if actions and actions <= LATER:
                yield situation, option
