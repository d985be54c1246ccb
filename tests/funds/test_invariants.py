"""The books checked against themselves and the server: honest ones pass, each forgery shows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from chalicelib.funds.events import daily_seal, funds_events, invariants_check
from chalicelib.funds.model.details import DetailsDraft
from chalicelib.funds.model.invariants import PassReport, Rule
from chalicelib.funds.model.transfers import Direction, Transfer, TransferDraft
from chalicelib.funds.model.withdrawals import Withdrawal, WithdrawalDraft
from chalicelib.funds.rules.effects import EXPECTED, GRACE, STEPS, Standing, disagreement
from chalicelib.funds.rules.export import verified
from chalicelib.funds.service import details, payouts, transfers, withdrawals
from chalicelib.funds.service.export import exported
from chalicelib.funds.service.invariants import passes, sealing
from chalicelib.funds.store import invariants as store
from tests.kit.courier import Courier, FakeContext
from tests.kit.funds import (
    SYSTEM,
    TradingSide,
    add_client,
    client_actor,
    command,
    credit,
    decide,
    remove,
    staff_actor,
    tamper,
    usd,
)


@pytest.fixture
def books(store: None, clock: FixedClock) -> None:
    """Two clients' deposits, settled."""
    for client_id in ("10000001", "10000002"):
        add_client(client_id)
        credit(usd("1000.00"), client_id, name=f"dep_{client_id}")
    clock.advance(minutes=5)


@pytest.fixture
def world(books: None, trading: TradingSide, courier: Courier) -> dict[str, Any]:
    """A day of honest business: deposits, transfers both ways, withdrawals in every state."""
    account = trading.account()
    out = transfer(account.id, "300.00", Direction.TO_ACCOUNT)
    courier.deliver_all()
    back = transfer(account.id, "50.00", Direction.FROM_ACCOUNT)
    courier.deliver_all()
    details_id = save_details()
    paid, refused, refunded, waiting = (withdraw(details_id) for _ in range(4))
    decide(paid.id)
    decide(refunded.id)
    decide(refused.id, approve=False)
    courier.deliver_all()
    payouts.refund(staff_actor(), refunded.id, "came back")
    courier.deliver_all()
    trading.advance(minutes=5)
    return {
        "account": account,
        "out": out,
        "back": back,
        "paid": paid,
        "refused": refused,
        "refunded": refunded,
        "waiting": waiting,
    }


def transfer(account_id: str, amount: str, direction: Direction) -> Transfer:
    draft = TransferDraft(direction, account_id, usd(amount))
    return transfers.submit(client_actor(), draft, command()).transfer


def save_details() -> str:
    fields = {
        "account_holder": "Lin Wei",
        "bank_name": "Test",
        "iban": "GB33BUKB20201555555555",
        "bic": "BUKBGB22",
    }
    saved = details.save(client_actor(), DetailsDraft("bank_wire", "Bank", fields), command())
    return saved.details.id


def withdraw(details_id: str) -> Withdrawal:
    draft = WithdrawalDraft(usd("60.00"), "bank_wire", details_id)
    return withdrawals.submit(client_actor(), draft, command()).withdrawal


def check() -> PassReport:
    """One whole walk."""
    while not passes.work(SYSTEM, lambda: 60).is_finished:
        pass
    return passes.report()


def broken() -> dict[Rule, list[str]]:
    result: dict[Rule, list[str]] = {}
    for one in check().breaks:
        result.setdefault(one.rule, []).append(one.subject)
    return result


def test_honest_books_have_no_breaks(world):
    report = check()
    assert report.breaks == ()
    assert report.checked_at is not None
    assert report.examined > 20


def test_money_made_from_nothing_in_a_wallet_shows(books):
    tamper("CLIENT#10000002", "WALLET#USD", lambda row: row["available"].update(minor=999_999_00))
    assert broken() == {Rule.WALLET_EQUALS_LINES: ["10000002:USD"]}


