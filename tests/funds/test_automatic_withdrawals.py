"""Withdrawals that the system approves within limits: why it did, and why it did not."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.approvals.model.settings import AUTOMATIONS
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.clients import public as clients
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.automation import AutomaticWithdrawals, LimitCode
from chalicelib.funds.model.settings import AUTOMATIC_WITHDRAWALS
from chalicelib.funds.model.withdrawals import Withdrawal, WithdrawalDraft
from chalicelib.funds.service import payouts, withdrawals
from chalicelib.funds.store import withdrawals as store
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from tests.funds.test_withdrawals import save
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    add_client,
    client_actor,
    command,
    credit,
    house_balances,
    sides,
    staff_actor,
    status_of,
    usd,
)

pytestmark = pytest.mark.usefixtures("store", "clock")
LIMITS = AutomaticWithdrawals(maximum="200", per_day=2)


@pytest.fixture(autouse=True)
def _client_with_money(store: None, clock: object) -> None:
    add_client()
    credit(usd("1000.00"))


def allow(**limits: Any) -> None:
    settings.adopt(SYSTEM, AUTOMATIC_WITHDRAWALS, replace(LIMITS, **limits))


def ask(amount: Money | None = None, **options: Any) -> Withdrawal:
    draft = WithdrawalDraft(amount or usd("200.00"), "bank_wire", save().id)
    actor = options.pop("by", client_actor())
    return withdrawals.submit(actor, draft, command(), **options).withdrawal


def broken(withdrawal: Withdrawal) -> dict[LimitCode, dict[str, str]]:
    """The limits that a withdrawal did not keep, with their numbers."""
    assert withdrawal.automation is not None
    return {one.code: dict(one.facts) for one in withdrawal.automation.checks if not one.passed}


def test_within_all_limits_the_money_leaves_without_staff(courier: Courier):
    allow()
    withdrawal = ask()
    courier.deliver_all(twice=True, reverse=True)
    assert status_of(withdrawal.id) == ("approved", "withdrawn", "pending")
    assert sides() == ("800.00", "0.00")
    assert house_balances() == {"bank_clearing": "-802.00", "fee_income": "2.00"}


def test_an_approval_by_the_system_tells_every_number_it_compared():
    allow()
    found = ask().automation
    assert found is not None
    assert found.approved
    assert found.setting_version == 1
    facts = {one.code: dict(one.facts) for one in found.checks}
    assert facts[LimitCode.AMOUNT] == {
        "amount": "200.00",
        "amount_currency": "USD",
        "maximum": "200.00",
        "currency": "USD",
    }
    assert facts[LimitCode.COUNT] == {
        "used": "0",
        "limit": "2",
        "day": ports.now().date().isoformat(),
    }


def test_an_approval_by_the_system_is_on_the_record():
    allow()
    withdrawal = ask()
    (record,) = [
        one
        for one in audit.of_object("withdrawal", withdrawal.id, PageRequest()).items
        if one.action == "withdrawal_approved_automatically"
    ]
    assert (record.actor_id, record.client_id) == (withdrawal.client_id, withdrawal.client_id)
    assert record.after["amount.maximum"] == "200.00"


def test_without_limits_staff_decide_and_are_told_why(courier: Courier):
    withdrawal = ask()
    courier.deliver_all()
    assert status_of(withdrawal.id) == ("pending", "held", "none")
    assert broken(withdrawal) == {LimitCode.SWITCHED_ON: {}}


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"maximum": "199.99"}, LimitCode.AMOUNT),
        ({"client_groups": ("vip",)}, LimitCode.GROUP),
        ({"methods": ("bitcoin",)}, LimitCode.METHOD),
        ({"excluded_clients": ("10000001",)}, LimitCode.NOT_EXCLUDED),
    ],
)
def test_outside_one_limit_staff_decide(courier: Courier, limits: dict[str, Any], code: LimitCode):
    allow(**limits)
    withdrawal = ask()
    courier.deliver_all()
    assert list(broken(withdrawal)) == [code]
    assert status_of(withdrawal.id) == ("pending", "held", "none")
    assert sides() == ("800.00", "200.00")


def test_the_clients_own_group_is_within_the_groups():
    allow(client_groups=(clients.group_of("10000001").id,), methods=("bank_wire",))
    assert broken(ask()) == {}


def test_what_staff_ask_for_is_never_approved_by_the_system():
    allow()
    withdrawal = ask(by=staff_actor(), on_behalf_of="10000001")
    assert list(broken(withdrawal)) == [LimitCode.ASKED_BY_CLIENT]


def test_an_amount_without_a_rate_cannot_be_compared():
    allow()
    credit(Money.parse("100.00", "EUR"), name="dep_eur")
    withdrawal = ask(Money.parse("60.00", "EUR"))
    assert broken(withdrawal) == {
        LimitCode.AMOUNT: {
            "amount": "60.00",
            "amount_currency": "EUR",
            "maximum": "200.00",
            "currency": "USD",
        }
    }


def test_the_next_one_after_the_last_of_a_day_waits_for_staff():
    allow()
    assert [broken(ask(usd("100.00"))) for _ in range(2)] == [{}, {}]
    assert broken(ask(usd("100.00")))[LimitCode.COUNT]["used"] == "2"


def test_a_new_day_of_the_brokers_clock_begins_at_none(clock: FixedClock):
    allow(per_day=1)
    settings.adopt(SYSTEM, settings.BRAND_TIME_ZONE, "Asia/Tokyo")
    ask(usd("100.00"))
    clock.advance(days=1)
    assert broken(ask(usd("100.00"))) == {}


def test_one_that_waited_for_staff_is_not_counted():
    allow(per_day=1)
    assert list(broken(ask(usd("300.00")))) == [LimitCode.AMOUNT]
    assert broken(ask(usd("100.00"))) == {}


def test_one_that_was_refunded_still_counts(courier: Courier):
    allow(per_day=1)
    withdrawal = ask(usd("100.00"))
    courier.deliver_all()
    payouts.refund(staff_actor(), withdrawal.id, "The bank sent it back.")
    assert list(broken(ask(usd("100.00")))) == [LimitCode.COUNT]


def test_why_is_kept_when_the_limits_change_later(courier: Courier):
    allow()
    withdrawal = ask()
    courier.deliver_all()
    settings.adopt(SYSTEM, AUTOMATIC_WITHDRAWALS, None)
    assert store.get(withdrawal.id).automation == withdrawal.automation


def test_the_mode_of_withdrawals_cannot_be_automatic_without_limits():
    setting = AUTOMATIONS[RequestType.WITHDRAWAL]
    guard = setting.guard
    assert guard is not None
    with pytest.raises(Invalid, match="not for this type"):
        guard(staff_actor(), replace(setting.default, mode=Mode.AUTOMATIC))
