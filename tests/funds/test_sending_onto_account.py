"""Money for another client's trading account: with them once, and on the account once, or told."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.accounts.model import AccountKind, AccountStatus, TradingAccount
from chalicelib.approvals import public as approvals
from chalicelib.clients.model import ClientStatus
from chalicelib.core.actor import Actor, Scope
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Limited
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.client_transfers import (
    ClientTransfer,
    ClientTransferDraft,
    ReceivingAccount,
    RecipientAmbiguous,
    RecipientKey,
    RecipientNotFound,
    RecipientUnavailable,
    Wanted,
)
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.rates import RateRule
from chalicelib.funds.model.settings import RATE_RULES
from chalicelib.funds.model.transactions import TransactionKind
from chalicelib.funds.model.transfers import PlaceNotAllowed
from chalicelib.funds.model.wallets import WalletFlags
from chalicelib.funds.service import (
    client_transfer_decisions,
    client_transfers,
    flags,
    reading,
    recipients,
)
from chalicelib.funds.service.descriptions import of_transfer
from chalicelib.funds.service.reading import MovementFilter
from chalicelib.funds.store import client_transfers as store
from chalicelib.settings import public as settings
from tests.kit.clients import become, give_to, published
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    TradingSide,
    add_client,
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
NOTHING = ("0.00", "0.00")


@pytest.fixture(autouse=True)
def lin(store: None, clock: FixedClock) -> Actor:
    lin = two_clients()
    credit(usd("1000.00"))
    offer_accounts()
    return lin


@pytest.fixture
def sams(lin: Actor, trading: TradingSide) -> TradingAccount:
    """Sam's account."""
    return trading.account(SAM)


def draft(account: TradingAccount, amount: str = "200.00", **changes: Any) -> ClientTransferDraft:
    facts: dict[str, Any] = {"accepted": AGREED, "place": Place.ACCOUNT} | changes
    to = facts.pop("to", number_of(account))
    return ClientTransferDraft(usd(amount), to, **facts)


def number_of(account: TradingAccount) -> Wanted:
    return Wanted(RecipientKey.ACCOUNT, str(account.login))


def ask(account: TradingAccount, amount: str = "200.00", **changes: Any) -> ClientTransfer:
    wanted = draft(account, amount, **changes)
    return client_transfers.submit(client_actor(), wanted, command()).transfer


def approved(account: TradingAccount, courier: Courier, **changes: Any) -> ClientTransfer:
    """One that is asked for and decided."""
    sent = ask(account, **changes)
    courier.deliver_all()
    decide(sent.id)
    courier.deliver_all(twice=True)
    return store.get(sent.id)


def onward_of(sent: ClientTransfer) -> str:
    found = store.get(sent.id)
    assert found.target is not None
    return found.target.transfer_id


# ---- the way of the money


def test_it_is_held_and_at_the_approval_on_the_account_once(
    sams: TradingAccount, trading: TradingSide, courier: Courier
):
    sent = ask(sams)
    assert (status_of(sent.id), onward_of(sent)) == (("pending", "held", "none"), "")
    decide(sent.id)
    courier.deliver_all(twice=True)
    assert status_of(sent.id) == ("approved", "deposited", "none")
    assert status_of(onward_of(sent))[0] == "approved"
    assert (sides(), sides(SAM)) == (("800.00", "0.00"), NOTHING)
    assert trading.money_deals(sams) == ["200.00"]
    books_are_sound()


def test_from_an_account_to_an_account_it_moves_once_on_both(
    sams: TradingAccount, trading: TradingSide, courier: Courier
):
    lins = trading.account()
    trading.fund(lins, "500.00")
    sent = approved(sams, courier, account_id=lins.id)
    assert status_of(sent.id) == ("approved", "deposited", "none")
    assert (sides(), sides(SAM)) == (("1000.00", "0.00"), NOTHING)
    assert trading.money_deals(lins) == ["500.00", "-200.00"]
    assert trading.money_deals(sams) == ["200.00"]
    books_are_sound()


