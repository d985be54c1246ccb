"""What may be opened, the next login of a range, and passwords that servers accept."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib.accounts import rules
from chalicelib.accounts.model import (
    AccountKind,
    AccountLimits,
    LoginRange,
    Quota,
    TradingServerConfig,
)
from chalicelib.accounts.rules import AccountLimitReached
from chalicelib.core.errors import Invalid
from chalicelib.gateways.trading.connection import Connection
from chalicelib.gateways.trading.errors import LoginsExhausted
from tests.kit.trading import DEMO, LIVE, SERVER, account_type

CONFIG = TradingServerConfig(
    SERVER, "Meridian Live", Connection("https://mt5.example", 1000, "mt5-live"), ("real*",)
)


@given(some.text(min_size=16, max_size=60))
def test_every_password_has_all_four_classes_and_a_length_that_mt5_takes(randomness):
    password = rules.password(randomness)
    assert 8 <= len(password) <= 16
    assert any(letter.islower() for letter in password)
    assert any(letter.isupper() for letter in password)
    assert any(letter.isdigit() for letter in password)
    assert any(not letter.isalnum() for letter in password)
    assert not set(password) & set("0O1lI")


def test_other_randomness_gives_another_password():
    passwords = {rules.password(f"secret-{number}") for number in range(500)}
    assert len(passwords) == 500


def test_the_classes_do_not_stand_in_fixed_places():
    firsts = {rules.password(f"secret-{number}")[0] for number in range(200)}
    assert any(first.islower() for first in firsts)
    assert any(not first.isalpha() for first in firsts)


@pytest.mark.parametrize(
    ("config", "kind"),
    [
        ({}, {"visible": False}),
        ({"offered": False}, {}),
        ({"kinds": (AccountKind.DEMO,)}, {}),
        ({}, {"server_id": "another"}),
        ({}, {"id": "another"}),
    ],
)
def test_what_is_hidden_or_elsewhere_is_not_offered(config, kind):
    changed = TradingServerConfig(**vars(CONFIG) | config)
    with pytest.raises(Invalid) as refusal:
        rules.offered_type(
            (changed,), (account_type(**{"type_id": LIVE} | named(kind)),), SERVER, LIVE
        )
    assert refusal.value.code == "account_type_not_offered"


def named(changes):
    """``changes`` with the id under the name that the kit gives it."""
    return {"type_id" if name == "id" else name: value for name, value in changes.items()}


def test_the_type_chosen_comes_with_its_server():
    live, demo = account_type(LIVE), account_type(DEMO)
    assert rules.offered_type((CONFIG,), (live, demo), SERVER, DEMO) == (CONFIG, demo)


def test_leverage_is_one_of_those_offered_or_the_default():
    kind = account_type()
    assert rules.leverage(kind, 200) == 200
    assert rules.leverage(kind, None) == 100
    assert rules.leverage(account_type(leverage_visible=False), 200) == 100
    with pytest.raises(Invalid) as refusal:
        rules.leverage(kind, 500)
    assert refusal.value.facts == {"leverages": [50, 100, 200]}


@given(some.integers(0, 10), some.integers(0, 10))
def test_no_more_accounts_than_the_limit_can_be_asked_for(have, limit):
    limits, quota = AccountLimits(live=limit, demo=0), Quota("10000001", live=have)
    if have < limit:
        after = rules.counted(quota, limits, AccountKind.LIVE)
        assert (after.live, after.demo) == (have + 1, 0)
    else:
        with pytest.raises(AccountLimitReached):
            rules.counted(quota, limits, AccountKind.LIVE)


def test_a_range_gives_its_logins_in_order_and_then_says_so():
    kind = account_type(first_login=7, last_login=8)
    logins = LoginRange(SERVER, kind.id, 7)
    drawn = []
    for _ in range(2):
        login, logins = rules.drawn(logins, kind)
        drawn.append(login)
    assert drawn == [7, 8]
    with pytest.raises(LoginsExhausted):
        rules.drawn(logins, kind)
