"""The banner above the links that clients share: a setting, in each language, off while empty."""

from typing import Any

import pytest

from app import app
from chalicelib.clients.model import REFERRING_KINDS, Client, ClientKind
from chalicelib.core.actor import system
from chalicelib.core.permissions import Permission
from chalicelib.promotions.model import REFERRAL_BANNER, Banner
from chalicelib.promotions.service import sharing
from chalicelib.settings import public as settings
from tests.kit import people
from tests.kit.clients import acting, active_client
from tests.kit.http import Caller
from tests.kit.people import Person

pytestmark = pytest.mark.usefixtures("store", "clock")
PATH = "/api/desk/settings/promotions.referral_banner"
SAID = {"heading": {"en": "Bring a friend", "ar": "أحضر صديقًا"}, "text": {"en": "Both\ngain."}}


def editor() -> Caller:
    """Staff who may change settings."""
    role = people.role(Permission.READ_SETTINGS, Permission.UPDATE_SETTINGS)
    return people.signed_in(app, "desk", people.member(role))


def portal_of(client: Client) -> Caller:
    """A client who has signed in."""
    return people.signed_in(app, "portal", Person(client.id, client.email))


def test_there_is_none_until_staff_have_written_one_and_none_once_they_empty_it():
    staff, client = editor(), portal_of(active_client())
    assert client.get("/api/portal/referral-banner").body == {"heading": {}, "text": {}}
    assert staff.call("PUT", PATH, {"value": SAID}).body["value"] == SAID
    assert client.get("/api/portal/referral-banner").body == SAID
    assert staff.call("PUT", PATH, {"value": {}}).status == 200
    assert client.get("/api/portal/referral-banner").body == {"heading": {}, "text": {}}


def test_who_may_not_refer_is_told_nothing():
    client = active_client()
    said = Banner(heading={"en": "Bring a friend"})
    settings.adopt(system("test"), REFERRAL_BANNER, said)
    assert sharing.banner(acting(client)) == said
    settings.adopt(system("test"), REFERRING_KINDS, (ClientKind.IB,))
    assert sharing.banner(acting(client)) == Banner()


def test_it_is_for_clients_alone():
    refused = editor().get("/api/portal/referral-banner")
    assert (refused.status, Caller(app).get("/api/portal/referral-banner").status) == (401, 401)


def test_what_looks_like_markup_is_kept_as_it_was_written():
    text = {"en": '<b onclick="x()">50 % & more</b>'}
    answer = editor().call("PUT", PATH, {"value": {"text": text}})
    assert answer.body["value"] == {"heading": {}, "text": text}


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"heading": {"en": "x" * 121}}, "value.heading.en"),
        ({"text": {"en": "x" * 1001}}, "value.text.en"),
        ({"heading": {"en": " "}}, "value.heading.en"),
        ({"heading": {"fr": "Amenez un ami"}}, "value.heading.fr.[key]"),
        ({"heading": "Bring a friend"}, "value.heading"),
        ({"picture": "x"}, "value.picture"),
    ],
)
def test_what_no_page_could_show_is_refused_at_its_place(value: Any, field: str):
    answer = editor().call("PUT", PATH, {"value": value})
    assert (answer.status, answer.body["code"], answer.body["field"]) == (
        400,
        "setting_invalid",
        field,
    )
