"""Repairs: one proposes, another approves, it is done once, and the break shows what was done."""

import pytest

from chalicelib.accounts.model import TradingAccount
from chalicelib.core.errors import FairleadError, VendorRefused
from chalicelib.funds.service import ledger
from chalicelib.reconciliation.model.breaks import (
    Break,
    BreakEnding,
    BreakStatus,
    RepairAction,
    RepairAgainst,
)
from chalicelib.reconciliation.model.repairs import RepairStatus
from chalicelib.reconciliation.service import carrying_out, reading, repairs
from chalicelib.reconciliation.store import breaks as store
from tests.kit.courier import Courier
from tests.kit.funds import SYSTEM, TradingSide, command, house_balances, sides, staff_actor
from tests.kit.reconciliation import breaks, everything, kinds, minute, repair, to_account


@pytest.fixture
def account(trading: TradingSide) -> TradingAccount:
    """The client's live account."""
    return trading.account()


@pytest.fixture
def dealt(trading: TradingSide, account: TradingAccount) -> Break:
    """A break: a dealer put money on the account."""
    trading.simulator.lever("deals", login=account.login, amount="77.00", comment="by hand")
    minute()
    (found,) = breaks()
    return found


@pytest.fixture
def lost(trading: TradingSide, account: TradingAccount, courier: Courier) -> Break:
    """A break: the server no longer has what the client paid for."""
    to_account(courier, account)
    (deal,) = trading.simulator.state(account.login)["deals"]
    trading.simulator.lever("deals", method="DELETE", deal=int(deal["Deal"]))
    trading.advance(minutes=4)
    minute()
    (found,) = breaks()
    return found


def refused(call, *arguments, **named) -> str:
    with pytest.raises(FairleadError) as refusal:
        call(*arguments, **named)
    return refusal.value.code


def propose(broken: Break, action: RepairAction, against: RepairAgainst | None = None):
    wanted = repairs.Proposal(action, "as agreed", against)
    return repairs.propose(staff_actor(), broken.id, wanted, command())


def sweep() -> None:
    carrying_out.sweep(SYSTEM, lambda: 60)


def test_nothing_repairs_itself(dealt, trading):
    for _ in range(3):
        trading.advance(minutes=6)
        minute()
        everything()
        sweep()
    assert kinds() == [("orphan", "by_hand", "77.00")]
    assert "trading_clearing:meridian-live" not in house_balances()


def test_an_entry_is_booked_once_and_the_break_shows_it(dealt, trading):
    done = repair(dealt, RepairAction.BOOK, RepairAgainst.SUSPENSE)
    assert done.status is RepairStatus.DONE
    assert house_balances()["trading_clearing:meridian-live"] == "77.00"
    assert house_balances()["suspense"] == "-77.00"
    assert breaks() == []
    (closed,) = breaks(BreakStatus.CLOSED)
    assert closed.ending is BreakEnding.REPAIRED
    assert ledger.find(closed.entry_id).facts["break_id"] == closed.id
    trading.advance(hours=2)
    everything()
    assert breaks() == []


def test_a_client_gets_back_what_never_reached_the_account(lost):
    assert sides() == ("700.00", "0.00")
    repair(lost, RepairAction.BOOK, RepairAgainst.WALLET)
    assert sides() == ("1000.00", "0.00")
    assert breaks() == []
    assert "trading_clearing:meridian-live" not in house_balances()


def test_the_server_is_asked_for_a_correction_once(lost, trading, account):
    started = repair(lost, RepairAction.CORRECT)
    assert started.status is RepairStatus.STARTED
    sweep()
    sweep()
    assert trading.money_deals(account) == ["300.00"]
    assert breaks() == []
    trading.advance(hours=1)
    minute()
    everything()
    assert breaks() == []


def test_a_correction_takes_away_what_was_too_much(dealt, trading, account):
    repair(dealt, RepairAction.CORRECT)
    sweep()
    assert trading.money_deals(account) == ["77.00", "-77.00"]
    everything()
    assert breaks() == []
    assert "suspense" not in {name for name, value in house_balances().items() if value == "77.00"}


def test_a_refusal_that_comes_late_does_not_end_a_repair_that_was_asked_again(lost, trading):
    repair(lost, RepairAction.CORRECT)
    (started,) = store.repairs(lost.id)
    first = carrying_out.COURSE._claim(SYSTEM, carrying_out._correction(started), None)
    trading.advance(seconds=100)
    carrying_out.COURSE._claim(SYSTEM, first, None)
    carrying_out.COURSE._refuse(
        SYSTEM, first, VendorRefused("no money", vendor="mt5", reason="10019"), None
    )
    (after,) = store.repairs(lost.id)
    assert after.status is RepairStatus.ASKED


