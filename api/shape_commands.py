"""``atlas shapes``: list how the zones are drawn, import an official polygon, remove it again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.console import console, say
from api.settings import PathSettings
from geo.datum import Datum

shapes = typer.Typer(
    help="The shapes of the zones: how each is made, and official polygons in the place of recipes.",
    no_args_is_help=True,
)


@shapes.command("list")
def list_shapes() -> None:
    """List every zone with the method of its shape, and how many there are of each."""
    from layers.build import load_content  # noqa: PLC0415 - geopandas is slow to load

    content = load_content(PathSettings().data_dir)
    table = Table("zone", "name", "method", "uncertainty m", "area km²", box=None, pad_edge=False)
    for zone in content.tables.zones:
        shape = content.zone_shapes[zone.id]
        table.add_row(
            zone.id,
            zone.name,
            shape.method,
            "" if shape.uncertainty_m is None else f"{shape.uncertainty_m:g}",
            "" if shape.area_km2 is None else f"{shape.area_km2:.1f}",
        )
    console.print(table)
    counts = Counter(shape.method for shape in content.zone_shapes.values())
    say(", ".join(f"{count} {method}" for method, count in counts.most_common()))


@shapes.command("import")
def import_shape(  # noqa: PLR0913 - every option is a fact about the file that cannot be guessed
    zone: Annotated[str, typer.Argument(help="Id of the zone, as in data/registry/zones.csv.")],
    file: Annotated[Path, typer.Argument(help="GeoJSON, GeoPackage, Shapefile or KML.", exists=True, dir_okay=False)],
    *,
    title: Annotated[str, typer.Option(help="Title of the document or data set it comes from.")],
    publisher: Annotated[str, typer.Option(help="Who issued it.")],
    licence: Annotated[str, typer.Option(help="On what terms it may be used.")],
    datum: Annotated[Datum, typer.Option(help="Datum of its coordinates.")] = "cgcs2000",
    uncertainty_m: Annotated[float, typer.Option(help="Positional uncertainty of its edge, metres.", min=0.01)] = 5.0,
) -> None:
    """Put an official polygon in the place of a zone's recipe; the zone keeps its id, names and roles."""
    from layers.boundaries.sets import load_active  # noqa: PLC0415 - geopandas is slow to load
    from layers.recipes.official import OfficialSource, checksum, import_official  # noqa: PLC0415
    from layers.tables import load_tables  # noqa: PLC0415

    data_dir = PathSettings().data_dir
    source = OfficialSource(
        zone=zone,
        title=title,
        publisher=publisher,
        licence=licence,
        datum_in=datum,
        uncertainty_m=uncertainty_m,
        retrieved=dt.datetime.now(tz=dt.UTC).date(),
        original_file=file.name,
        original_sha256=checksum(file),
    )
    official = import_official(
        data_dir,
        file,
        source,
        known_zones=[row.id for row in load_tables(data_dir).zones],
        districts=load_active(data_dir, "measuring").shapes,
    )
    area = official.shape().area_km2
    say(f"{zone} is now official: {area:.2f} km². `atlas build` puts it into the atlas.")


@shapes.command("remove")
def remove_shape(zone: Annotated[str, typer.Argument(help="Id of the zone.")]) -> None:
    """Go back from an official polygon to the zone's recipe."""
    from layers.recipes.official import remove_official  # noqa: PLC0415 - geopandas is slow to load

    if not remove_official(PathSettings().data_dir, zone):
        say(f"{zone} has no official polygon; nothing was changed.")
        raise typer.Exit(1)
    say(f"{zone} is drawn by its recipe again. `atlas build` puts it into the atlas.")
