"""Money over HTTP: who may see and do what, what is refused, and that a refusal changes nothing."""

from dataclasses import dataclass
from typing import Any

import pytest

from app import app
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.staff.public import DataScope
from tests.kit import people
from tests.kit.courier import Courier
from tests.kit.funds import TradingSide, add_client, credit, decide, sides, usd
from tests.kit.http import Caller

FIELDS = {
    "account_holder": "Lin Wei",
    "bank_name": "Bank of Test",
    "iban": "GB33BUKB20201555555555",
    "bic": "BUKBGB22",
}


@dataclass
class World:
    """Two clients with money, and a member of staff who may do everything."""

    lin: Caller
    sam: Caller
    staff: Caller
    owner_id: str


@pytest.fixture
def world(store: None, clock: FixedClock) -> World:
    owner = people.owner()
    for client_id, email in (("10000001", "lin@example.com"), ("10000002", "sam@example.com")):
        add_client(client_id)
        people.client(client_id, email)
        credit(usd("500.00"), client_id, name=f"dep_{client_id}")
    lin = people.Person("10000001", "lin@example.com")
    sam = people.Person("10000002", "sam@example.com")
    return World(
        lin=people.signed_in(app, "portal", lin),
        sam=people.signed_in(app, "portal", sam),
        staff=people.signed_in(app, "desk", owner),
        owner_id=owner.id,
    )


def money(amount: str, currency: str = "USD") -> dict[str, str]:
    return {"amount": amount, "currency": currency}


def saved(caller: Caller) -> str:
    body = {"method_id": "bank_wire", "label": "My bank", "fields": FIELDS}
    answer = caller.post("/api/portal/withdrawal-details", body)
    assert answer.status == 201, answer.body
    return str(answer.body["id"])


def withdrawal(details_id: str, amount: Any = "100.00", **changes: Any) -> dict[str, Any]:
    body = {
        "source": {"type": "wallet", "currency": "USD"},
        "amount": amount,
        "method_id": "bank_wire",
        "details_id": details_id,
    }
    return body | changes


def test_a_client_sees_their_wallets_and_what_was_not_used_yet(world: World):
    answer = world.lin.get("/api/portal/wallets")
    assert answer.status == 200
    usd_wallet, eur_wallet = answer.body["items"]
    assert usd_wallet == {
        "currency": "USD",
        "balance": money("500.00"),
        "held": money("0.00"),
        "available": money("500.00"),
        "flags": {"deposit": True, "withdrawal": True, "transfer": True},
    }
    assert eur_wallet["balance"] == money("0.00", "EUR")


def test_every_line_opens_to_its_entry_and_its_cause(world: World):
    (line,) = world.lin.get("/api/portal/wallets/USD/entries").body["items"]
    assert (line["amount"], line["bucket"], line["sequence"]) == (money("500.00"), "available", 1)
    assert line["cause"] == {"type": "deposit", "id": "dep_10000001"}
    entry = world.lin.get(f"/api/portal/entries/{line['entry_id']}").body
    assert [(one["account"], one["label_code"]) for one in entry["postings"]] == [
        (None, "bank_clearing"),
        ("available:10000001", "available"),
    ]
    assert entry["actor"] == "system"
    assert entry["chain"][0]["previous_hash"] == "0" * 64
    assert len(entry["chain"][0]["hash"]) == 64


def test_staff_see_an_entry_whole(world: World):
    entry = world.staff.get("/api/desk/entries/dep_10000001.credit").body
    assert [one["account"] for one in entry["postings"]] == [
        "bank_clearing",
        "available:10000001",
    ]
    assert entry["actor"] == "system:test"