def test_a_changed_line_shows(books):
    tamper("LINES#10000002#USD", "000000000001", lambda row: row["amount"].update(minor=200_000))
    found = broken()
    assert set(found) == {Rule.CHAIN_INTACT}
    assert {subject.split(":")[-1] for subject in found[Rule.CHAIN_INTACT]} == {
        "available",
        "hash",
    }


def test_a_line_that_is_gone_shows(world):
    remove("LINES#10000001#USD", "000000000002")
    assert Rule.CHAIN_INTACT in broken()


def test_an_entry_that_no_longer_balances_shows(books):
    tamper(
        "ENTRY#dep_10000002.credit",
        "ENTRY",
        lambda row: row["postings"][0]["amount"].update(minor=-5),
    )
    found = broken()
    assert found[Rule.ENTRIES_BALANCE] == ["dep_10000002.credit"]
    assert found[Rule.HOUSE_EQUALS_ENTRIES] == ["bank_clearing USD"]
    assert found[Rule.CHAIN_INTACT] == ["10000002:USD:1:entry"]


def test_an_entry_changed_so_that_it_still_balances_shows(books):
    def make_smaller(row: dict[str, Any]) -> None:
        row["postings"][0]["amount"]["minor"] = -1
        row["postings"][1]["amount"]["minor"] = 1

    tamper("ENTRY#dep_10000002.credit", "ENTRY", make_smaller)
    found = broken()
    assert found[Rule.CHAIN_INTACT] == ["10000002:USD:1:entry"]
    assert Rule.HOUSE_EQUALS_ENTRIES in found


def test_a_changed_shard_of_the_house_shows(world):
    from chalicelib.funds.model.ledger import FEE_INCOME
    from chalicelib.funds.store.house import shard_of

    shard = shard_of(FEE_INCOME, f"{world['paid'].id}.post")
    tamper(f"HOUSE#fee_income#{shard:02d}", "USD", lambda row: row.update(balance_minor=1))
    assert broken() == {Rule.HOUSE_EQUALS_ENTRIES: ["fee_income USD"]}


def test_a_hold_whose_owner_has_ended_shows(world):
    withdrawal = world["waiting"]
    tamper(f"WITHDRAWAL#{withdrawal.id}", "WITHDRAWAL", lambda row: row.update(stage="voided"))
    found = broken()
    assert found[Rule.HOLD_HAS_OWNER] == [withdrawal.hold_id]
    assert found[Rule.REQUEST_HAS_ONE_EFFECT] == [withdrawal.id]


def test_an_approved_request_without_its_effect_shows(world):
    withdrawal = world["paid"]
    tamper(f"WITHDRAWAL#{withdrawal.id}", "WITHDRAWAL", lambda row: row.update(stage="held"))
    assert withdrawal.id in broken()[Rule.REQUEST_HAS_ONE_EFFECT]


def test_a_decision_that_nobody_carries_out_shows_after_a_while(
    world, courier: Courier, clock: FixedClock
):
    decide(world["waiting"].id)
    assert check().breaks == ()
    clock.advance(minutes=16)
    assert broken() == {Rule.REQUEST_HAS_ONE_EFFECT: [world["waiting"].id]}
    courier.deliver_all()
    assert check().breaks == ()


def test_money_that_is_missing_on_the_server_shows(world, trading: TradingSide):
    (deal, *_) = trading.simulator.state(world["account"].login)["deals"]
    trading.simulator.lever("deals", method="DELETE", deal=int(deal["Deal"]))
    assert broken() == {Rule.SERVER_EQUALS_BOOKS: [world["out"].id]}


def test_a_second_credit_on_the_server_shows(world, trading: TradingSide):
    operation = world["out"].operation_id
    login = world["account"].login
    trading.simulator.lever("deals", login=login, amount="300.00", comment=operation)
    (found,) = check().breaks
    assert (found.subject, found.expected, found.found) == (
        world["out"].id,
        "1 x 300.00",
        "2 x 300.00",
    )


