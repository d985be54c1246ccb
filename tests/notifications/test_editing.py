"""Editing the words of events: editions, taking back, switching, looking, trying out."""

from dataclasses import replace
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.core.actor import Realm, system
from chalicelib.core.permissions import Permission
from chalicelib.gateways.messaging.port import Email
from chalicelib.notifications import store
from chalicelib.notifications.events import notifications_events
from chalicelib.notifications.model import Notice, Words
from chalicelib.notifications.service import mailing
from tests.kit import people
from tests.kit.audit import brought
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller
from tests.kit.postbox import Postbox

ROOT = "/api/desk/message-templates"
EVENT = f"{ROOT}/deposit_approved"
WORDS = {
    "subject": "Money, {{ name }}!",
    "heading": "It is there",
    "body": ["We have {{ amount }}."],
}


@pytest.fixture
def editor() -> Caller:
    role = people.role(Permission.READ_TEMPLATES, Permission.UPDATE_TEMPLATES)
    person = people.member(role, name="Ed Itor", email="ed@meridian.example")
    return people.signed_in(app, "desk", person)


def put(caller: Caller, words: Any = WORDS, edition: int = 0, language: str = "en") -> Answer:
    form = {"words": words, "edition": edition}
    return caller.call("PUT", f"{EVENT}/texts/{language}", form)


def mailed(postbox: Postbox, message_id: str = "msg_1") -> Email:
    notice = Notice(
        event="deposit_approved",
        realm=Realm.CLIENT,
        subject_id="10000001",
        email=True,
        popup=False,
        facts={"amount": "12.50", "currency": "USD"},
    )
    mailing.send(system("test"), message_id, notice)
    return postbox.mails[-1]


@pytest.fixture
def lin() -> people.Person:
    return people.client("10000001", "lin@example.com", name="Lin Wei")


def test_new_words_are_in_the_next_mail_and_the_old_ones_can_be_had_back(
    editor: Caller, lin: people.Person, postbox: Postbox
):
    assert put(editor).body["edition"] == 1
    mail = mailed(postbox)
    assert mail.subject == "Money, Lin Wei!"
    assert "We have 12.50 USD." in mail.text
    back = put(editor, None, 1).body
    assert (back["is_packaged"], back["edition"]) == (True, 2)
    assert back["words"] == back["packaged"]
    assert mailed(postbox, "msg_2").subject == "Your deposit is in your wallet"


def test_each_language_has_words_of_its_own(editor: Caller, lin: people.Person, postbox: Postbox):
    put(editor, language="zh")
    assert mailed(postbox).subject == "Your deposit is in your wallet"
    texts = {one["language"]: one for one in editor.get(EVENT).body["texts"]}
    assert [texts[one]["is_packaged"] for one in ("en", "zh", "ar")] == [True, False, True]


def test_two_editors_do_not_overwrite_each_other(editor: Caller):
    put(editor)
    answer = put(editor, {**WORDS, "heading": "Other"}, 0)
    assert (answer.status, answer.body["code"]) == (409, "text_changed")


def test_every_edition_stays_and_is_on_the_record(editor: Caller):
    put(editor)
    put(editor, {**WORDS, "heading": "Better"}, 1)
    put(editor, None, 2)
    found = editor.get(f"{EVENT}/texts/en").body["items"]
    assert [(one["edition"], one["words"] and one["words"]["heading"]) for one in found] == [
        (3, None),
        (2, "Better"),
        (1, "It is there"),
    ]
    assert found[0]["edited_by_name"] == "Ed Itor"
    changes = [one for one in brought() if one["action"] == "template_changed"]
    assert [one["after"].get("heading") for one in changes] == ["It is there", "Better", None]
    assert changes[1]["before"]["heading"] == "It is there"


def test_words_that_equal_those_of_the_release_follow_the_next_release(editor: Caller):
    packaged = editor.get(EVENT).body["texts"][0]["packaged"]
    assert put(editor, packaged).body["is_packaged"] is True


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({**WORDS, "subject": "{{ nmae }}"}, "template_unknown_variable", "subject"),
        ({**WORDS, "body": ["fine", "{{ name"]}, "template_syntax", "body.1"),
        ({**WORDS, "body": []}, "input_invalid", "words.body"),
        ({**WORDS, "subject": ""}, "input_invalid", "words.subject"),
        ({**WORDS, "body": ["x" * 2001]}, "input_invalid", "words.body.0"),
    ],
)
def test_words_that_cannot_be_used_are_refused_where_they_stand(
    editor: Caller, words: Any, code: str, field: str
):
    answer = put(editor, words)
    assert (answer.status, answer.body["code"], answer.body["field"]) == (400, code, field)


