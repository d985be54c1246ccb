"""Whose the commissions of an account's trades are first, and how the walk goes on from there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.accounts.model import AccountKind, TradingAccount
from chalicelib.accounts.model.rebates import SELF_REBATE, RebateOrigin
from chalicelib.accounts.service import rebates
from chalicelib.accounts.service.reading import account_for_system
from chalicelib.clients.events import clients_events
from chalicelib.clients.model import Client
from chalicelib.clients.service import suspension
from chalicelib.core.actor import Scope, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, FairleadError, Invalid, NotFound
from chalicelib.partners.events import closed_deals, partners_events
from chalicelib.partners.model.earnings import EarnedDeal
from chalicelib.partners.model.plans import DEFAULT_SCHEME, PlanKind, Structure
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.store import earnings
from chalicelib.settings import public as settings
from tests.kit.audit import brought
from tests.kit.clients import command
from tests.kit.courier import Courier
from tests.kit.earnings import account, chain, commissions, ib, live_account, traded, trader, wallet
from tests.kit.partners import basic, decimals, scheme
from tests.kit.plans import ANN, agreed, majors, ranks, standard_for_all

pytestmark = pytest.mark.usefixtures("store", "clock")
COURIER = Courier((clients_events, closed_deals, partners_events))


@pytest.fixture
def by_rank() -> str:
    return standard_for_all()


def by_level() -> str:
    """USD 3 to the nearest, 2 to the next, by level."""
    table = basic(symbol_group_id=majors(), structure=Structure.LEVEL, amounts=decimals(3, 2))
    return agreed(PlanKind.FIXED_SCHEME, scheme(table, rank_structure_id=ranks()))


def choose(held: TradingAccount, customer: Client | None) -> None:
    """Have staff choose the rebate customer of an account."""
    rebates.change(ANN, held.id, customer.id if customer else "", "asked for", command())


def settled(ticket: int = 7002) -> EarnedDeal:
    COURIER.deliver_all()
    found = earnings.deal("mt5", str(ticket))
    assert found is not None
    return found


def path(deal: EarnedDeal) -> list[tuple[str, int, bool]]:
    return [(one.client_id, one.level, one.is_rebate_customer) for one in deal.path]


def refused(work, *parts) -> FairleadError:  # type: ignore[no-untyped-def]
    with pytest.raises(FairleadError) as caught:
        work(*parts)
    return caught.value


def test_without_a_rebate_customer_the_referrer_of_the_owner_comes_first(by_rank: str):
    (referrer,) = chain("Gold")
    traded(account(trader(referrer)))
    assert path(settled()) == [(referrer.id, 1, False)]


def test_the_rebate_customer_comes_first_and_the_walk_goes_on_with_those_above_them(by_rank: str):
    (referrer,) = chain("Gold")
    chosen, above = chain("Silver", "Platinum")
    held = account(trader(referrer))
    choose(held, chosen)
    traded(held)
    assert path(settled()) == [(chosen.id, 1, True), (above.id, 2, False)]
    assert [wallet(one) for one in (referrer, chosen, above)] == ["none", "3.00", "12.00"]


def test_an_owner_who_is_the_rebate_customer_gets_the_lowest_tiers_slot_back(by_rank: str):
    bronze, platinum = chain("Bronze", "Platinum")
    owner = trader(bronze)
    held = account(owner)
    choose(held, owner)
    traded(held)
    deal = settled()
    assert path(deal) == [(owner.id, 1, True), (bronze.id, 2, False), (platinum.id, 3, False)]
    assert [wallet(one) for one in (owner, bronze, platinum)] == ["1.00", "none", "14.00"]
    assert commissions(bronze)[0].unpaid[0].reason is Reason.SLOT_TAKEN
    assert deal.settlement.shortfall == ()


def test_by_level_the_owner_is_the_first_level(by_rank: str):
    settings.adopt(system("test"), DEFAULT_SCHEME, by_level())
    referrer = ib()
    owner = trader(referrer)
    held = account(owner)
    choose(held, owner)
    traded(held)
    settled()
    assert [wallet(one) for one in (owner, referrer)] == ["3.00", "2.00"]


def test_an_owner_whom_nobody_referred_earns_by_the_default_scheme(by_rank: str):
    owner = trader()
    held = account(owner)
    choose(held, owner)
    traded(held)
    deal = settled()
    assert wallet(owner) == "1.00"
    assert by_rank in [one.plan_id for one in deal.rules]
    assert deal.settlement.shortfall == (Reason.NOBODY_FOR_THE_REST,)


def test_a_deal_closed_before_a_change_is_settled_as_it_was_then(by_rank: str, clock: FixedClock):
    first, second = ib(), ib()
    held = account(trader(first))
    clock.advance(hours=3)
    before = clock.now() - timedelta(hours=1)
    choose(held, second)
    traded(account_for_system(held.id), at=before)
    assert path(settled()) == [(first.id, 1, False)]
    clock.advance(minutes=1)
    traded(account_for_system(held.id), 7004)
    assert path(settled(7004)) == [(second.id, 1, True)]


def test_a_suspended_rebate_customer_earns_nothing_and_says_why(by_rank: str):
    chosen, above = chain("Gold", "Platinum")
    held = account(trader())
    choose(held, chosen)
    suspension.suspend(ANN, chosen.id, "under review")
    traded(held)
    deal = settled()
    assert deal.path[0].barred is Reason.NOT_ACTIVE
    assert (wallet(chosen), wallet(above)) == ("none", "15.00")


def test_a_change_is_a_step_with_its_author_and_in_the_audit_log(by_rank: str):
    chosen = ib()
    held = account(trader())
    choose(held, chosen)
    choose(held, chosen)
    sheet = rebates.sheet(ANN, held.id)
    assert (sheet.customer_id, sheet.names) == (chosen.id, {chosen.id: chosen.name})
    (step,) = sheet.account.rebates
    assert (step.origin, step.by_name, step.comment) == (RebateOrigin.STAFF, "Ann", "asked for")
    (entry,) = (one for one in brought() if one["action"] == "rebate_customer_changed")
    assert entry["after"]["rebate_customer"] == chosen.id
    choose(held, None)
    assert rebates.sheet(ANN, held.id).customer_id == ""
    assert len(rebates.sheet(ANN, held.id).account.rebates) == 2


def test_nobody_is_chosen_whom_staff_do_not_see_or_who_may_not_act(by_rank: str):
    held = account(trader())
    gone = ib()
    suspension.suspend(ANN, gone.id, "under review")
    code = refused(rebates.change, ANN, held.id, "99999999", "", command())
    assert (type(code), code.code) == (Invalid, "rebate_customer_unknown")
    code = refused(rebates.change, ANN, held.id, gone.id, "", command())
    assert code.code == "rebate_customer_not_active"
    narrow = replace(ANN, scope=Scope(owner_ids=frozenset({"stf_other"})))
    assert isinstance(refused(rebates.change, narrow, held.id, "", "", command()), NotFound)
    assert isinstance(refused(rebates.sheet, narrow, held.id), NotFound)


def test_a_demo_account_has_no_rebate_customer(by_rank: str):
    held = account(trader(), kind=AccountKind.DEMO)
    code = refused(rebates.change, ANN, held.id, "", "", command())
    assert (type(code), code.code) == (Conflict, "account_not_live")


def test_new_live_accounts_of_chosen_kinds_are_their_owners_own():
    owner, broker = trader(), ib()
    settings.adopt(system("test"), SELF_REBATE, ("trader",))
    (step,) = rebates.begun(live_account(owner.id)).rebates
    assert (step.client_id, step.origin) == (owner.id, RebateOrigin.OPENING)
    assert rebates.begun(live_account(broker.id)).rebates == ()
    demo = replace(live_account(owner.id), kind=AccountKind.DEMO)
    assert rebates.begun(demo).rebates == ()