def test_money_under_an_id_of_ours_that_the_books_do_not_know_shows(world, trading: TradingSide):
    stranger = "01JQZZZZZZZZZZZZZZZZZZZZZZ"
    trading.simulator.lever("deals", login=world["account"].login, amount="5.00", comment=stranger)
    assert broken() == {Rule.SERVER_EQUALS_BOOKS: [f"{world['account'].id}:{stranger}"]}


def test_other_peoples_money_on_the_server_is_not_our_business(world, trading: TradingSide):
    trading.fund(world["account"], "77.00")
    assert check().breaks == ()


def test_a_break_keeps_its_age_until_it_is_mended(books, clock: FixedClock):
    row = ("CLIENT#10000002", "WALLET#USD")
    tamper(*row, lambda item: item["available"].update(minor=1))
    (first,) = check().breaks
    clock.advance(hours=3)
    (again,) = check().breaks
    assert again.since == first.since
    assert passes.age_seconds(again) == 3 * 3600
    tamper(*row, lambda item: item["available"].update(minor=100_000))
    assert check().breaks == ()


def test_a_server_that_is_away_neither_raises_nor_hides_a_break(world, trading: TradingSide):
    operation, login = world["out"].operation_id, world["account"].login
    trading.simulator.lever("deals", login=login, amount="300.00", comment=operation)
    assert len(check().breaks) == 1
    trading.simulator.lever("faults", fault="unavailable", path="/api/deal/", times=40)
    assert [one.rule for one in check().breaks] == [Rule.SERVER_EQUALS_BOOKS]


def test_a_walk_can_be_left_at_any_step_and_gone_on_with(books):
    tamper("CLIENT#10000002", "WALLET#USD", lambda item: item["available"].update(minor=1))
    slices = 0
    while not passes.work(SYSTEM, seconds_for_one_step()).is_finished:
        slices += 1
        assert slices < 200
    assert slices == len(passes.TASKS) - 1
    assert [one.rule for one in passes.report().breaks] == [Rule.WALLET_EQUALS_LINES]


def seconds_for_one_step() -> Callable[[], float]:
    left = iter([60.0])
    return lambda: next(left, 0.0)


def test_two_workers_at_the_same_step_do_not_count_it_twice(books):
    state = passes._begun(SYSTEM)
    done = passes.TASKS[0].run(state, passes.TASKS[0].part)
    passes._stored(SYSTEM, state, done)
    with pytest.raises(store.Overtaken):
        passes._stored(SYSTEM, state, done)
    assert check().breaks == ()


def test_entries_of_the_last_minute_are_in_the_comparison(books):
    credit(usd("1.00"))
    assert check().breaks == ()


def test_staff_can_ask_for_a_check(books):
    passes.request_run(staff_actor())
    Courier((funds_events,)).deliver_all(twice=True)
    assert passes.report().checked_at is not None


def test_the_scheduled_check_and_seal_run(books):
    names = ("version", "account", "region", "detail-type", "source", "id")
    event = {"time": "2026-03-02T09:00:00Z", "detail": {}, "resources": []}
    event |= dict.fromkeys(names, "test")
    for handler in (invariants_check, daily_seal):
        handler(event, FakeContext())
    assert passes.report().checked_at is not None
    assert len(passes.seals()) == 1


def test_every_stage_of_every_request_is_in_the_table():
    from chalicelib.funds.model.client_transfers import ClientTransferStage
    from chalicelib.funds.model.conversions import ConversionStage
    from chalicelib.funds.model.deposits import DepositStage
    from chalicelib.funds.model.transfers import TransferStage
    from chalicelib.funds.model.withdrawals import WithdrawalStage

    kinds = {
        "transfer": TransferStage,
        "withdrawal": WithdrawalStage,
        "deposit": DepositStage,
        "conversion": ConversionStage,
        "client_transfer": ClientTransferStage,
    }
    stages = {(kind, stage.value) for kind, enum in kinds.items() for stage in enum}
    assert stages == EXPECTED.keys()
    assert kinds.keys() == STEPS.keys()


