"""From published messages to bells and mails, through the queue, in any order and twice."""

import json
from dataclasses import replace
from typing import Any

import pytest
from moto.ses.models import ses_backends

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Node, Verdict
from chalicelib.approvals.public import Notify, RequestType
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.gateways.messaging.port import MailUnavailable
from chalicelib.messages import Envelope, Message, pack, seal_envelope
from chalicelib.messages.accounts import AccountOpened
from chalicelib.messages.clients import ClientMessaged
from chalicelib.messages.funds import PaymentUnmatched, PayoutWaits, WalletAdjusted
from chalicelib.messages.identity import CodeIssued
from chalicelib.messages.partners import CommissionsHeld
from chalicelib.messages.reconciliation import BreakFound
from chalicelib.notifications.events import notifications_events
from chalicelib.notifications.model import SEAL, ChannelFixed
from chalicelib.notifications.service import bell, templates
from chalicelib.staff.public import DataScope
from chalicelib.storage import aws, parked, sealing
from tests.kit import people
from tests.kit.approvals import member, open_request, publish_flow
from tests.kit.courier import Courier, FakeContext, as_record
from tests.kit.postbox import Postbox

PAGE = PageRequest()
LIN = Actor(Realm.CLIENT, "10000001", "Lin Wei")
ANN = member("Ann")
DECIDING = (Permission.READ_REQUESTS, Permission.DECIDE_ACCOUNTS)


@pytest.fixture(autouse=True)
def lin() -> people.Person:
    return people.client("10000001", "lin@example.com", name="Lin Wei")


def deliver(**how: bool) -> None:
    Courier((notifications_events,)).deliver_all(**how)


def publish(message: Message) -> None:
    ports.transact(system("test"), lambda unit: unit.publish(message))


def codes(reader: Actor = LIN) -> list[str]:
    return [told.item.code for told in bell.listed(reader, PAGE).items]


def colleague(role_id: str) -> Actor:
    return Actor(Realm.STAFF, people.member(role_id).id)


def approved(request_id: str, notify: Notify, **changes: Any) -> None:
    open_request(request_id, **changes)
    decisions.decide(ANN, request_id, Review(Verdict.APPROVED, notify=notify))
    ports.transact(system("x"), lambda unit: approvals.complete(unit, request_id))


@pytest.mark.parametrize("how", [{}, {"twice": True}, {"reverse": True, "twice": True}])
def test_a_decided_request_is_told_once_however_its_messages_come(
    postbox: Postbox, how: dict[str, bool]
):
    approved("wdr_1", Notify(), type=RequestType.WITHDRAWAL)
    deliver(**how)
    assert sorted(postbox.subjects) == [
        "We have received your withdrawal request",
        "Your withdrawal is approved",
    ]
    assert sorted(codes()) == ["withdrawal_approved", "withdrawal_submitted"]
    assert bell.unread(LIN) == 2


@pytest.mark.parametrize(
    ("notify", "mails", "bells"),
    [
        (Notify(email=True, popup=False), 1, 0),
        (Notify(email=False, popup=True), 0, 1),
        (Notify(email=False, popup=False), 0, 0),
    ],
)
def test_nothing_is_sent_that_was_not_ticked(
    postbox: Postbox, notify: Notify, mails: int, bells: int
):
    approved("wdr_1", notify, type=RequestType.WITHDRAWAL)
    deliver()
    assert postbox.subjects.count("Your withdrawal is approved") == mails
    assert codes().count("withdrawal_approved") == bells


def test_credentials_reach_the_client_once_and_only_by_mail(postbox: Postbox):
    publish(
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
            sealed_main_password=sealing.seal("aB3$efgh", purpose=SEAL, context="acc_1"),
            sealed_investor_password=sealing.seal("xY9#klmn", purpose=SEAL, context="acc_1"),
        )
    )
    deliver(twice=True)
    (mail,) = postbox.mails
    for secret in ("70001", "aB3$efgh", "xY9#klmn"):
        assert secret in mail.text
    (told,) = bell.listed(LIN, PAGE).items
    assert told.item.facts["login"] == "70001"
    assert "aB3$efgh" not in str(told)
    items = aws.client("dynamodb").scan(TableName=aws.resource("notifications"))["Items"]
    assert "aB3$efgh" not in json.dumps(items)


