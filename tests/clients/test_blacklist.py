"""The blacklist: who is kept out, what they hear, and who can be put on it."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.clients.model import ClientKind
from chalicelib.clients.model.answers import REGISTRATION_FORMS
from chalicelib.clients.model.blacklist import (
    Blacklisted,
    BlacklistKey,
    BlacklistReason,
    ContactOfClient,
    Entry,
    EntryDraft,
    EntryExists,
    ServiceError,
    Traits,
)
from chalicelib.clients.schemas.blacklist import BlacklistEntryView
from chalicelib.clients.service import blacklist
from chalicelib.core.actor import system
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.forms import Form, FormField
from chalicelib.core.paging import PageRequest
from chalicelib.core.veil import CLEAR, SensitiveField, Veil
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from tests.kit.approvals import member
from tests.kit.clients import acting, active_client, command, registered

pytestmark = pytest.mark.usefixtures("store", "clock")
ADA = member("Ada")


def add(key: BlacklistKey, value: str, **more: Any) -> Entry:
    draft = EntryDraft(key, value, BlacklistReason.IMPROPER_TRADING)
    return blacklist.add(ADA, replace(draft, **more), command())


@pytest.mark.parametrize(
    ("key", "value", "typed"),
    [
        (BlacklistKey.EMAIL, "Bad@Example.com", {"email": "bad@example.com"}),
        (
            BlacklistKey.PHONE,
            "+44 7911 123456",
            {"country_code": "+44", "phone_number": "07911 123456"},
        ),
        (BlacklistKey.NATIONALITY, "sg", {"nationality": "SG"}),
    ],
)
def test_a_blacklisted_person_cannot_register_and_hears_nothing_of_why(
    key: BlacklistKey, value: str, typed: dict[str, str]
):
    add(key, value)
    with pytest.raises(ServiceError) as refusal:
        registered(**typed)
    assert (refusal.value.code, refusal.value.field) == ("unknown_service_error", None)
    assert refusal.value.facts == {}


def test_an_identity_number_is_compared_without_blanks_and_case():
    form = Form((FormField("passport_number", {"en": "Passport"}, required=False),))
    settings.adopt(system("test"), REGISTRATION_FORMS[ClientKind.TRADER], form)
    add(BlacklistKey.IDENTITY, "x 123-456")
    with pytest.raises(ServiceError):
        registered(answers={"passport_number": "X123456"})
    assert registered(answers={"passport_number": "X123457"}).status == "pending"


def test_an_entry_may_block_accounts_alone():
    add(BlacklistKey.NATIONALITY, "SG", blocks_registration=False)
    client = active_client(nationality="SG")
    with pytest.raises(ServiceError):
        blacklist.refuse_account(acting(client), client)


def test_an_entry_may_block_registration_alone():
    client = active_client(nationality="SG")
    add(BlacklistKey.NATIONALITY, "SG", blocks_accounts=False)
    blacklist.refuse_account(acting(client), client)
    with pytest.raises(ServiceError):
        registered(nationality="SG")


def test_staff_hear_which_entry_it_is():
    add(BlacklistKey.EMAIL, "bad@example.com")
    with pytest.raises(Blacklisted) as refusal:
        blacklist.refuse_registration(ADA, Traits(email="bad@example.com"))
    assert refusal.value.facts == {"key": "email", "why": "improper_trading"}


def test_a_client_cannot_be_blacklisted_by_their_address_or_number():
    client = active_client()
    for key, value in ((BlacklistKey.EMAIL, client.email), (BlacklistKey.PHONE, client.phone)):
        with pytest.raises(ContactOfClient):
            add(key, value)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        (BlacklistKey.EMAIL, "nobody", "blacklist_value_invalid"),
        (BlacklistKey.IDENTITY, " - ", "blacklist_value_invalid"),
        (BlacklistKey.PHONE, "07911 123456", "phone_invalid"),
        (BlacklistKey.NATIONALITY, "ZZ", "nationality_unknown"),
    ],
)
def test_what_nobody_could_have_cannot_be_blacklisted(key: BlacklistKey, value: str, code: str):
    with pytest.raises(Invalid) as refusal:
        add(key, value)
    assert refusal.value.code == code


def test_nobody_is_on_the_list_twice():
    add(BlacklistKey.EMAIL, "bad@example.com")
    with pytest.raises(EntryExists):
        add(BlacklistKey.EMAIL, "BAD@example.com ")


def test_the_list_is_newest_first_and_found_by_the_beginning_of_value_or_name(clock):
    first = add(BlacklistKey.EMAIL, "bad@example.com", name="Rick Rough")
    clock.advance(minutes=1)
    second = add(BlacklistKey.PHONE, "+447911123456")
    assert blacklist.listed(ADA, None, PageRequest()).items == (second, first)
    assert blacklist.listed(ADA, "roug", PageRequest()).items == (first,)
    assert blacklist.listed(ADA, "+4479", PageRequest()).items == (second,)


def test_who_is_taken_off_may_come_in_and_both_acts_are_logged():
    made = add(BlacklistKey.EMAIL, "bad@example.com")
    blacklist.remove(ADA, made.id)
    assert registered(email="bad@example.com").status == "pending"
    assert blacklist.listed(ADA, None, PageRequest()).items == ()
    assert blacklist.listed(ADA, "bad", PageRequest()).items == ()
    records = audit.of_object("blacklist", made.id, PageRequest()).items
    assert {one.action for one in records} == {"blacklist_added", "blacklist_removed"}
    with pytest.raises(NotFound):
        blacklist.remove(ADA, made.id)


VALUES = {
    BlacklistKey.EMAIL: "bad@example.com",
    BlacklistKey.PHONE: "+447911123456",
    BlacklistKey.IDENTITY: "AB123456",
    BlacklistKey.NATIONALITY: "KP",
}
HIDDEN = Veil(hidden=frozenset(SensitiveField))
PARTLY = Veil(partly=frozenset(SensitiveField))


def found(veil: Veil, text: str) -> int:
    return len(blacklist.listed(replace(ADA, veil=veil), text, PageRequest()).items)


@pytest.mark.parametrize(("key", "value"), VALUES.items())
def test_a_veiled_value_cannot_be_spelt_out_by_searching(key: BlacklistKey, value: str):
    add(key, value, name="Zed Zorn")
    beginning = value.lstrip("+")[:2] if len(value) == 2 else value.lstrip("+")[:3]
    assert found(CLEAR, beginning) == 1
    assert found(PARTLY, value) == 1, "who knows it finds it"
    assert (found(PARTLY, beginning) == 1) is (beginning == value)
    assert found(HIDDEN, value) == 0
    assert found(HIDDEN, "zed") == 1, "names are no secret"


@pytest.mark.parametrize(("key", "value"), VALUES.items())
def test_a_veiled_value_is_masked_where_it_is_shown(key: BlacklistKey, value: str):
    entry = add(key, value)

    def shown(veil: Veil) -> str:
        view = BlacklistEntryView.of(entry)
        return str(view.model_dump(mode="json", context={"veil": veil})["value"])

    assert shown(CLEAR) == value
    assert shown(HIDDEN) == "***"
    assert "***" in shown(PARTLY)
    assert shown(PARTLY) != value