def test_both_sides_see_their_own_movements(sams: TradingAccount, courier: Courier):
    sent = approved(sams, courier)

    def moved(client_id: str, kind: TransactionKind) -> list[str]:
        found = reading.transactions(
            client_actor(client_id), client_id, MovementFilter(kind), PageRequest(10)
        )
        return [str(one.amount) for one in found.items]

    assert moved("10000001", TransactionKind.TRANSFER_OUT) == ["-200.00"]
    assert moved(SAM, TransactionKind.TRANSFER_IN) == ["200.00"]
    assert moved(SAM, TransactionKind.TRANSFER_OUT) == ["-200.00"]
    request = approvals.read(onward_of(sent))
    assert (request.client_id, request.summary["reference"]) == (SAM, sent.id)


def test_another_currency_is_passed_on_as_it_was_converted(trading: TradingSide, courier: Courier):
    settings.adopt(SYSTEM, RATE_RULES, (RateRule(base="EUR", quote="USD", manual="1.25"),))
    credit(Money.parse("100.00", "EUR"))
    sams = trading.account(SAM)
    wanted = replace(draft(sams), amount=Money.parse("80.00", "EUR"), into="USD", shown="100.00")
    sent = client_transfers.submit(client_actor(), wanted, command()).transfer
    settings.adopt(SYSTEM, RATE_RULES, ())
    decide(sent.id)
    courier.deliver_all(twice=True)
    assert sides(currency="EUR") == ("20.00", "0.00")
    assert (sides(SAM), trading.money_deals(sams)) == (NOTHING, ["100.00"])
    books_are_sound()


def test_a_rejection_gives_it_back_and_nothing_reaches_the_server(
    sams: TradingAccount, trading: TradingSide, courier: Courier
):
    sent = ask(sams)
    decide(sent.id, approve=False)
    courier.deliver_all(twice=True)
    assert (sides(), trading.money_deals(sams)) == (("1000.00", "0.00"), [])
    assert onward_of(sent) == ""
    books_are_sound()


def test_a_lost_answer_of_the_server_puts_it_there_once(
    sams: TradingAccount, trading: TradingSide, courier: Courier
):
    trading.trouble("drop_after_commit")
    sent = approved(sams, courier)
    assert status_of(sent.id) == ("approved", "held", "none")
    assert sides(SAM) == ("0.00", "200.00")
    time_passes(trading, courier)
    assert status_of(sent.id) == ("approved", "deposited", "none")
    assert (sides(SAM), trading.money_deals(sams)) == (NOTHING, ["200.00"])
    books_are_sound()


# ---- what the account does not take


def refused(account: TradingAccount, courier: Courier) -> ClientTransfer:
    """The account loses its leave between the approval and the server."""
    sent = ask(account)
    decide(sent.id)
    client_transfer_decisions.approved(SYSTEM, sent.id, command())
    allow(account, transfer=False)
    courier.deliver_all(twice=True)
    return sent


def test_what_the_account_does_not_take_is_in_the_recipients_wallet_and_all_are_told(
    sams: TradingAccount, trading: TradingSide, courier: Courier
):
    sent = refused(sams, courier)
    assert status_of(sent.id) == ("approved", "not_funded", "none")
    assert (sides(), sides(SAM)) == (("800.00", "0.00"), ("200.00", "0.00"))
    assert trading.money_deals(sams) == []
    back = approvals.read(onward_of(sent))
    assert (back.status, back.returned_code) == ("pending", "account_not_allowed")
    (news,) = published("funds.sent_money_not_funded")
    assert (news.body["client_id"], news.body["login"]) == (SAM, sams.login)
    books_are_sound()


def test_staff_can_try_again(sams: TradingAccount, trading: TradingSide, courier: Courier):
    sent = refused(sams, courier)
    allow(sams, transfer=True)
    decide(onward_of(sent))
    courier.deliver_all(twice=True)
    assert status_of(sent.id) == ("approved", "deposited", "none")
    assert (sides(SAM), trading.money_deals(sams)) == (NOTHING, ["200.00"])
    books_are_sound()


def test_staff_can_leave_it_in_the_wallet(
    sams: TradingAccount, trading: TradingSide, courier: Courier
):
    sent = refused(sams, courier)
    decide(onward_of(sent), approve=False)
    courier.deliver_all(twice=True)
    assert status_of(sent.id) == ("approved", "returned", "none")
    assert (sides(SAM), trading.money_deals(sams)) == (("200.00", "0.00"), [])
    books_are_sound()


