"""Committed copies of what is generated, and the one way to renew them: ``make bless``."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
_MOST_LINES = 40


def assert_matches(path: str, generated: str) -> None:
    """Hold a generated text against its committed copy; with ATLAS_BLESS set, write the copy instead.

    Parameters
    ----------
    path
        Copy, relative to the repository's root.
    generated
        What is generated now.
    """
    copy = ROOT / path
    if os.environ.get("ATLAS_BLESS"):
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(generated, encoding="utf-8")
        return
    committed = copy.read_text(encoding="utf-8") if copy.is_file() else ""
    if committed != generated:
        lines = difflib.unified_diff(
            committed.splitlines(), generated.splitlines(), f"{path} (committed)", "generated now", lineterm=""
        )
        shown = "\n".join(list(lines)[:_MOST_LINES])
        msg = f"{path} is not what is generated now; `make bless` renews it if the change is meant\n{shown}"
        raise AssertionError(msg)
