"""The rules F1 to F6: every printed figure of the specification, and what holds for all figures."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.money import Money
from chalicelib.partners.model.plans import (
    Alias,
    Calculation,
    CloseBy,
    FlexibleRate,
    FlexibleScheme,
    RateType,
    RebateCurrency,
    Structure,
    SymbolGroup,
    SymbolValue,
    SymbolValues,
)
from chalicelib.partners.model.receipts import Component, Receipt
from chalicelib.partners.model.trades import Reason, Upline
from chalicelib.partners.rules import flexible, matching
from chalicelib.partners.rules.receipts import recomputed
from tests.kit.partners import (
    CLOSED_AT,
    GROUPS,
    NINE,
    barred,
    basic,
    decimals,
    paid,
    scheme,
    settled,
    trade,
    uplines,
    why,
)

LEVELS = basic(structure=Structure.LEVEL, amounts=decimals(3, 2, 1))


# ---- F1, the rank table of nine uplines (specification 6.4)


def test_the_table_of_nine_uplines_pays_what_is_printed():
    result = settled(scheme(), uplines(*NINE))
    assert paid(result) == {
        "ib1": "1.00 USD",
        "ib2": "5.00 USD",
        "ib4": "4.00 USD",
        "ib8": "5.00 USD",
    }
    assert why(result) == {
        "ib3": Reason.SLOT_TAKEN,
        "ib5": Reason.BELOW_A_HIGHER_TIER,
        "ib6": Reason.BELOW_A_HIGHER_TIER,
        "ib7": Reason.SLOT_TAKEN,
        "ib9": Reason.SLOT_TAKEN,
    }


def test_the_table_sums_to_fifteen_dollars_which_is_the_cap_per_lot():
    result = settled(scheme(), uplines(*NINE))
    assert sum(one.amount.minor for one in result.receipts) == 1500
    assert (result.headline, result.currency) == (Decimal(15), "USD")
    assert result.shortfall == ()


def test_the_gold_above_a_bronze_gets_the_slots_of_silver_and_gold():
    (_, gold) = settled(scheme(), uplines("Bronze", "Gold")).receipts
    assert [(one.place, one.amount) for one in gold.slots] == [(2, Decimal(2)), (3, Decimal(3))]


def test_a_suspended_upline_is_passed_over_and_the_slot_goes_to_the_next_higher():
    bronze, gold = uplines("Bronze", "Gold")
    result = settled(scheme(), (barred(bronze, Reason.NOT_ACTIVE), gold))
    assert paid(result) == {"ib2": "6.00 USD"}
    assert why(result) == {"ib1": Reason.NOT_ACTIVE}


def test_whoever_has_no_tier_is_passed_over():
    assert why(settled(scheme(), uplines(None, "Gold"))) == {"ib1": Reason.NO_TIER}


def test_less_than_the_headline_says_that_nobody_has_the_rest():
    result = settled(scheme(), uplines("Bronze"))
    assert result.headline == Decimal(15)
    assert result.shortfall == (Reason.NOBODY_FOR_THE_REST,)


def test_a_higher_tier_that_may_not_earn_is_named_as_the_reason():
    bronze, diamond = uplines("Bronze", "Platinum")
    result = settled(scheme(), (bronze, barred(diamond, Reason.NOT_AN_IB)))
    assert result.shortfall == (Reason.NOT_AN_IB, Reason.NOBODY_FOR_THE_REST)


# ---- F2, levels


def test_a_level_table_begins_with_three_for_the_nearest_and_ignores_tiers():
    result = settled(scheme(LEVELS), uplines("Bronze", None, "Platinum", "Gold"))
    assert paid(result) == {"ib1": "3.00 USD", "ib2": "2.00 USD", "ib3": "1.00 USD"}
    assert why(result) == {"ib4": Reason.BEYOND_THE_LEVELS}
    assert result.shortfall == ()


def test_the_level_of_a_suspended_upline_goes_to_nobody():
    first, second = uplines("Bronze", "Gold")
    result = settled(scheme(LEVELS), (barred(first, Reason.NOT_ACTIVE), second))
    assert paid(result) == {"ib2": "2.00 USD"}
    assert result.shortfall == (Reason.NOT_ACTIVE, Reason.NOBODY_FOR_THE_REST)


# ---- F3, F4, F5


def test_a_fifth_of_a_spread_of_twenty_points_in_yen_is_four_dollars():
    """The printed example: 1 lot USDJPY at 118.888 / 118.868, 20 %."""
    plan = scheme(basic(structure=Structure.LEVEL, type=RateType.SPREAD, amounts=decimals(20)))
    result = settled(plan, uplines("Bronze"), symbol="USDJPY", spread_points=20)
    assert paid(result) == {"ib1": "4.00 USD"}


def test_a_point_may_be_worth_what_it_truly_is():
    plan = scheme(basic(structure=Structure.LEVEL, type=RateType.SPREAD, amounts=decimals(20)))
    values = SymbolValues((SymbolValue("USDJPY", point_value=Decimal("0.84")),))
    result = settled(plan, uplines("Bronze"), values=values, symbol="USDJPY", spread_points=20)
    assert paid(result) == {"ib1": "3.36 USD"}


def test_without_a_known_spread_nobody_is_paid_and_it_says_so():
    plan = scheme(basic(structure=Structure.LEVEL, type=RateType.SPREAD, amounts=decimals(20)))
    assert settled(plan, uplines("Bronze")).reason is Reason.SPREAD_UNKNOWN


@pytest.mark.parametrize("currency", [RebateCurrency.USD, RebateCurrency.ACCOUNT])
def test_a_share_of_profit_is_in_the_currency_of_the_account(currency: RebateCurrency):
    plan = scheme(
        basic(structure=Structure.LEVEL, type=RateType.PROFIT, amounts=decimals(10)),
        currency=currency,
    )
    result = settled(plan, uplines("Bronze"), profit=Money.parse("123.45", "EUR"))
    assert paid(result) == {"ib1": "12.34 EUR"}


@pytest.mark.parametrize("profit", ["0.00", "-50.00"])
def test_no_profit_pays_nothing(profit: str):
    plan = scheme(basic(structure=Structure.LEVEL, type=RateType.PROFIT, amounts=decimals(10)))
    result = settled(plan, uplines("Bronze"), profit=Money.parse(profit, "USD"))
    assert result.reason is Reason.NO_PROFIT


def test_the_platforms_commission_is_shared_over_several_levels():
    plan = scheme(
        basic(
            structure=Structure.LEVEL, type=RateType.PLATFORM_COMMISSION, amounts=decimals(50, 20)
        )
    )
    assert paid(settled(plan, uplines("Gold", "Gold"))) == {"ib1": "3.50 USD", "ib2": "1.40 USD"}
    nothing = settled(plan, uplines("Gold"), platform_commission=Money.zero("USD"))
    assert nothing.reason is Reason.NO_PLATFORM_COMMISSION


# ---- F6


def test_same_rank_of_ten_percent_pays_the_three_printed_amounts():
    result = settled(scheme(same_rank=decimals(10)), uplines(*NINE))
    assert paid(result, Component.SAME_RANK) == {
        "ib3": "0.50 USD",
        "ib7": "0.40 USD",
        "ib9": "0.50 USD",
    }


def test_a_second_percentage_reaches_the_next_upline_of_the_same_tier():
    result = settled(scheme(same_rank=decimals(10, 4)), uplines(*NINE))
    assert paid(result, Component.SAME_RANK)["ib6"] == "0.20 USD"


def test_overriding_pays_by_the_distance_to_whoever_received():
    result = settled(scheme(overriding=decimals(10, 5)), uplines(*NINE))
    # ib1 received 1, ib2 received 5, ib4 received 4, ib8 received 5.
    assert paid(result, Component.OVERRIDING) == {
        "ib2": "0.10 USD",
        "ib3": "0.55 USD",
        "ib4": "0.25 USD",
        "ib5": "0.40 USD",
        "ib6": "0.20 USD",
        "ib9": "0.50 USD",
    }


def test_shares_are_of_basic_alone_and_never_of_one_another():
    plan = scheme(overriding=decimals(10, 5), same_rank=decimals(10))
    result = settled(plan, uplines(*NINE))
    basics = {one.recipient_id for one in result.receipts if one.component is Component.BASIC}
    shared = [one for one in result.receipts if one.component is not Component.BASIC]
    assert {base.recipient_id for one in shared for base in one.bases} <= basics
    alone = settled(scheme(overriding=decimals(10, 5)), uplines(*NINE))
    assert paid(result, Component.OVERRIDING) == paid(alone, Component.OVERRIDING)


def test_whoever_is_barred_gets_no_share_either():
    first, second = uplines("Gold", "Gold")
    plan = scheme(overriding=decimals(10), same_rank=decimals(10))
    result = settled(plan, (first, barred(second, Reason.NOT_ACTIVE)))
    assert why(result, Component.OVERRIDING) == {"ib2": Reason.NOT_ACTIVE}
    assert why(result, Component.SAME_RANK) == {"ib2": Reason.NOT_ACTIVE}


# ---- flexible


def flexibly(rate: FlexibleRate, upline: Upline, **changes: object) -> object:
    plan = FlexibleScheme("Own", (rate,))
    return flexible.settle(plan, GROUPS, trade(**changes), upline, Calculation(), SymbolValues())


def test_pips_are_worth_what_is_set_for_the_symbol():
    (ib,) = uplines("Bronze")
    plan = FlexibleScheme("Own", (FlexibleRate("sgr_majors", RateType.PIP, Decimal("0.5")),))
    values = SymbolValues((SymbolValue("USDJPY", pip_value=Decimal(7)),))
    one = trade(symbol="USDJPY", lots=Decimal("2.5"))
    result = flexible.settle(plan, GROUPS, one, ib, Calculation(), values)
    assert isinstance(result, Receipt)
    assert str(result.amount) == "8.75"
    assert result.component is Component.FLEXIBLE


def test_a_flexible_scheme_says_why_it_pays_nothing():
    (ib,) = uplines(None)
    rate = FlexibleRate("sgr_majors", RateType.PER_LOT, Decimal(2))
    assert flexibly(rate, ib, symbol="XAUUSD").reason is Reason.SYMBOL_NOT_COVERED  # type: ignore[attr-defined]
    assert flexibly(rate, barred(ib, Reason.NOT_AN_IB)).reason is Reason.NOT_AN_IB  # type: ignore[attr-defined]
    assert str(flexibly(rate, ib).amount) == "2.00"  # type: ignore[attr-defined]


# ---- which trades earn


def test_a_trade_that_was_held_too_short_earns_nothing():
    least = Calculation(minimum_holding_seconds=60)
    quick = {"opened_at": CLOSED_AT - timedelta(seconds=59)}
    assert settled(scheme(), uplines("Gold"), least, **quick).reason is Reason.HELD_TOO_SHORT
    enough = {"opened_at": CLOSED_AT - timedelta(seconds=60)}
    assert settled(scheme(), uplines("Gold"), least, **enough).reason is None
    unknown = settled(scheme(), uplines("Gold"), least, opened_at=None)
    assert unknown.reason is Reason.OPENING_UNKNOWN


def test_of_two_orders_closed_by_one_another_one_or_both_earn():
    one_side = Calculation(close_by=CloseBy.ONE_SIDE)
    assert settled(scheme(), uplines("Gold"), closed_by_other=True).reason is None
    refused = settled(scheme(), uplines("Gold"), one_side, closed_by_other=True)
    assert refused.reason is Reason.CLOSED_BY_ANOTHER


def test_nobody_above_is_a_reason_too():
    assert settled(scheme(), ()).reason is Reason.NO_UPLINE


def test_symbols_are_known_by_aliases_and_suffixes():
    group = SymbolGroup(
        "Metals",
        "mt5",
        ("XAUUSD", "XAGUSD"),
        aliases=(Alias("GOLD", "XAUUSD"), Alias("OIL", "USOIL")),
        suffixes=(".m", ".pro.m"),
    )
    names = ("XAUUSD", "XAUUSD.m", "GOLD", "GOLD.pro.m", "XAGUSD.pro.m", "OIL", "XAUUSD.x", ".m")
    known = [matching.symbol_in(group, one) for one in names]
    assert known == ["XAUUSD", "XAUUSD", "XAUUSD", "XAUUSD", "XAGUSD", None, None, None]


def test_another_server_or_group_of_the_platform_is_not_meant():
    elsewhere = settled(scheme(), uplines("Gold"), server_id="mt5b")
    assert elsewhere.reason is Reason.SYMBOL_NOT_COVERED
    only = scheme(basic(platform_groups=("real\\pro", "real\\vip*")))
    assert settled(only, uplines("Gold")).reason is Reason.GROUP_NOT_COVERED
    assert paid(settled(only, uplines("Gold"), platform_group="real\\vip-usd"))
    assert paid(settled(only, uplines("Gold"), platform_group="real\\pro"))


def test_what_rounds_to_nothing_says_so():
    result = settled(scheme(), uplines("Bronze"), lots=Decimal("0.001"))
    assert why(result) == {"ib1": Reason.ROUNDS_TO_NOTHING}
    free = settled(scheme(basic(amounts=decimals(0, 1, 1, 1, 1))), uplines("Bronze"))
    assert why(free) == {"ib1": Reason.RATE_IS_ZERO}


def test_the_sum_of_part_lots_is_rounded_down_once_each():
    (one,) = settled(scheme(), uplines("Gold"), lots=Decimal("0.0133")).receipts
    assert (one.exact, str(one.amount)) == (Decimal("0.0798"), "0.07")


# ---- what holds for all figures


amounts = st.decimals(min_value=0, max_value=1000, places=4)
tiers = st.one_of(st.none(), st.integers(min_value=1, max_value=6))
bars = st.sampled_from([None, None, None, Reason.NOT_ACTIVE])
chains = st.lists(st.tuples(tiers, bars), max_size=25).map(
    lambda found: tuple(
        Upline(f"ib{level}", level, tier, bar) for level, (tier, bar) in enumerate(found, 1)
    )
)
volumes = st.decimals(min_value=Decimal("0.0001"), max_value=500, places=4)
tables = st.lists(amounts, min_size=6, max_size=6).map(tuple)
shares = st.lists(st.decimals(min_value=0, max_value=100, places=2), max_size=4).map(tuple)


@given(tables, chains, volumes)
def test_ranks_never_pay_more_than_the_sum_of_the_slots(table, above, lots):
    result = settled(scheme(basic(amounts=table)), above, lots=lots)
    total = sum((one.amount.as_decimal() for one in result.receipts), Decimal(0))
    assert total <= lots * sum(table, Decimal(0))


@given(tables, chains, volumes)
def test_no_slot_is_paid_twice_and_each_upline_once(table, above, lots):
    result = settled(scheme(basic(amounts=table)), above, lots=lots)
    places = [slot.place for one in result.receipts for slot in one.slots]
    assert len(places) == len(set(places))
    told = [one.recipient_id for one in (*result.receipts, *result.unpaid)]
    assert sorted(told) == sorted(one.client_id for one in above)


@given(tables, chains, volumes, shares, shares, st.sampled_from(list(Structure)))
def test_a_receipt_recomputed_from_its_own_fields_is_its_amount(
    table, above, lots, over, same, structure
):
    plan = scheme(basic(amounts=table, structure=structure), overriding=over, same_rank=same)
    for one in settled(plan, above, lots=lots).receipts:
        assert recomputed(one) == one.amount
        assert one.amount.is_positive


@given(tables, chains, volumes, st.sampled_from(list(Structure)))
def test_less_than_the_headline_always_has_a_reason(table, above, lots, structure):
    result = settled(scheme(basic(amounts=table, structure=structure)), above, lots=lots)
    total = sum((one.amount.as_decimal() for one in result.receipts), Decimal(0))
    explained = bool(result.reason or result.shortfall)
    assert explained or total == result.headline


def test_a_receipt_that_is_of_nothing_is_refused():
    (one,) = settled(scheme(), uplines("Bronze")).receipts
    with pytest.raises(ValueError, match="receipt"):
        recomputed(replace(one, measure=None))
