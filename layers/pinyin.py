"""Spelling of Chinese names in Latin letters, for search. Used when building; what it finds is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable


def spell(name: str) -> tuple[str, str]:
    """Spell a name.

    Parameters
    ----------
    name
        Chinese name; Latin letters and digits in it are kept.

    Returns
    -------
    tuple
        Full pinyin without tones and the initials, both lower case and without blanks.

    Examples
    --------
    >>> spell("汽车城")
    ('qichecheng', 'qcc')
    """
    full = "".join(lazy_pinyin(name))
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return _plain(full), _plain(initials)


def spell_all(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Spell many names, each once, in the order given."""
    return {name: spell(name) for name in dict.fromkeys(names)}


def _plain(text: str) -> str:
    return "".join(text.split()).lower()
