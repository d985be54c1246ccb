"""How far somebody sees, and what of it."""

from datetime import UTC, datetime

import pytest

from chalicelib.clients.model.uplines import (
    DownlineField,
    DownlineLevels,
    DownlineVeil,
    RangeUnit,
    ReportRange,
)
from chalicelib.core.veil import HIDDEN_TEXT
from chalicelib.downlines import rules

NOW = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "level", "levels", "seen"),
    [
        ((1, None), 0, None, (1, None)),
        ((1, None), 0, 3, (1, 3)),
        ((2, 9), 0, 3, (2, 3)),
        ((1, 2), 0, 3, (1, 2)),
        ((1, None), 2, 3, (1, 1)),
        ((0, 0), 3, 3, (0, 0)),
        ((1, 1), 3, 3, None),
        ((4, None), 0, 3, None),
        ((3, 2), 0, None, None),
    ],
)
def test_a_span_ends_where_the_broker_lets_it(asked, level, levels, seen):
    assert rules.visible_span(*asked, level, levels) == seen


@pytest.mark.parametrize(
    ("limit", "earliest"),
    [
        (ReportRange(2, RangeUnit.WEEKS), "2026-03-17"),
        (ReportRange(1), "2026-02-28"),
        (ReportRange(3), "2025-12-31"),
        (ReportRange(12), "2025-03-31"),
        (ReportRange(25), "2024-02-29"),
    ],
)
def test_reports_reach_back_whole_weeks_or_months_to_midnight(limit, earliest):
    assert limit.earliest(NOW).isoformat() == f"{earliest}T00:00:00+00:00"


def test_a_limit_of_nothing_is_no_limit():
    for refused in (ReportRange, DownlineLevels):
        with pytest.raises(ValueError, match="1 to"):
            refused(0)


def test_of_each_field_the_less_is_shown():
    broker = DownlineVeil(partly=(DownlineField.EMAIL, DownlineField.PHONE))
    group = DownlineVeil(hidden=(DownlineField.PHONE, DownlineField.PROFIT))
    veil = broker.under(group)
    assert veil.text(DownlineField.EMAIL, "lin@example.com") == "l***@example.com"
    assert veil.text(DownlineField.PHONE, "+6591234567") == HIDDEN_TEXT
    assert veil.text(DownlineField.NATIONALITY, "SG") == "SG"
    assert not veil.shows(DownlineField.PROFIT)
    assert veil.shows(DownlineField.TRADING)


def test_an_amount_has_no_part_that_could_be_shown():
    veil = DownlineVeil(partly=(DownlineField.BALANCES,))
    assert not veil.shows(DownlineField.BALANCES)
