"""Movements of all clients in one list: each once, in the reader's scope, read in bounded steps."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib import ports
from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.model import (
    TRADING_SERVERS,
    AccountKind,
    AccountStatus,
    TradingAccount,
    TradingServerConfig,
)
from chalicelib.core.actor import EVERYTHING, Actor, Realm, Scope
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Invalid
from chalicelib.core.ids import CountingIds
from chalicelib.core.money import Money
from chalicelib.core.paging import MAX_PAGE_SIZE, PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.core.veil import SensitiveField, Veil
from chalicelib.funds.model.ledger import (
    BANK_CLEARING,
    CONVERSION,
    Cause,
    CauseType,
    EntryKind,
    Posting,
    available,
    held,
)
from chalicelib.funds.model.movements import MovementsSought, SearchTooBroad, Touched
from chalicelib.funds.model.operations import AccountOperation, Notify, OperationKind
from chalicelib.funds.model.transactions import COMPLETED, TransactionKind
from chalicelib.funds.schemas.movements import ReportedTransactionView
from chalicelib.funds.service import ledger, movements, operation_booking, reading
from chalicelib.funds.service.reading import MovementFilter
from chalicelib.funds.store import register
from chalicelib.gateways.trading.connection import Connection
from chalicelib.settings import public as settings
from chalicelib.storage import aws
from chalicelib.storage.unit import Unit
from tests.conftest import START
from tests.kit.funds import SYSTEM, add_client, client_actor, known, usd
from tests.kit.packed_store import PackedDynamo
from tests.kit.recorder import recording

LIN, SAM, KAY = "10000001", "10000002", "10000003"
ALL = MovementsSought()
STAFF = Actor(Realm.STAFF, "stf_1", "Ann", scope=EVERYTHING)


@pytest.fixture
def clock(engine: object) -> Iterator[FixedClock]:
    """A broker's empty books, in a store that bears many rows."""
    aws.use_client("dynamodb", PackedDynamo.declared())
    ticking = FixedClock(START)
    with ports.use(clock=ticking, ids=CountingIds()):
        settings.forget()
        yield ticking
    aws.forget_clients()
    settings.forget()


def book(
    kind: EntryKind,
    *postings: Posting,
    cause: CauseType = CauseType.DEPOSIT,
    facts: dict[str, str] | None = None,
) -> str:
    """An entry, and its id."""

    def work(unit: Unit) -> str:
        why = Cause(cause, unit.ids.new("dep", unit.now))
        entry = ledger.entry(unit, why, "post", kind, kind.value, postings, facts=facts)
        return ledger.post(unit, entry).id

    return ports.transact(SYSTEM, work)


def moved(
    amount: str, client_id: str = LIN, currency: str = "USD", kind=EntryKind.DEPOSIT, **more
) -> str:
    """Money into a wallet, or out of it."""
    money = Money.parse(amount, currency)
    return book(kind, Posting(BANK_CLEARING, -money), Posting(available(client_id), money), **more)


def given(amount: str, sender: str = LIN, recipient: str = SAM) -> str:
    """Money from one client to another."""
    postings = Posting(available(sender), -usd(amount)), Posting(available(recipient), usd(amount))
    return book(EntryKind.CLIENT_TRANSFER, *postings, cause=CauseType.CLIENT_TRANSFER)


def operated(kind: OperationKind, amount: str, client_id: str = LIN, account: str = "tac_1") -> str:
    """What staff do on a trading account, as the books have it."""

    def work(unit: Unit) -> str:
        operation = AccountOperation(
            id=unit.ids.new("opr", unit.now),
            kind=kind,
            client_id=client_id,
            account_id=account,
            server_id="mt5",
            login=5001,
            amount=usd(amount),
            comment="",
            by="stf_1",
            by_name="Ann",
            notify=Notify(),
            submitted_at=unit.now,
            changed_at=unit.now,
        )
        return operation_booking.book(unit, operation, 7).id

    return ports.transact(SYSTEM, work)


