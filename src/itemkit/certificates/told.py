"""What is told of a circle: each step as a sentence, and the places in the files that it speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from itemkit.certificates.circles import Step
from itemkit.certificates.obtain import Answers
from itemkit.certificates.places import Places, Spot
from itemkit.certificates.questions import questions_in
from itemkit.certificates.sql import ASKED, ISSUED
from itemkit.findings import Message, Related, msg
from itemkit.index.database import Index

_MOST_STEPS = 12
"""A chain that is longer is told by its beginning and its end; the related places are all there."""

_ITEMS = "SELECT file, name FROM items WHERE list_contains($files::INTEGER[], file)"
_ASKED_IN = f"""
WITH {ASKED} SELECT file, called, pointer, entry, name FROM asked
WHERE list_contains($files::INTEGER[], file) ORDER BY file, entry, length(pointer), pointer
"""
_ISSUED_IN = f"""
WITH {ASKED}, {ISSUED} SELECT file, called, pointer FROM issued
WHERE list_contains($files::INTEGER[], file) ORDER BY file, length(pointer), pointer
"""


class Told:
    """What some items need and issue, in words and places."""

    def __init__(self, index: Index, files: Iterable[int]) -> None:
        """Ask for all items at once.

        Args:
            index: the catalog.
            files: the numbers of the items' files.
        """
        values = {"files": sorted(set(files))}
        self._names = dict(index.rows(_ITEMS, values))
        self._questions = questions_in(index, values["files"])
        self._materials: dict[tuple[int, str], tuple[str, int]] = {}
        self._alternatives: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
        for file, called, pointer, entry, name in index.rows(_ASKED_IN, values):
            self._materials.setdefault((file, called), (pointer, entry))
            self._alternatives[file, entry].append((called, name))
        self._results: dict[tuple[int, str], str] = {}
        for file, called, pointer in index.rows(_ISSUED_IN, values):
            self._results.setdefault((file, called), pointer)
        self._places = Places(index, values["files"])

    def name(self, file: int) -> str:
        """The name of an item."""
        return self._names[file] or ""

    def material(self, file: int, certificate: str) -> Spot:
        """Where an item asks for a certificate."""
        return self._places.of(file, f"{self._materials[file, certificate][0]}/certificate")

    def others(self, file: int, certificate: str) -> tuple[str, ...]:
        """What an item takes instead of a certificate."""
        _pointer, entry = self._materials[file, certificate]
        return tuple(name for called, name in self._alternatives[file, entry] if called != certificate)

    def result(self, file: int, certificate: str) -> Spot:
        """Where an item issues a certificate."""
        return self._places.of(file, f"{self._results[file, certificate]}/certificate")

    def chain(self, steps: Sequence[Step]) -> Message:
        """A circle in words: 办A要X → X由B核发 → 办B要Y → Y由A核发."""
        issuers = [*steps[1:], steps[0]]
        parts = [
            part
            for step, issuer in zip(steps, issuers, strict=True)
            for part in (self.needs(step), self._issues(issuer.file, step.certificate))
        ]
        if len(parts) > _MOST_STEPS:
            half = _MOST_STEPS // 2
            parts = [*parts[:half], msg("……"), *parts[-half:]]
        return reduce(lambda sofar, part: msg("{sofar} → {part}", sofar=sofar, part=part), parts)

    def related(self, steps: Sequence[Step]) -> tuple[Related, ...]:
        """The places of a circle, but for that of its first step."""
        issuers = [*steps[1:], steps[0]]
        places = []
        for number, (step, issuer) in enumerate(zip(steps, issuers, strict=True)):
            if number:
                spot = self.material(step.file, step.certificate)
                places.append(Related(self.needs(step), spot.place, spot.path))
            spot = self.result(issuer.file, step.certificate)
            places.append(Related(self._issues(issuer.file, step.certificate), spot.place, spot.path))
        return tuple(places)

    def needs(self, step: Step) -> Message:
        """A step in words, with the answers under which it is one."""
        item, certificate = self.name(step.file), step.certificate
        if not step.answers:
            return msg("办“{item}”要{certificate}", item=item, certificate=certificate)
        answers = self.answers(step.file, step.answers)
        return msg("办“{item}”（{answers}）要{certificate}", item=item, answers=answers, certificate=certificate)

    def answers(self, file: int, answers: Answers) -> tuple[str, ...]:
        """The answers with their questions."""
        told = []
        for situation, option in answers:
            question = self._questions[file].get(situation)
            told.append(f"{question.text}{question.options.get(option, option)}" if question else situation + option)
        return tuple(told)

    def _issues(self, file: int, certificate: str) -> Message:
        return msg("{certificate}由“{item}”核发", certificate=certificate, item=self.name(file))


def files_of(circles: Iterable[Sequence[Step]]) -> Iterator[int]:
    """The files that some circles go through."""
    return (step.file for steps in circles for step in steps)
