"""What pages show: their commands with the output, and how a test sees whether that is what is printed."""

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from typer.testing import CliRunner

from itemkit.cli.app import app

ROOT = Path(__file__).parents[2]
TUTORIAL = (ROOT / "docs/tutorial.md").read_text("utf-8")
ITEM = "items/公共场所卫生许可（新办）.yaml"
"""The item that the tutorial writes."""
SECOND = "items/公共场所安全检查.yaml"
"""The one that its eighth chapter begins and its ninth fills in."""
RUN = CliRunner()


def copied(catalog: Path, to: Path) -> Path:
    """A copy: a test leaves no cache in a catalog of the project."""
    return Path(shutil.copytree(catalog, to / "目录", ignore=shutil.ignore_patterns(".itemkit")))


def printed(*args: str) -> str:
    """What a command prints; tables end their lines with spaces, a page does not."""
    done = RUN.invoke(app, args)
    assert (done.exit_code in (0, 1), done.stderr) == (True, ""), args
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines()).rstrip("\n") + "\n"


def told(*args: str) -> str:
    """What a terminal shows of a command, what it says of mistakes as well."""
    done = RUN.invoke(app, args)
    assert done.exception is None or isinstance(done.exception, SystemExit), args
    return done.output


def as_shown(args: Sequence[str], output: str) -> None:
    """Run a command of a page and fail unless a terminal then shows what the page shows."""
    actual = told(*args)
    if not agree(output, actual):
        assert (args, actual) == (args, output)


def shown(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The commands of a page that are shown with what they print."""
    for language, block in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        if language:
            continue
        for command, output in re.findall(r"^\$ itemkit ([^\n]*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            yield tuple(command.split()), output


def agree(expected: str, actual: str) -> bool:
    """Whether a text is what a page shows; a line with nothing but … stands for any lines."""
    pattern = "".join("(?:.*\n)*" if line == "…\n" else re.escape(line) for line in expected.splitlines(keepends=True))
    return re.fullmatch(pattern, actual) is not None


def changed(path: Path, old: str, new: str) -> None:
    """Replace a text that is there once."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def chapter(number: int) -> str:
    """A chapter of the tutorial."""
    return TUTORIAL.partition(f"\n## {number}. ")[2].partition(f"\n## {number + 1}. ")[0]


def edits(text: str) -> Iterator[tuple[str, str]]:
    """What a page says to change: each text in a block of ``diff`` with what takes its place."""
    for block in re.findall(r"^```diff\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        for old, new in re.findall(r"^-(.*)\n((?:\+.*\n)+)", block, re.MULTILINE):
            yield old, "\n".join(line[1:] for line in new.splitlines())


def yaml_of(number: int) -> list[str]:
    """The blocks of YAML in a chapter of the tutorial."""
    return re.findall(r"^```yaml\n(.*?)^```$", chapter(number), re.DOTALL | re.MULTILINE)


def appended(path: Path, text: str) -> None:
    """Add a text at the end."""
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def write_second_item(root: Path) -> None:
    """Do what the ninth chapter says before it links certificates; its file is there already, to be filled in."""
    another, more, _mended = yaml_of(9)
    header = (root / SECOND).read_text("utf-8").partition("\n")[0]
    (root / SECOND).write_text(f"{header}\n{another}", "utf-8")
    material, rest = more.split("\n", 1)
    changed(root / ITEM, "access: 共享}\n", f"access: 共享}}\n{material}\n")
    appended(root / ITEM, rest)


def mend_second_item(root: Path) -> None:
    """Do what the ninth chapter says to undo the deadlock."""
    _another, _more, mended = yaml_of(9)
    wanted = "  - {name: 公共场所卫生许可证, certificate: 公共场所卫生许可证, source: 政府部门核发, access: 核验}\n"
    changed(root / SECOND, wanted, mended)
