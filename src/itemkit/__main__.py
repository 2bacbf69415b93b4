"""Start the command line; answers ``--version`` before anything heavy is imported."""

import sys


def main() -> None:
    """Run ``itemkit`` with the arguments of this process."""
    if sys.argv[1:] == ["--version"]:
        from itemkit import __version__

        print(f"itemkit {__version__}")  # noqa: T201
        return
    from itemkit.cli import run

    run()


if __name__ == "__main__":
    main()
