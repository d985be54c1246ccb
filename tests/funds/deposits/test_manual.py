"""Deposits by bank: a proof, a decision, and the money once."""

import pytest

from chalicelib import ports
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.approvals.service import decisions
from chalicelib.approvals.service.review import review
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.deposits import DepositDraft, FieldRefused
from chalicelib.funds.model.wallets import WalletFlagOff, WalletFlags
from chalicelib.funds.model.withdrawals import AmountOutOfRange, MethodNotAvailable
from chalicelib.funds.service import deposit_decisions, deposit_states, deposits, flags
from chalicelib.funds.store import transactions
from chalicelib.storage.idempotency import AlreadyDone
from tests.kit import files
from tests.kit.approvals import automate
from tests.kit.courier import Courier
from tests.kit.funds import (
    add_client,
    client_actor,
    command,
    credit,
    decide,
    house_balances,
    sides,
    staff_actor,
    status_of,
    usd,
)
from tests.kit.payments import LIN, ask, books_are_sound, entries, stage, wire


@pytest.fixture
def proof(lin: Actor) -> str:
    return files.proof(lin, "存款 proof.pdf").file_id


def test_a_wire_waits_for_staff_even_where_deposits_are_automatic(proof: str):
    automate(RequestType.DEPOSIT, Mode.AUTOMATIC)
    deposit = ask(wire(proof, "1000.00"))
    assert status_of(deposit.id) == ("pending", "none", "none")
    assert (stage(deposit), sides()) == ("awaiting_decision", ("0.00", "0.00"))


def test_what_staff_confirm_is_credited_once_however_often_the_news_comes(
    proof: str, courier: Courier
):
    deposit = ask(wire(proof, "1000.00"))
    decide(deposit.id)
    courier.deliver_all(twice=True, reverse=True)
    deposit_decisions.approved(staff_actor(), deposit.id, command())
    assert status_of(deposit.id) == ("approved", "deposited", "none")
    assert sides() == ("1000.00", "0.00")
    assert house_balances() == {"bank_clearing": "-1000.00"}
    assert entries() == [f"{deposit.id}.credit"]
    books_are_sound()


def test_a_credit_shows_among_the_clients_transactions(proof: str, courier: Courier):
    deposit = ask(wire(proof, "1000.00"))
    decide(deposit.id)
    courier.deliver_all()
    (movement,) = transactions.page(LIN, ["USD"], None, None, None, PageRequest()).items
    assert (movement.kind.value, str(movement.amount), movement.method, movement.cause) == (
        "deposit",
        "1000.00",
        "bank_wire",
        deposit.cause,
    )


def test_what_staff_reject_moves_nothing(proof: str, courier: Courier):
    deposit = ask(wire(proof))
    decide(deposit.id, approve=False, reason="nothing has arrived")
    courier.deliver_all(twice=True)
    assert (status_of(deposit.id)[0], stage(deposit)) == ("rejected", "ended")
    assert (sides(), house_balances(), entries()) == (("0.00", "0.00"), {}, [])
    books_are_sound()


def test_a_client_can_take_a_wire_back_and_has_a_place_free_again(
    lin: Actor, proof: str, courier: Courier
):
    waiting = [ask(wire(proof)) for _ in range(5)]
    decisions.take_back(lin, waiting[0].id)
    courier.deliver_all()
    assert (status_of(waiting[0].id)[0], stage(waiting[0])) == ("cancelled", "ended")
    assert stage(ask(wire(proof))) == "awaiting_decision"
    books_are_sound()


def test_the_same_command_again_is_one_deposit(proof: str):
    first = ask(wire(proof), key="one-intention")
    with pytest.raises(AlreadyDone):
        ask(wire(proof), key="one-intention")
    assert stage(first) == "awaiting_decision"


def test_the_reviewer_sees_the_money_the_fields_and_the_proof(lin: Actor, proof: str):
    deposit = ask(wire(proof, "1000.00", reference="INV 77"))
    shown = review(staff_actor("Rita", Permission.READ_REQUESTS), deposit.id)
    facts = {fact.code: fact.value for fact in shown.details.facts}
    assert facts == {
        "amount": "1000.00 USD",
        "fee": "0.00 USD",
        "payment": "1000.00 USD",
        "method": "bank_wire",
        "stage": "awaiting_decision",
        "field_reference": "INV 77",
    }
    (file,) = shown.details.files
    assert (file.file_id, file.name) == (proof, "存款 proof.pdf")


def test_a_proof_is_needed(lin: Actor):
    with pytest.raises(FieldRefused) as refusal:
        ask(DepositDraft("bank_wire", usd("1000.00"), {}))
    assert (refusal.value.field, refusal.value.facts["problem"]) == ("fields.proof", "missing")


@pytest.mark.parametrize("of_whom", ["nobody", "another client", "nobody yet"])
def test_a_proof_must_be_the_clients_own_checked_file(lin: Actor, of_whom: str):
    foreign = {
        "nobody": lambda: "fil_00000000000000000000000000.0000000000000000000000",
        "another client": lambda: files.proof(client_actor("10000002")).file_id,
        "nobody yet": lambda: files.sent(lin),
    }[of_whom]()
    with pytest.raises(FieldRefused) as refusal:
        ask(wire(foreign))
    assert (refusal.value.field, refusal.value.facts["problem"]) == ("fields.proof", "file_missing")


def test_a_wallet_that_is_closed_for_deposits_takes_none(proof: str):
    credit(usd("1.00"))
    flags.switch(staff_actor(), LIN, "USD", WalletFlags(deposit=False))
    with pytest.raises(WalletFlagOff):
        ask(wire(proof))


@pytest.mark.parametrize("amount", ["49.99", "250000.01"])
def test_amounts_outside_the_methods_limits_are_refused(proof: str, amount: str):
    with pytest.raises(AmountOutOfRange) as refusal:
        ask(wire(proof, amount))
    assert refusal.value.facts["minimum"] == "50.00"


@pytest.mark.parametrize(("method", "currency"), [("bank_wire", "JPY"), ("cash", "USD")])
def test_a_method_must_be_on_offer_in_that_currency(lin: Actor, method: str, currency: str):
    with pytest.raises(MethodNotAvailable):
        ask(DepositDraft(method, Money.parse("1000", currency), {}))


def test_a_deposit_is_seen_by_its_client_and_by_staff_in_scope_alone(lin: Actor, proof: str):
    deposit = ask(wire(proof))
    add_client("10000002")
    assert deposit_states.deposit(lin, deposit.id).deposit == deposit
    assert deposit_states.deposit(staff_actor(), deposit.id).deposit == deposit
    with pytest.raises(NotFound):
        deposit_states.deposit(client_actor("10000002"), deposit.id)
    with pytest.raises(NotFound):
        deposit_states.deposit(lin, "dep_00000000000000000000000000")


def test_each_wire_gets_an_id_of_its_own(lin: Actor, proof: str):
    ids = {deposits.submit(lin, wire(proof), command()).deposit.id for _ in range(3)}
    assert len(ids) == 3
    assert all(one.startswith("dep_") for one in ids)
    assert ports.now() == deposit_states.deposit(lin, ids.pop()).deposit.submitted_at