def test_what_belongs_to_another_client_does_not_exist(world: World):
    details_id = saved(world.lin)
    made = world.lin.post("/api/portal/withdrawals", withdrawal(details_id)).body["id"]
    for path in (
        "/api/portal/entries/dep_10000001.credit",
        f"/api/portal/withdrawals/{made}",
        "/api/portal/transfers/tra_01JQZZZZZZZZZZZZZZZZZZZZZZ",
    ):
        assert world.sam.get(path).status == 404, path
    refused = world.sam.call("DELETE", f"/api/portal/withdrawal-details/{details_id}")
    assert refused.status == 404
    theirs = world.sam.post("/api/portal/withdrawals", withdrawal(details_id))
    assert (theirs.status, sides("10000002")) == (404, ("500.00", "0.00"))


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (100.5, "input_invalid"),
        (100, "input_invalid"),
        ("100.505", "amount_too_precise"),
        ("-100.00", "amount_not_positive"),
        ("0", "amount_not_positive"),
        ("1e3", "amount_malformed"),
        (" 1,000.00", "amount_malformed"),
        ("9999999999999999999", "amount_malformed"),
        ("50000.01", "amount_out_of_range"),
        (None, "input_invalid"),
    ],
)
def test_an_amount_that_is_no_amount_is_refused_and_nothing_changes(
    world: World, amount: Any, code: str
):
    answer = world.lin.post("/api/portal/withdrawals", withdrawal(saved(world.lin), amount))
    assert (answer.status, answer.body["code"]) == (400, code)
    assert sides() == ("500.00", "0.00")


def test_an_unknown_currency_and_an_unknown_field_are_refused(world: World):
    details_id = saved(world.lin)
    body = withdrawal(details_id, source={"type": "wallet", "currency": "XYZ"})
    assert world.lin.post("/api/portal/withdrawals", body).body["code"] == "currency_unknown"
    body = withdrawal(details_id, fee="0.00")
    assert world.lin.post("/api/portal/withdrawals", body).body["code"] == "input_invalid"


def test_more_than_there_is_is_a_conflict_with_its_facts(world: World):
    answer = world.lin.post("/api/portal/withdrawals", withdrawal(saved(world.lin), "600.00"))
    assert (answer.status, answer.body["code"]) == (409, "insufficient_funds")
    assert answer.body["facts"]["missing"] == "100.00"


def test_the_same_key_is_the_same_withdrawal_and_another_input_is_a_conflict(world: World):
    details_id = saved(world.lin)
    body = withdrawal(details_id, "300.00")
    first = world.lin.post("/api/portal/withdrawals", body, key="one-intention")
    again = world.lin.post("/api/portal/withdrawals", body, key="one-intention")
    assert (first.status, again.status) == (201, 201)
    assert first.body == again.body
    assert again.headers["Idempotency-Replayed"] == "true"
    other = withdrawal(details_id, "301.00")
    reused = world.lin.post("/api/portal/withdrawals", other, key="one-intention")
    assert (reused.status, reused.body["code"]) == (409, "idempotency_key_reused")
    assert sides() == ("200.00", "300.00")


def test_a_withdrawal_from_submission_to_refund(world: World, courier: Courier):
    made = world.lin.post("/api/portal/withdrawals", withdrawal(saved(world.lin))).body
    assert (made["status"], made["funding_status"], made["payout"]) == (
        "pending",
        "held",
        money("99.00"),
    )
    decide(made["id"])
    courier.deliver_all()
    path = f"/api/desk/withdrawals/{made['id']}"
    paid = world.staff.patch(path, {"payment_status": "success"})
    assert (paid.status, paid.body["payment_status"]) == (200, "success")
    blocked = world.staff.patch(path, {"refund": True, "reason": "came back"})
    assert (blocked.status, blocked.body["code"]) == (409, "withdrawal_paid_out")
    done = world.staff.patch(path, {"refund": True, "reason": "came back", "override": True})
    assert (done.status, done.body["status"]) == (200, "rejected")
    assert sides() == ("500.00", "0.00")
    seen = world.lin.get(f"/api/portal/withdrawals/{made['id']}").body
    assert (seen["status"], seen["reason"]) == ("rejected", "came back")


@pytest.mark.parametrize(
    "body", [{}, {"refund": True}, {"refund": True, "reason": "x", "payment_status": "failed"}]
)
def test_staff_must_say_one_thing_at_a_time(world: World, body: dict[str, Any]):
    made = world.lin.post("/api/portal/withdrawals", withdrawal(saved(world.lin))).body
    answer = world.staff.patch(f"/api/desk/withdrawals/{made['id']}", body)
    assert (answer.status, answer.body["code"]) == (400, "input_invalid")


