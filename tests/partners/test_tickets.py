"""Past deals by their tickets: what a sheet of them says, and what a run says of each."""

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook

from chalicelib import ports
from chalicelib.accounts.model import AccountKind
from chalicelib.core.actor import Scope
from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.core.paging import PageRequest
from chalicelib.core.sheets import SheetRow
from chalicelib.gateways.files.tables import SentTable
from chalicelib.partners.model.runs import MAX_TICKETS, Order, Run, RunRow, Skipped
from chalicelib.partners.rules import tickets as rules
from chalicelib.partners.rules.tickets import TicketColumns
from chalicelib.partners.service import running, runs, tickets
from tests.kit.clients import command
from tests.kit.earnings import FEED, account, chain, commissions, traded, trader, wallet
from tests.kit.plans import ANN, standard_for_all
from tests.kit.runs import CARRIER, applied, better_rate, looked, rows

COLUMNS = TicketColumns("mt5", "Meridian Live", "deal_ticket")
stored = pytest.mark.usefixtures("engine", "dynamo", "clock")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7002", "7002"),
        ("007002", "7002"),
        ("9" * 15, "9" * 15),
        ("9" * 16, ""),
        ("0", ""),
        ("", ""),
        ("-7002", ""),
        ("7,002", ""),
        ("7002.5", ""),
        ("\N{ARABIC-INDIC DIGIT SEVEN}\N{ARABIC-INDIC DIGIT TWO}", ""),
    ],
)
def test_a_ticket_is_digits_alone_and_leading_zeros_say_nothing(text: str, number: str):
    assert rules.number(text) == number


def test_each_wrong_row_is_named_with_its_line_its_column_and_what_would_be_right():
    cells = [
        {"deal_ticket": "7002", "server": "meridian live"},
        {"deal_ticket": "7004", "server": "Other"},
        {"deal_ticket": "12a"},
        {"server": "mt5"},
        {"deal_ticket": "007002"},
        {"deal_ticket": "7006", "note": "thanks"},
    ]
    found = rules.review([SheetRow(line, one) for line, one in enumerate(cells, 2)], COLUMNS)
    told = {row.line: [(one.column, one.code, one.facts) for one in row.faults] for row in found}
    assert told == {
        2: [],
        3: [("server", "ticket_of_another_server", {"server": "Meridian Live"})],
        4: [("deal_ticket", "ticket_malformed", {"ticket": "12a", "digits": 15})],
        5: [("deal_ticket", "missing", {})],
        6: [("deal_ticket", "row_twice", {"line": 2})],
        7: [],
    }


def test_a_number_that_was_refused_for_its_server_is_not_taken_for_the_first_of_two():
    both = [
        SheetRow(2, {"deal_ticket": "7002", "server": "Other"}),
        SheetRow(3, {"deal_ticket": "7002"}),
    ]
    assert [bool(one.faults) for one in rules.review(both, COLUMNS)] == [True, False]


@pytest.mark.parametrize(("platform", "column"), [("mt5", "deal_ticket"), ("ctrader", "deal_id")])
def test_each_platform_calls_its_numbers_by_its_own_name(platform: str, column: str):
    assert rules.number_column(platform) == column


@pytest.fixture
def by_rank() -> str:
    return standard_for_all()


def workbook(*lines: list[object]) -> SentTable:
    """A sheet as spreadsheets keep it."""
    made = Workbook()
    for line in lines:
        made.active.append(line)
    out = io.BytesIO()
    made.save(out)
    return SentTable(xlsx=out.getvalue())


@stored
def test_a_template_names_the_server_and_the_number_that_it_wants(by_rank: str):
    assert [(one.key, one.required, one.example) for one in tickets.columns("mt5")] == [
        ("server", False, "Live"),
        ("deal_ticket", True, ""),
    ]


@stored
def test_a_workbook_and_text_come_to_the_same_tickets(by_rank: str):
    lines = [["Deal ticket", "note"], [7002, "x"], ["7004", None], [7002.0, None], ["no", None]]
    text = "deal ticket;note\n7002;x\n7004;\n7002;\nno;\n"
    for sent in (workbook(*lines), SentTable(csv=text)):
        found = tickets.review(ANN, "mt5", sent)
        assert (found.tickets, found.doubles) == (("7002", "7004"), 1)
        assert [row.line for row in found.sheet.rows if row.faults] == [4, 5]
        assert (found.sheet.columns, found.sheet.ignored) == (("deal_ticket",), ("note",))


@stored
@pytest.mark.parametrize(
    ("sent", "code", "facts"),
    [
        (SentTable(csv="ticket\n7002\n"), "sheet_column_missing", {"column": "deal_ticket"}),
        (SentTable(csv="deal_ticket\n"), "sheet_empty", {}),
        (
            SentTable(csv="deal_ticket\n" + "7002\n" * (MAX_TICKETS + 1)),
            "sheet_too_long",
            {"limit": MAX_TICKETS},
        ),
        (workbook(["deal_ticket"], ["=7000+2"]), "sheet_formula", {"line": 2}),
        (SentTable(xlsx=b"no workbook"), "sheet_not_workbook", {}),
    ],
)
def test_a_sheet_that_cannot_be_read_says_why(by_rank: str, sent: SentTable, code: str, facts):
    with pytest.raises(Invalid) as refused:
        tickets.review(ANN, "mt5", sent)
    assert (refused.value.code, refused.value.facts) == (code, facts)


@stored
def test_a_sheet_is_for_a_server_that_there_is_and_for_who_sees_all(by_rank: str):
    sent = SentTable(csv="deal_ticket\n7002\n")
    with pytest.raises(Invalid) as refused:
        tickets.review(ANN, "nowhere", sent)
    assert refused.value.code == "server_unknown"
    with pytest.raises(Forbidden):
        tickets.review(replace(ANN, scope=Scope(owner_ids=frozenset({ANN.id}))), "mt5", sent)


