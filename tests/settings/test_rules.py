"""What fits a setting, and which version is in force."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Invalid
from chalicelib.core.setting import CATALOGUE, Setting
from chalicelib.settings import rules
from chalicelib.settings.model import Agreed, Schedule
from tests.settings.examples import COLOURS, LIMIT, OFFERS, SHARE, TERMS, Offer, Terms

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("setting", "value", "path"),
    [
        (LIMIT, 0, "value"),
        (LIMIT, "5", "value"),
        (LIMIT, 5.5, "value"),
        (LIMIT, None, "value"),
        (TERMS, {"days": 31, "note": ""}, "value.days"),
        (TERMS, {"days": 7, "note": "", "nots": "?"}, "value.nots"),
        (TERMS, [], "value"),
        (OFFERS, [{"name": "a", "terms": {"days": 0}}], "value.0.terms.days"),
        (OFFERS, [{"terms": {}}], "value.0.name"),
        (OFFERS, [{"name": "a", "terms": {"dayz": 3}}], "value.0.terms.dayz"),
        (OFFERS, [{"name": "a", "terms": {"days": 1.0}}], "value.0.terms.days"),
        (SHARE, 0.1, "value"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_the_path_to_the_fault(
    setting: Setting[Any], value: Any, path: str
):
    with pytest.raises(rules.SettingInvalid) as refusal:
        rules.fitted(setting, value)
    assert refusal.value.field == path
    assert refusal.value.facts["errors"][0]["field"] == path


def test_a_value_that_fits_is_completed_with_what_its_type_presumes():
    assert rules.fitted(TERMS, {"days": 3}) == {"days": 3, "note": ""}


def test_a_stored_value_comes_back_as_the_declared_type():
    stored = rules.fitted(OFFERS, [{"name": "a", "terms": {"days": 2}}])
    assert rules.typed(OFFERS, stored) == (Offer("a", Terms(2)),)


def test_an_exact_decimal_is_a_string_on_its_way_in_and_out():
    assert rules.fitted(SHARE, "0.10") == "0.10"
    assert rules.typed(SHARE, "0.10") == Decimal("0.10")
    assert rules.schema(SHARE)["type"] == "string"


def test_the_schema_of_a_setting_says_its_bounds():
    assert rules.schema(LIMIT) == {"maximum": 100, "minimum": 1, "type": "integer"}


def test_every_declared_default_fits_its_own_type():
    for setting in CATALOGUE.values():
        assert rules.fitted(setting, rules.default(setting)) == rules.default(setting), setting.key


def test_a_key_is_declared_once():
    with pytest.raises(ValueError, match="declared twice"):
        Setting(key="example.limit", type=int, default=6, group="example")


@pytest.mark.parametrize("key", ["limit", "Example.limit", "example.", "example limit"])
def test_a_key_names_its_capability(key: str):
    with pytest.raises(ValueError, match="no key"):
        Setting(key=key, type=int, default=6, group="example")


def test_of_a_set_the_order_does_not_matter():
    with pytest.raises(Exception, match="already"):
        rules.check_changes(COLOURS, Schedule(COLOURS.key), ["blue", "red"], NOON)


def versions(hours: list[int]) -> tuple[Agreed, ...]:
    return tuple(
        Agreed(number, number, NOON + timedelta(hours=hour))
        for number, hour in enumerate(hours, start=1)
    )


@pytest.mark.parametrize(
    ("hours", "number"),
    [
        ([], None),
        ([1], None),
        ([0], 1),
        ([-2, -1], 2),
        ([-1, -2], 1),
        ([-1, -1], 2),
        ([-1, 5, 0], 3),
    ],
)
def test_the_last_to_take_effect_is_in_force(hours: list[int], number: int | None):
    found = rules.in_force(versions(hours), NOON)
    assert (found.number if found else None) == number


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=12), st.integers(0, 60))
def test_what_is_kept_at_hand_answers_for_now_and_ever_after(hours: list[int], later: int):
    everything = versions(hours)
    schedule = Schedule("example.limit", agreed=everything[:-1])
    kept = rules.with_agreed(schedule, everything[-1], NOON)
    moment = NOON + timedelta(hours=later)
    assert rules.in_force(kept, moment) == rules.in_force(everything, moment)
    assert len([one for one in kept if one.effective_at <= NOON]) <= 1


def test_nothing_takes_effect_before_it_is_agreed_to():
    assert rules.effective(None, NOON) == NOON
    assert rules.effective(NOON - timedelta(hours=1), NOON) == NOON
    assert rules.effective(NOON + timedelta(hours=1), NOON) == NOON + timedelta(hours=1)


def test_the_past_cannot_be_asked_for_but_a_slow_hand_is_forgiven():
    rules.check_effective(NOON - timedelta(minutes=1), NOON)
    with pytest.raises(Invalid, match="in the past"):
        rules.check_effective(NOON - timedelta(minutes=3), NOON)
