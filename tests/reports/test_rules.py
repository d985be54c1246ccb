"""Which filters a list takes."""

import pytest

from chalicelib.reports import rules
from chalicelib.reports.model import ExportKind, FilterUnknown


def test_filters_are_those_of_the_list():
    given_ = {"from": "2026-03-01", "outcome": ""}
    assert rules.checked_filters(ExportKind.CLIENT_LOGINS, given_) == {"from": "2026-03-01"}
    with pytest.raises(FilterUnknown) as refusal:
        rules.checked_filters(ExportKind.MAILS, {"outcome": "signed_in"})
    assert refusal.value.field == "filters.outcome"