def test_a_lost_answer_is_looked_for_before_it_is_asked_again(lost, trading, account):
    trading.trouble("drop_after_commit")
    repair(lost, RepairAction.CORRECT)
    sweep()
    (waiting,) = store.repairs(lost.id)
    assert waiting.status is RepairStatus.ASKED
    sweep()
    assert trading.money_deals(account) == ["300.00"]
    trading.advance(seconds=40)
    sweep()
    (waiting,) = store.repairs(lost.id)
    assert waiting.status is RepairStatus.ASKED, "the first question may still be on its way"
    trading.advance(seconds=60)
    sweep()
    (done,) = store.repairs(lost.id)
    assert done.status is RepairStatus.DONE
    assert trading.money_deals(account) == ["300.00"]
    assert breaks() == []


def test_a_server_that_refuses_leaves_the_break_open_for_another_repair(dealt, trading, account):
    repair(dealt, RepairAction.CORRECT)
    trading.simulator.lever("deals", login=account.login, amount="-77.00", comment="taken back")
    sweep()
    (ended,) = store.repairs(dealt.id)
    assert ended.status is RepairStatus.REFUSED
    assert ended.refusal == "insufficient_funds_on_server"
    (again,) = [one for one in breaks() if one.id == dealt.id]
    propose(again, RepairAction.ACCEPT)


def test_what_is_accepted_stays_accepted_until_it_moves_again(trading, account, courier):
    to_account(courier, account)
    (deal,) = trading.simulator.state(account.login)["deals"]
    ticket = int(deal["Deal"])
    trading.simulator.lever("deals", method="PATCH", deal=ticket, amount="310.00")
    everything()
    (found,) = breaks()
    repair(found, RepairAction.ACCEPT)
    assert breaks() == []
    everything()
    assert breaks() == []
    (closed,) = breaks(BreakStatus.CLOSED)
    assert closed.ending is BreakEnding.ACCEPTED
    trading.simulator.lever("deals", method="PATCH", deal=ticket, amount="320.00")
    everything()
    assert kinds() == [("altered", "amount", "20.00")]


def test_nobody_approves_their_own_repair(dealt):
    proposed = propose(dealt, RepairAction.BOOK, RepairAgainst.SUSPENSE)
    decide = repairs.decide
    assert refused(decide, staff_actor(), dealt.id, proposed.id, "", approve=True) == "own_repair"
    withdrawn = decide(staff_actor(), dealt.id, proposed.id, "", approve=False)
    assert withdrawn.status is RepairStatus.DECLINED
    assert "trading_clearing:meridian-live" not in house_balances()


def test_a_repair_is_decided_once(dealt):
    proposed = propose(dealt, RepairAction.BOOK, RepairAgainst.SUSPENSE)
    repairs.decide(staff_actor("Bo"), dealt.id, proposed.id, "", approve=True)
    code = refused(repairs.decide, staff_actor("Cy"), dealt.id, proposed.id, "", approve=True)
    assert code == "repair_decided"
    assert house_balances()["trading_clearing:meridian-live"] == "77.00"


def test_a_break_has_one_repair_at_a_time(dealt):
    propose(dealt, RepairAction.BOOK, RepairAgainst.SUSPENSE)
    assert refused(propose, dealt, RepairAction.ACCEPT) == "repair_under_way"


def test_what_has_moved_since_is_not_repaired_as_proposed(trading, account, courier):
    to_account(courier, account)
    (deal,) = trading.simulator.state(account.login)["deals"]
    ticket = int(deal["Deal"])
    trading.simulator.lever("deals", method="PATCH", deal=ticket, amount="310.00")
    everything()
    (found,) = breaks()
    proposed = propose(found, RepairAction.BOOK, RepairAgainst.SUSPENSE)
    trading.simulator.lever("deals", method="PATCH", deal=ticket, amount="311.00")
    everything()
    code = refused(repairs.decide, staff_actor("Bo"), found.id, proposed.id, "", approve=True)
    assert code == "break_changed"


def test_a_proposal_for_a_break_that_vanished_waits_for_nobody(dealt, trading):
    proposed = propose(dealt, RepairAction.BOOK, RepairAgainst.SUSPENSE)
    (their,) = dealt.theirs
    trading.simulator.lever("deals", method="DELETE", deal=int(their.reference))
    everything()
    assert store.repair(dealt.id, proposed.id).refusal == "break_closed"
    assert refused(propose, dealt, RepairAction.ACCEPT) == "break_closed"


@pytest.mark.parametrize(
    ("action", "against"),
    [
        (RepairAction.REFUND, None),
        (RepairAction.BOOK, None),
        (RepairAction.ACCEPT, RepairAgainst.SUSPENSE),
    ],
)
def test_a_repair_must_fit_its_break(dealt, action: RepairAction, against: RepairAgainst | None):
    assert refused(propose, dealt, action, against) == "repair_not_possible"


def test_the_history_tells_who_did_what(dealt):
    reading.assign(SYSTEM, dealt.id, "")
    repair(dealt, RepairAction.BOOK, RepairAgainst.SUSPENSE)
    story = reading.story(staff_actor(), dealt.id)
    assert [one.what for one in story.events] == [
        "found",
        "released",
        "repair_proposed",
        "repair_approved",
        "closed",
    ]
    assert story.repairs[0].proposed_by == "staff:stf_mara"
    assert story.repairs[0].decided_by == "staff:stf_decider"
