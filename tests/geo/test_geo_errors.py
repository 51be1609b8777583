"""Errors: one root, fields that survive a trip between processes, messages that say what would be right."""

import pickle

import pytest

from geo import errors
from geo.errors import AtlasError, BadBounds, BadCoordinates, BadGeometry, CoverageError, RecipeUnsolvable, UnknownDatum

EXAMPLES = [
    BadCoordinates("latitude 120", expected="degrees", where="row 3"),
    BadBounds("3 numbers", expected="four"),
    BadGeometry("a line", expected="a polygon", where="370202"),
    UnknownDatum("x", known=["wgs84"]),
    CoverageError([f"gap {i}" for i in range(14)]),
    RecipeUnsolvable("z1", problem="no room", remedy="less area"),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_with_its_fields(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.__dict__ == error.__dict__


def test_every_error_hangs_on_the_one_root_and_stands_in_the_drawing():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert len(kinds) > 5
    assert all(issubclass(kind, AtlasError) for kind in kinds)
    assert all(kind.__name__ in (errors.__doc__ or "") for kind in kinds)


def test_messages_name_place_problem_and_remedy():
    assert str(EXAMPLES[0]) == "row 3: latitude 120; expected degrees"
    assert "and 4 more" in str(EXAMPLES[4])
