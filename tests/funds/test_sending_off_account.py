"""Money for another client straight from a trading account: held on arrival, once, or ended."""

from typing import Any

import pytest

from chalicelib.accounts.model import AccountStatus, TradingAccount
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.approvals.rules.refusals import RequestHeld
from chalicelib.approvals.service import decisions
from chalicelib.clients.model import ClientStatus
from chalicelib.core.actor import Actor
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money
from chalicelib.funds.model.client_transfers import (
    THIRD_PARTY,
    ClientTransfer,
    ClientTransferDraft,
    ClientTransferStage,
    RecipientKey,
    RecipientNotFound,
    ThirdPartyRules,
    Wanted,
)
from chalicelib.funds.model.conversions import ConversionDraft
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.settings import INTERNAL_TRANSFERS
from chalicelib.funds.model.transfers import (
    Direction,
    MarginNeeded,
    PlaceNotAllowed,
    TransferDraft,
    TransferNotAllowed,
    TransferPlaces,
)
from chalicelib.funds.service import client_transfers, conversions, daily_sending, transfers
from chalicelib.funds.service.descriptions import of_transfer
from chalicelib.funds.store import client_transfers as store
from chalicelib.settings import public as settings
from tests.kit.approvals import automate
from tests.kit.clients import become
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
from tests.kit.sagas import allow, time_passes
from tests.kit.sending import AGREED, SAM, offer_accounts, two_clients

pytestmark = pytest.mark.usefixtures("store", "clock")
UNMOVED = ["500.00"]
MOVED = ["500.00", "-200.00"]


@pytest.fixture(autouse=True)
def lin(store: None, clock: FixedClock) -> Actor:
    lin = two_clients()
    offer_accounts()
    return lin


@pytest.fixture
def account(lin: Actor, trading: TradingSide) -> TradingAccount:
    account = trading.account()
    trading.fund(account, "500.00")
    return account


def draft(
    account: TradingAccount | None, amount: str = "200.00", **changes: Any
) -> ClientTransferDraft:
    facts: dict[str, Any] = {"accepted": AGREED} | changes
    id_ = account.id if account else None
    return ClientTransferDraft(
        usd(amount), Wanted(RecipientKey.CLIENT, SAM), account_id=id_, **facts
    )


def ask(account: TradingAccount | None, amount: str = "200.00", **changes: Any) -> ClientTransfer:
    return client_transfers.submit(
        client_actor(), draft(account, amount, **changes), command()
    ).transfer


def first_of(sent: ClientTransfer) -> str:
    assert sent.source is not None
    return sent.source.transfer_id


# ---- the way of the money


def test_it_waits_for_the_money_and_nobody_can_decide_it_before(account: TradingAccount):
    sent = ask(account)
    assert status_of(sent.id) == ("pending", "none", "none")
    assert (sent.stage, sides()) == (ClientTransferStage.AWAITED, ("0.00", "0.00"))
    with pytest.raises(RequestHeld):
        decide(sent.id)


def test_what_has_arrived_is_held_at_once_and_goes_on_at_the_approval(
    account: TradingAccount, trading: TradingSide, courier: Courier
):
    sent = ask(account)
    courier.deliver_all(twice=True)
    assert status_of(first_of(sent))[0] == "approved"
    assert status_of(sent.id) == ("pending", "held", "none")
    assert (sides(), trading.money_deals(account)) == (("0.00", "200.00"), MOVED)
    books_are_sound()
    decide(sent.id)
    courier.deliver_all(twice=True)
    assert status_of(sent.id) == ("approved", "deposited", "none")
    assert (sides(), sides(SAM)) == (("0.00", "0.00"), ("200.00", "0.00"))
    assert trading.money_deals(account) == MOVED
    books_are_sound()


