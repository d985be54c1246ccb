"""Workbooks are read as text, and none is a trap."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from chalicelib.core.errors import Invalid
from chalicelib.gateways.files import workbooks


def book(*rows: list[object]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def repacked(content: bytes, name: str, text: bytes) -> bytes:
    """The same workbook with another text in one of its parts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for one in before.namelist():
            after.writestr(one, text if one == name else before.read(one))
    return out.getvalue()


def refusal(content: bytes, at_most: int = 10) -> Invalid:
    with pytest.raises(Invalid) as refused:
        workbooks.read_lines(content, at_most)
    assert refused.value.field == "xlsx"
    return refused.value


def test_rows_come_as_text_with_their_numbers_and_empty_ones_do_not():
    content = book(["Login", "Amount"], [], [800001, 12.5], ["800002", " 7 "])
    assert workbooks.read_lines(content, 10) == [
        (1, ["Login", "Amount"]),
        (3, ["800001", "12.5"]),
        (4, ["800002", "7"]),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.56, "1234.56"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (0.000001, "0.000001"),
        (100.0, "100"),
        (-5, "-5"),
        (True, "yes"),
        ("'=1", "'=1"),
    ],
)
def test_numbers_come_as_people_see_them(value: object, text: str):
    assert workbooks.read_lines(book([value]), 10) == [(1, [text])]


def test_a_formula_is_refused_where_it_stands():
    refused = refusal(book(["login"], ["=1+1"]))
    assert (refused.code, refused.facts["line"]) == ("sheet_formula", 2)


def test_more_rows_than_allowed_are_refused():
    refused = refusal(book(["login"], *([n] for n in range(11))))
    assert (refused.code, refused.facts["limit"]) == ("sheet_too_long", 10)


def test_rows_far_below_are_not_waited_for():
    content = book(["login"], [1])
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        text = packed.read(sheet).replace(b'r="2"', b'r="1048576"').replace(b'"A2"', b'"A1048576"')
    assert refusal(repacked(content, sheet, text)).code == "sheet_too_long"


def test_what_unpacks_to_too_much_is_not_unpacked():
    bomb = repacked(book(["login"]), "xl/worksheets/sheet1.xml", b" " * 31 * 1024 * 1024)
    assert len(bomb) < workbooks.MAX_BYTES
    assert refusal(bomb).code == "sheet_too_large"


def test_entities_are_refused():
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    assert refusal(repacked(book(["x"]), "xl/worksheets/sheet1.xml", evil)).code == (
        "sheet_not_workbook"
    )


@pytest.mark.parametrize("content", [b"", b"login,amount\n1,2\n", b"PK\x03\x04 but no more"])
def test_anything_else_is_no_workbook(content: bytes):
    assert refusal(content).code == "sheet_not_workbook"


def test_a_large_file_is_refused_unread():
    assert refusal(b"x" * (workbooks.MAX_BYTES + 1)).code == "sheet_too_large"
