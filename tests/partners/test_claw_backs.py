"""What was paid too much: approved by somebody else, and taken as far as it is there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.accounts.model import StoredDeal, TradingAccount
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.clients.model import Client
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.core.paging import PageRequest
from chalicelib.funds.service.invariants.passes import run_to_the_end
from chalicelib.gateways.trading.model import DealAction
from chalicelib.messages.accounts import DealAmended
from chalicelib.partners.model.earnings import (
    Cause,
    Commission,
    CommissionState,
    SchemeKind,
    Verdict,
)
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.service import claw_backs, failures
from chalicelib.partners.service.failures import Which
from chalicelib.partners.store import earnings, paying
from chalicelib.storage.unit import Unit
from tests.kit.clients import command
from tests.kit.earnings import FEED, account, chain, commissions, spent, traded, trader, wallet
from tests.kit.plans import ANN, BOB, standard_for_all
from tests.kit.runs import CARRIER, applied, last_month, looked

pytestmark = pytest.mark.usefixtures("engine", "dynamo", "clock")
ONE = Which(SchemeKind.FIXED, 1, "USD")


@pytest.fixture
def gold() -> Client:
    standard_for_all()
    (one,) = chain("Gold")
    return one


@pytest.fixture
def held(gold: Client) -> TradingAccount:
    return account(trader(gold))


def amended(ticket: int = 7002, problem: str = "altered", **changes: object) -> None:
    """The server has something else under a deal now, as rereading stores and tells it."""
    before = deal_rows.deal("mt5", ticket)
    assert before is not None

    def work(unit: Unit) -> None:
        deal_rows.change_deal(unit, before, replace(before, **changes))  # type: ignore[arg-type]
        unit.publish(
            DealAmended(
                account_id=before.account_id,
                client_id=before.client_id,
                server_id="mt5",
                login=before.login,
                deal_id=str(ticket),
                problem=problem,
                account_kind="live",
            )
        )

    ports.transact(FEED, work)
    CARRIER.deliver_all(twice=True)


def cancelled(ticket: int = 7002) -> None:
    """The server has cancelled a deal."""
    amended(ticket, "cancelled", action=DealAction.CANCELLED)


def claw_back(client: Client) -> Commission:
    """The one adjustment of a broker."""
    (one,) = [one for one in commissions(client) if one.revision == 1]
    return one


def decide(client: Client, verdict: Verdict, comment: str = "", by=BOB) -> Commission:
    return claw_backs.decide(by, client.id, "mt5~7002", ONE, verdict, comment, command())


def test_a_deal_that_the_server_cancels_waits_to_be_taken_back(gold: Client, held: TradingAccount):
    traded(held)
    CARRIER.deliver_all()
    cancelled()
    one = claw_back(gold)
    assert (str(one.amount), one.state, one.cause) == (
        "-6.00",
        CommissionState.TO_APPROVE,
        Cause.DEAL_CANCELLED,
    )
    assert one.reason is Reason.DEAL_CANCELLED
    assert wallet(gold) == "6.00"
    assert looked(last_month(tickets=("7002",), since=None, until=None)).found == 0


def test_once_approved_it_is_taken_and_the_books_agree(gold: Client, held: TradingAccount):
    traded(held)
    traded(held, 7102)
    CARRIER.deliver_all()
    cancelled()
    done = decide(gold, Verdict.APPROVE, "cancelled by dealing")
    assert (done.state, wallet(gold)) == (CommissionState.TAKEN, "6.00")
    (taking,) = done.takings
    assert (str(taking.amount), taking.from_wallet) == ("6.00", True)
    assert str(paying.earned(gold.id, 10)[0].amount) == "6.00"
    assert run_to_the_end(FEED, lambda: None).breaks == ()
    with pytest.raises(Conflict) as refused:
        decide(gold, Verdict.APPROVE)
    assert refused.value.code == "claw_back_decided"


def test_what_is_not_there_stays_owed_and_later_commissions_are_set_off(
    gold: Client, held: TradingAccount
):
    traded(held)
    CARRIER.deliver_all()
    spent(gold, "4.00")
    cancelled()
    assert decide(gold, Verdict.APPROVE).state is CommissionState.OWED
    assert wallet(gold) == "0.00"
    traded(held, 7102, volume_ten_thousandths=5_000)
    CARRIER.deliver_all(twice=True)
    assert wallet(gold) == "0.00"
    small = next(one for one in commissions(gold) if one.deal_id == "7102")
    assert (small.state, small.set_off, small.payout_id) == (CommissionState.PAID, True, "")
    assert [str(one.amount) for one in claw_back(gold).takings] == ["2.00", "3.00"]
    traded(held, 7202)
    CARRIER.deliver_all()
    assert wallet(gold) == "5.00"
    assert claw_back(gold).state is CommissionState.TAKEN
    assert paying.debts(gold.id, "USD", 10) == []
    assert run_to_the_end(FEED, lambda: None).breaks == ()


def test_what_is_owed_can_be_waived_with_a_reason_and_is_not_set_off_any_more(
    gold: Client, held: TradingAccount
):
    traded(held)
    CARRIER.deliver_all()
    spent(gold, "6.00")
    cancelled()
    decide(gold, Verdict.APPROVE)
    with pytest.raises(Invalid) as refused:
        decide(gold, Verdict.WAIVE, " ")
    assert (refused.value.code, refused.value.field) == ("missing", "comment")
    assert decide(gold, Verdict.WAIVE, "a good partner").state is CommissionState.WAIVED
    traded(held, 7102)
    CARRIER.deliver_all()
    assert wallet(gold) == "6.00"
    assert looked(last_month()).found == 0


def test_a_claw_back_can_be_waived_before_anybody_agrees(gold: Client, held: TradingAccount):
    traded(held)
    CARRIER.deliver_all()
    cancelled()
    assert decide(gold, Verdict.WAIVE, "our mistake", by=ANN).state is CommissionState.WAIVED
    assert wallet(gold) == "6.00"


def test_whoever_had_the_recalculation_carried_out_does_not_agree_to_it(
    gold: Client, held: TradingAccount
):
    traded(held)
    CARRIER.deliver_all()
    cancelled()
    one = claw_back(gold)
    ports.transact(FEED, lambda unit: earnings.change(unit, one, replace(one, by_id=BOB.id)))
    with pytest.raises(Forbidden) as refused:
        decide(gold, Verdict.APPROVE)
    assert refused.value.code == "own_change"
    assert decide(gold, Verdict.APPROVE, by=ANN).state is CommissionState.TAKEN


def test_a_deal_that_the_server_alters_costs_or_pays_the_difference(
    gold: Client, held: TradingAccount
):
    traded(held)
    traded(held, 7102)
    CARRIER.deliver_all()
    amended(7002, volume_ten_thousandths=5_000)
    amended(7102, volume_ten_thousandths=15_000)
    less, more = sorted(
        (one for one in commissions(gold) if one.revision), key=lambda one: one.deal_id
    )
    assert (str(less.amount), less.state, less.cause) == (
        "-3.00",
        CommissionState.TO_APPROVE,
        Cause.DEAL_ALTERED,
    )
    assert (str(more.amount), more.state) == ("3.00", CommissionState.PAID)
    assert wallet(gold) == "15.00"


def test_a_deal_whose_time_was_altered_keeps_its_place(gold: Client, held: TradingAccount):
    traded(held)
    CARRIER.deliver_all()
    before = deal_rows.deal("mt5", 7002)
    assert isinstance(before, StoredDeal)
    later = {"at": before.at + timedelta(minutes=5), "volume_ten_thousandths": 5_000}
    amended(7002, **later)
    assert failures.commission("mt5~7002", gold.id, ONE).closed_at == before.at


def test_staff_find_claw_backs_by_where_they_stand(gold: Client, held: TradingAccount):
    traded(held)
    CARRIER.deliver_all()
    spent(gold, "6.00")
    cancelled()

    def there(state: CommissionState) -> list[str]:
        page = failures.page(ANN, state, PageRequest())
        return [one.commission.deal_id for one in page.items]

    assert there(CommissionState.TO_APPROVE) == ["7002"]
    decide(gold, Verdict.APPROVE)
    assert (there(CommissionState.TO_APPROVE), there(CommissionState.OWED)) == ([], ["7002"])


def test_commissions_of_many_months_are_paid_in_as_many_units_as_they_need(
    gold: Client, held: TradingAccount
):
    for number in range(45):
        at = ports.now() - timedelta(days=31 * number)
        traded(held, 7002 + 2 * number, at=at)
    CARRIER.deliver_all()
    longest = ports.now() - timedelta(days=31 * 46)
    applied(last_month(since=longest, as_of=ports.now()))
    assert wallet(gold) == "270.00"
    assert len(paying.earned(gold.id, 100)) == 45