@pytest.mark.parametrize("how", ["rejected", "cancelled"])
def test_what_comes_to_nothing_after_the_arrival_is_in_the_wallet(
    account: TradingAccount, trading: TradingSide, courier: Courier, how: str
):
    sent = ask(account)
    courier.deliver_all()
    if how == "rejected":
        decide(sent.id, approve=False)
    else:
        decisions.take_back(client_actor(), sent.id)
    courier.deliver_all(twice=True)
    assert status_of(sent.id) == (how, "returned", "none")
    assert (sides(), sides(SAM)) == (("200.00", "0.00"), ("0.00", "0.00"))
    assert trading.money_deals(account) == MOVED
    assert daily_sending.terms(client_actor()).left == usd("5000.00")
    books_are_sound()


@pytest.mark.parametrize("delivered", ["before", "after"])
def test_taken_back_on_its_way_it_arrives_in_the_senders_wallet(
    account: TradingAccount, trading: TradingSide, courier: Courier, delivered: str
):
    trading.trouble("drop_after_commit")
    sent = ask(account)
    courier.deliver_all()
    decisions.take_back(client_actor(), sent.id)
    if delivered == "before":
        courier.deliver_all()
    time_passes(trading, courier)
    assert store.get(sent.id).stage is ClientTransferStage.ENDED
    assert status_of(sent.id)[0] == "cancelled"
    assert status_of(first_of(sent))[0] == "approved"
    assert (sides(), sides(SAM)) == (("200.00", "0.00"), ("0.00", "0.00"))
    assert trading.money_deals(account) == MOVED
    books_are_sound()


def test_a_lost_answer_of_the_server_takes_it_once(
    account: TradingAccount, trading: TradingSide, courier: Courier
):
    trading.trouble("drop_after_commit")
    sent = ask(account)
    courier.deliver_all()
    assert status_of(sent.id)[:2] == ("pending", "none")
    time_passes(trading, courier)
    assert status_of(sent.id)[:2] == ("pending", "held")
    assert (sides(), trading.money_deals(account)) == (("0.00", "200.00"), MOVED)
    books_are_sound()


def test_what_the_server_refuses_ends_with_the_reason_and_nothing_has_moved(
    account: TradingAccount, trading: TradingSide, courier: Courier
):
    sent = ask(account)
    trading.fund(account, "-400.00")
    courier.deliver_all(twice=True)
    ended = [approvals.read(one) for one in (sent.id, first_of(sent))]
    assert {(one.status, one.reason) for one in ended} == {("cancelled", "free_margin_too_low")}
    assert store.get(sent.id).stage is ClientTransferStage.ENDED
    assert (sides(), trading.money_deals(account)) == (("0.00", "0.00"), ["500.00", "-400.00"])
    assert daily_sending.terms(client_actor()).left == usd("5000.00")
    books_are_sound()


def test_a_leave_that_is_gone_meanwhile_ends_it(
    account: TradingAccount, trading: TradingSide, courier: Courier
):
    sent = ask(account)
    allow(account, transfer=False)
    courier.deliver_all(twice=True)
    assert approvals.read(sent.id).reason == "account_not_allowed"
    assert trading.money_deals(account) == UNMOVED
    books_are_sound()


def test_the_mode_of_transfers_decides_once_it_has_arrived(
    account: TradingAccount, courier: Courier
):
    offer_accounts(by_staff=False)
    automate(RequestType.TRANSFER, Mode.AUTOMATIC)
    sent = ask(account)
    assert status_of(sent.id)[0] == "pending"
    courier.deliver_all(twice=True)
    assert status_of(sent.id) == ("approved", "deposited", "none")
    assert sides(SAM) == ("200.00", "0.00")
    books_are_sound()


def test_a_recipient_who_has_left_returns_it_to_staff_and_it_stays_held(
    account: TradingAccount, courier: Courier
):
    sent = ask(account)
    become(SAM, ClientStatus.SUSPENDED)
    courier.deliver_all()
    decide(sent.id)
    courier.deliver_all(twice=True)
    assert approvals.read(sent.id).returned_code == "recipient_unavailable"
    assert (sides(), sides(SAM)) == (("0.00", "200.00"), ("0.00", "0.00"))
    decide(sent.id, approve=False)
    courier.deliver_all()
    assert sides() == ("200.00", "0.00")
    books_are_sound()


