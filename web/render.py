"""Turning page contexts into documents: one compiled set of templates for each language."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from web.document import Document
from web.escape import environment as safe_environment
from web.grammar_style import definitions
from web.language import LANGUAGES, phrases_of
from web.links import Links
from web.palette import NEUTRAL, SIGN_PATHS

if TYPE_CHECKING:
    from jinja2 import Environment

    from web.assets import Assets
    from web.frame import Frame
    from web.language import Lang

TEMPLATE_DIR = Path(__file__).parent / "templates"


class Page(Protocol):
    """Context of a page: a frozen dataclass whose fields are the names that its template uses."""

    template: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def frame(self) -> Frame:
        """What stands around the page."""


def make_environment(lang: Lang, assets: Assets) -> Environment:
    """Make the template environment of one language.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language that ``t``, ``term`` and ``links`` are bound to.
    assets : Assets
        Scripts and style sheets.

    Returns
    -------
    Environment
        Escapes everything; an unknown name is an error.
    """
    environment = safe_environment(TEMPLATE_DIR)
    phrases = phrases_of(lang)
    environment.globals.update(
        t=phrases.t,
        term=lambda vocabulary, value: phrases.t(f"{vocabulary}.{value}"),
        lang=lang,
        links=Links(lang),
        signs=SIGN_PATHS,
        paints=definitions([NEUTRAL]),
        assets=assets,
    )
    return environment


class Renderer:
    """Templates of both languages, compiled once.

    Parameters
    ----------
    assets : Assets
        Scripts and style sheets.
    """

    def __init__(self, assets: Assets) -> None:
        self._external_hosts = assets.external_hosts
        self._environments = {lang: make_environment(lang, assets) for lang in LANGUAGES}
        for environment in self._environments.values():
            for name in environment.list_templates(extensions=["html"]):
                environment.get_template(name)

    def render(self, page: Page) -> Document:
        """Render a page with exactly the fields of its context.

        Templates hold no script or style of their own, so a policy need allow nothing by hash; a test reads every page
        to prove it, which spares reading each one here.
        """
        context = {field.name: getattr(page, field.name) for field in fields(page)}
        template = self._environments[page.frame.lang].get_template(page.template)
        foreign = any(script.startswith("vendor/") for script in page.frame.scripts)
        return Document(template.render(context), (), (), self._external_hosts if foreign else ())
