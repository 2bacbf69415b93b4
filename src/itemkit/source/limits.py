"""How much of a file is too much: what is beyond these is a mistake or an attack."""

MAX_BYTES = 1024 * 1024
"""How large a file may be unless ``itemkit.toml`` says otherwise; an item has about 3 KB."""

MAX_DEPTH = 64
"""Collections inside each other; an item needs 8."""

MAX_REPLAYED = 20_000
"""Values that aliases may stand for in all."""