# ---- what forbids it


@pytest.mark.parametrize("flag", ["transfer", "withdrawal"])
def test_the_account_needs_the_leave_to_give_and_to_transfer(account: TradingAccount, flag: str):
    allow(account, **{flag: False})
    with pytest.raises(TransferNotAllowed):
        ask(account)


def test_no_more_leaves_than_the_margin_allows(account: TradingAccount):
    with pytest.raises(MarginNeeded):
        ask(account, "500.01")


def test_only_an_own_living_account_gives(account: TradingAccount, trading: TradingSide):
    with pytest.raises(NotFound):
        ask(trading.account(SAM))
    with pytest.raises(TransferNotAllowed):
        ask(trading.account(status=AccountStatus.DISABLED))


def test_its_money_is_in_the_accounts_currency(account: TradingAccount):
    euros = ClientTransferDraft(
        Money.parse("10.00", "EUR"),
        Wanted(RecipientKey.CLIENT, SAM),
        accepted=AGREED,
        account_id=account.id,
    )
    with pytest.raises(TransferNotAllowed):
        client_transfers.submit(client_actor(), euros, command())


def test_a_refused_look_up_asks_the_server_nothing(account: TradingAccount):
    with pytest.raises(RecipientNotFound):
        ask_to("10000099", account)


def ask_to(number: str, account: TradingAccount) -> None:
    wanted = Wanted(RecipientKey.CLIENT, number)
    draft_ = ClientTransferDraft(usd("1.00"), wanted, accepted=AGREED, account_id=account.id)
    client_transfers.submit(client_actor(), draft_, command())


# ---- what the broker allows of each kind


def test_accounts_are_no_source_until_the_broker_says_so(account: TradingAccount):
    settings.adopt(SYSTEM, THIRD_PARTY, ThirdPartyRules(enabled=True))
    with pytest.raises(PlaceNotAllowed) as refused:
        ask(account)
    assert (refused.value.field, refused.value.facts["place"]) == ("source", "trading_account")


def test_the_wallet_can_be_excluded_as_a_source(account: TradingAccount):
    credit(usd("500.00"))
    offer_accounts(sources=(Place.ACCOUNT,))
    with pytest.raises(PlaceNotAllowed):
        ask(None)
    ask(account)


def own(account: TradingAccount, direction: Direction) -> None:
    draft_ = TransferDraft(direction, account.id, usd("10.00"))
    transfers.submit(client_actor(), draft_, command())


def test_own_transfers_go_where_the_broker_lets_them(account: TradingAccount):
    credit(usd("500.00"))
    places = TransferPlaces(sources=(Place.WALLET,), targets=(Place.ACCOUNT,))
    settings.adopt(SYSTEM, INTERNAL_TRANSFERS, places)
    own(account, Direction.TO_ACCOUNT)
    with pytest.raises(PlaceNotAllowed) as refused:
        own(account, Direction.FROM_ACCOUNT)
    assert refused.value.field == "source"
    with pytest.raises(PlaceNotAllowed) as refused:
        conversions.submit(client_actor(), ConversionDraft(usd("10.00"), "EUR"), command())
    assert refused.value.field == "target"


def test_what_holds_for_own_transfers_does_not_hold_for_those_to_others(
    account: TradingAccount, courier: Courier
):
    places = TransferPlaces(sources=(Place.WALLET,), targets=(Place.ACCOUNT,))
    settings.adopt(SYSTEM, INTERNAL_TRANSFERS, places)
    sent = ask(account)
    courier.deliver_all()
    assert status_of(sent.id)[:2] == ("pending", "held")


# ---- what people read


def test_staff_read_from_which_account_it_comes(account: TradingAccount):
    sent = ask(account)
    facts = {one.code: one.value for one in of_transfer(sent.id, staff_actor()).facts}
    assert (facts["login"], facts["account_id"]) == (str(account.login), account.id)
    assert facts["stage"] == "awaited"
