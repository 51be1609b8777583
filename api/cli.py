"""The command line: ``atlas build | serve | check | boundaries … | shapes … | coverage … | version``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from api.boundary_commands import boundaries
from api.building import build as build_store
from api.console import say, show_build, show_error
from api.coverage_measure_commands import coverage
from api.settings import Settings
from api.settings_page import variable_of
from api.shape_commands import shapes
from api.version import __version__
from geo.errors import AtlasError

atlas = typer.Typer(
    name="atlas",
    help="The industrial atlas: build it from its data, check the data, serve it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
atlas.add_typer(boundaries, name="boundaries")
atlas.add_typer(shapes, name="shapes")
atlas.add_typer(coverage, name="coverage")

DataDir = Annotated[
    Path | None, typer.Option(help="Content of the atlas, instead of ATLAS_DATA_DIR.", exists=True, file_okay=False)
]


@atlas.command()
def build(data_dir: DataDir = None) -> None:
    """Build a version of the atlas from the data, and put it in force."""
    paths = _settings(data_dir).paths
    publication = build_store(paths)
    state = "Version" if publication.is_new else "Nothing changed: version"
    say(f"{state} {publication.build.data_version} is in force in {paths.store_dir}.")


@atlas.command()
def check(data_dir: DataDir = None) -> None:
    """Check the data as a build would, without building: every table, every reference, every shape."""
    from layers.build import load_content  # noqa: PLC0415 - geopandas is slow to load

    paths = _settings(data_dir).paths
    with show_build() as progress:
        content = load_content(paths.data_dir, progress=progress)
    counts = ", ".join(f"{len(rows)} {name.replace('_', ' ')}" for name, rows in content.tables)
    say(f"The data are in order: {counts}.")


@atlas.command()
def serve(port: Annotated[int | None, typer.Option(help="Port to listen on, instead of PORT.")] = None) -> None:
    """Serve the atlas, building it first if the data changed."""
    from api.serving import serve as serve_forever  # noqa: PLC0415 - loads the web framework, which no other command needs

    settings = _settings(None)
    if port is not None:
        settings = settings.model_copy(update={"server": settings.server.model_copy(update={"port": port})})
    serve_forever(settings)


@atlas.command()
def version() -> None:
    """Print the version of the program."""
    typer.echo(__version__)


def main() -> None:
    """Run the command line; an error that is ours ends in a message and status 1, never in a stack trace."""
    try:
        atlas()
    except ValidationError as error:
        for flaw in error.errors():
            say(f"Error in the settings: {variable_of(error.title, flaw['loc'])}: {flaw['msg']}", style="bold red")
        raise SystemExit(1) from None
    except AtlasError as error:
        show_error(error)
        raise SystemExit(1) from None


def _settings(data_dir: Path | None) -> Settings:
    """Read the settings; the only place that looks at the environment."""
    settings = Settings()
    if data_dir is None:
        return settings
    paths = settings.paths.model_copy(update={"data_dir": data_dir.resolve()})
    return settings.model_copy(update={"paths": paths})


if __name__ == "__main__":
    main()