@pytest.mark.parametrize(("kind", "stage"), sorted(EXPECTED))
def test_an_effect_too_many_or_too_few_is_always_a_disagreement(kind: str, stage: str):
    expected = EXPECTED[kind, stage]
    status = min(expected.statuses | expected.soon)
    now = ports.now()
    honest = Standing(kind, stage, status, expected.booked, now)
    assert disagreement(honest, now) is None
    other = STEPS[kind] - expected.booked or frozenset()
    assert disagreement(replace(honest, booked=other), now) is not None
    assert disagreement(replace(honest, status="unheard of"), now) is not None
    if status in expected.soon:
        assert disagreement(honest, now + GRACE) is not None


def test_seals_follow_each_other_and_cover_every_wallet(books, clock: FixedClock):
    first = sealing.seal_day(SYSTEM, lambda: 60)
    assert (first.wallets, len(first.hash)) == (2, 64)
    assert sealing.seal_day(SYSTEM, lambda: 60) == first
    clock.advance(days=1)
    second = sealing.seal_day(SYSTEM, lambda: 60)
    assert second.previous == first.hash
    assert [seal.day for seal in passes.seals()] == ["2026-03-03", "2026-03-02"]


def test_a_seal_can_be_left_and_gone_on_with(books):
    assert sealing.seal_day(SYSTEM, seconds_for_one_step()).hash == ""
    assert passes.seals() == []
    assert sealing.seal_day(SYSTEM, lambda: 60).wallets == 2


def export(clock: FixedClock) -> list[str]:
    sealing.seal_day(SYSTEM, lambda: 60)
    clock.advance(minutes=2)
    return list(exported())


def test_an_honest_export_proves_itself(world, clock: FixedClock):
    verdict = verified(export(clock))
    assert verdict.problems == []
    assert (verdict.wallets, verdict.seals) == (2, 1)
    assert verdict.last_seal == passes.seals()[0].hash
    assert verdict.entries == 13


def test_what_was_booked_this_minute_waits_for_the_next_export(books, clock: FixedClock):
    lines = export(clock)
    credit(usd("1.00"))
    assert list(exported()) == lines


FORGERIES = (
    ('"minor":100000', '"minor":100001'),
    ('"kind":"deposit"', '"kind":"refund"'),
    ("10000002:USD:1:", "10000002:USD:2:"),
    ('"actor":"system:test"', '"actor":"system:tess"'),
    ('"memo":"withdrawal_held"', '"memo":"withdrawal_helf"'),
)


def test_any_change_of_an_export_shows(world, clock: FixedClock):
    honest = export(clock)
    for old, new in FORGERIES:
        lines = list(honest)
        place = next(number for number, line in enumerate(lines) if old in line)
        lines[place] = lines[place].replace(old, new, 1)
        assert verified(lines).problems, (old, new)


def test_any_line_taken_out_of_an_export_shows(world, clock: FixedClock):
    lines = export(clock)
    for place in range(len(lines)):
        assert verified(lines[:place] + lines[place + 1 :]).problems, lines[place]


def test_a_file_that_is_no_export_shows():
    assert verified(["{}", "not json", '{"type":"entry","entry":{}}']).problems


def test_the_command_makes_a_whole_walk_even_when_one_was_under_way(books):
    passes.work(SYSTEM, seconds_for_one_step())
    tamper("ENTRY#dep_10000002.credit", "ENTRY", lambda row: row.update(memo="forged"))
    report = passes.run_to_the_end(SYSTEM, lambda: None)
    assert [one.rule for one in report.breaks] == [Rule.CHAIN_INTACT]
