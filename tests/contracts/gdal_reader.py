"""Reads collections of a running service with GDAL's OAPIF driver, in a process of its own, and tells what it sees.

Usage: ``python gdal_reader.py <address of the service> <JSON: list of reads>``. A read has ``layer`` and options for
``pyogrio.read_dataframe``. GDAL keeps Python from running while it waits, so it cannot share a process with a service.
"""

from __future__ import annotations

import json
import sys

import pyogrio


def main() -> None:
    """Read, and print what was seen as JSON."""
    source, reads = f"OAPIF:{sys.argv[1]}", json.loads(sys.argv[2])
    names = [str(name) for name, _ in pyogrio.list_layers(source)]
    seen = []
    for read in reads:
        box = tuple(read.pop("bbox")) if "bbox" in read else None
        frame = pyogrio.read_dataframe(source, bbox=box, **read)
        placed = [shape for shape in frame.geometry if shape is not None] if "geometry" in frame else []
        seen.append(
            {
                "ids": list(frame["id"]),
                "columns": list(frame.columns),
                "epsg": frame.crs.to_epsg() if getattr(frame, "crs", None) else None,
                "shapes": [shape.wkt for shape in placed],
            }
        )
    sys.stdout.write(json.dumps({"layers": names, "seen": seen}))


if __name__ == "__main__":
    main()
