"""Connections to DuckDB, set up the one way that this atlas uses it: in memory, offline, within limits."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import duckdb

from layers.errors import EngineUnavailable

if TYPE_CHECKING:
    from pathlib import Path

MEMORY_LIMIT = "256MB"
THREADS = 2

_EXTENSIONS = "duckdb_extension_spatial"


def connect(*, spatial: bool, memory_limit: str = MEMORY_LIMIT, threads: int = THREADS) -> duckdb.DuckDBPyConnection:
    """Open a database in memory.

    Parameters
    ----------
    spatial
        Whether to load the spatial extension (about 0.2 s, 30 MB); it comes from an installed package, never from the
        network.
    memory_limit
        Most memory that the database takes, as DuckDB writes it.
    threads
        Most threads that one query takes.

    Returns
    -------
    duckdb.DuckDBPyConnection
        To be used through cursors, one a thread.

    Raises
    ------
    EngineUnavailable
        The extension is not there or is not for this version of DuckDB.
    """
    connection = duckdb.connect(
        config={
            "memory_limit": memory_limit,
            "threads": threads,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    if spatial:
        _load_spatial(connection)
    return connection


def parquet(path: Path) -> str:
    """Write a Parquet file of the store as a table of SQL.

    A path of our own, quoted, rather than a parameter: binding any parameter makes DuckDB import pandas and pyarrow,
    which would double the time and the memory of opening an atlas. What comes from a request is always bound.
    """
    return f"read_parquet({_quoted(path)})"


def _quoted(path: Path) -> str:
    text = str(path).replace("'", "''")
    return f"'{text}'"


def _load_spatial(connection: duckdb.DuckDBPyConnection) -> None:
    version = f"v{duckdb.__version__}"
    try:
        extension = files(_EXTENSIONS).joinpath("extensions", version, "spatial.duckdb_extension")
        with as_file(extension) as path:
            connection.execute(f"LOAD {_quoted(path)}")
    except ModuleNotFoundError as error:
        problem = "the package duckdb-extension-spatial is not installed"
        raise EngineUnavailable(problem) from error
    except (FileNotFoundError, duckdb.Error) as error:
        problem = f"the spatial extension for DuckDB {version} cannot be loaded ({error})"
        raise EngineUnavailable(problem) from error
