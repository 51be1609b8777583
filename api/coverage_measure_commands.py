"""``atlas coverage measure | sites | demonstration``: measure a roll-out, find its next sites, make a set to try."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from api.console import say, show_part
from api.coverage_commands import coverage
from api.coverage_tables import measure_tables, sites_table
from api.settings import PathSettings

if TYPE_CHECKING:
    from layers.deployment.content import ReadReport

__all__ = ["coverage"]

InFile = Annotated[Path, typer.Argument(help="Units: CSV, XLSX, GeoJSON, … in degrees on WGS 84.", exists=True)]
Radius = Annotated[float, typer.Option(help="One radius for all units, metres on the ground.", min=0.0, max=50_000.0)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@coverage.command()
def measure(  # noqa: PLR0913 - one option a file, and the parameters
    units: InFile,
    *,
    zones: Annotated[Path | None, typer.Option(help="Declared built zones: polygons.", exists=True)] = None,
    roads: Annotated[Path | None, typer.Option(help="Roads: lines.", exists=True)] = None,
    junctions: Annotated[Path | None, typer.Option(help="Junctions: points.", exists=True)] = None,
    vehicles: Annotated[Path | None, typer.Option(help="Vehicles with terminals a quarter.", exists=True)] = None,
    radius_m: Radius = 300.0,
    draws: Annotated[int, typer.Option(help="Draws for the band.", min=1, max=10_000)] = 100,
    seed: Annotated[int, typer.Option(help="Seed of the draws.", min=0)] = 20_261_123,
    position_sigma_m: Annotated[float, typer.Option(help="Standard error of positions, metres.", min=0.0)] = 10.0,
    as_json: AsJson = False,
) -> None:
    """Measure what units cover, every way side by side, with the gap to the plan's goals."""
    from layers.deployment.bands import Draws  # noqa: PLC0415 - geopandas is slow to load
    from layers.deployment.gathering import Files, gather, read_goals  # noqa: PLC0415
    from layers.deployment.measuring import Parameters, measure  # noqa: PLC0415
    from layers.deployment.report import document  # noqa: PLC0415

    data_dir = PathSettings().data_dir
    with show_part() as progress:
        found = gather(data_dir, Files(units, zones, roads, junctions, vehicles), progress=progress)
        parameters = Parameters(radius_m, Draws(seed, draws, position_sigma_m))
        measured = measure(found.evidence, read_goals(data_dir), parameters, progress=progress)
        progress("done", 1.0)
    answer = document(measured) | {"is_demonstration": found.is_demonstration, "rows": _rows(found.report)}
    _tell_rows(found.report, units)
    if answer["units_outside"]:
        say(
            f"{answer['units_outside']} of {answer['units_given']} units stand on no district's land; "
            f"`atlas coverage doctor {units}` tells why.",
            style="yellow",
        )
    _print(answer, as_json=as_json, tables=measure_tables(answer))


@coverage.command()
def sites(
    units: InFile,
    *,
    candidates: Annotated[Path, typer.Option(help="Where units may be built: points.", exists=True)],
    count: Annotated[int | None, typer.Option(help="Number of sites that add most area.", min=1)] = None,
    reach_km2: Annotated[float | None, typer.Option(help="Area to reach with few sites.", min=0.0)] = None,
    radius_m: Radius = 300.0,
    as_json: AsJson = False,
) -> None:
    """Find the next sites among candidates; units that stand stay where they are."""
    from layers.boundaries.sets import load_active  # noqa: PLC0415 - geopandas is slow to load
    from layers.deployment.gathering import read_places  # noqa: PLC0415
    from layers.deployment.sites import most_area, reach_area  # noqa: PLC0415

    if (count is None) == (reach_km2 is None):
        raise typer.BadParameter("give either --count or --reach-km2")
    with show_part() as progress:
        land = list(load_active(PathSettings().data_dir, "measuring").shapes.values())
        standing = read_places(units, radius_m, progress=progress)
        offered = read_places(candidates, radius_m, progress=progress)
        if count is not None:
            choice = most_area(standing, offered, land, count, progress=progress)
        else:
            choice = reach_area(standing, offered, land, reach_km2 or 0.0, progress=progress)
        progress("done", 1.0)
    answer = choice.document() | {"radius_m": radius_m, "count": count, "reach_km2": reach_km2}
    _print(answer, as_json=as_json, tables=[sites_table(answer)])
    if choice.reached is False:
        say(f"All candidates that add anything reach {choice.total_km2:.2f} km², not {reach_km2:g} km².", style="red")


@coverage.command()
def demonstration(
    out: Annotated[Path, typer.Option(help="Folder for the files.", file_okay=False)],
) -> None:
    """Write a seeded demonstration set (示例数据) along the corridors of the plan; nothing in it exists."""
    from layers.deployment.demonstration import write_demonstration  # noqa: PLC0415 - geopandas is slow to load

    for path in write_demonstration(PathSettings().data_dir, out):
        typer.echo(path)


def _print(answer: dict[str, Any], *, as_json: bool, tables: list[Any]) -> None:
    """Print an answer on the output stream, as JSON or as tables."""
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, allow_nan=False, indent=2))
        return
    output = Console(highlight=False, soft_wrap=True)
    for table in tables:
        output.print(table)


def _rows(report: ReadReport) -> dict[str, int]:
    return {"given": report.rows, "kept": report.kept, "repeated_ids": report.repeated_ids}


def _tell_rows(report: ReadReport, file: Path) -> None:
    """Say that rows were left out."""
    left_out = report.rows - report.kept
    if left_out:
        say(f"{left_out} of {report.rows} rows of {file.name} are broken and were left out.", style="yellow")
