"""``atlas coverage``: what a roll-out of roadside units covers; here the check of positions."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.console import say, show_part
from api.settings import PathSettings

if TYPE_CHECKING:
    from layers.deployment.examination import Examination, Kind

coverage = typer.Typer(
    help="What roadside units cover: check positions, measure, find the next sites.", no_args_is_help=True
)

_KINDS = ("units", "junctions", "roads", "zones", "test_roads")
_REJECTS_SHOWN = 10


@coverage.command()
def doctor(
    file: Annotated[
        Path, typer.Argument(help="CSV, XLSX, GeoJSON, GeoPackage, Shapefile or KML.", exists=True, dir_okay=False)
    ],
    *,
    kind: Annotated[str, typer.Option(help=f"What it holds: {', '.join(_KINDS)}.")] = "units",
    references: Annotated[
        Path | None, typer.Option(help="Roads or zones on WGS 84 that the rows should lie along or in.", exists=True)
    ] = None,
    column: Annotated[list[str] | None, typer.Option("--map", help="Meaning and header, as lon=经度列.")] = None,
    rejects: Annotated[Path | None, typer.Option(help="Write the rows that are broken here, as CSV.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find out what the coordinates of a file are: datum, axes, projection. Nothing is changed."""
    from layers.deployment.examination import examine_file  # noqa: PLC0415 - geopandas is slow to load
    from layers.deployment.rejects import rejects_csv  # noqa: PLC0415

    with show_part() as progress:
        examination = examine_file(
            file,
            data_dir=PathSettings().data_dir,
            kind=_kind(kind),
            references=references,
            mapping=_mapping(column or []),
            progress=progress,
        )
    if rejects is not None:
        rejects.write_bytes(rejects_csv(examination.report.rejects))
    if as_json:
        typer.echo(json.dumps(_document(examination), ensure_ascii=False, indent=2))
    else:
        _tell(examination)


def _kind(text: str) -> Kind:
    for kind in _KINDS:
        if kind == text:
            return kind  # type: ignore[return-value]
    raise typer.BadParameter(f"--kind {text}: expected one of {', '.join(_KINDS)}")


def _mapping(pairs: list[str]) -> dict[str, str]:
    """Read ``lon=经度列`` options."""
    parted = [pair.partition("=") for pair in pairs]
    if wrong := [pair for pair, (name, _, header) in zip(pairs, parted, strict=True) if not (name and header)]:
        raise typer.BadParameter(f"--map {wrong[0]}: expected a meaning and a header, as lon=经度列")
    return {name: header for name, _, header in parted}


def _document(examination: Examination) -> dict[str, Any]:
    """Put an examination into JSON; what is not a number is null."""
    found, report = dataclasses.asdict(examination.diagnosis), examination.report
    said = {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in found.items()}
    return said | {
        "rows_read": report.rows,
        "rows_kept": report.kept,
        "rows_rejected": report.rows - report.kept,
        "repeated_ids": report.repeated_ids,
        "columns": dict(report.columns),
        "encoding": report.encoding,
    }


def _tell(examination: Examination) -> None:
    """Say an examination in words."""
    found, report = examination.diagnosis, examination.report
    typer.echo(f"{found.diagnosis} ({found.crs or 'unknown'}), confidence {found.confidence:.0%}, {found.rows} rows")
    moves = "the fix moves nothing" if found.shift_m == 0.0 else f"the fix moves the rows by {found.shift_m:.0f} m"
    typer.echo("as they stand the numbers are no place" if math.isnan(found.shift_m) else moves)
    for reason in found.reasons:
        typer.echo(f"  {reason}")
    typer.echo(f"duplicates {found.duplicates}, at sea {found.at_sea}, outside the city {found.outside_city}")
    say(f"{report.kept} of {report.rows} rows read.")
    for reject in report.rejects[:_REJECTS_SHOWN]:
        say(f"  row {reject.row}, {reject.column}: {reject.reason}", style="yellow")
    if len(report.rejects) > _REJECTS_SHOWN:
        say(f"  and {len(report.rejects) - _REJECTS_SHOWN} more; --rejects writes them all", style="yellow")