def bound(client_id: str, login: int, server_id: str, account_id: str) -> TradingAccount:
    """A trading account of a client."""
    found = TradingAccount(
        id=account_id,
        client_id=client_id,
        server_id=server_id,
        login=login,
        account_type_id="standard",
        account_type={"en": "Standard"},
        group="real",
        kind=AccountKind.LIVE,
        currency="USD",
        leverage=100,
        opened_at=ports.now(),
    )
    return ports.transact(SYSTEM, lambda unit: accounts_store.insert(unit, found))


def servers(*ids: str) -> None:
    connection = Connection("https://mt5.example", 1000, "mt5-live")
    configs = tuple(TradingServerConfig(one, one.upper(), connection, ("real",)) for one in ids)
    settings.adopt(SYSTEM, TRADING_SERVERS, configs)


def listed(sought: MovementsSought = ALL, actor: Actor = STAFF, limit: int = 50):
    """All pages of the list."""
    found, cursor = [], None
    while True:
        page = movements.page(actor, sought, PageRequest(limit, cursor))
        assert len(page.items) <= limit
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found


def amounts(sought: MovementsSought = ALL, **more) -> list[str]:
    return [str(one.transaction.amount) for one in listed(sought, **more)]


def own_list(client_id: str) -> list[tuple[str, str]]:
    """What a client's own list shows, newest first."""
    found = reading.transactions(
        client_actor(client_id), client_id, MovementFilter(), PageRequest(200)
    )
    return [(one.id, one.client_id) for one in found.items]


def summed(sought: MovementsSought = ALL, actor: Actor = STAFF) -> dict[tuple[str, str], str]:
    """All parts of the sums, added up."""
    sums: dict[tuple[str, str], Money] = {}
    cursor = None
    while True:
        part = movements.sums(actor, sought, cursor)
        for one in part.sums:
            key = (one.kind.value, one.amount.currency)
            sums[key] = sums.get(key, Money.zero(key[1])) + one.amount
        cursor = part.next_cursor
        if cursor is None:
            return {key: str(amount) for key, amount in sums.items()}


# ---- everything once


def every_kind(clock: FixedClock) -> None:
    """One movement of each kind of entry there is, to and fro between two clients."""
    moved("1000.00")
    for kind in COMPLETED:
        clock.advance(minutes=1)
        moved("-3.00" if kind is EntryKind.WITHDRAWAL else "2.00", kind=kind)
    given("5.00")
    for operation in OperationKind:
        operated(operation, "4.00")
    half = Money.parse("0.50", "EUR")
    book(
        EntryKind.CONVERSION,
        Posting(available(LIN), usd("-1.00")),
        Posting(CONVERSION, usd("1.00")),
        Posting(CONVERSION, -half),
        Posting(available(LIN), half),
    )


def test_every_kind_of_movement_is_listed_once_as_the_clients_own_lists_have_it(clock: FixedClock):
    add_client(LIN)
    add_client(SAM)
    every_kind(clock)
    own = own_list(LIN) + own_list(SAM)
    for limit in (1, 3, 200):
        shown = [(one.transaction.id, one.transaction.client_id) for one in listed(limit=limit)]
        assert Counter(shown) == Counter(own)
        assert set(Counter(shown).values()) == {1}
    assert {one.transaction.kind for one in listed()} == set(TransactionKind)


def test_what_is_only_set_aside_is_no_movement_yet(clock: FixedClock):
    add_client(LIN)
    moved("10.00")
    book(EntryKind.HOLD, Posting(available(LIN), usd("-4.00")), Posting(held(LIN), usd("4.00")))
    assert amounts() == ["10.00"]


def test_the_newest_stands_first_whichever_part_of_the_register_it_is_in(clock: FixedClock):
    add_client(LIN)
    for number in range(1, 30):
        moved(f"{number}.00")
        clock.advance(seconds=1)
    expected = [f"{number}.00" for number in range(29, 0, -1)]
    for limit in (1, 4, 200):
        assert amounts(limit=limit) == expected


def test_both_sides_of_a_transfer_between_clients_are_shown_also_at_a_pages_end(clock: FixedClock):
    known(LIN, name="Same Name")
    known(SAM, name="Same Name")
    moved("100.00")
    given("5.00")
    for sought in (ALL, MovementsSought(text="same")):
        for limit in (1, 2, 3):
            shown = [one for one in listed(sought, limit=limit) if one.counterparty]
            sides = {(one.client.id, one.counterparty.id) for one in shown}
            assert sides == {(LIN, SAM), (SAM, LIN)}
            assert len(shown) == 2


