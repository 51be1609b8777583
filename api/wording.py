"""Words of error answers, in both languages."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.language import Phrases, load_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.errors import AtlasError
    from web.language import Lang

LOCALE_DIR = Path(__file__).parent / "locale"


@functools.cache
def words(lang: Lang) -> Phrases:
    """Give the words of a language, read once."""
    return Phrases(lang, load_catalogue(lang, LOCALE_DIR))


def title_of(slug: str, lang: Lang) -> str:
    """Name a kind of problem."""
    return words(lang).t(f"problem.{slug}.title")


def detail_of(error: AtlasError, slug: str, lang: Lang) -> str:
    """Say what is wrong and what would be right; in the error's own English where the catalogue has no sentence."""
    phrases = words(lang)
    concerns = getattr(error, "concerns", None)
    key = f"problem.{slug}.detail.{concerns}" if concerns else f"problem.{slug}.detail"
    return phrases.t(key, **_spoken(error, phrases)) if phrases.has(key) else str(error)


def detail_of_request(slug: str, lang: Lang, path: str) -> str:
    """Say what is wrong with an address or a method; empty where the title says it all."""
    phrases = words(lang)
    key = f"problem.{slug}.detail"
    return phrases.t(key, path=path) if phrases.has(key) else ""


def validation_detail(flaws: Sequence[Mapping[str, Any]], lang: Lang) -> str:
    """Say what is wrong with the parameters of a request.

    Parameters
    ----------
    flaws
        As the validation lists them: ``type``, ``loc``, ``msg``, ``ctx``.
    lang
        Language of the sentence.
    """
    return "; ".join(f"{_parameter(flaw)}: {_flaw_in_words(flaw, words(lang))}" for flaw in flaws)


def _parameter(flaw: Mapping[str, Any]) -> str:
    """Name the parameter that a flaw is about, without the part of the request it stands in."""
    return ".".join(str(part) for part in flaw["loc"][1:]) or str(flaw["loc"][0])


def _flaw_in_words(flaw: Mapping[str, Any], phrases: Phrases) -> str:
    key = f"validation.{flaw['type']}"
    return phrases.t(key, **flaw.get("ctx", {})) if phrases.has(key) else str(flaw["msg"])


def _spoken(error: AtlasError, phrases: Phrases) -> dict[str, Any]:
    """Bring an error's fields into words: lists joined, kinds and flaws named, near matches as a sentence."""
    fields = {name: _joined(value, phrases) for name, value in vars(error).items()}
    for name in ("kind", "flaw"):
        value = getattr(error, name, None)
        if value is not None:
            fields[name] = phrases.t(f"{name}.{value}".replace(" ", "_"))
    near = fields.get("near")
    fields["near_sentence"] = phrases.t("near.sentence", near=near) if near else ""
    if fields.get("known") == "":
        fields["known"] = phrases.t("near.none")
    return fields


def _joined(value: object, phrases: Phrases) -> object:
    separator = "、" if phrases.lang == "zh" else ", "
    return separator.join(map(str, value)) if isinstance(value, (tuple, list)) else value
