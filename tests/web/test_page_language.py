"""Both languages have the same phrases, every phrase that is asked for exists, and figures are written one way."""

import re
import string

import pytest

from web.assets import WEB_DIR
from web.language import LOCALE_DIR, THIN_SPACE, lang_of, load_catalogue, phrases_of

SOURCES = [
    path for pattern in ("**/*.py", "**/*.html") for path in WEB_DIR.glob(pattern) if "node_modules" not in path.parts
]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
ASKED_FOR = set(re.findall(r"""\bt\(\s*["']([a-z0-9_]+(?:\.[a-z0-9_]+)+)["']""", TEXT))
PAGES = {key for key in load_catalogue("zh") if not key.startswith("map.")}


def _placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def test_both_languages_have_the_same_keys():
    assert set(load_catalogue("zh")) == set(load_catalogue("en"))


def test_both_languages_fill_in_the_same_things():
    chinese, english = load_catalogue("zh"), load_catalogue("en")
    assert [key for key in chinese if _placeholders(chinese[key]) != _placeholders(english[key])] == []


def test_no_phrase_is_empty():
    assert [key for lang in ("zh", "en") for key, phrase in load_catalogue(lang).items() if not phrase.strip()] == []


def test_every_key_that_is_asked_for_exists():
    assert ASKED_FOR - set(load_catalogue("zh")) == set()


@pytest.mark.parametrize("key", sorted(PAGES))
def test_every_phrase_is_used(key):
    table, _, _ = key.partition(".")
    beginnings = set(re.findall(r"""f["']([a-z_]+\.[a-z_]*)\{""", TEXT))
    assert (
        f'"{key}"' in TEXT or f"'{key}'" in TEXT
        or any(key.startswith(beginning) for beginning in beginnings)
        or f'"{table}"' in TEXT
    )  # fmt: skip


def test_two_files_may_not_define_one_key(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.zh.toml").write_text('[one]\nkey = "x"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"one\.key again"):
        load_catalogue("zh", tmp_path)


def test_every_catalogue_has_both_languages():
    names = {path.name.rsplit(".", 2)[0] for path in LOCALE_DIR.glob("*.toml")}
    assert all((LOCALE_DIR / f"{name}.{lang}.toml").is_file() for name in names for lang in ("zh", "en"))


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        ((">=", 200.0, None, "平方公里"), f"≥{THIN_SPACE}200{THIN_SPACE}平方公里"),
        (("=", 3.1, None, "%"), "3.1%"),
        (("≈", 5.0, 10.0, "亿元"), f"≈{THIN_SPACE}5–10{THIN_SPACE}亿元"),
        ((None, None, None, None), "–"),
        ((">", 25000.0, None, None), f">{THIN_SPACE}25,000"),
    ],
)
def test_figures_are_written_with_sign_and_unit(arguments, written):
    assert phrases_of("zh").figure(*arguments) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (200.0, "万辆", "2 million\N{NO-BREAK SPACE}vehicles"),
        (40.0, "万辆", "400,000\N{NO-BREAK SPACE}vehicles"),
        (3000.0, "亿元", "300 billion\N{NO-BREAK SPACE}yuan"),
        (212.0, "平方公里", f"212{THIN_SPACE}km²"),
    ],
)
def test_english_counts_in_millions(value, unit, written):
    assert phrases_of("en").quantity(value, unit) == written


def test_a_year_is_a_date_in_chinese():
    assert phrases_of("zh").year(2027) == "2027 年"
    assert phrases_of("en").year(2027) == "2027"


def test_an_unknown_unit_stays_as_the_plan_writes_it():
    assert phrases_of("en").unit("万吨标准煤") == "万吨标准煤"


@pytest.mark.parametrize(("asked", "lang"), [(None, "zh"), ("", "zh"), ("en", "en"), ("EN-gb", "en"), ("fr", "zh")])
def test_chinese_is_the_default(asked, lang):
    assert lang_of(asked) == lang
