"""placeholder until the importer lands"""

HELP = "import"


def command() -> None:
    """Nothing yet."""
