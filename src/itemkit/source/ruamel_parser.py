"""The pure parser of ruamel.yaml, but for one thing: it says that an empty value is where the next key begins.

That is on another line, often behind comments and blank lines, and what is written there is read as something else.
Here the value is behind its colon, as libyaml has it. A module of its own, for few texts need ruamel.yaml, which takes
long to import.
"""

from typing import Any

from ruamel.yaml.events import ScalarEvent
from ruamel.yaml.parser import Parser as _Parser
from ruamel.yaml.tokens import ValueToken


class Parser(_Parser):
    """Puts the empty value of a key in block style behind the colon."""

    def parse_block_mapping_value(self) -> Any:
        """The first event of the value of a key in block style, or the empty scalar."""
        colon = self.scanner.peek_token()
        event = super().parse_block_mapping_value()
        if isinstance(colon, ValueToken) and isinstance(event, ScalarEvent) and event.start_mark is event.end_mark:
            event.start_mark = event.end_mark = colon.end_mark
        return event
