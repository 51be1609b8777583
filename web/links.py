"""Addresses of the pages: every link of the atlas is made here, and keeps the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from web.language import Lang


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses in one language.

    Attributes
    ----------
    lang : {"zh", "en"}
        Language that the linked pages are to have; the default language is not written.
    """

    lang: Lang

    def to(self, path: str, query: Mapping[str, str] | None = None, fragment: str = "") -> str:
        """Return the address of a path below the root, with query, language and fragment."""
        wanted = {key: value for key, value in (query or {}).items() if value and key != "lang"}
        if self.lang != "zh":
            wanted["lang"] = self.lang
        address = path + (f"?{urlencode(wanted, safe=',:@')}" if wanted else "")
        return f"{address}#{quote(fragment)}" if fragment else address

    def zone(self, zone: str) -> str:
        """Return the address of a zone's page."""
        return self.to(f"/zones/{quote(zone)}")

    def district(self, adcode: str) -> str:
        """Return the address of a district's page."""
        return self.to(f"/districts/{quote(adcode)}")

    def enterprise(self, enterprise: str) -> str:
        """Return the address of an organisation's page."""
        return self.to(f"/enterprises/{quote(enterprise)}")

    def plan(self, plan: str) -> str:
        """Return the address of a plan's entry on the sources page."""
        return self.to("/sources", fragment=f"plan-{plan}")

    def layout(self, layout: str, bbox: tuple[float, float, float, float] | None = None) -> str:
        """Return the address of a layout's map, at an extent in degrees (west, south, east, north)."""
        extent = {"bbox": ",".join(f"{edge:.4f}" for edge in bbox)} if bbox else None
        return self.to(f"/maps/{quote(layout)}", extent)