def test_saved_details_are_masked_everywhere_but_in_the_recorded_view(world: World):
    details_id = saved(world.lin)
    (own,) = world.lin.get("/api/portal/withdrawal-details?method_id=bank_wire").body["items"]
    listed = world.staff.get("/api/desk/clients/10000001/withdrawal-details").body["items"]
    assert own["fields"]["iban"] == listed[0]["fields"]["iban"] == "•" * 18 + "5555"
    path = f"/api/desk/clients/10000001/withdrawal-details/{details_id}"
    assert world.staff.get(path).body["fields"]["iban"] == FIELDS["iban"]
    elsewhere = f"/api/desk/clients/10000002/withdrawal-details/{details_id}"
    assert world.staff.get(elsewhere).status == 404
    assert world.lin.call("DELETE", f"/api/portal/withdrawal-details/{details_id}").status == 204
    assert world.lin.get("/api/portal/withdrawal-details").body["items"] == []


def test_the_ways_to_be_paid_are_told_with_limits_fees_and_fields(world: World):
    (method,) = world.lin.get("/api/portal/withdrawal-methods").body["items"]
    assert method["name"]["zh"]
    assert method["currencies"][0] == {
        "currency": "USD",
        "min": money("50.00"),
        "max": money("50000.00"),
        "fee_percent": "1",
        "fee_cap": money("30.00"),
        "decimals": 2,
    }
    assert [field["key"] for field in method["fields"]] == list(FIELDS)


def test_a_transfer_over_http(world: World, trading: TradingSide, courier: Courier):
    account = trading.account()
    body = {
        "source": {"type": "wallet", "currency": "USD"},
        "target": {"type": "account", "account_id": account.id},
        "amount": "120.00",
        "currency": "USD",
    }
    made = world.lin.post("/api/portal/transfers", body)
    assert made.status == 201
    assert made.body["source"] == {
        "type": "wallet",
        "currency": "USD",
        "account_id": None,
        "login": None,
        "recipient": None,
    }
    assert made.body["debit"] == money("120.00")
    courier.deliver_all()
    done = world.lin.get(f"/api/portal/transfers/{made.body['id']}").body
    assert (done["status"], done["funding_status"]) == ("approved", "deposited")
    assert done["completed_at"]
    assert world.sam.get(f"/api/portal/transfers/{made.body['id']}").status == 404
    assert world.sam.post("/api/portal/transfers", body).status == 404
    (move, _) = world.lin.get("/api/portal/transactions").body["items"]
    assert (move["kind"], move["amount"], move["account"], move["request_id"]) == (
        "transfer_out",
        money("-120.00"),
        str(account.login),
        made.body["id"],
    )


@pytest.mark.parametrize(
    "change",
    [
        {"target": {"type": "wallet", "currency": "USD"}},
        {"source": {"type": "account", "account_id": "tac_x"}},
        {"source": {"type": "wallet", "currency": "EUR"}},
        {"target": {"type": "account"}},
    ],
)
def test_a_transfer_between_places_that_do_not_fit_is_refused(world: World, change: Any):
    body = {
        "source": {"type": "wallet", "currency": "USD"},
        "target": {"type": "account", "account_id": "tac_x"},
        "amount": "120.00",
        "currency": "USD",
    }
    answer = world.lin.post("/api/portal/transfers", body | change)
    assert (answer.status, answer.body["code"]) == (400, "transfer_places_invalid")


def test_transactions_and_totals_agree_under_every_filter(
    world: World, clock: FixedClock, courier: Courier
):
    for days, amount, currency in ((1, "10.00", "USD"), (40, "20.00", "EUR"), (1, "30.00", "EUR")):
        clock.advance(days=days)
        credit(usd(amount) if currency == "USD" else eur(amount))
    lin = people.signed_in(app, "portal", people.Person("10000001", "lin@example.com"))
    for query in (
        "",
        "?currency=EUR",
        "?kind=deposit",
        "?kind=withdrawal",
        "?kind=deposit&currency=EUR",
        "?from=2026-03-03",
        "?to=2026-04-12",
        "?from=2026-03-03&to=2026-04-12",
        "?from=2026-03-01&to=2026-03-31&currency=USD",
        "?from=2026-05-01",
    ):
        moves = lin.get(f"/api/portal/transactions{query}").body["items"]
        totals = lin.get(f"/api/portal/transactions/totals{query}").body["items"]
        summed: dict[tuple[str, str], list[str]] = {}
        for move in moves:
            place = (move["kind"], move["amount"]["currency"])
            summed.setdefault(place, []).append(move["amount"]["amount"])
        found = {(one["kind"], one["currency"]): (one["count"], one["amount"]) for one in totals}
        expected = {
            (kind, currency): (len(amounts), money(added(amounts), currency))
            for (kind, currency), amounts in summed.items()
        }
        assert found == expected, query


