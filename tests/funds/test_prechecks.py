"""The pre-check: what passes it is not refused at submission for a reason that it lists."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as runs
from hypothesis import strategies as some

from chalicelib import ports
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.core.clock import iso
from chalicelib.core.errors import FairleadError
from chalicelib.core.money import Money
from chalicelib.funds.model.details import DetailsDraft
from chalicelib.funds.model.prechecks import ConditionCode
from chalicelib.funds.model.settings import (
    IDENTITY_CHECK_ABOVE,
    MAX_PENDING_WITHDRAWALS,
    RETURN_TO_SOURCE,
    WITHDRAWAL_WINDOW,
)
from chalicelib.funds.model.wallets import WalletFlags
from chalicelib.funds.model.windows import DailyWindow
from chalicelib.funds.model.withdrawals import WithdrawalDraft
from chalicelib.funds.service import details, flags, prechecks, sources, withdrawals
from chalicelib.kyc.model.settings import GATES, Gate
from chalicelib.settings import public as settings
from tests.kit import kyc
from tests.kit.approvals import automate
from tests.kit.funds import (
    SYSTEM,
    add_client,
    client_actor,
    command,
    credit,
    staff_actor,
    usd,
)

pytestmark = pytest.mark.usefixtures("store", "clock")
FIELDS = {
    "account_holder": "Lin Wei",
    "bank_name": "Bank of Test",
    "iban": "GB33BUKB20201555555555",
    "bic": "BUKBGB22",
}
NUMBERS = count(10_000_001)


def newcomer(available: int, *, approved: bool = True) -> tuple[str, str]:
    """A client with so many cents, and the id of their payout profile."""
    client_id = str(next(NUMBERS))
    add_client(client_id)
    if available:
        credit(Money(available, "USD"), client_id, name=f"dep_{client_id}")
    mode = Mode.AUTOMATIC if approved else Mode.MANUAL
    automate(RequestType.WITHDRAWAL_DETAILS, mode)
    draft = DetailsDraft("bank_wire", "My bank", FIELDS)
    shown = details.save(client_actor(client_id), draft, command())
    return client_id, shown.details.id


def came_by(client_id: str, method_id: str, minor: int) -> None:
    """So many of the client's cents were deposited by that method."""
    if minor:
        amount = Money(minor, "USD")
        ports.transact(SYSTEM, lambda unit: sources.came(unit, client_id, method_id, amount))


def shut_now() -> DailyWindow:
    """A window that opens in two hours."""
    hour = ports.now().hour
    return DailyWindow(f"{(hour + 2) % 24:02}:00", f"{(hour + 3) % 24:02}:00")


def outcome(client_id: str, draft: WithdrawalDraft) -> str | None:
    """The code that a submission is refused with; None when it is not."""
    try:
        withdrawals.submit(client_actor(client_id), draft, command())
    except FairleadError as refused:
        return refused.code
    return None


def refusals(client_id: str, draft: WithdrawalDraft | None) -> dict[ConditionCode, str]:
    """The conditions that are not met, with their codes."""
    found = prechecks.conditions(client_actor(client_id), draft)
    return {one.code: one.refusal for one in found if one.refusal is not None}


@runs(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    available=some.integers(0, 20_000),
    asked=some.integers(1, 20_000),
    approved=some.booleans(),
    open_wallet=some.booleans(),
    pending=some.integers(0, 1),
    shut=some.booleans(),
    method=some.sampled_from(["bank_wire", "bank_wire", "carrier_pigeon"]),
    currency=some.sampled_from(["USD", "USD", "JPY"]),
    after_hours=some.booleans(),
    checked_above=some.sampled_from([None, "0", "50", "100"]),
    verified=some.booleans(),
    returning=some.booleans(),
    by_card=some.sampled_from([0, 0, 2_500, 12_000]),
    by_wire=some.sampled_from([0, 5_000]),
)
def test_what_passes_is_not_refused_and_what_is_refused_was_listed(
    available: int,
    asked: int,
    approved: bool,
    open_wallet: bool,
    pending: int,
    shut: bool,
    method: str,
    currency: str,
    after_hours: bool,
    checked_above: str | None,
    verified: bool,
    returning: bool,
    by_card: int,
    by_wire: int,
):
    settings.adopt(SYSTEM, RETURN_TO_SOURCE, value=False)
    settings.adopt(SYSTEM, IDENTITY_CHECK_ABOVE, None)
    settings.adopt(SYSTEM, GATES, frozenset())
    settings.adopt(SYSTEM, MAX_PENDING_WITHDRAWALS, 1)
    settings.adopt(SYSTEM, WITHDRAWAL_WINDOW, None)
    client_id, details_id = newcomer(available + 6_000 * pending, approved=approved)
    if pending:
        outcome(client_id, WithdrawalDraft(usd("60.00"), "bank_wire", details_id))
    if not open_wallet and available + pending:
        off = WalletFlags(withdrawal=False)
        flags.switch(staff_actor(), client_id, "USD", off)
    settings.adopt(SYSTEM, GATES, frozenset({Gate.WITHDRAWAL} if shut else ()))
    settings.adopt(SYSTEM, WITHDRAWAL_WINDOW, shut_now() if after_hours else None)
    settings.adopt(SYSTEM, IDENTITY_CHECK_ABOVE, checked_above)
    if verified:
        kyc.verified(client_id)
    settings.adopt(SYSTEM, RETURN_TO_SOURCE, returning)
    for source, minor in (("card", by_card), ("bank_wire", by_wire)):
        came_by(client_id, source, minor)
    draft = WithdrawalDraft(Money(asked, currency), method, details_id)
    listed = refusals(client_id, draft)
    told = outcome(client_id, draft)
    if not listed:
        assert told is None
    else:
        assert told in listed.values()