# ---- filters


def test_the_list_is_cut_by_whatever_a_movement_has(clock: FixedClock):
    add_client(LIN, owner_id="stf_1", referrer_id=KAY)
    add_client(SAM)
    moved("100.00")
    clock.advance(days=1)
    moved("40.00", SAM, "EUR")
    clock.advance(days=1)
    moved("-7.50", kind=EntryKind.WITHDRAWAL)
    second = START + timedelta(days=1)
    expected = {
        MovementsSought(kind=TransactionKind.WITHDRAWAL): ["-7.50"],
        MovementsSought(currency="EUR"): ["40.00"],
        MovementsSought(owner_ids=frozenset({"stf_1"})): ["-7.50", "100.00"],
        MovementsSought(owner_ids=frozenset({""})): ["40.00"],
        MovementsSought(referrer_id=KAY): ["-7.50", "100.00"],
        MovementsSought(at_least=Decimal("40")): ["40.00", "100.00"],
        MovementsSought(at_most=Decimal("7.5")): ["-7.50"],
        MovementsSought(since=second, until=second + timedelta(days=1)): ["40.00"],
        MovementsSought(until=second): ["100.00"],
        MovementsSought(touched=Touched.ACCOUNT): [],
        MovementsSought(text=SAM): ["40.00"],
        MovementsSought(text=SAM, kind=TransactionKind.WITHDRAWAL): [],
        MovementsSought(text=LIN, kind=TransactionKind.DEPOSIT): ["100.00"],
        MovementsSought(text=LIN, since=second): ["-7.50"],
        MovementsSought(text="nobody"): [],
        MovementsSought(kind=TransactionKind.DEPOSIT, currency="USD"): ["100.00"],
    }
    for sought, found in expected.items():
        assert amounts(sought) == found, sought
        assert amounts(sought, limit=1) == found, sought


def test_clients_are_found_by_name_email_phone_and_number(clock: FixedClock):
    known(LIN, name="Lin Chen", email="lin@one.example", phone="+447911123456")
    known(SAM, name="Sam Reed", email="sam@two.example", phone="+447911999999")
    moved("1.00")
    moved("2.00", SAM)
    for text in ("chen", "lin@one", "447911123", LIN):
        assert amounts(MovementsSought(text=text)) == ["1.00"], text
    assert sorted(amounts(MovementsSought(text="447911"))) == ["1.00", "2.00"]


def test_a_search_that_finds_too_many_clients_says_so(clock: FixedClock):
    for number in range(movements.MOST_CLIENTS + 1):
        known(f"2000{number:04d}", name="Ali Same")
    with pytest.raises(SearchTooBroad) as refusal:
        listed(MovementsSought(text="ali"))
    assert (refusal.value.field, refusal.value.facts) == ("q", {"at_most": 20})


def test_a_movement_is_found_by_its_id_and_by_its_entrys(clock: FixedClock):
    add_client(LIN)
    add_client(SAM)
    moved("100.00")
    entry_id = given("5.00")
    operation = operated(OperationKind.CREDIT_IN, "9.00")
    assert sorted(amounts(MovementsSought(id=entry_id))) == ["-5.00", "5.00"]
    assert sorted(amounts(MovementsSought(id=f"{entry_id}.usd"))) == ["-5.00", "5.00"]
    assert amounts(MovementsSought(id=f"{operation}.usd")) == ["9.00"]
    assert amounts(MovementsSought(id=operation, kind=TransactionKind.DEPOSIT)) == []
    assert amounts(MovementsSought(id="dep_unknown.post.usd")) == []
    assert amounts(MovementsSought(id="x")) == []


