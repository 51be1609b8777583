"""What the command line shows: progress, and errors that one can act on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from layers.errors import DataInvalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.errors import AtlasError
    from layers.errors import Problem

console = Console(stderr=True, highlight=False, soft_wrap=True)
"""Messages go to the error stream: the output of a command stays clean."""

STEPS = {
    "tables": "Reading tables",
    "boundaries": "Reading boundaries",
    "shapes": "Drawing zones",
    "names": "Spelling names",
    "publish": "Writing layers",
}


@contextmanager
def show_build() -> Iterator[Callable[[str, int, int], None]]:
    """Show the progress of a build, a bar for every step."""
    with _bars() as bars:
        tasks = {step: bars.add_task(title, total=None, visible=False) for step, title in STEPS.items()}

        def progress(step: str, done: int, total: int) -> None:
            task = tasks.setdefault(step, bars.add_task(step, total=None)) if step not in tasks else tasks[step]
            bars.update(task, completed=done, total=max(total, 1), visible=True)

        yield progress


@contextmanager
def show_part() -> Iterator[Callable[[str, float], None]]:
    """Show the progress of work that tells which part of it is done, 0 to 1."""
    with _bars() as bars:
        task = bars.add_task("", total=1.0)

        def progress(step: str, done: float) -> None:
            bars.update(task, description=step, completed=done)

        yield progress


def show_error(error: AtlasError) -> None:
    """Print an error; of invalid data, every problem on a line of its own, as compilers have it.

    Parameters
    ----------
    error
        What went wrong.
    """
    if isinstance(error, DataInvalid):
        count = len(error.problems)
        console.print(Text(f"{count} problem{'' if count == 1 else 's'} in the data:", style="bold red"))
        for problem in error.problems:
            console.print(Text.assemble((_place(problem), "bold"), f" {problem.reason}"))
    else:
        console.print(Text(f"Error: {error}", style="bold red"))


def say(message: str, *, style: str = "") -> None:
    """Print a line.

    Parameters
    ----------
    message
        What is said; nothing in it is markup.
    style
        How it looks.
    """
    console.print(Text(message, style=style))


def _bars() -> Progress:
    return Progress(
        TextColumn("{task.description:<20}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=console,
    )  # fmt: skip


def _place(problem: Problem) -> str:
    """Write where a problem is: file, row, column."""
    where = [problem.file, "" if problem.row is None else str(problem.row), problem.column]
    return ":".join(where).rstrip(":") + ":"