def test_a_registration_code_reaches_an_address_without_a_login(
    postbox: Postbox, clock: FixedClock
):
    publish(
        CodeIssued(
            realm=Realm.CLIENT,
            purpose="registration",
            email="new@example.com",
            language="zh",
            sealed_code=sealing.seal("482913", purpose=SEAL, context="new@example.com"),
            expires_at=clock.now().replace(hour=10),
        )
    )
    deliver()
    (mail,) = postbox.mails
    assert (mail.to, "482913" in mail.html) == ("new@example.com", True)
    assert "验证码" in mail.subject


def test_those_who_may_decide_hear_of_a_new_request(postbox: Postbox):
    decider = people.role(*DECIDING)
    own_only = people.role(*DECIDING, scope=DataScope(own=True))
    reader = people.role(Permission.READ_REQUESTS)
    called, outside, powerless = (colleague(role) for role in (decider, own_only, reader))
    owner = colleague(own_only)
    open_request(owner_id=owner.id)
    deliver(twice=True)
    assert codes(called) == ["request_waiting"]
    assert codes(owner) == ["request_waiting"]
    assert codes(outside) == codes(powerless) == []
    (told,) = bell.listed(called, PAGE).items
    assert told.item.facts["client_name"] == "Lin Wei"
    assert told.item.link is not None
    assert (told.item.link.type, told.item.link.id) == ("request", "acc_1")


def test_only_the_approvers_of_the_node_are_called(postbox: Postbox):
    first, chief = people.role(*DECIDING), people.role(*DECIDING)
    teller, boss = colleague(first), colleague(chief)
    publish_flow(RequestType.OPEN_ACCOUNT, Node(role_ids=(first,)), Node(user_ids=(boss.id,)))
    open_request()
    deliver()
    assert (codes(teller), codes(boss)) == (["request_waiting"], [])
    deciding = member("T", roles=(first,))
    decisions.decide(deciding, "acc_1", Review(Verdict.APPROVED))
    deliver()
    assert (codes(teller), codes(boss)) == (["request_waiting"], ["request_waiting"])


def test_a_vendor_that_is_away_delays_the_mail_and_not_the_bell(postbox: Postbox):
    postbox.before = [MailUnavailable("later")]
    publish(
        WalletAdjusted(
            adjustment_id="adj_1",
            client_id="10000001",
            amount=Money(1250, "USD"),
            entry_id="adj_1.post",
        )
    )
    deliver()
    assert postbox.subjects == ["Your wallet was adjusted"]
    assert codes() == ["wallet_adjusted"]


def test_a_message_that_cannot_be_told_is_parked_beside_good_ones(postbox: Postbox):
    def record(message_id: str, client_id: str) -> dict[str, Any]:
        message = WalletAdjusted(
            adjustment_id="adj_1",
            client_id=client_id,
            amount=Money(1250, "USD"),
            entry_id="adj_1.post",
        )
        envelope = Envelope(
            id=message_id,
            name=message.NAME,
            occurred_at=ports.now(),
            actor="system:test",
            body=pack(message),
        )
        body = {"MessageId": message_id, "ReceiptHandle": "r", "Body": seal_envelope(envelope)}
        return as_record(body)

    records = [record("msg_1", "10000001"), record("msg_2", "10000099")]
    outcome = notifications_events({"Records": records}, FakeContext())
    assert outcome == {"batchItemFailures": []}
    assert len(postbox.mails) == 1
    (kept,) = parked.listed(PAGE).items
    assert kept.message_name == "funds.wallet_adjusted"
    assert kept.reason.startswith("not_found")


def test_a_broker_can_switch_mails_off_but_not_those_that_matter(postbox: Postbox):
    templates.switch(system("test"), "wallet_adjusted", email=False)
    with pytest.raises(ChannelFixed):
        templates.switch(system("test"), "password_reset_code", email=False)
    publish(
        WalletAdjusted(
            adjustment_id="adj_1",
            client_id="10000001",
            amount=Money(1250, "USD"),
            entry_id="adj_1.post",
        )
    )
    publish(
        CodeIssued(
            realm=Realm.CLIENT,
            purpose="password_reset",
            email="lin@example.com",
            language="en",
            sealed_code=sealing.seal("482913", purpose=SEAL, context="lin@example.com"),
            expires_at=ports.now().replace(hour=10),
            subject_id="10000001",
            name="Lin Wei",
        )
    )
    deliver()
    assert codes() == ["wallet_adjusted"]
    assert postbox.subjects == ["Your Fairlead password code"]