def eur(text: str) -> Any:
    from chalicelib.core.money import Money

    return Money.parse(text, "EUR")


def added(amounts: list[str]) -> str:
    from decimal import Decimal

    return str(sum((Decimal(one) for one in amounts), Decimal("0.00")))


def test_transactions_come_a_page_at_a_time_across_currencies(world: World, clock: FixedClock):
    for number in range(5):
        clock.advance(minutes=1)
        credit(usd("1.00") if number % 2 else eur("1.00"))
    seen, cursor = [], ""
    while True:
        body = world.lin.get(f"/api/portal/transactions?limit=2{cursor}").body
        seen += [one["at"] for one in body["items"]]
        if body["next_cursor"] is None:
            break
        cursor = f"&cursor={body['next_cursor']}"
    assert len(seen) == 6
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("query", ["from=yesterday", "kind=gift", "currency=dollars", "x=1"])
def test_a_filter_that_makes_no_sense_is_refused(world: World, query: str):
    assert world.lin.get(f"/api/portal/transactions?{query}").status == 400


def test_staff_adjust_a_wallet_with_a_reason(world: World):
    path = "/api/desk/clients/10000001/wallet-adjustments"
    body = {"currency": "USD", "amount": "-50.00", "comment": "booked twice"}
    made = world.staff.post(path, body)
    assert made.status == 201
    assert made.body["available_after"] == money("450.00")
    assert sides() == ("450.00", "0.00")
    entry = world.staff.get(f"/api/desk/entries/{made.body['entry_id']}").body
    assert entry["cause"] == {"type": "adjustment", "id": made.body["id"]}
    assert "booked twice" not in str(world.lin.get("/api/portal/transactions").body)


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"amount": "0.00"}, 400, "amount_zero"),
        ({"amount": "-500.01"}, 409, "insufficient_funds"),
        ({"amount": "1.005"}, 400, "amount_too_precise"),
        ({"comment": ""}, 400, "input_invalid"),
    ],
)
def test_an_adjustment_that_cannot_be_is_refused(
    world: World, change: dict[str, str], status: int, code: str
):
    body = {"currency": "USD", "amount": "5.00", "comment": "gift"} | change
    answer = world.staff.post("/api/desk/clients/10000001/wallet-adjustments", body)
    assert (answer.status, answer.body["code"]) == (status, code)
    assert sides() == ("500.00", "0.00")


def test_staff_list_wallets_by_currency_and_by_client(world: World):
    credit(eur("7.00"), "10000002")
    everything = world.staff.get("/api/desk/wallets").body["items"]
    assert {(one["client"]["id"], one["currency"]) for one in everything} == {
        ("10000001", "USD"),
        ("10000002", "USD"),
        ("10000002", "EUR"),
    }
    euros = world.staff.get("/api/desk/wallets?currency=EUR").body["items"]
    assert [(one["client"]["id"], one["available"]) for one in euros] == [
        ("10000002", money("7.00", "EUR"))
    ]
    assert world.staff.get("/api/desk/wallets?currency=XYZ").status == 400


def test_staff_read_one_clients_money(world: World):
    base = "/api/desk/clients/10000001"
    assert world.staff.get(f"{base}/wallets").body["items"][0]["available"] == money("500.00")
    assert len(world.staff.get(f"{base}/wallets/USD/entries").body["items"]) == 1
    assert len(world.staff.get(f"{base}/transactions").body["items"]) == 1
    assert world.staff.get(f"{base}/transactions/totals").body["items"][0]["count"] == 1


