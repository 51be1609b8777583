"""Charts line up figures of one indicator, and their tables say the same."""

import json

import pytest

from tests.factories import PLAN, make_atlas
from web.charts import indicator_charts
from web.edition import Edition
from web.frame import SiteOptions
from web.language import phrases_of
from web.links import Links


@pytest.fixture(scope="module")
def edition():
    return Edition(make_atlas(), phrases_of("zh"), Links("zh"), SiteOptions())


def test_figures_of_one_indicator_share_a_chart(edition):
    charts = indicator_charts(edition, edition.atlas.tables.targets)
    output = next(chart for chart in charts if "整车产量" in chart.title)
    assert output.contradicted
    assert len(output.option["series"]) == 2
    assert len(output.table.rows) == 2


def test_a_line_goes_from_the_starting_figure_to_the_goal(edition):
    charts = indicator_charts(edition, edition.atlas.tables.targets)
    series = [one for chart in charts if not chart.rows for one in chart.option["series"]]
    line = next(one for one in series if len(one["data"]) == 2)
    (start, begin), (end, goal) = (point["value"] for point in line["data"])
    target = next(row for row in edition.atlas.tables.targets if row.baseline_year and row.plan == PLAN)
    assert (start, begin) == (str(target.baseline_year), target.baseline)
    assert (end, goal) == (str(target.year), target.value)


def test_a_restated_goal_is_drawn_once(edition):
    drawn = indicator_charts(edition, edition.atlas.tables.targets)
    figures = sum(len(chart.table.rows) for chart in drawn)
    assert figures <= sum(1 for row in edition.atlas.tables.targets if row.value is not None and not row.restates)


def test_one_figure_alone_makes_no_chart(edition):
    alone = [row for row in edition.atlas.tables.targets if row.baseline is None and row.value is not None][:1]
    assert indicator_charts(edition, alone) == ()


def test_options_are_data(edition):
    for chart in indicator_charts(edition, edition.atlas.tables.targets):
        assert json.loads(json.dumps(chart.option)) == chart.option
        assert chart.option["tooltip"]["renderMode"] == "richText"
