"""Which filters a list takes."""

import pytest

from chalicelib.reports import rules
from chalicelib.reports.model import FilterMalformed, FilterUnknown
from chalicelib.reports.service.log_filters import LoginFilters, MailFilters


def test_filters_are_those_of_the_list():
    given = {"from": "2026-03-01", "outcome": ""}
    assert rules.given(given) == {"from": "2026-03-01"}
    assert rules.taken(LoginFilters, given).outcome is None
    with pytest.raises(FilterUnknown) as refusal:
        rules.taken(MailFilters, {"outcome": "signed_in"})
    assert refusal.value.field == "filters.outcome"


def test_all_filters_at_fault_are_told_at_once_each_with_what_it_takes():
    with pytest.raises(FilterMalformed) as refusal:
        rules.taken(LoginFilters, {"ip": "here", "from": "lately"})
    told = {one["field"]: one["facts"] for one in refusal.value.facts["errors"]}
    assert told == {
        "filters.from": {"takes": "moment"},
        "filters.ip": {"takes": "like", "example": "203.0.113.7"},
    }