def test_staff_switch_what_a_wallet_may_be_used_for(world: World):
    off = {"deposit": True, "withdrawal": False, "transfer": True}
    answer = world.staff.patch("/api/desk/clients/10000001/wallets/USD", off)
    assert (answer.status, answer.body["flags"]) == (200, off)
    refused = world.lin.post("/api/portal/withdrawals", withdrawal(saved(world.lin)))
    assert refused.body["code"] == "wallet_not_allowed"
    fresh = world.staff.patch("/api/desk/clients/10000001/wallets/EUR", off)
    assert fresh.body["flags"] == off


def test_staff_see_the_house(world: World):
    (bank,) = world.staff.get("/api/desk/house-accounts").body["items"]
    assert bank == {"account": "bank_clearing", "currency": "USD", "balance": money("-1000.00")}


def test_staff_see_the_health_of_the_books_and_ask_for_a_check(world: World, courier: Courier):
    before = world.staff.get("/api/desk/invariants").body
    assert before == {"checked_at": None, "examined": 0, "breaks": [], "seals": []}
    assert world.staff.post("/api/desk/invariants/runs").status == 202
    courier.deliver_all()
    assert world.staff.get("/api/desk/invariants").body["checked_at"]


DESK_READS = {
    "/api/desk/wallets": Permission.READ_WALLETS,
    "/api/desk/clients/10000001/wallets": Permission.READ_WALLETS,
    "/api/desk/clients/10000001/wallets/USD/entries": Permission.READ_LEDGER,
    "/api/desk/clients/10000001/transactions": Permission.READ_TRANSACTIONS,
    "/api/desk/clients/10000001/transactions/totals": Permission.READ_TRANSACTIONS,
    "/api/desk/transactions": Permission.READ_TRANSACTIONS,
    "/api/desk/transactions/sums": Permission.READ_TRANSACTIONS,
    "/api/desk/entries/dep_10000001.credit": Permission.READ_LEDGER,
    "/api/desk/house-accounts": Permission.READ_LEDGER,
    "/api/desk/invariants": Permission.READ_INVARIANTS,
    "/api/desk/clients/10000001/withdrawal-details": Permission.READ_CLIENTS,
}


def test_each_desk_route_needs_its_permission_and_the_clients_token_is_worth_nothing(
    world: World,
):
    nobody = people.signed_in(app, "desk", people.member(people.role(Permission.READ_DASHBOARD)))
    everything = people.role(*set(DESK_READS.values()))
    reader = people.signed_in(app, "desk", people.member(everything))
    for path in DESK_READS:
        assert nobody.get(path).status == 403, path
        assert world.lin.get(path).status == 401, path
        assert Caller(app).get(path).status == 401, path
        assert reader.get(path).status == 200, path
    body = {"currency": "USD", "amount": "5.00", "comment": "gift"}
    path = "/api/desk/clients/10000001/wallet-adjustments"
    assert reader.post(path, body).body["code"] == "permission_missing"
    assert reader.patch("/api/desk/withdrawals/wdr_x", {"payment_status": "failed"}).status == 403


def test_clients_outside_the_scope_do_not_exist(world: World):
    role = people.role(*Permission, scope=DataScope(own=True))
    outsider = people.signed_in(app, "desk", people.member(role))
    for path in DESK_READS:
        if "10000001" in path:
            assert outsider.get(path).status == 404, path
    assert outsider.get("/api/desk/wallets").body["items"] == []
    path = "/api/desk/clients/10000001/wallet-adjustments"
    body = {"currency": "USD", "amount": "5.00", "comment": "gift"}
    assert outsider.post(path, body).status == 404
    details_id = saved(world.lin)
    made = world.lin.post("/api/portal/withdrawals", withdrawal(details_id)).body["id"]
    assert outsider.patch(f"/api/desk/withdrawals/{made}", {"payment_status": "failed"}).status == (
        404
    )
    assert sides() == ("400.00", "100.00")


def test_the_review_screen_shows_the_withdrawal_masked(world: World):
    made = world.lin.post("/api/portal/withdrawals", withdrawal(saved(world.lin))).body["id"]
    details = world.staff.get(f"/api/desk/requests/{made}").body["details"]
    facts = {one["code"]: one["value"] for one in details["facts"]}
    assert facts["payout"] == "99.00 USD"
    assert facts["wallet_available"] == "400.00 USD"
    assert facts["field_iban"] == "•" * 18 + "5555"
