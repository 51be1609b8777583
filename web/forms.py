"""Forms of the list pages: what may be chosen in each filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.errors import BadFilter

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that may be chosen.

    Attributes
    ----------
    value, label : str
        Value in the address, and what is read.
    count : int or None
        Rows that it selects from the whole list.
    group : str
        Heading it stands under in the list; empty for none.
    """

    value: str
    label: str
    count: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One filter of a form.

    Attributes
    ----------
    name, label : str
        Parameter, and what is read.
    value : str
        What is chosen; empty for all.
    choices : tuple[Choice, ...]
        What may be chosen, in order.
    """

    name: str
    label: str
    value: str
    choices: tuple[Choice, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        """Choices under their headings, in order."""
        headings = dict.fromkeys(choice.group for choice in self.choices)
        return tuple((head, tuple(choice for choice in self.choices if choice.group == head)) for head in headings)

    @property
    def chosen(self) -> str:
        """Label of what is chosen; empty for all."""
        return next((choice.label for choice in self.choices if choice.value == self.value), "") if self.value else ""


@dataclass(frozen=True, slots=True)
class Form:
    """The filters of a page.

    Attributes
    ----------
    action : str
        Path of the page.
    reset : str
        Address of the page without filters.
    fields : tuple[Field, ...]
        Filters in order.
    """

    action: str
    reset: str
    fields: tuple[Field, ...]

    @property
    def active(self) -> bool:
        """True where anything is chosen."""
        return any(field.value for field in self.fields)


def make_field(name: str, label: str, *, value: str, choices: Iterable[Choice]) -> Field:
    """Make one filter of a form.

    Raises
    ------
    BadFilter
        Where the value is none of the choices.
    """
    offered = tuple(choices)
    values = tuple(choice.value for choice in offered)
    if value and value not in values:
        raise BadFilter(name, known=values, concerns="value", value=value)
    return Field(name, label, value, offered)