def test_a_trading_account_is_found_by_its_login_and_its_server(clock: FixedClock):
    add_client(LIN)
    add_client(SAM)
    servers("mt5", "mt4")
    bound(LIN, 5001, "mt5", "tac_1")
    bound(SAM, 5001, "mt4", "tac_2")
    moved("50.00")
    operated(OperationKind.DEPOSIT, "1.00")
    operated(OperationKind.DEPOSIT, "2.00", SAM, "tac_2")
    assert sorted(amounts(MovementsSought(login=5001))) == ["1.00", "2.00"]
    assert amounts(MovementsSought(login=5001, server_id="mt4")) == ["2.00"]
    assert amounts(MovementsSought(server_id="mt5")) == ["1.00"]
    assert sorted(amounts(MovementsSought(touched=Touched.ACCOUNT))) == ["1.00", "2.00"]
    assert amounts(MovementsSought(touched=Touched.WALLET)) == ["50.00"]
    shown = ReportedTransactionView.of(listed(MovementsSought(server_id="mt4"))[0])
    assert (shown.server, shown.account, shown.available_after) == ("mt4", "5001", None)


def test_the_login_of_an_account_that_is_nobodys_any_more_finds_what_it_moved(clock: FixedClock):
    add_client(LIN)
    servers("mt5")
    before = bound(LIN, 5001, "mt5", "tac_1")
    operated(OperationKind.DEPOSIT, "1.00")
    moved("50.00")
    after = replace(before, status=AccountStatus.UNBOUND)
    ports.transact(SYSTEM, lambda unit: accounts_store.unbind(unit, before, after))
    assert amounts(MovementsSought(login=5001)) == ["1.00"]


def test_a_login_that_is_no_account_finds_nothing_without_reading_the_register(clock: FixedClock):
    add_client(LIN)
    servers("mt5")
    operated(OperationKind.DEPOSIT, "1.00")
    settings.value(TRADING_SERVERS)
    assert amounts(MovementsSought(login=5)) == []
    assert cost(MovementsSought(login=5)) == (1, 1)


# ---- scope and veil


def scoped() -> Actor:
    return Actor(Realm.STAFF, "stf_1", "Ann", scope=Scope(owner_ids=frozenset({"stf_1"})))


def test_staff_see_movements_of_clients_in_their_scope_alone(clock: FixedClock):
    add_client(LIN, owner_id="stf_1", referrer_id=KAY)
    add_client(SAM)
    add_client(KAY)
    moved("100.00")
    moved("70.00", SAM)
    entry_id = given("5.00")
    found = [ReportedTransactionView.of(one) for one in listed(actor=scoped())]
    assert [str(one.amount.amount) for one in found] == ["-5.00", "100.00"]
    assert found[0].counterparty is None
    assert found[0].other_client is not None
    assert (found[0].other_client.id, found[0].other_client.name) == ("", "")
    assert found[0].referrer is not None
    assert (found[0].referrer.id, found[0].referrer.name) == ("", "")
    assert summed(actor=scoped()) == {
        ("deposit", "USD"): "100.00",
        ("transfer_out", "USD"): "-5.00",
    }
    assert amounts(MovementsSought(text=SAM), actor=scoped()) == []
    assert amounts(MovementsSought(id=entry_id), actor=scoped()) == ["-5.00"]


def test_an_account_outside_the_scope_finds_nothing_by_its_login(clock: FixedClock):
    add_client(LIN)
    servers("mt5")
    bound(LIN, 5001, "mt5", "tac_1")
    operated(OperationKind.DEPOSIT, "1.00")
    assert amounts(MovementsSought(login=5001), actor=scoped()) == []


def test_who_may_not_see_phones_finds_no_movement_by_one(clock: FixedClock):
    known(LIN, phone="+447911123456")
    moved("1.00")
    veiled = Actor(
        Realm.STAFF,
        "stf_1",
        "Ann",
        permissions=frozenset({Permission.READ_TRANSACTIONS}),
        scope=EVERYTHING,
        veil=Veil(hidden=frozenset({SensitiveField.PHONE})),
    )
    assert amounts(MovementsSought(text="447911")) == ["1.00"]
    assert amounts(MovementsSought(text="447911"), actor=veiled) == []


# ---- sums


