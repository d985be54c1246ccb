"""Phone numbers, referral codes, owners, consents: the pure decisions of registration."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib.clients import rules
from chalicelib.clients.model import (
    Agreement,
    AgreementPurpose,
    Client,
    ClientKind,
    ClientStatus,
    OwnerAssignment,
    OwnerRule,
)
from chalicelib.clients.rules import listing
from chalicelib.core.consent import Acceptance
from chalicelib.core.errors import Invalid

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIN = Client(
    id="10000001",
    kind=ClientKind.TRADER,
    name="Lin Chen",
    email="lin@example.com",
    phone="+447911123456",
    nationality="GB",
    status=ClientStatus.ACTIVE,
    referral_code="ABCDEFGH",
    request_id="reg_1",
    registered_at=NOW,
)


@pytest.mark.parametrize(
    ("country_code", "number", "stored"),
    [
        ("+44", "07911 123456", "+447911123456"),
        ("+44", "7911123456", "+447911123456"),
        ("+44", "+44 7911 123456", "+447911123456"),
        ("+1", "(212) 555-0123", "+12125550123"),
        ("+971", "050 123 4567", "+971501234567"),
        ("+86", "138 0013 8000", "+8613800138000"),
    ],
)
def test_a_number_is_one_text_however_it_is_written(country_code, number, stored):
    assert rules.phone_number(country_code, number) == stored


@pytest.mark.parametrize(
    ("country_code", "number"),
    [
        ("+44", "123"),
        ("+44", "+1 212 555 0123"),
        ("+999", "1234567"),
        ("+x", "1"),
        ("+44", "phone"),
    ],
)
def test_what_is_no_number_of_the_country_is_refused(country_code, number):
    with pytest.raises(Invalid) as refusal:
        rules.phone_number(country_code, number)
    assert refusal.value.code == "phone_invalid"


@given(some.integers(10**11, 10**12 - 1), some.integers(10**11, 10**12 - 1))
def test_referral_codes_are_clear_and_differ_where_their_numbers_differ(one, another):
    codes = rules.referral_code(one), rules.referral_code(another)
    assert all(len(code) == 8 and not set(code) & set("01ILO") for code in codes)
    space = 31**8
    assert (codes[0] == codes[1]) == (one % space == another % space)
    assert rules.written_code(f" {codes[0].lower()} ") == codes[0]


@pytest.mark.parametrize(
    ("client", "refers"),
    [
        (LIN, True),
        (None, False),
        (replace(LIN, status=ClientStatus.SUSPENDED), False),
        (replace(LIN, status=ClientStatus.PENDING), False),
        (replace(LIN, kind=ClientKind.IB), False),
    ],
)
def test_active_clients_of_the_kinds_allowed_refer(client, refers):
    assert rules.may_refer(client, (ClientKind.TRADER,)) is refers


@pytest.mark.parametrize(
    ("rule", "referrer", "owner"),
    [
        (OwnerRule.NOBODY, LIN, None),
        (OwnerRule.FIXED, LIN, "stf_fixed"),
        (OwnerRule.REFERRERS, None, "stf_fixed"),
        (OwnerRule.REFERRERS, LIN, None),
        (OwnerRule.REFERRERS, replace(LIN, owner_id="stf_ada"), "stf_ada"),
    ],
)
def test_owners_are_assigned_by_the_brokers_rule(rule, referrer, owner):
    assert rules.owner(OwnerAssignment(rule, "stf_fixed"), referrer) == owner


def test_consents_name_what_was_in_force():
    terms = Agreement("terms", "2", AgreementPurpose.REGISTRATION, {"en": "Terms"}, url="https://x")
    (consent,) = rules.consents((terms,), (Acceptance("terms", "2"),), NOW, "198.51.100.7")
    assert (consent.document, consent.version, consent.accepted_at) == ("terms", "2", NOW)
    with pytest.raises(Invalid) as refusal:
        rules.consents((terms,), (Acceptance("terms", "1"),), NOW, "")
    assert refusal.value.facts == {"document": "terms", "version": "2"}


def test_a_client_is_found_with_and_without_the_country_of_the_number():
    assert {"+447911123456", "7911123456", "10000001"} <= set(listing.searchable(LIN))