def test_what_is_missing_is_told_as_a_number():
    client_id, details_id = newcomer(7_500)
    draft = WithdrawalDraft(usd("100.00"), "bank_wire", details_id)
    found = prechecks.conditions(client_actor(client_id), draft)
    facts = {one.code: one.facts for one in found}
    assert refusals(client_id, draft) == {ConditionCode.BALANCE: "insufficient_funds"}
    assert facts[ConditionCode.BALANCE]["missing"] == "25.00"


def test_nothing_is_told_of_what_has_not_been_said():
    client_id, _ = newcomer(7_500)
    codes = {one.code for one in prechecks.conditions(client_actor(client_id), None)}
    assert codes == {
        ConditionCode.ACCOUNT,
        ConditionCode.WINDOW,
        ConditionCode.IDENTITY,
        ConditionCode.SECOND_FACTOR,
        ConditionCode.SECURITY_HOLD,
        ConditionCode.PENDING,
    }
    draft = WithdrawalDraft(usd("60.00"), "bank_wire", "")
    asked = {one.code for one in prechecks.conditions(client_actor(client_id), draft)}
    of_an_account = {ConditionCode.TRADING_ACCOUNT, ConditionCode.MARGIN}
    assert asked == set(ConditionCode) - {ConditionCode.DETAILS} - of_an_account


def test_somebody_elses_profile_is_no_profile():
    _, theirs = newcomer(0)
    client_id, _ = newcomer(10_000)
    draft = WithdrawalDraft(usd("60.00"), "bank_wire", theirs)
    assert refusals(client_id, draft) == {ConditionCode.DETAILS: "not_found"}
    assert outcome(client_id, draft) == "not_found"


def test_hours_are_told_of_with_when_they_open():
    client_id, details_id = newcomer(20_000)
    settings.adopt(SYSTEM, WITHDRAWAL_WINDOW, shut_now())
    terms = prechecks.terms(client_actor(client_id), None)
    told = {one.code: one for one in terms.conditions}[ConditionCode.WINDOW]
    assert told.refusal == "outside_window"
    assert terms.window is not None
    assert terms.window.opens_at is not None
    assert told.facts["opens_at"] == iso(terms.window.opens_at)
    assert outcome(client_id, WithdrawalDraft(usd("60.00"), "bank_wire", details_id)) == (
        "outside_window"
    )


@pytest.mark.parametrize(
    ("amount", "code"), [("100.00", None), ("100.01", "identity_check_required")]
)
def test_exactly_the_threshold_needs_no_verified_identity(amount: str, code: str | None):
    client_id, details_id = newcomer(50_000)
    settings.adopt(SYSTEM, GATES, frozenset())
    settings.adopt(SYSTEM, WITHDRAWAL_WINDOW, None)
    settings.adopt(SYSTEM, IDENTITY_CHECK_ABOVE, "100")
    draft = WithdrawalDraft(usd(amount), "bank_wire", details_id)
    assert refusals(client_id, draft).get(ConditionCode.IDENTITY_CHECK) == code
    assert outcome(client_id, draft) == code


def test_a_verified_client_may_withdraw_above_the_threshold():
    client_id, details_id = newcomer(50_000)
    settings.adopt(SYSTEM, IDENTITY_CHECK_ABOVE, "100")
    kyc.verified(client_id)
    assert outcome(client_id, WithdrawalDraft(usd("300.00"), "bank_wire", details_id)) is None


def test_what_cannot_be_compared_with_the_threshold_needs_a_verified_identity():
    client_id, details_id = newcomer(0)
    credit(Money.parse("100.00", "EUR"), client_id, name=f"dep_eur_{client_id}")
    settings.adopt(SYSTEM, IDENTITY_CHECK_ABOVE, "5000")
    draft = WithdrawalDraft(Money.parse("60.00", "EUR"), "bank_wire", details_id)
    assert refusals(client_id, draft) == {ConditionCode.IDENTITY_CHECK: "identity_check_required"}
    assert outcome(client_id, draft) == "identity_check_required"


def test_staff_who_ask_for_a_client_know_what_they_do():
    client_id, details_id = newcomer(50_000)
    settings.adopt(SYSTEM, IDENTITY_CHECK_ABOVE, "100")
    draft = WithdrawalDraft(usd("300.00"), "bank_wire", details_id)
    made = withdrawals.submit(staff_actor(), draft, command(), on_behalf_of=client_id)
    assert made.withdrawal.client_id == client_id