def test_sums_are_by_kind_and_currency_and_of_all_pages(clock: FixedClock):
    add_client(LIN)
    for _ in range(MAX_PAGE_SIZE + 30):
        moved("1.00")
    moved("3.00", currency="EUR")
    moved("-2.00", kind=EntryKind.WITHDRAWAL)
    assert summed() == {
        ("deposit", "EUR"): "3.00",
        ("deposit", "USD"): "230.00",
        ("withdrawal", "USD"): "-2.00",
    }
    assert summed(MovementsSought(kind=TransactionKind.WITHDRAWAL)) == {
        ("withdrawal", "USD"): "-2.00"
    }


# ---- reads


def cost(sought: MovementsSought = ALL, actor: Actor = STAFF) -> tuple[int, int]:
    """Calls of the store and items looked at, for one page."""
    with recording() as store:
        movements.page(actor, sought, PageRequest(2))
    return len(store.calls), store.items


def test_a_page_costs_the_same_however_many_movements_there_are(clock: FixedClock):
    known(LIN)
    for _ in range(40):
        moved("1.00")
    ways = (ALL, MovementsSought(text=LIN), MovementsSought(kind=TransactionKind.DEPOSIT))
    before = [cost(one) for one in ways]
    for _ in range(400):
        moved("1.00")
    assert [cost(one) for one in ways] == before


def test_a_page_that_shows_nothing_ends_after_so_many_reads(clock: FixedClock):
    add_client(LIN)
    for _ in range(5 * 200):
        moved("1.00")
    nothing = MovementsSought(kind=TransactionKind.WITHDRAWAL)
    page = movements.page(STAFF, nothing, PageRequest(10))
    assert (page.items, page.next_cursor is None) == ((), False)
    assert cost(nothing)[0] <= 5 * (register.MOVEMENT_SHARDS + 2 * 2 + 1)
    assert listed(nothing, limit=10) == []


def test_whoever_has_few_clients_reads_past_nobody_elses_movements(clock: FixedClock):
    add_client(LIN, owner_id="stf_1")
    add_client(SAM, referrer_id=KAY)
    moved("1.00")
    for _ in range(50):
        moved("2.00", SAM)
    assert amounts(actor=scoped()) == ["1.00"]
    assert amounts(MovementsSought(owner_ids=frozenset({"stf_1"}))) == ["1.00"]
    before = cost(actor=scoped())
    for _ in range(300):
        moved("2.00", SAM)
    assert cost(actor=scoped()) == before
    assert before[1] < 20


def test_with_many_clients_of_ones_own_the_register_is_read_instead(clock: FixedClock):
    own = [f"2000{number:04d}" for number in range(movements.MOST_CLIENTS + 1)]
    for number, client_id in enumerate(own):
        add_client(client_id, owner_id="stf_1")
        moved(f"{number + 1}.00", client_id)
    add_client(SAM)
    moved("500.00", SAM)
    expected = [f"{number + 1}.00" for number in reversed(range(len(own)))]
    assert sorted(amounts(actor=scoped(), limit=4)) == sorted(expected)


def test_a_page_goes_on_although_a_wallet_has_come_to_be_meanwhile(clock: FixedClock):
    known(LIN)
    for number in range(1, 4):
        moved(f"{number}.00")
        clock.advance(seconds=1)
    first = movements.page(STAFF, MovementsSought(text=LIN), PageRequest(1))
    moved("9.00", currency="EUR")
    second = movements.page(STAFF, MovementsSought(text=LIN), PageRequest(5, first.next_cursor))
    assert [str(one.transaction.amount) for one in second.items] == ["2.00", "1.00"]


def test_movements_are_spread_over_the_parts_of_the_register(clock: FixedClock):
    add_client(LIN)
    for _ in range(400):
        moved("1.00")
    parts = [len(register.listed(one, None, 500)) for one in register.movement_shards()]
    assert sum(parts) == 400
    assert max(parts) <= 2 * 400 / register.MOVEMENT_SHARDS


def test_a_cursor_leads_on_in_its_own_list_alone(clock: FixedClock):
    add_client(LIN)
    moved("1.00")
    moved("2.00")
    cursor = movements.page(STAFF, ALL, PageRequest(1)).next_cursor
    with pytest.raises(Invalid) as refusal:
        movements.page(STAFF, MovementsSought(text=LIN), PageRequest(1, cursor))
    assert refusal.value.code == "cursor_invalid"
