"""What is left of a sensitive value under a veil."""

import pytest

from chalicelib.core.veil import CLEAR, SensitiveField, Showing, Veil, field_of

ALL = frozenset(SensitiveField)
PARTLY, HIDDEN = Veil(partly=ALL), Veil(hidden=ALL)
VALUES = [
    (SensitiveField.EMAIL, "lin@example.com", "l***@example.com"),
    (SensitiveField.PHONE, "+6581234567", "***567"),
    (SensitiveField.PHONE, "1234", "***"),
    (SensitiveField.NATIONALITY, "SG", "***"),
    (SensitiveField.IP_ADDRESS, "198.51.100.7", "198.51.***"),
    (SensitiveField.IP_ADDRESS, "2001:db8::7", "2001:db8:***"),
    (SensitiveField.IDENTITY, "S1234567D", "***67D"),
    (SensitiveField.WITHDRAWAL_DETAILS, "GB82WEST12345698765432", "***432"),
]


@pytest.mark.parametrize(("of", "value", "part"), VALUES)
def test_a_value_is_shown_in_part_hidden_or_whole(of: SensitiveField, value: str, part: str):
    assert PARTLY.text(of, value) == part
    assert HIDDEN.text(of, value) == "***"
    assert CLEAR.text(of, value) == value


@pytest.mark.parametrize("veil", [CLEAR, PARTLY, HIDDEN])
def test_nothing_stays_nothing_so_that_a_gap_can_be_told_from_a_mask(veil: Veil):
    assert [veil.text(one, "") for one in SensitiveField] == [""] * len(SensitiveField)


def test_hidden_wins_where_a_field_is_both():
    both = Veil(partly=ALL, hidden=frozenset({SensitiveField.EMAIL}))
    assert both.showing(SensitiveField.EMAIL) is Showing.HIDDEN
    assert both.showing(SensitiveField.PHONE) is Showing.PARTLY


def test_facts_are_masked_by_their_names_at_any_depth():
    facts = {
        "email": "lin@example.com",
        "kind": "trader",
        "before": {"phone": "+6581234567", "name": "Lin"},
        "changes": [{"ip": "198.51.100.7"}, {"level": 3}],
        "field_iban": "GB82",
        "nationality": None,
    }
    assert HIDDEN.facts(facts) == {
        "email": "***",
        "kind": "trader",
        "before": {"phone": "***", "name": "Lin"},
        "changes": [{"ip": "***"}, {"level": 3}],
        "field_iban": "***",
        "nationality": None,
    }
    assert CLEAR.facts(facts) == facts


def test_fields_of_payout_profiles_are_known_by_their_beginning():
    assert field_of("field_anything") is SensitiveField.WITHDRAWAL_DETAILS
    assert field_of("kind") is None


def test_a_veil_names_what_it_shows_beyond_another():
    assert CLEAR.shows_beyond(HIDDEN) == ALL
    assert PARTLY.shows_beyond(HIDDEN) == ALL
    assert HIDDEN.shows_beyond(PARTLY) == frozenset()
    assert CLEAR.shows_beyond(CLEAR) == frozenset()