def by_tickets(*named: object, **changes: object) -> Order:
    """A run over deals that are named."""
    return Order("mt5", tickets=tuple(str(one) for one in named), **changes)  # type: ignore[arg-type]


def skipped(run: Run, why: Skipped) -> list[RunRow]:
    """The tickets that a run has left as they are."""
    return list(runs.rows(ANN, run.kind, run.id, PageRequest(200), why).items)


@stored
def test_a_run_says_of_each_ticket_what_it_is(by_rank: str):
    (gold,) = chain("Gold")
    held = account(trader(gold))
    traded(held, 7002)
    traded(held, 7102, symbol="XAUUSD")
    traded(account(trader(gold), 5002, kind=AccountKind.DEMO), 7202)
    CARRIER.deliver_all()
    traded(held, 7302)
    run = looked_alone(by_tickets(7002, 7102, 7202, 7001, 9999, 7302))
    assert run.skipped == {
        Skipped.UNCHANGED: 1,
        Skipped.NOTHING: 1,
        Skipped.NO_TRADE: 2,
        Skipped.UNKNOWN: 1,
    }
    assert (run.looked, run.found, run.new) == (6, 1, 1)
    assert [(one.deal_id, one.is_new) for one in rows(run)] == [("7302", True)]
    told = {why: [one.deal_id for one in skipped(run, why)] for why in Skipped}
    assert told == {
        Skipped.UNCHANGED: ["7002"],
        Skipped.NOTHING: ["7102"],
        Skipped.PASSED_OVER: [],
        Skipped.NO_TRADE: ["7001", "7202"],
        Skipped.UNKNOWN: ["9999"],
    }


def looked_alone(order: Order) -> Run:
    """A run that has looked, while no deal's own message has arrived."""
    made = runs.order(ANN, runs.RunKind.RECALCULATION, order, command())
    for part in range(5):
        running.advance(FEED, made.run.id, part)
    return runs.sheet(ANN, made.run.kind, made.run.id).run


@stored
def test_what_was_paid_already_is_flagged_with_what_everybody_got_and_never_paid_twice(
    by_rank: str,
):
    (gold,) = chain("Gold")
    who = trader(gold)
    traded(account(who))
    CARRIER.deliver_all()
    run = applied(by_tickets(7002, "07002"))
    assert (run.order.tickets, run.found, run.done, run.skipped) == (
        ("7002",),
        0,
        0,
        {Skipped.UNCHANGED: 1},
    )
    (row,) = skipped(run, Skipped.UNCHANGED)
    assert (row.client_id, row.symbol, row.lots) == (who.id, "EURUSD", "1")
    (change,) = row.changes
    assert (change.recipient_id, str(change.before), change.after) == (
        gold.id,
        "6.00",
        change.before,
    )
    assert wallet(gold) == "6.00"
    assert len(commissions(gold)) == 1


@stored
def test_only_what_differs_is_carried_out_and_the_rest_stays_listed(by_rank: str):
    (gold,) = chain("Gold")
    held = account(trader(gold))
    traded(held)
    traded(held, 7102, symbol="XAUUSD")
    CARRIER.deliver_all()
    better_rate(by_rank, 2, 3, 5, 5, 5)
    run = applied(by_tickets(7002, 7102, 9999, as_of=ports.now()))
    assert (run.found, run.new, run.done) == (1, 0, 1)
    assert run.skipped == {Skipped.NOTHING: 1, Skipped.UNKNOWN: 1}
    assert wallet(gold) == "10.00"
    assert [one.deal_id for one in skipped(run, Skipped.UNKNOWN)] == ["9999"]


@stored
def test_only_unpaid_ones_were_asked_for_so_that_paid_ones_are_passed_over(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    CARRIER.deliver_all()
    better_rate(by_rank, 2, 3, 5, 5, 5)
    run = looked(by_tickets(7002, as_of=ports.now(), without_commission=True))
    assert (run.found, run.skipped) == (0, {Skipped.PASSED_OVER: 1})
    assert [one.deal_id for one in skipped(run, Skipped.PASSED_OVER)] == ["7002"]


@stored
def test_many_strangers_are_listed_by_number_a_page_at_a_time(by_rank: str):
    strangers = [str(number) for number in (*range(99, 160), 8, 70_000)]
    run = looked(by_tickets(*strangers))
    assert run.skipped == {Skipped.UNKNOWN: 63}
    found, request = [], PageRequest(25)
    while True:
        page = runs.rows(ANN, run.kind, run.id, request, Skipped.UNKNOWN)
        found += [one.deal_id for one in page.items]
        if page.next_cursor is None:
            break
        request = PageRequest(25, page.next_cursor)
    assert found == sorted(strangers, key=int)


@stored
def test_a_part_that_comes_again_counts_no_ticket_twice(by_rank: str):
    made = runs.order(ANN, runs.RunKind.RECALCULATION, by_tickets(*range(1, 121)), command())
    CARRIER.deliver_all(twice=True, reverse=True)
    run = runs.sheet(ANN, made.run.kind, made.run.id).run
    assert (run.looked, run.skipped) == (120, {Skipped.UNKNOWN: 120})


@stored
def test_a_run_of_days_counts_what_it_left_without_listing_it(by_rank: str):
    (gold,) = chain("Gold")
    traded(account(trader(gold)))
    CARRIER.deliver_all()
    now = ports.now()
    run = looked(Order("mt5", since=now.replace(hour=0), until=now.replace(hour=23)))
    assert (run.looked, run.skipped) == (1, {Skipped.UNCHANGED: 1})
    assert skipped(run, Skipped.UNCHANGED) == []
