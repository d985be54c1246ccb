"""Money goes back to where it came from first: what is counted, refused, and put back."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib import ports
from chalicelib.core.errors import FairleadError
from chalicelib.core.money import Money
from chalicelib.funds.model.settings import RETURN_TO_SOURCE
from chalicelib.funds.model.sources import ReturnToSource, Sources
from chalicelib.funds.model.withdrawals import Withdrawal, WithdrawalDraft
from chalicelib.funds.rules import sources as rules
from chalicelib.funds.service import payouts, sources, withdrawals
from chalicelib.funds.store import sources as store
from chalicelib.settings import public as settings
from tests.funds.test_withdrawals import save
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    add_client,
    client_actor,
    command,
    credit,
    decide,
    staff_actor,
    usd,
)

pytestmark = pytest.mark.usefixtures("store", "clock")
CENTS = some.integers(0, 20_000)
BY_METHOD = some.dictionaries(some.sampled_from(["card", "bitcoin", "bank_wire"]), CENTS)


@pytest.fixture(autouse=True)
def _client_with_money(store: None, clock: object) -> None:
    """1,000 dollars, of which 400 came by card and 300 by wire; 300 were earned."""
    add_client()
    credit(usd("1000.00"))
    came("card", "400.00")
    came("bank_wire", "300.00")


def came(method_id: str, amount: str) -> None:
    ports.transact(SYSTEM, lambda unit: sources.came(unit, "10000001", method_id, usd(amount)))


def demand() -> None:
    settings.adopt(SYSTEM, RETURN_TO_SOURCE, value=True)


def ask(amount: str) -> Withdrawal:
    draft = WithdrawalDraft(usd(amount), "bank_wire", save().id)
    return withdrawals.submit(client_actor(), draft, command()).withdrawal


def left() -> dict[str, int]:
    return store.of("10000001", "USD").amounts


def test_what_came_by_card_cannot_leave_by_wire():
    demand()
    with pytest.raises(ReturnToSource) as refused:
        ask("600.01")
    assert refused.value.facts == {
        "source": "card",
        "outstanding": "400.00",
        "most": "600.00",
        "currency": "USD",
    }
    assert left() == {"card": 40_000, "bank_wire": 30_000}


def test_its_own_source_comes_first_and_then_what_was_earned():
    demand()
    assert ask("600.00").returned == {"bank_wire": 30_000}
    assert left() == {"card": 40_000}


def test_two_that_are_fine_each_are_refused_together():
    demand()
    ask("400.00")
    with pytest.raises(ReturnToSource) as refused:
        ask("200.01")
    assert refused.value.facts["most"] == "200.00"


def test_without_the_demand_what_leaves_another_way_counts_as_gone_back():
    withdrawal = ask("700.00")
    assert withdrawal.returned == {"bank_wire": 30_000, "card": 10_000}
    assert left() == {"card": 30_000}


def test_a_rejected_withdrawal_is_counted_again(courier: Courier):
    withdrawal = ask("700.00")
    decide(withdrawal.id, approve=False)
    courier.deliver_all(twice=True)
    assert left() == {"card": 40_000, "bank_wire": 30_000}


def test_a_late_refund_is_counted_again_once(courier: Courier):
    withdrawal = ask("700.00")
    decide(withdrawal.id)
    courier.deliver_all(twice=True)
    payouts.refund(staff_actor(), withdrawal.id, "It came back.")
    with pytest.raises(FairleadError):
        payouts.refund(staff_actor(), withdrawal.id, "Again.")
    assert left() == {"card": 40_000, "bank_wire": 30_000}


def test_staff_who_ask_for_a_client_know_what_they_do():
    demand()
    draft = WithdrawalDraft(usd("800.00"), "bank_wire", save().id)
    made = withdrawals.submit(staff_actor(), draft, command(), on_behalf_of="10000001").withdrawal
    assert made.returned == {"bank_wire": 30_000, "card": 20_000}


@given(amounts=BY_METHOD, available=CENTS, asked=CENTS)
def test_what_goes_back_is_never_more_than_asked_or_than_came(
    amounts: dict[str, int], available: int, asked: int
):
    before = Sources("1", "USD", {key: minor for key, minor in amounts.items() if minor})
    wanted, has = Money(min(asked, available), "USD"), Money(available, "USD")
    returned = rules.returned_by(before, wanted, ("bank_wire",), has)
    after = rules.without(before, returned)
    assert sum(returned.values()) <= wanted.minor
    assert all(minor > 0 for minor in after.amounts.values())
    assert after.total == before.total - sum(returned.values())
    again = rules.with_back(after, returned)
    assert {key: minor for key, minor in again.amounts.items() if minor} == before.amounts


@given(amounts=BY_METHOD, available=CENTS, asked=CENTS)
def test_what_is_allowed_takes_nothing_from_other_sources(
    amounts: dict[str, int], available: int, asked: int
):
    before = Sources("1", "USD", {key: minor for key, minor in amounts.items() if minor})
    wanted, has = Money(min(asked, available), "USD"), Money(available, "USD")
    try:
        rules.check(before, wanted, ("bank_wire",), has)
    except ReturnToSource as refused:
        most = Money.parse(str(refused.facts["most"]), "USD")
        rules.check(before, most, ("bank_wire",), has)
    else:
        assert set(rules.returned_by(before, wanted, ("bank_wire",), has)) <= {"bank_wire"}