def test_mails_leave_through_ses(request: pytest.FixtureRequest):
    if request.config.getoption("--engine") != "moto":
        pytest.skip("reads moto's own books")
    aws.client("sesv2").create_email_identity(EmailIdentity="no-reply@fairlead.example")
    publish(
        WalletAdjusted(
            adjustment_id="adj_1",
            client_id="10000001",
            amount=Money(1250, "USD"),
            entry_id="adj_1.post",
        )
    )
    deliver()
    sent = ses_backends["123456789012"]["eu-central-1"].sent_messages[-1]
    assert sent.destinations["ToAddresses"] == ["lin@example.com"]


def test_finance_hears_of_money_that_no_deposit_explains(postbox: Postbox):
    finance = colleague(people.role(Permission.DECIDE_DEPOSITS))
    support = colleague(people.role(Permission.READ_CLIENTS))
    of_others = colleague(people.role(Permission.DECIDE_DEPOSITS, scope=DataScope(own=True)))
    publish(
        PaymentUnmatched(
            problem="mismatch",
            provider="stripe",
            psp_reference="cs_1",
            received=Money(9900, "USD"),
            deposit_id="dep_1",
            client_id=LIN.id,
            owner_id=finance.id,
        )
    )
    deliver(twice=True)
    assert codes(finance) == ["payment_unmatched"]
    assert codes(support) == codes(of_others) == []
    assert postbox.mails == []


def test_a_payout_that_waits_is_told_to_those_who_may_confirm_it_and_see_the_client():
    confirms = (Permission.CONFIRM_PAYOUTS,)
    owner = colleague(people.role(*confirms, scope=DataScope(own=True)))
    of_others = colleague(people.role(*confirms, scope=DataScope(own=True)))
    support = colleague(people.role(Permission.READ_CLIENTS))
    publish(
        PayoutWaits(
            withdrawal_id="wdr_1",
            client_id=LIN.id,
            stage="awaiting_confirmation",
            payout=Money(5_000_000, "BTC"),
            owner_id=owner.id,
        )
    )
    deliver(twice=True)
    assert codes(owner) == ["payout_waits"]
    assert codes(of_others) == codes(support) == []


def test_held_commissions_are_told_to_those_who_may_judge_them_and_see_the_broker():
    decides = (Permission.DECIDE_COMMISSION_REVIEWS,)
    owner = colleague(people.role(*decides, scope=DataScope(own=True)))
    of_others = colleague(people.role(*decides, scope=DataScope(own=True)))
    reads = colleague(people.role(Permission.READ_COMMISSION_REVIEWS))
    publish(CommissionsHeld(client_id=LIN.id, reviews=2, owner_id=owner.id))
    deliver(twice=True)
    assert codes(owner) == ["commissions_held"]
    assert codes(of_others) == codes(reads) == []


def test_a_break_is_told_to_those_who_see_the_client_and_nobodys_to_the_company():
    reads = (Permission.READ_RECONCILIATION,)
    company = colleague(people.role(*reads))
    owner = colleague(people.role(*reads, scope=DataScope(own=True)))
    of_others = colleague(people.role(*reads, scope=DataScope(own=True)))
    found = BreakFound(
        break_id="brk_1",
        side="server:mt5",
        kind="orphan",
        problem="by_hand",
        client_id=LIN.id,
        owner_id=owner.id,
    )
    publish(found)
    publish(replace(found, break_id="brk_2", client_id=None, owner_id=None))
    deliver()
    assert codes(company) == ["break_found", "break_found"]
    assert codes(owner) == ["break_found"]
    assert codes(of_others) == []


def written(**more: Any) -> ClientMessaged:
    """A message that staff have written to Lin."""
    given = {"email": True, "popup": True, "text": "Markets are closed.\n\nWe are here."} | more
    return ClientMessaged(client_id=LIN.id, language="en", subject="Holidays", **given)


def test_what_staff_write_is_mailed_by_paragraphs_and_stands_in_the_bell(postbox: Postbox):
    publish(written())
    deliver()
    (mail,) = postbox.mails
    assert mail.subject == "Holidays"
    assert "Markets are closed.\n\nWe are here." in mail.text
    assert codes() == ["broker_message"]


def test_what_staff_write_runs_nothing_and_is_no_template(postbox: Postbox):
    publish(written(text="{{ brand }} <b>now</b>"))
    deliver()
    (mail,) = postbox.mails
    assert "{{ brand }} &lt;b&gt;now&lt;/b&gt;" in mail.html


def test_messages_of_staff_obey_what_is_switched_off(postbox: Postbox):
    templates.switch(ANN, "broker_message", email=False)
    publish(written())
    deliver()
    assert postbox.mails == []
    assert codes() == ["broker_message"]
