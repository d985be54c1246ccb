"""Which notices follow from which message."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.core.actor import Realm
from chalicelib.core.money import Money
from chalicelib.messages import Message
from chalicelib.messages.accounts import AccountOpened, AccountSteered
from chalicelib.messages.approvals import (
    Notify,
    RequestApproved,
    RequestCancelled,
    RequestCompleted,
    RequestOpened,
    RequestQueued,
    RequestRejected,
)
from chalicelib.messages.funds import OperationCompleted, WalletAdjusted, WithdrawalPaid
from chalicelib.messages.identity import (
    CodeIssued,
    LoginHandedOver,
    LoginRestored,
    LoginSuspended,
    MemberInvited,
    PasswordChanged,
    PasswordVoided,
    SessionReused,
    SignedIn,
)
from chalicelib.notifications import rules
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import BellItem, Box, Link, Notice
from chalicelib.notifications.rules import requests
from infra import template

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SILENT = Notify(email=False, popup=False)


def about(kind: str = "deposit", **more: Any) -> dict[str, Any]:
    summary = {"amount": "100.00", "currency": "USD"}
    facts = {"request_id": "dep_1", "type": kind, "client_id": "10000001", "summary": summary}
    return facts | more


def told(message: Message) -> list[tuple[str, bool, bool]]:
    return [(notice.event, notice.email, notice.popup) for notice in rules.notices(message)]


def only(message: Message) -> Notice:
    (notice,) = rules.notices(message)
    return notice


@pytest.mark.parametrize(
    ("kind", "submitted", "completed", "rejected"),
    [
        (
            "trader_registration",
            "registration_received",
            "registration_approved",
            "registration_rejected",
        ),
        (
            "ib_registration",
            "registration_received",
            "registration_approved",
            "registration_rejected",
        ),
        ("open_account", "account_requested", None, "account_rejected"),
        ("deposit", "deposit_submitted", "deposit_approved", "deposit_rejected"),
        ("withdrawal", "withdrawal_submitted", "withdrawal_approved", "withdrawal_rejected"),
        ("transfer", "transfer_submitted", "transfer_approved", "transfer_rejected"),
        (
            "withdrawal_details",
            "withdrawal_details_submitted",
            "withdrawal_details_approved",
            "withdrawal_details_rejected",
        ),
    ],
)
def test_each_type_of_request_has_its_own_notices(
    kind: str, submitted: str, completed: str | None, rejected: str
):
    assert only(RequestOpened(**about(kind))).event == submitted
    done = rules.notices(RequestCompleted(**about(kind)))
    assert [notice.event for notice in done] == ([completed] if completed else [])
    assert only(RequestRejected(**about(kind), decided_by="x", reason="no")).event == rejected


def test_an_automatic_request_is_told_once_when_it_is_done():
    assert told(RequestOpened(**about(), automatic=True)) == []
    done = RequestCompleted(**about(), automatic=True, notify=SILENT)
    assert told(done) == [("deposit_approved", True, True)]


@pytest.mark.parametrize("email", [True, False])
@pytest.mark.parametrize("popup", [True, False])
def test_what_the_reviewer_ticked_is_obeyed(email: bool, popup: bool):
    notify = Notify(email=email, popup=popup, language="ar")
    for message in (
        RequestCompleted(**about(), notify=notify),
        RequestRejected(**about(), decided_by="x", reason="no", notify=notify),
    ):
        notice = only(message)
        assert (notice.email, notice.popup, notice.language) == (email, popup, "ar")


def test_a_rejection_carries_its_reason_and_the_facts_of_the_request():
    notice = only(RequestRejected(**about(), decided_by="x", reason="Proof unreadable"))
    assert notice.facts == {
        "amount": "100.00",
        "currency": "USD",
        "reason": "Proof unreadable",
        "type": "deposit",
        "reference": "dep_1",
    }
    assert notice.link == Link("request", "dep_1")
    assert (notice.realm, notice.subject_id) == (Realm.CLIENT, "10000001")


def test_a_withdrawal_refused_afterwards_is_told_as_a_return():
    message = RequestRejected(
        **about("withdrawal"), decided_by="x", reason="closed", after_approval=True
    )
    assert only(message).event == "withdrawal_refunded"


def test_who_took_a_request_back_is_not_told_of_it():
    assert told(RequestCancelled(**about(), reason_code="cancelled_by_client")) == []
    expired = only(RequestCancelled(**about(), reason_code="payment_expired"))
    assert (expired.event, expired.email, expired.popup) == ("request_cancelled", False, True)
    assert expired.facts["reason_code"] == "payment_expired"


def test_a_new_account_is_told_with_sealed_passwords_and_shown_without():
    notice = only(
        AccountOpened(
            account_id="tac_1",
            client_id="10000001",
            request_id="acc_1",
            server_id="srv_1",
            server_name="Meridian Live",
            login=70001,
            kind="live",
            currency="USD",
            leverage=100,
            account_type={"en": "Standard"},
            sealed_main_password="sealed-main",
            sealed_investor_password="sealed-investor",
        )
    )
    assert [(one.name, one.context) for one in notice.sealed] == [
        ("main_password", "acc_1"),
        ("investor_password", "acc_1"),
    ]
    assert "sealed" not in str(notice.facts)
    assert "sealed-main" not in repr(notice)
    assert notice.link == Link("account", "tac_1")


@pytest.mark.parametrize("purpose", ["registration", "password_reset"])
def test_a_code_goes_to_the_address_alone_and_is_void_when_it_expires(purpose: str):
    notice = only(
        CodeIssued(
            realm=Realm.CLIENT,
            purpose=purpose,
            email="lin@example.com",
            language="zh",
            sealed_code="sealed",
            expires_at=AT,
        )
    )
    assert (notice.event, notice.email, notice.popup) == (f"{purpose}_code", True, False)
    assert (notice.address, notice.language, notice.void_after) == ("lin@example.com", "zh", AT)
    assert "lin@example.com" not in repr(notice)


def signed_in(*, remote: bool) -> SignedIn:
    return SignedIn(
        realm=Realm.STAFF,
        subject_id="stf_1",
        at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        ip="203.0.113.7",
        device="Mozilla/5.0 (Windows NT 10.0) Chrome/140.0",
        known_device=False,
        device_kind="Chrome, Windows",
        city="Perth, AU",
        remote=remote,
    )


def test_a_sign_in_from_a_new_place_tells_what_is_unusual_and_any_other_nothing():
    facts = {"city": "Perth, AU", "ip": "203.0.113.7", "device": "Chrome, Windows"}
    assert only(signed_in(remote=True)).facts == facts
    assert rules.notices(signed_in(remote=False)) == ()


@pytest.mark.parametrize(
    ("message", "event"),
    [
        (PasswordChanged(realm=Realm.STAFF, subject_id="stf_1", reset=False), "password_changed"),
        (LoginRestored(realm=Realm.STAFF, subject_id="stf_1"), "login_restored"),
        (SessionReused(realm=Realm.STAFF, subject_id="stf_1", ip="", device=""), "session_reused"),
        (LoginSuspended(realm=Realm.STAFF, subject_id="stf_1", reason="x"), "login_suspended"),
        (signed_in(remote=True), "remote_login"),
    ],
)
def test_security_is_told_to_whose_login_it_is(message: Message, event: str):
    notice = only(message)
    assert (notice.event, notice.realm, notice.subject_id) == (event, Realm.STAFF, "stf_1")
    assert notice.email
    assert notice.popup


def test_why_staff_suspended_somebody_is_not_told():
    def reason(text: str) -> Any:
        message = LoginSuspended(realm=Realm.CLIENT, subject_id="1", reason=text)
        return only(message).facts.get("reason")

    assert reason("suspected fraud") is None
    assert reason("failed_attempts") == "failed_attempts"


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("deposit", "account_deposited"),
        ("withdrawal", "account_withdrawn"),
        ("credit_in", "account_credit_given"),
        ("credit_out", "account_credit_taken"),
    ],
)
def test_operations_of_the_staff_name_the_account_and_the_amount(kind: str, event: str):
    told = only(
        OperationCompleted(
            operation_id="aop_1",
            kind=kind,
            client_id="10000001",
            account_id="tac_1",
            login=800001,
            amount=Money(1250, "USD"),
            entry_id="aop_1.post",
            notify=Notify(email=False, popup=True, language="ar"),
        )
    )
    assert (told.event, told.email, told.popup, told.language) == (event, False, True, "ar")
    assert told.facts == {"account": "800001", "amount": "12.50", "amount_currency": "USD"}
    assert told.link == Link("account", "tac_1")


def test_a_leverage_given_by_staff_is_told_as_they_ticked():
    steered = AccountSteered(
        account_id="tac_1", client_id="10000001", login=800001, leverage=200, notify=SILENT
    )
    told = only(steered)
    assert (told.event, told.email, told.popup) == ("account_leverage_changed", False, False)
    assert told.facts == {"account": "800001", "leverage": 200}


def test_money_messages_bring_their_amounts():
    adjusted = only(
        WalletAdjusted(
            adjustment_id="adj_1",
            client_id="10000001",
            amount=Money(-1250, "USD"),
            entry_id="adj_1.post",
            notify=SILENT,
        )
    )
    assert (adjusted.facts, adjusted.email, adjusted.popup) == (
        {"amount": "-12.50", "amount_currency": "USD"},
        False,
        False,
    )
    paid = only(
        WithdrawalPaid(
            withdrawal_id="wdr_1",
            client_id="10000001",
            amount=Money(10000, "USD"),
            payout=Money(9900, "EUR"),
        )
    )
    assert (paid.facts["payout"], paid.facts["payout_currency"]) == ("99.00", "EUR")


def test_whose_password_staff_made_void_hears_of_it_by_mail_alone():
    notice = only(PasswordVoided(realm=Realm.STAFF, subject_id="stf_1"))
    assert (notice.event, notice.realm, notice.subject_id) == (
        "password_voided",
        Realm.STAFF,
        "stf_1",
    )
    assert (notice.email, notice.popup) == (True, False)


def test_an_invited_member_is_written_to_at_the_back_office():
    notice = only(MemberInvited(subject_id="stf_1", email="a@b.example", name="A", language="en"))
    assert (notice.event, notice.realm, notice.address) == (
        "member_invited",
        Realm.STAFF,
        "a@b.example",
    )


def test_a_client_whom_staff_brought_in_hears_how_to_sign_in():
    handed = LoginHandedOver(
        subject_id="10000001", email="a@b.example", name="A", language="zh", sealed_password="x"
    )
    notice = only(handed)
    assert (notice.event, notice.realm, notice.address, notice.language) == (
        "client_credentials",
        Realm.CLIENT,
        "a@b.example",
        "zh",
    )
    assert [(one.name, one.context) for one in notice.sealed] == [("password", "a@b.example")]
    invited = only(replace(handed, sealed_password=""))
    assert (invited.event, invited.sealed) == ("client_invited", ())


def test_what_concerns_nobody_is_not_told():
    assert told(RequestApproved(**about(), decided_by="x")) == []
    assert told(RequestOpened(**about("something_newer"))) == []


def test_an_approver_is_told_what_waits():
    queued = RequestQueued(
        **about(client_name="Lin Wei"), permission="decide_deposits", approvers=()
    )
    notice = rules.waiting(queued, "stf_1")
    assert (notice.email, notice.popup, notice.subject_id) == (False, True, "stf_1")
    assert "client_name" not in notice.facts
    assert notice.facts["client_id"]
    assert notice.facts["type"] == "deposit"


@pytest.mark.parametrize(
    ("read", "read_up_to", "expected"),
    [(False, "", False), (True, "", True), (False, "ntf_2", True), (False, "ntf_1", False)],
)
def test_an_item_is_read_by_itself_or_with_all(read: bool, read_up_to: str, expected: bool):
    item = BellItem("ntf_2", Realm.CLIENT, "1", "x", {}, None, AT, read=read)
    assert rules.is_read(item, Box(Realm.CLIENT, "1", read_up_to=read_up_to)) is expected


def test_every_event_that_a_rule_names_is_in_the_catalogue():
    named = {
        *requests._SUBMITTED.values(),
        *requests._COMPLETED.values(),
        *requests._REJECTED.values(),
    }
    assert named <= set(EVENTS)


@pytest.mark.parametrize("kind", rules.CONSUMED)
def test_the_queue_hears_every_message_that_is_told(kind: type[Message]):
    subscription = template.load()["Resources"]["NotificationsEventsSubscription"]
    policy = subscription["Properties"]["FilterPolicy"]["name"]
    exact = {one for one in policy if isinstance(one, str)}
    prefixes = tuple(one["prefix"] for one in policy if isinstance(one, dict))
    assert kind.NAME in exact or kind.NAME.startswith(prefixes)
