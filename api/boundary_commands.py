"""``atlas boundaries``: rebuild, check, install, choose and list the boundary sets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.console import console, say, show_part
from api.settings import PathSettings
from geo.datum import Datum

boundaries = typer.Typer(
    help="The district boundaries: where they come from, and which are in force.", no_args_is_help=True
)


@boundaries.command("list")
def list_sets() -> None:
    """List the sets, and which are in force."""
    from layers.boundaries.active import active_sets  # noqa: PLC0415 - geopandas is slow to load
    from layers.boundaries.sets import load_set, set_ids  # noqa: PLC0415

    data_dir = PathSettings().data_dir
    in_force: dict[str, list[str]] = {}
    for role, set_id in active_sets(data_dir).items():
        in_force.setdefault(set_id, []).append(role)
    table = Table("set", "in force for", "use", "review number", "publisher", box=None, pad_edge=False)
    for set_id in set_ids(data_dir):
        note = load_set(data_dir, set_id).note
        table.add_row(set_id, ", ".join(in_force.get(set_id, [])), note.use, note.review_number, note.publisher)
    console.print(table)


@boundaries.command()
def check() -> None:
    """Check every set: unchanged, complete, tiling the city, in the right place, with the right areas."""
    from layers.boundaries.check import check as check_sets  # noqa: PLC0415 - geopandas is slow to load

    with show_part() as progress:
        reports = check_sets(PathSettings().data_dir, progress=progress)
    for report in reports:
        shift = f"; {report.shift.size_m:.0f} m off {report.against}" if report.shift else ""
        say(f"{report.set_id}: {'in order' if not report.problems else 'NOT in order'}{shift}")
        for problem in report.problems:
            say(f"  {problem}", style="red")
    if any(report.problems for report in reports):
        raise typer.Exit(1)


@boundaries.command()
def rebuild() -> None:
    """Make the sets again from the registry packages (they are installed by `make boundaries`)."""
    from layers.boundaries.rebuild import rebuild as rebuild_sets  # noqa: PLC0415 - geopandas is slow to load

    with show_part() as progress:
        notes = rebuild_sets(PathSettings().data_dir, progress=progress)
    say(f"Written: {', '.join(note.id for note in notes)}. `atlas build` puts them into the atlas.")


@boundaries.command()
def install(  # noqa: PLR0913 - what has to be said of a file
    file: Annotated[Path, typer.Argument(help="GeoJSON, GeoPackage or Shapefile, one row a district.", exists=True)],
    *,
    name: Annotated[str, typer.Option("--id", help="Id of the new set: small letters, digits, hyphens.")],
    datum: Annotated[Datum, typer.Option(help="Datum of the coordinates.")] = "wgs84",
    publisher: Annotated[str, typer.Option(help="Who drew it.")] = "",
    licence: Annotated[str, typer.Option(help="Under which terms.")] = "",
    review_number: Annotated[str, typer.Option(help="审图号, if it has one.")] = "",
    adcode_column: Annotated[str | None, typer.Option(help="Column with the adcode, if not named as usual.")] = None,
    name_column: Annotated[str | None, typer.Option(help="Column with the name, if not named as usual.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Of a Shapefile's table that does not say, e.g. GBK.")] = None,
) -> None:
    """Put a boundary file of your own into force, if its datum, coverage, names and areas are right."""
    from layers.boundaries.incoming import Incoming  # noqa: PLC0415 - geopandas is slow to load
    from layers.boundaries.install import install as install_set  # noqa: PLC0415

    incoming = Incoming(
        set_id=name,
        datum=datum,
        adcode_column=adcode_column,
        name_column=name_column,
        publisher=publisher,
        licence=licence,
        review_number=review_number,
        encoding=encoding,
    )
    with show_part() as progress:
        measuring, display = install_set(PathSettings().data_dir, file, incoming=incoming, progress=progress)
    say(f"In force: {measuring.id} to measure with, {display.id} to draw. `atlas build` puts them into the atlas.")


@boundaries.command()
def use(
    measuring: Annotated[str | None, typer.Option(help="Set to measure with.")] = None,
    display: Annotated[str | None, typer.Option(help="Set to draw.")] = None,
) -> None:
    """Choose the sets in force."""
    from layers.boundaries.active import use as use_sets  # noqa: PLC0415 - geopandas is slow to load

    chosen = use_sets(PathSettings().data_dir, measuring=measuring, display=display)
    say("; ".join(f"{role}: {set_id}" for role, set_id in chosen.items()) + ". `atlas build` puts them into the atlas.")
