"""Take the pictures of README: the service on the real data, in a real browser. Called by ``make screenshots``."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from api.checkout import in_checkout
from layers.build import build_atlas
from tests.servers import live_service, make_settings

PICTURES = Path(__file__).parent / "screenshots"
WIDE, PHONE = (1440, 900), (390, 844)
SETTLED_MS = 1500
"""Time for a map to place its labels and a chart to draw."""
JPEG_QUALITY = 86


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, the address, the window in pixels, and how the reader likes colours."""

    name: str
    address: str
    window: tuple[int, int] = WIDE
    scheme: str = "light"


SHOTS = (
    Shot("portal", "/"),
    Shot("one-axis-two-bases", "/maps/one-axis-two-bases"),
    Shot("bay-axes-parks-en", "/maps/bay-axes-parks?lang=en"),
    Shot("district-guidance", "/maps/district-guidance"),
    Shot("bay-axes-parks-dark", "/maps/bay-axes-parks?theme=dark", scheme="dark"),
    Shot("targets", "/targets"),
    Shot("compare", "/compare"),
    Shot("zone", "/zones/qingdao-auto-city"),
    Shot("map-phone", "/maps/one-axis-two-bases", window=PHONE),
    Shot("zone-phone", "/zones/qingdao-auto-city", window=PHONE),
)


def main() -> int:
    """Take every picture again."""
    browser_path = shutil.which("chromium")
    if browser_path is None:
        sys.stderr.write("Chromium is missing. On Debian: apt-get install chromium\n")
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store_dir = Path(folder)
        build_atlas(in_checkout("data"), store_dir)
        with live_service(make_settings(store_dir)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
            for shot in SHOTS:
                width, height = shot.window
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=shot.scheme)
                page.goto(address + shot.address)
                page.wait_for_timeout(SETTLED_MS)
                page.screenshot(path=PICTURES / f"{shot.name}.jpg", type="jpeg", quality=JPEG_QUALITY)
                page.close()
                sys.stdout.write(f"{shot.name}\n")
            browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