@pytest.mark.parametrize("how", ["transfer off", "deposit off", "suspended", "wallet closed"])
def test_who_or_what_cannot_receive_at_the_approval_returns_it_to_staff(
    sams: TradingAccount, trading: TradingSide, courier: Courier, how: str
):
    sent = ask(sams)
    make_unable(sams, how)
    decide(sent.id)
    courier.deliver_all(twice=True)
    assert approvals.read(sent.id).returned_code == "recipient_unavailable"
    assert (sides(), sides(SAM)[1]) == (("800.00", "200.00"), "0.00")
    facts = {one.code: one.value for one in of_transfer(sent.id, staff_actor()).facts}
    problems = {"suspended": "inactive", "wallet closed": "wallet_closed"}
    assert facts["recipient_problem"] == problems.get(how, "account_closed")
    assert trading.money_deals(sams) == []
    decide(sent.id, approve=False)
    courier.deliver_all()
    assert sides() == ("1000.00", "0.00")
    books_are_sound()


def make_unable(account: TradingAccount, how: str) -> None:
    if how == "suspended":
        become(SAM, ClientStatus.SUSPENDED)
    elif how == "wallet closed":
        closed = WalletFlags(deposit=True, withdrawal=True, transfer=False)
        flags.switch(staff_actor(), SAM, "USD", closed)
    else:
        allow(account, **{how.removesuffix(" off"): False})


# ---- who is found, and what of them is told


def test_a_look_up_tells_the_account_masked_and_in_which_currency_it_is(
    lin: Actor, sams: TradingAccount
):
    found = recipients.look_up(lin, number_of(sams))
    masked = f"***{str(sams.login)[-3:]}"
    assert (found.client_id, found.account) == (SAM, ReceivingAccount(masked, "USD"))
    by_client = recipients.look_up(lin, Wanted(RecipientKey.CLIENT, SAM))
    assert by_client.account is None
    sent = ask(sams)
    told = client_transfers.transfer(lin, sent.id).recipient
    assert told.account == ReceivingAccount(masked, "USD")


@pytest.mark.parametrize("flag", ["transfer", "deposit"])
def test_an_account_that_cannot_receive_is_not_told_and_is_nobodys_to_a_client(
    lin: Actor, sams: TradingAccount, flag: str
):
    allow(sams, **{flag: False})
    assert recipients.look_up(lin, number_of(sams)).account is None
    with pytest.raises(RecipientNotFound):
        ask(sams)
    offer_accounts(targets=(Place.ACCOUNT,))
    with pytest.raises(RecipientNotFound):
        recipients.look_up(lin, number_of(sams))
    with pytest.raises(RecipientUnavailable) as told:
        client_transfers.submit(staff_actor(), draft(sams), command(), on_behalf_of=lin.id)
    assert told.value.facts["problem"] == "account_closed"
    assert sides() == ("1000.00", "0.00")


@pytest.mark.parametrize(
    "changes", [{"kind": AccountKind.DEMO}, {"status": AccountStatus.DISABLED}]
)
def test_demo_accounts_and_disabled_ones_are_nobodys(trading: TradingSide, changes: dict[str, Any]):
    with pytest.raises(RecipientNotFound):
        ask(trading.account(SAM, **changes))


def test_the_accounts_currency_is_what_arrives(trading: TradingSide):
    settings.adopt(SYSTEM, RATE_RULES, (RateRule(base="USD", quote="EUR", manual="0.85"),))
    with pytest.raises(RecipientNotFound):
        ask(trading.account(SAM), into="EUR")


def test_a_client_number_names_no_account(sams: TradingAccount):
    wanted = replace(draft(sams), to=Wanted(RecipientKey.CLIENT, SAM))
    with pytest.raises(RecipientAmbiguous):
        client_transfers.submit(client_actor(), wanted, command())


# ---- a number that is on several servers


def twin(account: TradingAccount, trading: TradingSide, client_id: str) -> TradingAccount:
    """An account of the same number on another server."""
    return trading.account(client_id, login=account.login, server_id=trading.second_server())


def choices(refusal: pytest.ExceptionInfo[RecipientAmbiguous]) -> list[str]:
    assert refusal.value.field == "recipient"
    return [one["name"] for one in refusal.value.facts["servers"]]


