"""Booking: balanced entries, wallets that never go below zero, chains, shards, holds."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.holds import Hold, HoldResolved, HoldState
from chalicelib.funds.model.ledger import (
    BANK_CLEARING,
    CONVERSION,
    FEE_INCOME,
    AccountKind,
    Cause,
    CauseType,
    Entry,
    EntryExists,
    EntryKind,
    LedgerAccount,
    Posting,
    RateLeg,
    Unbalanced,
    available,
    held,
)
from chalicelib.funds.model.wallets import Bucket, InsufficientFunds, Wallet, empty_wallet
from chalicelib.funds.rules import chain
from chalicelib.funds.service import holds, ledger
from chalicelib.funds.store import house, journal, transactions, wallets
from chalicelib.storage.unit import Unit

pytestmark = pytest.mark.usefixtures("store", "clock")
ACTOR = system("test")
CLIENT = "10000001"
ALL = PageRequest(limit=200)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def cause(name: str, of: CauseType = CauseType.DEPOSIT) -> Cause:
    return Cause(of, name)


def credit(name: str, amount: Money, client: str = CLIENT) -> Entry:
    postings = (Posting(BANK_CLEARING, -amount), Posting(available(client), amount))

    def work(unit: Unit) -> Entry:
        return ledger.post(
            unit,
            ledger.entry(
                unit, cause(name), "credit", EntryKind.DEPOSIT, "deposit_credited", postings
            ),
        )

    return ports.transact(ACTOR, work)


def set_aside(name: str, amount: Money, attempt: int = 1) -> Hold:
    of = cause(name, CauseType.WITHDRAWAL)
    return ports.transact(
        ACTOR,
        lambda unit: holds.hold(unit, of, CLIENT, amount, memo="withdrawal_held", attempt=attempt),
    )


def pay_out(hold: Hold) -> Entry:
    to = (Posting(BANK_CLEARING, hold.amount),)
    return ports.transact(
        ACTOR,
        lambda unit: holds.post_hold(unit, hold, to, EntryKind.WITHDRAWAL, memo="withdrawal_paid"),
    )


def give_back(hold: Hold) -> Entry:
    return ports.transact(ACTOR, lambda unit: holds.void_hold(unit, hold, memo="withdrawal_void"))


def wallet(currency: str = "USD", client: str = CLIENT) -> Wallet:
    return wallets.find(client, currency) or empty_wallet(client, currency)


def house_balances() -> dict[str, str]:
    return {one.account: str(one.balance) for one in house.balances()}


def test_a_deposit_makes_the_wallet_its_line_its_movement_and_the_house_side():
    entry = credit("dep_1", usd("100.00"))
    after = wallet()
    assert (str(after.available), str(after.held), after.sequence) == ("100.00", "0.00", 1)
    (line,) = wallets.lines(CLIENT, "USD", ALL).items
    assert (line.entry_id, line.bucket, line.amount) == (
        "dep_1.credit",
        Bucket.AVAILABLE,
        usd("100.00"),
    )
    assert line.hash == after.chain_hash
    assert line.entry_digest == chain.entry_digest(entry)
    assert house_balances() == {"bank_clearing": "-100.00"}
    (movement,) = transactions.page(CLIENT, ["USD"], None, None, None, ALL).items
    assert (movement.kind.value, str(movement.amount)) == ("deposit", "100.00")


def test_an_entry_comes_back_from_the_store_as_it_was_booked():
    entry = credit("dep_1", usd("100.00"))
    assert journal.get("dep_1.credit") == entry


def test_the_same_step_of_the_same_cause_is_booked_once():
    credit("dep_1", usd("100.00"))
    with pytest.raises(EntryExists):
        credit("dep_1", usd("100.00"))
    assert wallet().available == usd("100.00")
    assert house_balances() == {"bank_clearing": "-100.00"}


def test_an_entry_that_does_not_balance_cannot_be_built():
    entry = credit("dep_1", usd("100.00"))
    with pytest.raises(Unbalanced):
        replace(entry, postings=(Posting(BANK_CLEARING, usd("1.00")),))


def test_each_currency_of_an_entry_balances_for_itself():
    entry = credit("dep_1", usd("100.00"))
    both = (
        Posting(BANK_CLEARING, usd("-1.00")),
        Posting(available(CLIENT), Money.parse("1.00", "EUR")),
    )
    with pytest.raises(Unbalanced):
        replace(entry, postings=both)


def test_an_entry_that_was_tampered_with_is_not_read():
    credit("dep_1", usd("100.00"))
    item = journal.TABLE.get(journal._key("dep_1.credit"))
    assert item is not None
    item["postings"][0]["amount"]["minor"] = -9_999
    changed = item

    with pytest.raises(ValueError, match="off by"):
        journal._ROWS.from_item(changed)


def test_an_entry_that_posts_nothing_cannot_be_built():
    entry = credit("dep_1", usd("100.00"))
    with pytest.raises(Unbalanced):
        replace(entry, postings=())
    with pytest.raises(Unbalanced):
        replace(entry, postings=(Posting(BANK_CLEARING, usd("0.00")),))


def test_an_entry_id_names_its_cause():
    entry = credit("dep_1", usd("100.00"))
    with pytest.raises(ValueError, match="does not come from"):
        replace(entry, id="dep_2.credit")


@pytest.mark.parametrize(
    ("kind", "owner"), [(AccountKind.AVAILABLE, ""), (AccountKind.FEE_INCOME, "10000001")]
)
def test_accounts_that_belong_to_someone_say_to_whom_and_others_do_not(
    kind: AccountKind, owner: str
):
    with pytest.raises(ValueError, match="do not go together"):
        LedgerAccount(kind, owner)


def test_what_a_wallet_does_not_have_cannot_be_taken():
    credit("dep_1", usd("100.00"))
    with pytest.raises(InsufficientFunds) as refusal:
        set_aside("wdr_1", usd("100.01"))
    assert refusal.value.facts == {
        "currency": "USD",
        "available": "100.00",
        "asked": "100.01",
        "missing": "0.01",
    }
    assert wallet().sequence == 1


def test_a_second_hold_cannot_spend_the_same_money():
    credit("dep_1", usd("100.00"))
    set_aside("wdr_1", usd("60.00"))
    with pytest.raises(InsufficientFunds):
        set_aside("wdr_2", usd("60.00"))
    after = wallet()
    assert (str(after.available), str(after.held)) == ("40.00", "60.00")


def test_money_that_comes_between_reading_and_writing_is_not_lost():
    credit("dep_1", usd("100.00"))
    tries = []

    def spend(unit: Unit) -> Hold:
        tries.append(1)
        made = holds.hold(
            unit, cause("wdr_1", CauseType.WITHDRAWAL), CLIENT, usd("30.00"), memo="x"
        )
        if len(tries) == 1:
            credit("dep_2", usd("5.00"))
        return made

    ports.transact(ACTOR, spend)
    after = wallet()
    assert (str(after.available), str(after.held), after.sequence) == ("75.00", "30.00", 4)
    assert len(tries) == 2


def test_a_repeat_whose_money_is_gone_by_now_is_still_a_repeat():
    credit("dep_1", usd("100.00"))
    set_aside("wdr_1", usd("100.00"))
    with pytest.raises(EntryExists):
        set_aside("wdr_1", usd("100.00"))


@pytest.mark.parametrize("amount", ["0.00", "-5.00"])
def test_nothing_and_less_than_nothing_cannot_be_held(amount: str):
    credit("dep_1", usd("100.00"))
    with pytest.raises(Invalid) as refusal:
        set_aside("wdr_1", usd(amount))
    assert refusal.value.code == "amount_not_positive"


def test_a_posted_hold_leaves_the_wallet_for_good():
    credit("dep_1", usd("100.00"))
    pay_out(set_aside("wdr_1", usd("60.00")))
    after = wallet()
    assert (str(after.available), str(after.held)) == ("40.00", "0.00")
    assert house_balances() == {"bank_clearing": "-40.00"}
    kinds = [
        one.kind.value for one in transactions.page(CLIENT, ["USD"], None, None, None, ALL).items
    ]
    assert kinds == ["withdrawal", "deposit"]


def test_a_voided_hold_is_spendable_again_and_no_movement():
    credit("dep_1", usd("100.00"))
    entry = give_back(set_aside("wdr_1", usd("60.00")))
    assert entry.id == "wdr_1.void"
    assert wallet().available == usd("100.00")
    kinds = [
        one.kind.value for one in transactions.page(CLIENT, ["USD"], None, None, None, ALL).items
    ]
    assert kinds == ["deposit"]


@pytest.mark.parametrize("first", [pay_out, give_back])
@pytest.mark.parametrize("second", [pay_out, give_back])
def test_a_hold_is_resolved_once(first, second):
    credit("dep_1", usd("100.00"))
    set_aside("wdr_0", usd("40.00"))
    hold = set_aside("wdr_1", usd("40.00"))
    first(hold)
    before = wallet()
    for seen in (hold, holds.find(hold.id)):
        with pytest.raises((HoldResolved, EntryExists)):
            second(seen)
    assert wallet() == before
    assert holds.find(hold.id).state in {HoldState.POSTED, HoldState.VOIDED}


def test_a_cause_whose_hold_was_voided_may_hold_again_but_takes_effect_once():
    credit("dep_1", usd("100.00"))
    give_back(set_aside("wdr_1", usd("60.00")))
    again = set_aside("wdr_1", usd("60.00"), attempt=2)
    assert again.id == "wdr_1.hold-2"
    pay_out(again)
    third = set_aside("wdr_1", usd("40.00"), attempt=3)
    with pytest.raises(EntryExists):
        pay_out(third)
    assert give_back(third).id == "wdr_1.void-3"


def test_a_conversion_is_one_entry_with_a_leg_per_currency_and_its_rate():
    credit("dep_1", usd("100.00"))
    rate = RateLeg("USD", "EUR", Decimal("0.90"), "ecb", NOON)

    def work(unit: Unit) -> Entry:
        postings = (
            Posting(available(CLIENT), usd("-100.00")),
            Posting(CONVERSION, usd("100.00")),
            Posting(CONVERSION, Money.parse("-90.00", "EUR")),
            Posting(available(CLIENT), Money.parse("90.00", "EUR")),
        )
        entry = ledger.entry(
            unit,
            cause("tra_1", CauseType.TRANSFER),
            "convert",
            EntryKind.CONVERSION,
            "converted",
            postings,
            rate=rate,
        )
        return ledger.post(unit, entry)

    ports.transact(ACTOR, work)
    assert str(wallet().available) == "0.00"
    assert str(wallet("EUR").available) == "90.00"
    assert journal.get("tra_1.convert").rate == rate
    moves = transactions.page(CLIENT, ["EUR", "USD"], None, None, None, ALL).items
    assert {(one.kind.value, str(one.amount)) for one in moves} == {
        ("transfer_in", "90.00"),
        ("transfer_out", "-100.00"),
        ("deposit", "100.00"),
    }


NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_fee_goes_to_its_income_in_the_same_entry():
    credit("dep_1", usd("100.00"))
    hold = set_aside("wdr_1", usd("60.00"))
    to = (Posting(BANK_CLEARING, usd("59.10")), Posting(FEE_INCOME, usd("0.90")))
    ports.transact(
        ACTOR, lambda unit: holds.post_hold(unit, hold, to, EntryKind.WITHDRAWAL, memo="paid")
    )
    assert house_balances() == {"bank_clearing": "-40.90", "fee_income": "0.90"}


def test_a_hold_cannot_be_posted_for_another_sum():
    credit("dep_1", usd("100.00"))
    hold = set_aside("wdr_1", usd("60.00"))
    to = (Posting(BANK_CLEARING, usd("59.00")),)
    with pytest.raises(Unbalanced):
        ports.transact(
            ACTOR, lambda unit: holds.post_hold(unit, hold, to, EntryKind.WITHDRAWAL, memo="paid")
        )
    assert holds.find(hold.id).state is HoldState.PENDING


def test_house_balances_are_the_sum_of_their_shards():
    for number in range(40):
        credit(f"dep_{number}", usd("1.00"))
    shards = {house.shard_of(BANK_CLEARING, f"dep_{number}.credit") for number in range(40)}
    assert len(shards) > 4
    (bank,) = house.balances()
    assert (str(bank.balance), bank.entries) == ("-40.00", 40)


def test_the_chain_of_a_wallet_leads_to_its_row():
    credit("dep_1", usd("100.00"))
    pay_out(set_aside("wdr_1", usd("60.00")))
    give_back(set_aside("wdr_2", usd("10.00")))
    lines = wallets.lines_after(CLIENT, "USD", 0, 100)
    end, broken = chain.broken_links(lines, empty_wallet(CLIENT, "USD"))
    assert broken == ()
    assert replace(end, version=wallet().version) == wallet()


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"amount": usd("99.00")}, {"hash", "available"}),
        ({"entry_digest": "0" * 64}, {"hash"}),
        ({"available_after": usd("1000.00")}, {"hash", "available"}),
        ({"memo": "something else"}, {"hash"}),
        ({"sequence": 9}, {"hash", "sequence"}),
        ({"previous_hash": "f" * 64}, {"hash", "previous_hash"}),
    ],
)
def test_any_later_change_of_a_line_is_seen(change, problems: set[str]):
    credit("dep_1", usd("100.00"))
    lines = wallets.lines_after(CLIENT, "USD", 0, 100)
    forged = [replace(lines[0], **change)]
    _, broken = chain.broken_links(forged, empty_wallet(CLIENT, "USD"))
    assert {one.problem for one in broken} == problems


def test_a_line_that_was_taken_out_or_swapped_is_seen():
    for number in range(4):
        credit(f"dep_{number}", usd("1.00"))
    lines = wallets.lines_after(CLIENT, "USD", 0, 100)
    for forged in ([*lines[:1], *lines[2:]], [lines[1], lines[0], *lines[2:]]):
        _, broken = chain.broken_links(forged, empty_wallet(CLIENT, "USD"))
        assert {one.problem for one in broken} >= {"sequence", "previous_hash"}


def test_a_wallet_below_zero_cannot_even_be_read():
    with pytest.raises(ValueError, match="below zero"):
        replace(empty_wallet(CLIENT, "USD"), held=usd("-0.01"))


def test_held_money_is_on_its_own_side():
    credit("dep_1", usd("100.00"))
    set_aside("wdr_1", usd("60.00"))
    newest = wallets.lines(CLIENT, "USD", PageRequest(limit=2)).items
    assert [(line.bucket.value, str(line.amount)) for line in newest] == [
        ("held", "60.00"),
        ("available", "-60.00"),
    ]
    assert held(CLIENT).code == "held:10000001"
