"""Transfers to other clients: held, arrived once, or given back; who can be found, and how much."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.approvals.service import decisions
from chalicelib.clients.model import ClientStatus
from chalicelib.clients.model.groups import GROUPS, ClientGroup, PortalModule
from chalicelib.consents import public as consents
from chalicelib.core.actor import Actor
from chalicelib.core.clock import FixedClock
from chalicelib.core.consent import Acceptance
from chalicelib.core.errors import FairleadError, Forbidden, Invalid, Limited, NotFound
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.client_transfers import (
    THIRD_PARTY,
    ClientTransfer,
    ClientTransferDraft,
    ClientTransferStage,
    DailyLimitReached,
    RecipientIsSender,
    RecipientKey,
    RecipientNotFound,
    RecipientUnavailable,
    ThirdPartyOff,
    ThirdPartyRules,
    Wanted,
)
from chalicelib.funds.model.rates import QuoteChanged, RateMissing, RateRule
from chalicelib.funds.model.settings import RATE_RULES
from chalicelib.funds.model.transactions import Transaction, TransactionKind
from chalicelib.funds.model.wallets import InsufficientFunds, WalletFlagOff, WalletFlags
from chalicelib.funds.service import client_transfers, daily_sending, flags, reading, recipients
from chalicelib.funds.service.descriptions import of_transfer
from chalicelib.funds.service.reading import MovementFilter
from chalicelib.funds.store import client_transfers as store
from chalicelib.kyc import store as kyc_store
from chalicelib.kyc.model.errors import KycRequired
from chalicelib.kyc.model.settings import GATES, Gate
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit
from tests.kit.approvals import automate
from tests.kit.clients import become, published
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    TradingSide,
    client_actor,
    command,
    credit,
    decide,
    sides,
    staff_actor,
    status_of,
    usd,
)
from tests.kit.payments import books_are_sound
from tests.kit.sending import AGREED, SAM, offer, two_clients

pytestmark = pytest.mark.usefixtures("store", "clock")
RULE = RateRule(base="USD", quote="EUR", manual="0.85", markup_percent=Decimal(1))


@pytest.fixture(autouse=True)
def lin(store: None, clock: Any) -> Actor:
    lin = two_clients()
    credit(usd("1000.00"))
    offer()
    return lin


def draft(amount: str = "100.00", number: str = SAM, **changes: Any) -> ClientTransferDraft:
    facts: dict[str, Any] = {"accepted": AGREED} | changes
    return ClientTransferDraft(usd(amount), Wanted(RecipientKey.CLIENT, number), **facts)


def ask(lin: Actor, amount: str = "100.00", **changes: Any) -> ClientTransfer:
    return client_transfers.submit(lin, draft(amount, **changes), command()).transfer


# ---- the way of the money


def test_staff_decide_and_the_money_arrives_once(lin: Actor, courier: Courier):
    made = ask(lin)
    assert status_of(made.id) == ("pending", "held", "none")
    assert (sides(), sides(SAM)) == (("900.00", "100.00"), ("0.00", "0.00"))
    decide(made.id)
    courier.deliver_all(twice=True)
    assert (sides(), sides(SAM)) == (("900.00", "0.00"), ("100.00", "0.00"))
    assert status_of(made.id) == ("approved", "deposited", "none")
    books_are_sound()


def test_the_recipient_is_told_who_sent_how_much(lin: Actor, courier: Courier):
    made = ask(lin)
    decide(made.id)
    courier.deliver_all(twice=True)
    (news,) = published("funds.client_transfer_arrived")
    assert (news.body["client_id"], news.body["recipient_id"]) == (lin.id, SAM)


def test_both_see_it_among_their_transactions_and_each_only_their_own_side(
    lin: Actor, courier: Courier
):
    made = ask(lin)
    decide(made.id)
    courier.deliver_all()
    (out,) = moved(lin, TransactionKind.TRANSFER_OUT)
    (arrived,) = moved(client_actor(SAM), TransactionKind.TRANSFER_IN)
    assert (str(out.amount), out.counterparty, out.request_id) == ("-100.00", SAM, made.id)
    assert (str(arrived.amount), arrived.counterparty) == ("100.00", lin.id)
    assert arrived.request_id is None
    read = reading.entry(client_actor(SAM), arrived.entry_id)
    assert {line.client_id for line in read.lines} == {SAM}


def moved(actor: Actor, kind: TransactionKind) -> list[Transaction]:
    return list(reading.transactions(actor, actor.id, MovementFilter(kind), PageRequest(10)).items)


@pytest.mark.parametrize("how", ["rejected", "cancelled"])
def test_what_comes_to_nothing_gives_every_cent_back(lin: Actor, courier: Courier, how: str):
    made = ask(lin)
    if how == "rejected":
        decide(made.id, approve=False)
    else:
        cancel(lin, made.id)
    courier.deliver_all(twice=True)
    assert (sides(), sides(SAM)) == (("1000.00", "0.00"), ("0.00", "0.00"))
    assert status_of(made.id) == (how, "returned", "none")
    assert daily_sending.terms(lin).left == usd("5000.00")
    books_are_sound()


def cancel(lin: Actor, request_id: str) -> None:
    decisions.take_back(lin, request_id)


def test_another_currency_arrives_at_the_rate_that_was_frozen(lin: Actor, courier: Courier):
    settings.adopt(SYSTEM, RATE_RULES, (RULE,))
    made = ask(lin, into="EUR", shown="84.15")
    settings.adopt(SYSTEM, RATE_RULES, ())
    decide(made.id)
    courier.deliver_all(twice=True)
    assert (sides(), sides(SAM, "EUR")) == (("900.00", "0.00"), ("84.15", "0.00"))
    books_are_sound()


def test_what_was_not_shown_is_not_booked(lin: Actor):
    settings.adopt(SYSTEM, RATE_RULES, (RULE,))
    with pytest.raises(QuoteChanged):
        ask(lin, into="EUR", shown="84.16")
    assert sides() == ("1000.00", "0.00")


def test_the_broker_can_let_the_mode_of_transfers_decide(lin: Actor, courier: Courier):
    offer(by_staff=False)
    automate(RequestType.TRANSFER, Mode.PARTIAL, "100.00")
    small, large = ask(lin, "99.99"), ask(lin, "100.00")
    courier.deliver_all()
    assert status_of(small.id)[0] == "approved"
    assert status_of(large.id)[0] == "pending"


# ---- the recipient meanwhile


@pytest.mark.parametrize("status", [ClientStatus.SUSPENDED, ClientStatus.DELETED])
def test_a_recipient_who_has_left_returns_the_request_to_staff(
    lin: Actor, courier: Courier, status: ClientStatus
):
    made = ask(lin)
    become(SAM, status)
    decide(made.id)
    courier.deliver_all(twice=True)
    request = approvals.read(made.id)
    assert (request.status, request.returned_code) == ("pending", "recipient_unavailable")
    assert (sides(), sides(SAM)) == (("900.00", "100.00"), ("0.00", "0.00"))
    facts = {one.code: one.value for one in of_transfer(made.id, staff_actor()).facts}
    assert facts["recipient_problem"] == "inactive"
    decide(made.id, approve=False)
    courier.deliver_all()
    assert sides() == ("1000.00", "0.00")
    books_are_sound()


def test_once_the_recipient_can_receive_again_a_second_approval_carries_it_out(
    lin: Actor, courier: Courier
):
    made = ask(lin)
    become(SAM, ClientStatus.SUSPENDED)
    decide(made.id)
    courier.deliver_all()
    become(SAM, ClientStatus.ACTIVE)
    decide(made.id, by=staff_actor("Second"))
    courier.deliver_all(twice=True)
    assert (sides(), sides(SAM)) == (("900.00", "0.00"), ("100.00", "0.00"))
    books_are_sound()


# ---- who can be found


def test_a_number_is_answered_with_a_masked_name(lin: Actor):
    found = recipients.look_up(lin, Wanted(RecipientKey.CLIENT, SAM))
    assert (found.client_id, found.name) == (SAM, "L*** W*** 2***")


def test_an_account_number_finds_its_owner(lin: Actor, trading: TradingSide):
    account = trading.account(SAM)
    found = recipients.look_up(lin, Wanted(RecipientKey.ACCOUNT, str(account.login)))
    assert found.client_id == SAM
    with pytest.raises(RecipientNotFound):
        recipients.look_up(lin, Wanted(RecipientKey.ACCOUNT, str(account.login + 1)))


def verify(client_id: str) -> None:
    def work(unit: Unit) -> None:
        before = kyc_store.case_of(client_id)
        kyc_store.keep_case(unit, before, replace(before, approved_id="kyc_1"))

    ports.transact(SYSTEM, work)


def unable(lin: Actor, how: str) -> None:
    if how == "suspended":
        become(SAM, ClientStatus.SUSPENDED)
    elif how == "unverified":
        verify(lin.id)
        settings.adopt(SYSTEM, GATES, frozenset({Gate.TRANSFER}))
    elif how == "wallet closed":
        credit(usd("1.00"), SAM)
        closed = WalletFlags(deposit=True, withdrawal=True, transfer=False)
        flags.switch(staff_actor(), SAM, "USD", closed)


@pytest.mark.parametrize("how", ["suspended", "unverified", "wallet closed", "nobody"])
def test_who_cannot_receive_is_nobody_to_a_client(lin: Actor, how: str):
    unable(lin, how)
    with pytest.raises(RecipientNotFound):
        ask(lin, number="10000099" if how == "nobody" else SAM)
    assert sides() == ("1000.00", "0.00")


def test_a_sender_behind_the_gate_is_told_nothing_of_anybody(lin: Actor):
    settings.adopt(SYSTEM, GATES, frozenset({Gate.TRANSFER}))
    with pytest.raises(KycRequired):
        recipients.look_up(lin, Wanted(RecipientKey.CLIENT, "10000099"))
    with pytest.raises(KycRequired):
        ask(lin)


def test_staff_are_told_why_a_client_cannot_receive(lin: Actor):
    become(SAM, ClientStatus.SUSPENDED)
    with pytest.raises(RecipientUnavailable) as refused:
        client_transfers.submit(staff_actor(), draft(), command(), on_behalf_of=lin.id)
    assert refused.value.facts["problem"] == "inactive"


def test_nobody_sends_to_themselves(lin: Actor):
    with pytest.raises(RecipientIsSender):
        ask(lin, number=lin.id)


def test_numbers_cannot_be_tried_one_by_one(lin: Actor, clock: FixedClock):
    offer(lookups_a_day=3)
    for number in ("10000091", "10000092"):
        with pytest.raises(RecipientNotFound):
            recipients.look_up(lin, Wanted(RecipientKey.CLIENT, number))
    with pytest.raises(RecipientNotFound):
        ask(lin, number="10000093")
    with pytest.raises(Limited):
        recipients.look_up(lin, Wanted(RecipientKey.CLIENT, SAM))
    clock.advance(days=1)
    assert recipients.look_up(lin, Wanted(RecipientKey.CLIENT, SAM)).client_id == SAM


# ---- what forbids it


def test_the_broker_does_not_offer_it_by_default(lin: Actor):
    settings.adopt(SYSTEM, THIRD_PARTY, ThirdPartyRules())
    assert not daily_sending.terms(lin).offered
    with pytest.raises(ThirdPartyOff):
        ask(lin)
    with pytest.raises(ThirdPartyOff):
        recipients.look_up(lin, Wanted(RecipientKey.CLIENT, SAM))


def test_a_group_can_be_without_it(lin: Actor):
    without = tuple(one for one in PortalModule if one is not PortalModule.THIRD_PARTY_TRANSFER)
    settings.adopt(SYSTEM, GROUPS, (ClientGroup("standard", {"en": "Standard"}, without),))
    assert not daily_sending.terms(lin).offered
    with pytest.raises(Forbidden):
        ask(lin)


def test_the_agreement_in_force_must_be_accepted_and_is_kept(lin: Actor):
    for accepted in ((), (Acceptance("transfer-agreement", "0"),)):
        with pytest.raises(Invalid) as refused:
            ask(lin, accepted=accepted)
        assert refused.value.code == "agreement_not_accepted"
    ask(lin)
    (kept,) = consents.given(lin.id)
    assert (kept.document, kept.version_accepted, kept.occasion) == (
        "transfer-agreement",
        "1",
        "transfer",
    )


def test_staff_ask_for_a_client_and_give_no_consent(lin: Actor, courier: Courier):
    mara = staff_actor()
    made = client_transfers.submit(
        mara, draft(accepted=()), command(), on_behalf_of=lin.id
    ).transfer
    assert consents.given(lin.id) == []
    with pytest.raises(Forbidden):
        decide(made.id, by=mara)
    decide(made.id)
    courier.deliver_all()
    assert sides(SAM) == ("100.00", "0.00")


def test_a_closed_wallet_sends_nothing(lin: Actor):
    closed = WalletFlags(deposit=True, withdrawal=True, transfer=False)
    flags.switch(staff_actor(), lin.id, "USD", closed)
    with pytest.raises(WalletFlagOff):
        ask(lin)


@pytest.mark.parametrize(
    ("amount", "refusal"),
    [("1000.01", InsufficientFunds), ("0.00", Invalid), ("5000.01", DailyLimitReached)],
)
def test_amounts_that_cannot_be_sent_are_refused(
    lin: Actor, amount: str, refusal: type[FairleadError]
):
    with pytest.raises(refusal):
        ask(lin, amount)
    assert sides() == ("1000.00", "0.00")


# ---- how much on a day


def test_a_day_has_so_many_transfers_and_so_much_money(lin: Actor, clock: FixedClock):
    offer(transfers_a_day=3, most_a_day="250")
    ask(lin, "100.00")
    with pytest.raises(DailyLimitReached) as refused:
        ask(lin, "150.01")
    assert refused.value.facts["left"] == "150.00"
    ask(lin, "50.00")
    ask(lin, "1.00")
    with pytest.raises(DailyLimitReached):
        ask(lin, "1.00")
    clock.advance(days=1)
    terms = daily_sending.terms(lin)
    assert (terms.transfers_left, terms.left) == (3, usd("250.00"))
    ask(lin, "250.00")


def test_what_cannot_be_compared_with_the_limit_is_not_sent(lin: Actor):
    credit(Money.parse("100.00", "EUR"))
    euros = ClientTransferDraft(
        Money.parse("10.00", "EUR"), Wanted(RecipientKey.CLIENT, SAM), accepted=AGREED
    )
    with pytest.raises(RateMissing):
        client_transfers.submit(lin, euros, command())
    offer(most_a_day=None)
    client_transfers.submit(lin, euros, command())


def test_nobody_reads_anothers(lin: Actor):
    made = ask(lin)
    with pytest.raises(NotFound):
        client_transfers.transfer(client_actor(SAM), made.id)
    assert client_transfers.transfer(lin, made.id).recipient.name == "L*** W*** 2***"
    assert store.get(made.id).stage is ClientTransferStage.HELD


def test_staff_without_the_permission_do_not_decide(lin: Actor):
    made = ask(lin)
    with pytest.raises(Forbidden):
        decide(made.id, by=staff_actor("Nina", Permission.DECIDE_DEPOSITS))
