"""Tables and files as they arrive: any encoding, any header, good rows kept, broken and hostile ones survived."""

import csv
import io
import time
import zipfile

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
import shapely

from layers.deployment.errors import DeploymentRefused
from layers.deployment.positions import read_axis, read_position
from layers.deployment.reading import read_features, read_shapes, read_units, read_vehicles
from layers.deployment.rejects import rejects_csv
from layers.deployment.sheets import MAX_CELL

CHINESE = "设备编号,名称,经度（°）,纬度（°）,类型,状态,批次,日期,覆盖半径(m),所属区市"
ROW = "RSU-1,香江路口,１２０．３８,36.07,RSU,已验收,一期,2026年3月1日,300米,黄岛区"


def written(tmp_path, text, encoding="utf-8", name="units.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(tmp_path, rows):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    path = tmp_path / "units.xlsx"
    book.save(path)
    return path


def repacked(path, part, content):
    """The same workbook with another content of one of its parts."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, old_content in parts.items():
            new.writestr(name, content if name == part else old_content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_chinese_table_is_read_in_any_encoding(tmp_path, encoding):
    units, report = read_units(written(tmp_path, f"{CHINESE}\r\n{ROW}\r\n", encoding))
    assert (report.rows, report.kept, report.rejects) == (1, 1, ())
    assert (units.ids, units.names, units.statuses, units.phases) == (["RSU-1"], ["香江路口"], ["accepted"], ["一期"])
    assert (units.dates, units.districts, units.range_m.tolist()) == (["2026-03-01"], ["黄岛区"], [300.0])
    assert (units.lon.tolist(), units.lat.tolist()) == ([120.38], [36.07])


@pytest.mark.parametrize(
    "header",
    [
        "id,lon,lat",
        "ID;Longitude;Latitude",
        "unit_id\tLNG\tLat",
        "编号,东经,北纬",
        "设备编号,X坐标,Y坐标",
        "编号,坐标经度(WGS84),坐标纬度",
    ],
)
def test_columns_are_known_by_their_usual_names(tmp_path, header):
    between = next(sign for sign in ",;\t" if sign in header)
    units, _ = read_units(written(tmp_path, header + "\n" + between.join(["A", "120.38", "36.07"])))
    assert (units.ids, units.lon[0], units.lat[0]) == (["A"], 120.38, 36.07)


def test_titles_above_the_header_are_passed_over_and_columns_can_be_mapped(tmp_path):
    path = written(tmp_path, "青岛市路侧单元台账,,\n,,\n甲,乙,丙\nA,120.38,36.07\n")
    with pytest.raises(DeploymentRefused, match="no header is understood"):
        read_units(path)
    path = written(tmp_path, "路侧单元台账,,\n,,\n编号,乙,丙\nA,120.38,36.07\n")
    units, report = read_units(path, mapping={"lon": "乙", "lat": "丙"})
    assert (units.ids, units.lon.tolist(), report.columns["lat"]) == (["A"], [120.38], "丙")
    with pytest.raises(DeploymentRefused, match="no column '丁'"):
        read_units(path, mapping={"lon": "丁", "lat": "丙"})


@pytest.mark.parametrize(
    "text",
    [
        "120.38,36.065", "120.38，36.065", "（120.38 36.065）", "POINT (120.38 36.065)", "120°22′48″E,36°03′54″N",
        "36°03′54″N 120°22′48″E", "N36°03′54″，E120°22′48″", "E120° 22′ 48″ N36° 03′ 54″",
        "东经120度22分48秒，北纬36度3分54秒", "东经120.38北纬36.065",
        "120:22:48 36:03:54", "１２０．３８、３６．０６５",
    ],
)  # fmt: skip
def test_positions_in_one_cell_are_read_as_people_write_them(text):
    place = read_position(text)
    assert place is not None
    assert (place.x, place.y) == pytest.approx((120.38, 36.065), abs=1e-9)


@pytest.mark.parametrize(
    "text", ["", "--5", "nan", "inf", "1e999", "=1+1", "120°61′", "120°22′60″", "°" * 199, "1" * 999]
)
def test_what_is_no_coordinate_is_none(text):
    assert read_axis(text) is None
    assert read_position(text) is None


def test_broken_rows_are_handed_back_with_row_column_and_reason_and_the_good_ones_kept(tmp_path):
    rows = ["id,lon,lat,status,date,range_m", "A,120.38,36.07,accepted,,", "B,,36.07,,,", "C,120.4,NaN,,,",
            "D,120.4,36.1,perhaps,,", "E,120.4,36.1,,2026-02-30,", "F,120.4,36.1,,,-5", "G,0,0,,,",
            "H,=SUM(A1),36.1,,,", "I,120.4", "J,120.5,36.2,规划,2026/3,0.3km"]  # fmt: skip
    units, report = read_units(written(tmp_path, "\n".join(rows)))
    assert (units.ids, report.rows, report.kept) == (["A", "J"], 10, 2)
    where = {(reject.row, reject.column) for reject in report.rejects}
    assert where == {
        (3, "lon"),
        (4, "lat"),
        (5, "status"),
        (6, "date"),
        (7, "range_m"),
        (8, "lon"),
        (9, "lon"),
        (10, "lat"),
    }
    assert (units.statuses[1], units.dates[1], units.range_m[1]) == ("planned", "2026-03-01", 300.0)
    table = list(csv.reader(io.StringIO(rejects_csv(report.rejects).decode("utf-8-sig"))))
    assert table[0] == ["row", "column", "value", "reason"]
    assert ["9", "lon", "'=SUM(A1)"] in [row[:3] for row in table]


def test_a_byte_of_no_encoding_costs_its_own_row_only(tmp_path):
    path = tmp_path / "units.csv"
    path.write_bytes("id,lon,lat\n一,120.1,36.1\n".encode() + b"\xff\xfe\xff,120.2,36.2\n" + "三,120.3,36.3\n".encode())
    units, report = read_units(path)
    assert (units.ids, [reject.row for reject in report.rejects]) == (["一", "三"], [3])


def test_a_cell_of_fifty_megabytes_costs_its_own_row_only(tmp_path):
    path = written(tmp_path, f"id,lon,lat\nA,120.1,36.1\n{'x' * 50_000_000},120.2,36.2\nC,120.3,36.3\n")
    units, report = read_units(path)
    assert (units.ids, [reject.row for reject in report.rejects]) == (["A", "C"], [3])
    units, report = read_units(written(tmp_path, f"id,lon,lat\nA,120.1,36.1\n{'x' * (MAX_CELL + 1)},120.2,36.2\n"))
    assert (units.ids, len(report.rejects)) == (["A"], 1)


def test_a_quote_that_is_never_closed_does_not_take_the_rows_before_it(tmp_path):
    units, _ = read_units(written(tmp_path, 'id,lon,lat\nA,120.1,36.1\n"B,120.2,36.2\nC,120.3,36.3\n'))
    assert units.ids == ["A"]


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"id,lon\n", b"PK\x03\x04", "编号,名称\n1,甲".encode()])
@pytest.mark.parametrize("name", ["units.csv", "units.xlsx", "units.geojson", "units.gpkg", "units.docx"])
def test_what_is_no_table_of_units_is_refused(tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DeploymentRefused):
        read_units(path)


def test_a_workbook_is_read_with_formulas_as_text(tmp_path):
    rows = [
        ["青岛市路侧单元", None, None],
        ["编号", "经度", "纬度"],
        ["A", 120.38, 36.07],
        [],
        ["=1+1", 120.4, 36.1],
        ["C", "=120+1", 36],
    ]
    units, report = read_units(workbook(tmp_path, rows))
    assert (units.ids, units.lon.tolist()) == (["A", "=1+1"], [120.38, 120.4])
    assert [(reject.row, reject.column) for reject in report.rejects] == [(6, "经度")]
    assert "formula" in report.rejects[0].reason


def test_a_million_empty_rows_are_passed_over(tmp_path):
    path = workbook(tmp_path, [["编号", "经度", "纬度"], ["A", 120.38, 36.07]])
    with zipfile.ZipFile(path) as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    last = b'<row r="1048576"><c r="A1048576"><v>7</v></c><c r="B1048576"><v>120.5</v></c>'
    last += b'<c r="C1048576"><v>36.2</v></c></row>'
    repacked(path, "xl/worksheets/sheet1.xml", page.replace(b"</sheetData>", last + b"</sheetData>"))
    start = time.process_time()
    units, report = read_units(path)
    assert (units.ids, report.rows) == (["A", "7"], 2)
    assert time.process_time() - start < 10
    empty = "id,lon,lat\nA,120.1,36.1\n" + ",,\n" * 1_000_000
    assert read_units(written(tmp_path, empty))[1].rows == 1


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = repacked(workbook(tmp_path, [["编号", "经度", "纬度"]]), "xl/worksheets/sheet1.xml", b" " * 100_000_000)
    assert path.stat().st_size < 200_000
    with pytest.raises(DeploymentRefused, match="packed"):
        read_units(path)


def test_a_workbook_that_declares_entities_is_refused(tmp_path):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'
    path = repacked(workbook(tmp_path, [["编号", "经度", "纬度"]]), "xl/worksheets/sheet1.xml", bomb)
    with pytest.raises(DeploymentRefused, match="document type"):
        read_units(path)


@pytest.mark.parametrize(
    ("name", "driver"), [("u.geojson", "GeoJSON"), ("u.gpkg", "GPKG"), ("u.shp", "ESRI Shapefile"), ("u.kml", "KML")]
)
def test_files_of_shapes_are_read(tmp_path, name, driver):
    frame = gpd.GeoDataFrame(
        {"Name": ["甲", "乙"]}, geometry=gpd.points_from_xy([120.1, 120.2], [36.1, 36.2]), crs=4326
    )
    frame.to_file(tmp_path / name, driver=driver, engine="pyogrio")
    units, report = read_units(tmp_path / name)
    assert (report.kept, units.names) == (2, ["甲", "乙"])
    np.testing.assert_allclose(units.lon, [120.1, 120.2])


def test_a_shapefile_in_gbk_that_does_not_say_so_and_metres_that_are_declared_are_understood(tmp_path):
    frame = gpd.GeoDataFrame({"名称": ["香江路"]}, geometry=gpd.points_from_xy([120.1], [36.1]), crs=4326).to_crs(4549)
    frame.to_file(tmp_path / "u.shp", engine="pyogrio", encoding="GBK")
    (tmp_path / "u.cpg").unlink()
    units, _ = read_units(tmp_path / "u.shp")
    assert units.names == ["香江路"]
    np.testing.assert_allclose([units.lon[0], units.lat[0]], [120.1, 36.1], atol=1e-9)


def test_zones_and_roads_are_read_and_rows_without_a_shape_are_told(tmp_path):
    shapes = [shapely.box(120, 36, 120.1, 36.1), None, shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])]
    gpd.GeoDataFrame({"id": ["a", "b", "c"], "名称": ["甲", "乙", "丙"]}, geometry=shapes, crs=4326).to_file(
        tmp_path / "z.geojson"
    )
    found, report = read_features(tmp_path / "z.geojson")
    assert [(row[0], row[1], row[2].is_valid) for row in found] == [("a", "甲", True), ("c", "丙", True)]
    assert [reject.row for reject in report.rejects] == [2]
    table = written(tmp_path, 'id,wkt\nr,"LINESTRING (120 36, 120.1 36)"\nj,"120.2,36.2"\n')
    assert [row[2].geom_type for row in read_shapes(table)] == ["LineString", "Point"]


def test_vehicles_are_read_by_quarter(tmp_path):
    text = "季度,车辆数\n2026年第二季度,120辆\n2026Q1,80\n2026Q1,81\n2026Q5,1\n2026Q3,many\n"
    vehicles, report = read_vehicles(written(tmp_path, text))
    assert [(row.quarter, row.count) for row in vehicles] == [("2026Q1", 80), ("2026Q2", 120)]
    assert [reject.row for reject in report.rejects] == [4, 5, 6]


def test_a_hundred_thousand_rows_take_under_ten_seconds_and_tell_how_far_they_are(tmp_path):
    rows = "".join(
        f"R{number},路口,{120 + number * 1e-6:.7f},36.1,RSU,验收,一期,2026-03-01,300,黄岛区\n"
        for number in range(100_000)
    )
    told = []
    start = time.process_time()
    units, report = read_units(
        written(tmp_path, f"{CHINESE}\n{rows}", "gb18030"), progress=lambda _, done: told.append(done)
    )
    assert time.process_time() - start < 10
    assert (len(units), report.kept, report.encoding) == (100_000, 100_000, "gb18030")
    assert told == sorted(told)
    assert told[-1] == 1.0
