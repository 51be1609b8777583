"""The measures of the action plans by department, plan and group."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, ClassVar

from web.choices import counted, plan_field
from web.forms import Choice, Form, make_field
from web.frame import Frame, Place
from web.listings.measures import measure_table
from web.table import Link, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.records import Measure
    from web.edition import Edition
    from web.filters import MeasureFilter
    from web.forms import Field


@dataclass(frozen=True)
class MeasuresPage:
    """Context of ``measures.html``.

    Attributes
    ----------
    frame : Frame
        What stands around the page.
    form : Form
        Filters.
    department : str
        Department that is chosen; empty for all.
    departments : tuple[Link, ...]
        Departments with the number of their measures, the busiest first.
    tables : tuple[Table, ...]
        Measures that the filters select, one table a plan.
    """

    template: ClassVar[str] = "measures.html"

    frame: Frame
    form: Form
    department: str
    departments: tuple[Link, ...]
    tables: tuple[Table, ...]


def measures_page(edition: Edition, wanted: MeasureFilter) -> MeasuresPage:
    """Build the measures; `BadFilter` for a value that none has."""
    rows = edition.atlas.tables.measures
    departments = counted(rows, lambda row: row.departments)
    form = Form(
        "/measures",
        edition.links.to("/measures"),
        (
            _department_field(edition, wanted.department, departments),
            plan_field(edition, wanted.plan, Counter(row.plan for row in rows)),
            _group_field(edition, wanted.group, rows),
        ),
    )
    chosen = [row for row in rows if _is_wanted(row, wanted)]
    place = Place("/measures", asdict(wanted), ("table_sort.js", "table_copy.js", "filters.js"))
    return MeasuresPage(
        frame=edition.frame(place, edition.t("measures.title"), edition.t("measures.lead")),
        form=form,
        department=wanted.department,
        departments=tuple(
            Link(name, edition.links.to("/measures", {"department": name}), str(count))
            for name, count in departments.most_common()
        ),
        tables=_tables(edition, chosen),
    )


def _department_field(edition: Edition, value: str, counts: Counter[str]) -> Field:
    choices = (Choice(name, name, count) for name, count in counts.most_common())
    return make_field("department", edition.t("filter.department"), value=value, choices=choices)


def _group_field(edition: Edition, value: str, rows: Sequence[Measure]) -> Field:
    counts = Counter((row.plan, row.group, row.group_en) for row in rows)
    choices = {
        group: Choice(group, edition.phrases.pick(group, group_en), count, edition.plan_short(plan))
        for (plan, group, group_en), count in counts.items()
    }
    return make_field("group", edition.t("filter.group"), value=value, choices=choices.values())


def _is_wanted(row: Measure, wanted: MeasureFilter) -> bool:
    return (
        wanted.plan in ("", row.plan)
        and wanted.group in ("", row.group)
        and wanted.department in ("", *row.departments)
    )


def _tables(edition: Edition, rows: Sequence[Measure]) -> tuple[Table, ...]:
    tables = []
    for plan in edition.plans_in_time({row.plan for row in rows}):
        own = [row for row in rows if row.plan == plan]
        caption = edition.t("measures.caption", plan=edition.plan_short(plan), count=len(own))
        tables.append(measure_table(edition, own, caption=caption, empty="", table_id=f"measures-{plan}"))
    return tuple(tables)
