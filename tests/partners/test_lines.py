"""What a line says beside its amount: what it is made of, where it goes, and what is not told."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from chalicelib import ports
from chalicelib.clients.model import Client, ClientKind
from chalicelib.clients.model.groups import GROUPS, STANDARD, ClientGroup, PortalModule
from chalicelib.clients.model.uplines import (
    DOWNLINE_LEVELS,
    DOWNLINE_VEIL,
    DownlineField,
    DownlineLevels,
    DownlineVeil,
)
from chalicelib.core.actor import EVERYTHING, Actor, Realm, Scope, Visitor
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.partners.model.earnings import (
    CommissionState,
    Destination,
    EarnedDeal,
    Rebate,
    SchemeKind,
    Taking,
)
from chalicelib.partners.model.plans import RateType
from chalicelib.partners.model.receipts import Component, Rate
from chalicelib.partners.model.sought import Sought
from chalicelib.partners.rules import earning, telling
from chalicelib.partners.schemas.deals import OwnShareView
from chalicelib.partners.schemas.own_lists import OwnCommissionView
from chalicelib.partners.schemas.reporting import ReportedCommissionView
from chalicelib.partners.service import explaining, own_lists, reporting, statements
from chalicelib.partners.service.explaining import Days
from chalicelib.partners.service.statements import StatementOf
from chalicelib.staff.model import DataScope
from tests.kit import partners, people
from tests.kit.clients import acting
from tests.kit.earnings import account, settled, traded
from tests.kit.recorder import recording
from tests.kit.settings import settings_of
from tests.kit.trees import planted

ALL, EVER = Sought(), Days()
STAFF = Actor(Realm.STAFF, "stf_1", "Ann", scope=EVERYTHING)
OF_PROFIT = partners.scheme(
    partners.basic(type=RateType.PROFIT, amounts=partners.decimals(10, 10, 10, 10, 10))
)
HIDDEN = DownlineVeil(hidden=(DownlineField.PROFIT,))


# ---- rules


def commissions_of(plan=None, tiers=("Bronze", "Gold", "Gold", "Diamond")):
    """What a trade pays to those above, by recipient."""
    above = partners.uplines(*tiers)
    deal = EarnedDeal(
        trade=partners.trade(),
        account_id="acc_1",
        login=5001,
        client_id="trader",
        settled_at=partners.CLOSED_AT,
        path=above,
        settlement=partners.settled(plan or partners.scheme(), above),
    )
    return {one.recipient_id: one for one in earning.commissions(deal, ZoneInfo("UTC"))}


def test_the_parts_of_a_commission_add_up_to_it_and_name_their_rates():
    shares = {"overriding": partners.decimals(10), "same_rank": partners.decimals(50)}
    found = commissions_of(partners.scheme(**shares))
    several = 0
    for one in found.values():
        made = telling.parts(one)
        assert sum(part.amount.minor for part in made) == (one.amount.minor if one.amount else 0)
        assert all(part.rates for part in made)
        several += len(made) > 1
    assert several
    gold = {part.component: part.rates for part in telling.parts(found["ib2"])}
    per_lot = Rate(Component.BASIC, RateType.PER_LOT, Decimal(5), "USD")
    assert gold[Component.BASIC] == (per_lot,)
    assert gold[Component.OVERRIDING] == (Rate(Component.OVERRIDING, None, Decimal(10)),)


def test_only_the_rate_of_a_share_of_the_profit_goes_with_a_profit_that_is_not_told():
    (of_profit, *_), (per_lot, *_) = (
        telling.parts(found["ib1"], tells_profit=False)
        for found in (commissions_of(OF_PROFIT), commissions_of())
    )
    assert of_profit.rates == ()
    assert of_profit.amount == Money.parse("20.00", "USD")
    assert per_lot.rates


def test_a_commission_goes_to_the_wallet_or_against_a_debt_or_nowhere():
    one = commissions_of()["ib1"]
    for state in (CommissionState.WAITING, CommissionState.PAID, CommissionState.FAILED):
        assert telling.destination(replace(one, state=state)) is Destination.WALLET
    for state in (CommissionState.CANCELLED, CommissionState.REFUSED, CommissionState.WAIVED):
        assert telling.destination(replace(one, state=state)) is None
    assert telling.destination(replace(one, amount=None)) is None
    assert telling.destination(replace(one, set_off=True)) is Destination.SET_OFF


@pytest.mark.parametrize(
    ("from_wallet", "destination"),
    [((False, True), Destination.WALLET), ((False, False), Destination.SET_OFF)],
)
def test_what_was_taken_back_came_from_the_wallet_if_any_of_it_did(from_wallet, destination):
    usd, at = Money.parse("1.00", "USD"), partners.CLOSED_AT
    takings = tuple(Taking(usd, at, "pay_1", one) for one in from_wallet)
    taken = replace(commissions_of()["ib1"], state=CommissionState.TAKEN, takings=takings)
    assert telling.destination(taken) is destination


# ---- what a broker is told

pytestmark = pytest.mark.usefixtures("dynamo", "clock")


@pytest.fixture
def broker() -> Client:
    return planted(kind=ClientKind.IB, name="Ina Broker")


def own(actor: Actor) -> dict[str, OwnCommissionView]:
    page = own_lists.page(actor, ALL, EVER, PageRequest(50))
    return {one.commission.deal_id: OwnCommissionView.of(one) for one in page.items}


def profits(actor: Actor) -> dict[str, str | None]:
    """By deal what it gained, as the broker is told."""
    return {
        deal: str(one.profit.amount) if one.profit else None for deal, one in own(actor).items()
    }


def test_a_line_says_what_it_was_computed_from(broker):
    settled(broker.id, planted(broker).id, 1)
    line = own(acting(broker))["1"]
    (part,) = line.parts
    assert (part.component, str(part.amount.amount)) == (Component.BASIC, "6.00")
    (rate,) = part.rates
    assert (rate.type, f"{rate.amount}", rate.currency) == (RateType.PER_LOT, "6", "USD")
    assert (str(line.profit.amount), line.destination) == ("200.00", Destination.WALLET)
    assert line.opened_at == partners.CLOSED_AT - timedelta(hours=1)
    assert (line.rebate, line.server_name) == (None, "mt5")


def test_a_profit_is_told_of_those_below_whom_the_broker_shows_it_of(broker):
    near, deep = planted(broker), planted(planted(broker))
    settled(broker.id, near.id, 1)
    settled(broker.id, deep.id, 2, level=2)
    settled(broker.id, planted().id, 3)
    assert profits(acting(broker)) == {"1": "200.00", "2": "200.00", "3": None}
    with settings_of(DOWNLINE_LEVELS, DownlineLevels(1)):
        assert profits(acting(broker)) == {"1": "200.00", "2": None, "3": None}
    for field in (DownlineField.PROFIT, DownlineField.TRADING):
        with settings_of(DOWNLINE_VEIL, DownlineVeil(hidden=(field,))):
            assert set(profits(acting(broker)).values()) == {None}
    unreferring = ClientGroup(STANDARD, {"en": "Standard"}, (PortalModule.DEPOSIT,))
    with settings_of(GROUPS, (unreferring,)):
        assert set(profits(acting(broker)).values()) == {None}


def test_a_trader_is_named_who_is_among_those_whom_the_broker_sees(broker):
    near, deep = planted(broker, name="Lin"), planted(planted(broker), name="Sam")
    key = settled(broker.id, near.id, 1)
    settled(broker.id, deep.id, 2, level=2)
    settled(broker.id, planted(name="Someone").id, 3)
    share = OwnShareView.of(explaining.own_share(acting(broker), key))
    assert (share.client_name, str(share.profit.amount)) == ("Lin", "200.00")
    with settings_of(DOWNLINE_LEVELS, DownlineLevels(1)):
        names = {deal: one.client_name for deal, one in own(acting(broker)).items()}
    assert names == {"1": "Lin", "2": "", "3": ""}


def test_a_group_hides_the_profits_of_its_own_clients(broker):
    vip = ClientGroup("vip", {"en": "VIP"}, from_uplines=HIDDEN)
    with settings_of(GROUPS, (*GROUPS.default, vip)):
        settled(broker.id, planted(broker, group_id="vip").id, 1)
        settled(broker.id, planted(broker).id, 2)
        assert profits(acting(broker)) == {"1": None, "2": "200.00"}


def test_ones_own_profit_is_never_hidden(broker):
    settled(broker.id, broker.id, 1, is_rebate=True)
    settled(broker.id, planted(broker).id, 2, is_rebate=True)
    with settings_of(DOWNLINE_VEIL, HIDDEN):
        told = own(acting(broker))
    assert {deal: one.rebate for deal, one in told.items()} == {
        "1": Rebate.OWN_TRADES,
        "2": Rebate.CUSTOMER,
    }
    assert (str(told["1"].profit.amount), told["2"].profit) == ("200.00", None)


def test_staff_who_look_at_the_portal_see_no_profit_outside_their_scope(broker):
    keeper = people.member(people.role(scope=DataScope(own=True)), name="Kay Keeper")
    settled(broker.id, planted(broker, owner_id=keeper.id).id, 1)
    settled(broker.id, planted(broker).id, 2)
    looking = replace(acting(broker), visitor=Visitor(keeper.id, "Kay Keeper"))
    assert profits(looking) == {"1": "200.00", "2": None}


def test_no_list_receipt_or_statement_gives_a_hidden_profit_away(broker):
    key = settled(broker.id, planted(broker).id, 1, OF_PROFIT)
    today = ports.now().date()
    me, of = acting(broker), StatementOf(broker.id, today, today)

    def told() -> tuple[str, str]:
        share = OwnShareView.of(explaining.own_share(me, key)).model_dump_json()
        (line,) = statements.page(me, of, PageRequest(50)).items
        return own(me)["1"].model_dump_json() + share, str(line.rates)

    shown, rates = told()
    assert '"200' in shown
    assert "Decimal('30')" in rates
    with settings_of(DOWNLINE_VEIL, HIDDEN):
        shown, rates = told()
        assert '"200' not in shown
        assert rates == "()"
        assert own(me)["1"].parts[0].rates == []
        (receipt,) = OwnShareView.of(explaining.own_share(me, key)).receipts
        assert (receipt.exact, receipt.slots, receipt.measure.factors) == (None, [], [])
        assert str(receipt.amount.amount) == "60.00"


def test_a_page_asks_the_store_as_often_for_many_lines_as_for_few(broker):
    def calls(read) -> int:
        with recording() as store:
            assert read().items
        return len(store.calls)

    def ways():
        whole = PageRequest(50)
        yield lambda: own_lists.page(acting(broker), ALL, EVER, whole)
        yield lambda: reporting.page_of(STAFF, broker.id, EVER, whole)
        yield lambda: reporting.page(
            STAFF, SchemeKind.FIXED, Sought(recipient_id=broker.id), EVER, whole
        )

    settled(broker.id, planted(broker).id, 1)
    own(acting(broker))  # the settings are known from here on
    few = [calls(read) for read in ways()]
    for ticket in range(2, 40):
        settled(broker.id, planted(broker).id, ticket)
    assert [calls(read) for read in ways()] == few
    assert max(few) <= 8


# ---- what staff are told


def test_a_report_says_what_the_server_says_of_the_trade(broker):
    trader, swap = planted(broker), Money.parse("-1.25", "USD")
    traded(account(trader), 7002, swap=swap)
    settled(broker.id, trader.id, 7002)
    (line,) = of_client(STAFF, broker)
    assert (str(line.swap.amount), line.position_id) == ("-1.25", "7002")
    assert (str(line.profit.amount), line.client_name) == ("200.00", trader.name)


def of_client(actor: Actor, broker: Client) -> list[ReportedCommissionView]:
    page = reporting.page_of(actor, broker.id, EVER, PageRequest(50))
    return [ReportedCommissionView.of(one) for one in page.items]


def test_staff_see_nothing_of_the_trades_of_those_outside_their_scope():
    ina = planted(kind=ClientKind.IB, owner_id="stf_1")
    for ticket, owner in ((1, "stf_1"), (2, None)):
        settled(ina.id, planted(ina, owner_id=owner).id, ticket, OF_PROFIT)
    actor = Actor(Realm.STAFF, "stf_1", "Ann", scope=Scope(owner_ids=frozenset({"stf_1"})))
    inside, outside = sorted(of_client(actor, ina), key=lambda one: one.deal)
    assert (str(inside.profit.amount), inside.client_id is not None) == ("200.00", True)
    part = reporting.sums_of(actor, ina.id, EVER, None)
    assert [str(one.amount) for one in part.sums] == ["120.00"]
    hidden = (outside.client_id, outside.login, outside.profit, outside.swap, outside.opened_at)
    assert hidden == (None,) * 5
    assert outside.parts[0].rates == []
    assert str(outside.amount.amount) == "60.00"
