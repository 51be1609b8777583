"""Tables that the coverage commands print for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_DATA = "no data"

_WAYS = (
    ("A", "declared built zones", "declared_km2", "km²"),
    ("B", "union of discs, one radius", "union_km2", "km²"),
    ("B", "union of discs, low radius", "union_low_km2", "km²"),
    ("B", "union of discs, middle radius", "union_middle_km2", "km²"),
    ("B", "union of discs, high radius", "union_high_km2", "km²"),
    ("C", "roads covered", "roads_covered_km", "km"),
    ("C", "roads given", "roads_km", "km"),
    ("C", "open test roads covered", "test_roads_covered_km", "km"),
    ("C", "open test roads", "test_roads_km", "km"),
    ("D", "junctions covered by one unit", "junctions_by_one", ""),
    ("D", "junctions covered by two units", "junctions_by_two", ""),
    ("D", "junctions given", "junctions", ""),
    ("E", "signals connected", "signals_connected", ""),
    ("F", "units online", "units_online", ""),
    ("G", "share of A that B covers", "declared_share", "%"),
)
_COLUMNS = {
    "A km²": "declared_km2",
    "B km²": "union_km2",
    "B low": "union_low_km2",
    "B middle": "union_middle_km2",
    "B high": "union_high_km2",
    "C km covered": "roads_covered_km",
    "D by one": "junctions_by_one",
    "D by two": "junctions_by_two",
    "G": "declared_share",
}


def measure_tables(answer: Mapping[str, Any]) -> list[Any]:
    """Lay a measurement out: ways side by side, gaps, groups, what moves the number, and why ways differ.

    Parameters
    ----------
    answer
        What ``layers.deployment.report.document`` gives.
    """
    mark = [Text("示例数据 · demonstration set: nothing in it exists", style="bold red")]
    band = answer["band_km2"]
    return [
        *(mark if answer.get("is_demonstration") else []),
        _ways(answer),
        _gaps(answer),
        *(_groups(name, answer[name]) for name in ("districts", "statuses", "phases", "over_time")),
        Text(
            f"Band of B over radius and position: {band['p5']:.2f} to {band['p95']:.2f} km² "
            f"(5 % to 95 %), median {band['p50']:.2f}; seed {answer['parameters']['seed']}"
        ),
        _tornado(answer),
        _curve(answer),
        Text(answer["why_a_and_b_differ"]["zh"]),
        Text(answer["why_a_and_b_differ"]["en"]),
        Text(f"Digest {answer['digest']}"),
    ]


def sites_table(answer: Mapping[str, Any]) -> Table:
    """Lay next sites out.

    Parameters
    ----------
    answer
        What ``layers.deployment.sites.Choice.document`` gives, with the radius.
    """
    table = _table("#", "site", "lon", "lat", "gain km²", "total km²")
    table.title = (
        f"{answer['standing_km2']:.3f} km² stand, {answer['total_km2']:.3f} km² with the sites (r = "
        f"{answer['radius_m']:g} m); at least {answer['share_of_best']:.1%} of the best gain possible"
    )
    for site in answer["sites"]:
        table.add_row(
            str(site["rank"]), Text(site["id"]), f"{site['lon']:.6f}", f"{site['lat']:.6f}",
            f"{site['gain_km2']:.4f}", f"{site['total_km2']:.4f}",
        )  # fmt: skip
    return table


def _ways(answer: Mapping[str, Any]) -> Table:
    table = _table("", f"way of counting (one radius: {answer['radius_m']:g} m)", "figure")
    for letter, name, column, unit in _WAYS:
        table.add_row(letter, name, _figure(answer["side_by_side"][column], unit))
    return table


def _gaps(answer: Mapping[str, Any]) -> Table:
    table = _table("goal", "by", "measured", "target", "gap")
    for gap in answer["gaps"]:
        unit = gap["unit"]
        cells = (_figure(gap[name], unit) for name in ("measured", "target", "gap"))
        table.add_row(answer["goals"][gap["goal"]]["indicator"], gap["way"], *cells)
    return table


def _groups(name: str, groups: Mapping[str, Mapping[str, Any]]) -> Table:
    """Lay groups out; zones are declared for districts, whatever the units' status, phase or date."""
    columns = {title: column for title, column in _COLUMNS.items() if name == "districts" or title != "A km²"}
    table = _table(name, "units", *columns)
    for group, tally in groups.items():
        cells = (_figure(tally[column], "%" if title == "G" else "") for title, column in columns.items())
        table.add_row(Text(group or "not given"), str(tally["units"]), *cells)
    return table


def _tornado(answer: Mapping[str, Any]) -> Table:
    table = _table("what moves B", "from km²", "to km²", "swing km²")
    for bar in answer["tornado"]:
        table.add_row(bar["name"], *(f"{bar[key]:.2f}" for key in ("from_km2", "to_km2", "swing_km2")))
    return table


def _curve(answer: Mapping[str, Any]) -> Table:
    table = _table("radius m", "B km²")
    for point in answer["curve"]:
        table.add_row(f"{point['radius_m']:g}", f"{point['union_km2']:.2f}")
    return table


def _table(*columns: str) -> Table:
    return Table(*columns, box=None, pad_edge=False, title_justify="left")


def _figure(value: float | None, unit: str) -> str:
    """Write a figure; counts as they are, other numbers to two decimals."""
    if value is None:
        return NO_DATA
    if unit == "%":
        return f"{value:.1%}"
    number = str(value) if isinstance(value, int) else f"{value:,.2f}"
    return f"{number} {unit}".rstrip()
