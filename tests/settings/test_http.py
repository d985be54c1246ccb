"""Settings over HTTP: who may read, propose and agree, and what anyone is told of the brand."""

import pytest

from app import app
from chalicelib.core.permissions import Permission
from tests.kit import people
from tests.kit.http import Caller
from tests.settings import examples

pytestmark = pytest.mark.usefixtures("store", "clock")
LIMIT = f"/api/desk/settings/{examples.LIMIT.key}"
GUARDED = f"/api/desk/settings/{examples.GUARDED.key}"


def staff_with(*permissions: Permission) -> Caller:
    return people.signed_in(app, "desk", people.member(people.role(*permissions)))


@pytest.fixture
def editor() -> Caller:
    return staff_with(Permission.READ_SETTINGS, Permission.UPDATE_SETTINGS)


@pytest.fixture
def second() -> Caller:
    return staff_with(Permission.READ_SETTINGS, Permission.APPROVE_SETTINGS)


def shown(caller: Caller, key: str) -> dict:
    items = caller.get("/api/desk/settings").body["items"]
    return next(item for item in items if item["key"] == key)


def test_a_setting_shows_its_type_its_value_and_its_default(editor: Caller):
    assert shown(editor, "example.limit") == {
        "key": "example.limit",
        "group": "example",
        "title_code": "setting.example.limit",
        "type": {"maximum": 100, "minimum": 1, "type": "integer"},
        "value": 5,
        "default": 5,
        "version": 0,
        "effective_at": None,
        "four_eyes": False,
        "pending": None,
        "scheduled": [],
    }


def test_a_change_is_answered_with_what_is_in_force(editor: Caller):
    answer = editor.call("PUT", LIMIT, {"value": 9, "comment": "more"})
    assert (answer.status, answer.body["value"], answer.body["version"]) == (200, 9, 1)
    assert shown(editor, "example.limit")["value"] == 9


def test_a_repeated_change_is_answered_as_the_first_was(editor: Caller):
    first = editor.call("PUT", LIMIT, {"value": 9}, key="the-same-key")
    again = editor.call("PUT", LIMIT, {"value": 9}, key="the-same-key")
    assert again.body == first.body
    assert again.headers["Idempotency-Replayed"] == "true"
    assert shown(editor, "example.limit")["version"] == 1


def test_a_change_for_later_is_shown_as_scheduled(editor: Caller):
    body = {"value": 9, "effective_at": "2026-03-05T00:00:00Z"}
    answer = editor.call("PUT", LIMIT, body)
    assert answer.body["value"] == 5
    assert answer.body["scheduled"] == [
        {"version": 1, "value": 9, "effective_at": "2026-03-05T00:00:00.000Z"}
    ]


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"value": 101}, "setting_invalid", "value"),
        ({"value": 1.5}, "setting_invalid", "value"),
        ({}, "input_invalid", "value"),
        ({"value": 9, "effective_at": "2026-03-05T00:00:00"}, "input_invalid", "effective_at"),
        ({"value": 9, "effective_at": "2026-03-01T00:00:00Z"}, None, "effective_at"),
        ({"value": 9, "force": True}, "input_invalid", "force"),
    ],
)
def test_a_change_that_cannot_be_names_the_field(editor: Caller, body, code, field):
    answer = editor.call("PUT", LIMIT, body)
    assert (answer.status, answer.body["field"]) == (400, field)
    assert answer.body["code"] == (code or "effective_in_the_past")
    assert shown(editor, "example.limit")["version"] == 0


def test_four_eyes_over_http(editor: Caller, second: Caller):
    proposed = editor.call("PUT", GUARDED, {"value": 2, "comment": "please"})
    assert proposed.body["value"] == 1
    assert proposed.body["pending"]["value"] == 2
    assert proposed.body["pending"]["by"]["name"] == "Mara Member"
    decided = second.patch(GUARDED, {"decision": "approved"})
    assert (decided.status, decided.body["value"], decided.body["pending"]) == (200, 2, None)
    versions = second.get(f"{GUARDED}/versions").body["items"]
    assert [(one["version"], one["state"]) for one in versions] == [(1, "approved")]


def test_whoever_may_do_both_still_cannot_agree_to_their_own_change():
    both = staff_with(
        Permission.READ_SETTINGS, Permission.UPDATE_SETTINGS, Permission.APPROVE_SETTINGS
    )
    both.call("PUT", GUARDED, {"value": 2})
    answer = both.patch(GUARDED, {"decision": "approved"})
    assert (answer.status, answer.body["code"]) == (403, "own_change")


def test_rolling_back_over_http(editor: Caller):
    editor.call("PUT", LIMIT, {"value": 9})
    answer = editor.post(f"{LIMIT}/rollbacks", {"version": 0})
    assert (answer.status, answer.body["value"], answer.body["version"]) == (201, 5, 2)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/desk/settings", None),
        ("GET", f"{LIMIT}/versions", None),
        ("PUT", LIMIT, {"value": 9}),
        ("PATCH", GUARDED, {"decision": "approved"}),
        ("POST", f"{LIMIT}/rollbacks", {"version": 0}),
    ],
)
def test_settings_are_shut_without_the_permission(method, path, body):
    stranger = staff_with(Permission.READ_CLIENTS)
    answer = stranger.call(method, path, body)
    assert (answer.status, answer.body["code"]) == (403, "permission_missing")
    answer = Caller(app).call(method, path, body)
    assert (answer.status, answer.body["code"]) == (401, "token_missing")


def test_who_may_read_may_not_change():
    reader = staff_with(Permission.READ_SETTINGS)
    assert reader.call("PUT", LIMIT, {"value": 9}).status == 403


def test_an_unknown_setting_is_not_found(editor: Caller):
    answer = editor.call("PUT", "/api/desk/settings/example.unheard_of", {"value": 1})
    assert (answer.status, answer.body["code"]) == (404, "not_found")


@pytest.mark.parametrize("realm", ["portal", "desk"])
def test_anyone_is_told_the_brand(realm: str, editor: Caller):
    editor.call("PUT", "/api/desk/settings/brand.name", {"value": "Meridian Markets"})
    answer = Caller(app).get(f"/api/{realm}/brand")
    assert answer.status == 200
    assert answer.body["name"] == "Meridian Markets"
    assert answer.body["password_rules"]["min_length"] == 10
    assert ("registration" in answer.body) is (realm == "portal")


def test_the_brand_tells_public_settings_alone():
    told = Caller(app).get("/api/portal/brand").body
    assert "limit" not in told
    assert "failed_attempt_limit" not in told


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("brand.accent", "blue"),
        ("brand.broker_time_zone", "Europe/Atlantis"),
        ("brand.languages", []),
        ("brand.languages", ["de"]),
        ("brand.support_email", "nobody"),
        ("brand.name", ""),
    ],
)
def test_a_brand_that_no_page_could_show_is_refused(editor: Caller, key: str, value):
    answer = editor.call("PUT", f"/api/desk/settings/{key}", {"value": value})
    assert (answer.status, answer.body["code"]) == (400, "setting_invalid")
