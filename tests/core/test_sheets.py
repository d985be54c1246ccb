"""Tables as files: read as people write them, written so that no spreadsheet runs them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core import sheets
from chalicelib.core.errors import Invalid

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_is_never_a_formula(text: str):
    assert sheets.guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Zoë", "a=b", "1.00", '{"a": 1}'])
def test_other_cells_are_as_they_are(text: str):
    assert sheets.guarded(text) == text


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), max_size=5))
def test_what_is_written_is_read_back(rows: list[list[str]]):
    read = list(csv.reader(io.StringIO(sheets.written(rows), newline="")))
    assert read == [[sheets.guarded(text) for text in row] for row in rows]


def cells(text: str) -> list[dict[str, str]]:
    return [row.cells for row in sheets.read(text, 10).rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_spreadsheets_write_with_different_separators(separator: str, mark: str):
    text = f"{mark}Name{separator}Referral code\r\nLin{separator} A1 \r\n"
    assert cells(text) == [{"name": "Lin", "referral_code": "A1"}]


def test_a_guard_against_formulas_is_taken_off_again():
    assert cells(sheets.written([("phone", "name"), ("+44 7911 123456", "'t Hooft")])) == [
        {"phone": "+44 7911 123456", "name": "'t Hooft"}
    ]


def test_a_column_that_is_required_must_be_there():
    with pytest.raises(Invalid) as refusal:
        sheets.read("Name\nLin", 10, ("name", "phone"))
    assert (refusal.value.code, refusal.value.facts) == (
        "sheet_column_missing",
        {"column": "phone"},
    )


def test_rows_know_their_lines_and_empty_ones_are_passed_over():
    text = 'name,note\n\nLin,"two\nlines"\n,\nSam\n'
    assert [(row.line, row.cells) for row in sheets.read(text, 10).rows] == [
        (3, {"name": "Lin", "note": "two\nlines"}),
        (6, {"name": "Sam"}),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "sheet_empty"),
        ("name,email\n", "sheet_empty"),
        ("name\n" + "Lin\n" * 11, "sheet_too_long"),
        ("name,Name\nLin,Lin\n", "sheet_column_twice"),
        ('name\n"Lin\n', "sheet_malformed"),
        ("name\nLin,Chen\n", "sheet_malformed"),
        ("name\n" + "x" * 2001, "sheet_malformed"),
    ],
)
def test_what_is_no_table_is_refused(text: str, code: str):
    with pytest.raises(Invalid) as refusal:
        sheets.read(text, 10)
    assert (refusal.value.code, refusal.value.field) == (code, "csv")
