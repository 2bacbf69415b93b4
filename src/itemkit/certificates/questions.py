"""The questions of items (情形引导) with their answers, for those who tell people of them or choose among them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from itemkit.index.database import Index

_QUESTIONS = """
SELECT file, situation, question, options
FROM situations SEMI JOIN (SELECT unnest($files::INTEGER[]) AS file) USING (file)
ORDER BY file, length(pointer), pointer
"""


class Question(NamedTuple):
    """A question of an item."""

    text: str
    options: Mapping[str, str]
    """The answers: by option its text."""


def questions_in(index: Index, files: Iterable[int]) -> dict[int, dict[str, Question]]:
    """By file and situation the questions of some items, in their order; an item without any is there too."""
    wanted = sorted(set(files))
    found: dict[int, dict[str, Question]] = defaultdict(dict, {file: {} for file in wanted})
    for file, situation, text, options in index.rows(_QUESTIONS, {"files": wanted}) if wanted else ():
        found[file][situation] = Question(text, json.loads(options))
    return dict(found)


def options_of(questions: Mapping[str, Question]) -> dict[str, Mapping[str, str]]:
    """By situation the answers with their texts."""
    return {situation: question.options for situation, question in questions.items()}
