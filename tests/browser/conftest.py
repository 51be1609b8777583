"""A browser for the tests: Debian's Chromium, driven by Playwright; no request may leave the machine."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
"""Tests run as root in containers, where Chromium's own sandbox and shared memory are not to be had."""


def find_chromium() -> str:
    """Give the browser's path: what CHROMIUM says, else the first found; fails telling how to install one."""
    path = os.environ.get("CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail(
            "No Chromium found. On Debian: apt-get install chromium fonts-noto-cjk; "
            "elsewhere set CHROMIUM to the path of a Chromium or Chrome.",
            pytrace=False,
        )
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module: Playwright runs but one at a time, and other modules may start their own."""
    path = find_chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


@dataclass
class Visit:
    """A page with what happened on it.

    Attributes
    ----------
    page : Page
        The page.
    problems : list of str
        Errors of scripts, complaints of the console (the policy's among them), requests that failed.
    foreign : list of str
        Addresses asked for on other machines.
    """

    page: Page
    problems: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Go to an address and wait until its scripts are through."""
        host = urlsplit(address).netloc
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)
        self.page.on("requestfailed", lambda asked: self.problems.append(f"failed: {asked.url}"))
        self.page.on("request", lambda asked: self._note(asked.url, host))
        self.page.goto(address, wait_until="load")
        return self.page

    def _note(self, address: str, host: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("data", "blob") and parts.netloc != host:
            self.foreign.append(address)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open pages of their own; keywords as Playwright's ``new_context``. Fails if a page had a problem."""
    visits: list[Visit] = []

    def start(**context: object) -> Visit:
        made = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN", **context})  # type: ignore[arg-type]
        visits.append(Visit(made.new_page()))
        return visits[-1]

    yield start
    for one in visits:
        one.page.context.close()
    assert [problem for one in visits for problem in one.problems] == []
    assert [address for one in visits for address in one.foreign] == []
