"""Cells of a file, and which filters a list takes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reports import rules
from chalicelib.reports.model import ExportKind, FilterUnknown

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_is_never_a_formula(text: str):
    assert rules.cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Zoë", "a=b", "1.00", '{"a": 1}'])
def test_other_cells_are_as_they_are(text: str):
    assert rules.cell(text) == text


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), max_size=5))
def test_what_is_written_is_read_back(rows: list[list[str]]):
    read = list(csv.reader(io.StringIO(rules.csv_text(rows), newline="")))
    assert read == [[rules.cell(text) for text in row] for row in rows]


def test_filters_are_those_of_the_list():
    given_ = {"from": "2026-03-01", "outcome": ""}
    assert rules.checked_filters(ExportKind.CLIENT_LOGINS, given_) == {"from": "2026-03-01"}
    with pytest.raises(FilterUnknown) as refusal:
        rules.checked_filters(ExportKind.MAILS, {"outcome": "signed_in"})
    assert refusal.value.field == "filters.outcome"