@pytest.mark.parametrize("path", ["nothing", "request_waiting"])
def test_there_are_no_words_of_what_is_not_mailed(editor: Caller, path: str):
    form = {"words": WORDS, "edition": 0}
    assert editor.call("PUT", f"{ROOT}/{path}/texts/en", form).status == 404
    assert editor.call("PUT", f"{EVENT}/texts/fr", form).status == 404


def test_a_silenced_event_is_told_by_the_other_way(editor: Caller):
    answer = editor.patch(EVENT, {"email": False})
    assert (answer.body["event"]["email"], answer.body["event"]["popup"]) == (False, True)
    assert store.channels(["deposit_approved"])["deposit_approved"].email is False
    line = next(one for one in editor.get(ROOT).body["items"] if one["code"] == "deposit_approved")
    assert (line["email"], line["popup"], line["mandatory"]) == (False, True, False)


@pytest.mark.parametrize(
    ("event", "change"),
    [
        ("password_reset_code", {"email": False}),
        ("account_opened", {"email": False}),
        ("password_changed", {"popup": False}),
        ("request_waiting", {"email": False}),
        ("registration_received", {"popup": False}),
    ],
)
def test_what_matters_and_what_is_never_told_cannot_be_switched(
    editor: Caller, event: str, change: dict[str, bool]
):
    answer = editor.patch(f"{ROOT}/{event}", change)
    assert (answer.status, answer.body["code"]) == (409, "channel_fixed")


def test_every_event_stands_in_the_list_under_a_heading(editor: Caller):
    found = editor.get(ROOT).body["items"]
    assert {one["group"] for one in found} >= {"deposits", "security", "staff", "registration"}
    assert "other" not in {one["group"] for one in found if one["code"] != "request_cancelled"}


def test_a_preview_shows_the_words_with_examples_and_keeps_nothing(editor: Caller):
    form = {"language": "ar", "words": WORDS}
    shown = editor.post(f"{EVENT}/previews", form).body
    assert shown["subject"] == "Money, Lin Wei!"
    assert 'dir="rtl"' in shown["html"]
    assert editor.get(EVENT).body["texts"][2]["is_packaged"] is True
    refused = editor.post(f"{EVENT}/previews", {**form, "words": {**WORDS, "heading": "{{ x }}"}})
    assert refused.body["code"] == "template_unknown_variable"


def test_a_preview_without_words_shows_those_in_force(editor: Caller):
    put(editor)
    shown = editor.post(f"{EVENT}/previews", {"language": "en"}).body
    assert shown["subject"] == "Money, Lin Wei!"


def test_a_test_mail_goes_to_the_editor_alone_even_where_the_event_is_silenced(
    editor: Caller, postbox: Postbox
):
    editor.patch(EVENT, {"email": False})
    answer = editor.post(f"{EVENT}/test-mails", {"language": "en", "words": WORDS})
    assert answer.status == 204
    Courier((notifications_events,)).deliver_all(twice=True)
    (mail,) = [one for one in postbox.mails if one.tags["event"] == "deposit_approved"]
    assert (mail.to, mail.subject) == ("ed@meridian.example", "Money, Lin Wei!")
    assert editor.get(EVENT).body["texts"][0]["is_packaged"] is True


def test_a_test_of_a_code_shows_no_real_code(editor: Caller, postbox: Postbox):
    editor.post(f"{ROOT}/password_reset_code/test-mails", {"language": "en"})
    Courier((notifications_events,)).deliver_all()
    assert "482913" in postbox.mails[-1].text


def test_twenty_tests_an_hour_are_enough(editor: Caller):
    for _ in range(20):
        editor.post(f"{EVENT}/test-mails", {"language": "en"})
    assert editor.post(f"{EVENT}/test-mails", {"language": "en"}).status == 429


def test_words_that_have_become_unusable_give_way_to_those_of_the_release(
    lin: people.Person, postbox: Postbox
):
    broken = Words("{{ gone_since }}", "x", ("x",))
    before = store.text("deposit_approved", "en")
    after = replace(before, words=broken, edition=1, edited_at=ports.now())
    ports.transact(system("test"), lambda unit: store.put_text(unit, before, after))
    assert mailed(postbox).subject == "Your deposit is in your wallet"


def test_reading_is_not_writing(postbox: Postbox):
    reader = people.signed_in(app, "desk", people.member(people.role(Permission.READ_TEMPLATES)))
    assert reader.get(EVENT).status == 200
    assert put(reader).status == 403
    assert reader.patch(EVENT, {"email": False}).status == 403
    assert reader.post(f"{EVENT}/test-mails", {"language": "en"}).status == 403
