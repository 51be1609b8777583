"""The service under load, beside what one would write in ten lines: ``python -m bench.service``.

Measured over the store in force (built first if need be), on the loopback interface, with this many connections that
each ask again as soon as they are answered:

- a cold service: seconds and memory until the first page is there;
- a finished page and a small answer, from memory;
- an items request, the same one (from memory) and one that is new each time (from the query engine).

Beside them: the same page from Python's own file server, and the same items from a FastAPI route around a GeoDataFrame.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from api.building import build_apart, is_up_to_date
from api.settings import PathSettings
from layers.atlas import open_atlas

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECTIONS = 8
LOAD_S = 3.0
START_S = 60.0
AIMS = {"start": 3.0, "memory": 400.0, "page": 1000.0, "items": 300.0}

NAIVE = """
import sys

import geopandas as gpd
import shapely
import uvicorn
from fastapi import FastAPI, Response

app = FastAPI()
zones = gpd.read_file(sys.argv[1])[["id", "name", "geometry_method", "area_km2", "plan", "section", "geometry"]]

@app.get("/items")
def items(bbox: str):
    box = shapely.box(*map(float, bbox.split(",")))
    return Response(zones[zones.intersects(box)].to_json(), media_type="application/geo+json")

uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error", access_log=False)
"""


@dataclass(frozen=True, slots=True)
class Service:
    """A service that runs.

    Attributes
    ----------
    port : int
        Where it listens.
    started_s : float
        Seconds until its first answer.
    process : subprocess.Popen
        The process.
    """

    port: int
    started_s: float
    process: subprocess.Popen[bytes]

    def peak_mb(self) -> float:
        """Most memory it ever had, in MB (resident)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else float("nan")


@contextlib.contextmanager
def running(command: list[str], first: str, *, port: int) -> Iterator[Service]:
    """Run a service until the block ends; time its start by the answer to the address `first`."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, "PORT": str(port)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{first}") as answer:
                    answer.read()
                break
            except OSError:
                if time.perf_counter() - begin > START_S or process.poll() is not None:
                    raise
                time.sleep(0.01)
        yield Service(port, time.perf_counter() - begin, process)
    finally:
        process.terminate()
        process.wait()


def requests_per_second(port: int, paths: Iterator[str]) -> float:
    """Ask for paths over several connections, for a few seconds, and count the answers."""
    return asyncio.run(_load(port, paths))


async def _load(port: int, paths: Iterator[str]) -> float:
    end = time.perf_counter() + LOAD_S
    counts = await asyncio.gather(*(_connection(port, paths, end) for _ in range(CONNECTIONS)))
    return sum(counts) / LOAD_S


async def _connection(port: int, paths: Iterator[str], end: float) -> int:
    """Ask over one connection; again on a new one where the server closes it, as old servers do."""
    answered, reader, writer = 0, None, None
    while time.perf_counter() < end:
        if reader is None or writer is None:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        ask = f"GET {next(paths)} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
        writer.write(ask.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head[:16]:
            raise RuntimeError(head.decode())
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        await reader.readexactly(int(length[1]) if length else 0)
        answered += 1
        if head.startswith(b"HTTP/1.0"):
            writer.close()
            reader = writer = None
    return answered


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def boxes(template: str, extent: tuple[float, float, float, float]) -> Iterator[str]:
    """Make addresses with a box that is never the same."""
    west, south, east, north = extent
    for number in itertools.count():
        shift = (number % 9973) / 9973
        x, y = west + (east - west) * 0.6 * shift, south + (north - south) * 0.6 * (1.0 - shift)
        yield template.format(f"{x:.6f},{y:.6f},{x + 0.4:.6f},{y + 0.4:.6f}")


def main() -> None:
    """Measure and print."""
    paths = PathSettings()
    if not is_up_to_date(paths):
        build_apart(paths)
    layout = open_atlas(paths.store_dir).tables.layouts[0].id
    extent = (119.5, 35.6, 121.0, 37.1)
    with running([sys.executable, "-m", "api.cli", "serve"], "/", port=free_port()) as service:
        start = service.started_s
        page, small = f"/maps/{layout}", "/api/plans"
        with urllib.request.urlopen(f"http://127.0.0.1:{service.port}{page}") as answer:
            page_bytes = answer.read()
        with urllib.request.urlopen(f"http://127.0.0.1:{service.port}/collections/zones/items?limit=1000") as answer:
            zones = answer.read()
        memory = service.peak_mb()
        ask = service.port
        pages = requests_per_second(ask, itertools.repeat(page))
        smalls = requests_per_second(ask, itertools.repeat(small))
        kept = requests_per_second(ask, itertools.repeat("/collections/zones/items?limit=100"))
        fresh = requests_per_second(ask, boxes("/collections/zones/items?limit=10&bbox={}", extent))
        loaded = service.peak_mb()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page.html").write_bytes(page_bytes)
        Path(folder, "zones.geojson").write_bytes(zones)
        files = free_port()
        command = [sys.executable, "-m", "http.server", str(files), "--bind", "127.0.0.1", "--directory", folder]
        with running(command, "/page.html", port=files):
            file_server = requests_per_second(files, itertools.repeat("/page.html"))
        naive = free_port()
        command = [sys.executable, "-c", NAIVE, f"{folder}/zones.geojson", str(naive)]
        with running(command, "/items?bbox=120,36,121,37", port=naive):
            frames = requests_per_second(naive, boxes("/items?bbox={}", extent))
    table = Table("measure", "value", "aim", "beside it", "ratio", title=f"Service, {CONNECTIONS} connections")
    for row in (
        ("first page of a cold service", f"{start:.2f} s", "≤ 3 s", "", ""),
        ("memory at the first pages", f"{memory:.0f} MB", "≤ 400 MB", "", ""),
        ("memory after the load", f"{loaded:.0f} MB", "", "", ""),
        (
            "map page, finished",
            f"{pages:.0f}/s",
            "≥ 1000/s",
            f"http.server {file_server:.0f}/s",
            f"{pages / file_server:.1f}×",
        ),
        ("small answer, finished", f"{smalls:.0f}/s", "≥ 1000/s", "", ""),
        ("items, finished", f"{kept:.0f}/s", "≥ 300/s", "", ""),
        (
            "items, a new box each time",
            f"{fresh:.0f}/s",
            "≥ 300/s",
            f"GeoDataFrame {frames:.0f}/s",
            f"{fresh / frames:.1f}×",
        ),
    ):
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