@pytest.mark.parametrize("whose", [SAM, "10000003"])
def test_a_number_on_two_servers_asks_on_which_it_is_and_is_found_with_it(
    lin: Actor, sams: TradingAccount, trading: TradingSide, whose: str
):
    add_client("10000003")
    other = twin(sams, trading, whose)
    with pytest.raises(RecipientAmbiguous) as told:
        recipients.look_up(lin, number_of(sams))
    assert choices(told) == ["Meridian Live", "Meridian Second"]
    with pytest.raises(RecipientAmbiguous) as told:
        ask(sams)
    assert choices(told) == ["Meridian Live", "Meridian Second"]
    assert sides() == ("1000.00", "0.00")
    for account, owner in ((sams, SAM), (other, whose)):
        exact = replace(number_of(account), server_id=account.server_id)
        found = recipients.look_up(lin, exact)
        assert (found.client_id, found.account is not None) == (owner, True)
        sent = ask(account, "10.00", to=exact)
        assert sent.target is not None
        assert (sent.recipient_id, sent.target.account_id) == (owner, account.id)


def test_a_number_on_a_server_that_does_not_have_it_is_nobodys(
    lin: Actor, sams: TradingAccount, trading: TradingSide
):
    for server_id in (trading.second_server(), "mt5-none"):
        with pytest.raises(RecipientNotFound):
            recipients.look_up(lin, replace(number_of(sams), server_id=server_id))


def test_a_number_of_one_client_on_two_servers_still_leads_to_their_wallet(
    lin: Actor, sams: TradingAccount, trading: TradingSide
):
    twin(sams, trading, SAM)
    sent = ask(sams, place=Place.WALLET)
    assert (sent.recipient_id, sent.target) == (SAM, None)
    offer_accounts(targets=(Place.WALLET,))
    assert recipients.look_up(lin, number_of(sams)).client_id == SAM


def test_staff_are_asked_for_the_server_among_clients_whom_they_see_alone(
    lin: Actor, sams: TradingAccount, trading: TradingSide
):
    add_client("10000003")
    twin(sams, trading, "10000003")
    with pytest.raises(RecipientAmbiguous) as told:
        client_transfers.submit(staff_actor(), draft(sams), command(), on_behalf_of=lin.id)
    assert choices(told) == ["Meridian Live", "Meridian Second"]
    theirs = {lin.id: "stf_kay", SAM: "stf_kay"}
    for client_id, owner_id in theirs.items():
        give_to(client_id, owner_id)
    kay = replace(staff_actor(), id="stf_kay", scope=Scope(owner_ids=frozenset({"stf_kay"})))
    state = client_transfers.submit(kay, draft(sams), command(), on_behalf_of=lin.id)
    assert state.transfer.recipient_id == SAM


def test_tried_numbers_count_with_accounts_too(lin: Actor, sams: TradingAccount):
    offer_accounts(lookups_a_day=2)
    for _ in range(2):
        recipients.look_up(lin, number_of(sams))
    with pytest.raises(Limited):
        ask(sams)


def test_accounts_are_no_target_until_the_broker_says_so(lin: Actor, sams: TradingAccount):
    offer_accounts(targets=(Place.WALLET,))
    assert recipients.look_up(lin, number_of(sams)).account is None
    with pytest.raises(PlaceNotAllowed) as told:
        ask(sams)
    assert (told.value.field, told.value.facts["place"]) == ("target", "trading_account")


def test_the_wallet_can_be_excluded_as_a_target(sams: TradingAccount):
    offer_accounts(targets=(Place.ACCOUNT,))
    with pytest.raises(PlaceNotAllowed):
        ask(sams, place=Place.WALLET)
    ask(sams)


def test_staff_read_the_number_of_whom_they_see_and_else_a_masked_one(sams: TradingAccount):
    sent = ask(sams)

    def told(actor: Actor) -> str:
        return {one.code: one.value for one in of_transfer(sent.id, actor).facts}["target_account"]

    assert told(staff_actor()) == str(sams.login)
    assert told(replace(staff_actor(), scope=Scope())) == (f"***{str(sams.login)[-3:]}")
