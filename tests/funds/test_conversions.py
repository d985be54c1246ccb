"""Deposits and withdrawals between two currencies: what is shown, frozen, booked and given back."""

from dataclasses import replace
from decimal import Decimal

import pytest

import app
from chalicelib.approvals import public as approvals
from chalicelib.approvals.service import editing
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, Invalid
from chalicelib.core.money import Money, Rounding
from chalicelib.funds.model.deposits import (
    DepositDraft,
    DepositMethod,
    DepositMethodKind,
    DepositStage,
)
from chalicelib.funds.model.details import DetailsDraft
from chalicelib.funds.model.methods import Audience, FeeRule, MethodCurrency
from chalicelib.funds.model.prechecks import ConditionCode
from chalicelib.funds.model.rates import QuoteChanged, RateMissing, RateRule
from chalicelib.funds.model.refunds import RefundNotPossible
from chalicelib.funds.model.settings import (
    DEPOSIT_METHODS,
    RATE_RULES,
    SHOW_RATES,
    WITHDRAWAL_METHODS,
)
from chalicelib.funds.model.withdrawals import (
    AmountOutOfRange,
    MethodNotAvailable,
    PayoutStatus,
    Withdrawal,
    WithdrawalDraft,
)
from chalicelib.funds.rules import refunds
from chalicelib.funds.service import (
    deposit_prices,
    deposits,
    details,
    payout_prices,
    payouts,
    prechecks,
    quoting,
    withdrawals,
)
from chalicelib.funds.store import deposits as deposit_store
from chalicelib.funds.store import journal
from chalicelib.funds.store import withdrawals as withdrawal_store
from chalicelib.settings import public as settings
from tests.funds.test_withdrawals import FIELDS
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    add_client,
    client_actor,
    command,
    credit,
    decide,
    house_balances,
    sides,
    staff_actor,
    usd,
)
from tests.kit.payments import books_are_sound

pytestmark = pytest.mark.usefixtures("store", "clock")
assert app.app  # puts the editors in their places
FEE = FeeRule(Decimal("0.5"), "100")
DIRHAMS = MethodCurrency("AED", "200", "100000", FEE)
GULF = DepositMethod("gulf", DepositMethodKind.MANUAL, {"en": "Gulf"}, (DIRHAMS,), converts=True)
RULE = RateRule(base="USD", quote="AED", manual="3.6725", markup_percent=Decimal(1))


@pytest.fixture(autouse=True)
def lin(store: None, clock: object) -> Actor:
    add_client()
    settings.adopt(SYSTEM, DEPOSIT_METHODS, (GULF,))
    settings.adopt(SYSTEM, RATE_RULES, (RULE,))
    return client_actor()


def ask(lin: Actor, amount: str = "100.00", **draft: str):
    wanted = DepositDraft("gulf", usd(amount), {}, pays_in="AED", **draft)
    return deposits.submit(lin, wanted, command()).deposit


def payable(lin: Actor, converts: bool = True) -> str:
    """Withdrawals in dirhams, and approved details to be paid to."""
    (method,) = settings.value(WITHDRAWAL_METHODS)
    terms = (*method.currencies, DIRHAMS)
    changed = replace(method, currencies=terms, converts=converts)
    settings.adopt(SYSTEM, WITHDRAWAL_METHODS, (changed,))
    draft = DetailsDraft("bank_wire", "My bank", FIELDS)
    return details.save(lin, draft, command()).details.id


def withdraw(lin: Actor, amount: str = "100.00", **draft: str) -> Withdrawal:
    wanted = WithdrawalDraft(usd(amount), "bank_wire", payable(lin), paid_in="AED", **draft)
    return withdrawals.submit(lin, wanted, command()).withdrawal


def correct(request_id: str, **values: str) -> None:
    round_ = approvals.read(request_id).round
    editing.edit(staff_actor("Eva"), request_id, values, round_, "as agreed by phone")


def unmet(lin: Actor, draft: WithdrawalDraft) -> dict[ConditionCode, str]:
    found = prechecks.conditions(lin, draft)
    return {one.code: one.refusal for one in found if one.refusal is not None}


def test_what_is_shown_is_what_is_asked_for_and_booked(lin: Actor, courier: Courier):
    offer = quoting.deposit(lin, "gulf", usd("100.00"), "AED")
    assert (str(offer.converted), str(offer.fee), str(offer.total)) == ("370.93", "1.85", "372.78")
    made = ask(lin, shown=str(offer.total))
    assert made.payment == offer.total
    assert made.quote is not None
    assert (made.quote.source, made.quote.rate) == ("manual", Decimal("3.709225"))
    decide(made.id)
    courier.deliver_all()
    assert sides() == ("100.00", "0.00")
    entry = journal.find(f"{made.id}.credit")
    assert entry is not None
    assert entry.rate is not None
    assert (entry.rate.source, entry.rate.target) == ("USD", "AED")
    assert (entry.rate.rate, entry.rate.origin) == (Decimal("3.709225"), "manual")
    amounts = sorted(str(one.amount) + one.amount.currency for one in entry.postings)
    assert amounts == ["-100.00USD", "-372.78AED", "1.85AED", "100.00USD", "370.93AED"]
    books_are_sound()


def test_the_rate_is_frozen_when_it_is_asked_for(lin: Actor, courier: Courier):
    made = ask(lin)
    settings.adopt(SYSTEM, RATE_RULES, (replace(RULE, manual="4"),))
    decide(made.id)
    courier.deliver_all()
    assert deposit_store.get(made.id).payment == made.payment == Money.parse("372.78", "AED")
    assert sides() == ("100.00", "0.00")


def test_whoever_was_shown_another_payment_is_told_the_new_one(lin: Actor):
    shown = str(quoting.deposit(lin, "gulf", usd("100.00"), "AED").total)
    settings.adopt(SYSTEM, RATE_RULES, (replace(RULE, manual="3.6730"),))
    with pytest.raises(QuoteChanged) as refused:
        ask(lin, shown=shown)
    assert refused.value.facts == {"shown": "372.78", "now": "372.83", "currency": "AED"}
    assert ask(lin, shown="372.83")


def test_without_a_rate_nothing_is_asked_for(lin: Actor):
    settings.adopt(SYSTEM, RATE_RULES, ())
    for act in (lambda: ask(lin), lambda: quoting.deposit(lin, "gulf", usd("1.00"), "AED")):
        with pytest.raises(RateMissing) as refused:
            act()
        assert refused.value.facts["quote"] == "AED"


def test_the_limits_are_of_the_payment_before_the_fee(lin: Actor):
    with pytest.raises(AmountOutOfRange) as refused:
        ask(lin, "53.91")
    assert (refused.value.facts["minimum"], refused.value.facts["currency"]) == ("200.00", "AED")
    made = ask(lin, "53.92")
    assert made.payment - made.fee == Money.parse("200.01", "AED")


def test_a_method_that_does_not_convert_takes_its_own_currency_alone(lin: Actor):
    settings.adopt(SYSTEM, DEPOSIT_METHODS, (replace(GULF, converts=False),))
    assert deposit_prices.methods(lin.id) == []
    euro = MethodCurrency("EUR", "1", "1000")
    settings.adopt(SYSTEM, DEPOSIT_METHODS, (replace(GULF, converts=False, currencies=(euro,)),))
    with pytest.raises(MethodNotAvailable):
        deposits.submit(lin, DepositDraft("gulf", usd("10.00"), {}, pays_in="EUR"), command())


def test_a_method_with_fewer_decimals_is_paid_in_whole_steps(lin: Actor):
    whole = replace(DIRHAMS, decimals=0)
    settings.adopt(SYSTEM, DEPOSIT_METHODS, (replace(GULF, currencies=(whole,)),))
    offer = quoting.deposit(lin, "gulf", usd("100.00"), "AED")
    assert (str(offer.converted), str(offer.fee), str(offer.total)) == ("371.00", "1.00", "372.00")


@pytest.mark.parametrize(
    ("audience", "offered"),
    [
        (Audience(), True),
        (Audience(groups=("standard",)), True),
        (Audience(groups=("vip",)), False),
        (Audience(clients=("10000001",)), True),
        (Audience(groups=("vip",), clients=("10000001",)), True),
        (Audience(clients=("10000002",)), False),
        (Audience(excluded=("10000001",)), False),
        (Audience(clients=("10000001",), excluded=("10000001",)), False),
    ],
)
def test_a_method_is_offered_to_its_audience(lin: Actor, audience: Audience, offered: bool):
    settings.adopt(SYSTEM, DEPOSIT_METHODS, (replace(GULF, audience=audience),))
    (method,) = settings.value(WITHDRAWAL_METHODS)
    settings.adopt(SYSTEM, WITHDRAWAL_METHODS, (replace(method, audience=audience),))
    assert bool(deposit_prices.methods(lin.id)) is offered
    assert bool(payout_prices.methods(lin.id)) is offered
    if not offered:
        with pytest.raises(MethodNotAvailable):
            ask(lin)


def test_a_rate_of_the_clients_group_is_theirs(lin: Actor):
    settings.adopt(SYSTEM, RATE_RULES, (RULE, replace(RULE, group="standard", manual="3.7")))
    assert str(quoting.deposit(lin, "gulf", usd("100.00"), "AED").converted) == "373.70"


def test_a_broker_may_keep_the_rate_to_itself(lin: Actor):
    settings.adopt(SYSTEM, SHOW_RATES, False)
    assert quoting.deposit(lin, "gulf", usd("100.00"), "AED").quote is None


def test_a_payout_in_another_currency_is_frozen_booked_and_refunded_to_the_unit(
    lin: Actor, courier: Courier
):
    credit(usd("1000.00"))
    before = house_balances()
    made = withdraw(lin)
    assert (str(made.payout), str(made.fee)) == ("361.75", "1.82")
    assert sides() == ("900.00", "100.00")
    decide(made.id)
    courier.deliver_all()
    entry = journal.find(f"{made.id}.post")
    assert entry is not None
    amounts = sorted(str(one.amount) + one.amount.currency for one in entry.postings)
    assert amounts == ["-100.00USD", "-363.57AED", "1.82AED", "100.00USD", "361.75AED"]
    books_are_sound()
    payouts.set_payment_status(staff_actor(), made.id, PayoutStatus.FAILED)
    payouts.refund(staff_actor(), made.id, "came back")
    assert sides() == ("1000.00", "0.00")
    assert house_balances() == before
    books_are_sound()


def test_the_payout_shown_is_the_one_asked_for(lin: Actor):
    credit(usd("1000.00"))
    payable(lin)
    offer = quoting.withdrawal(lin, "bank_wire", usd("100.00"), "AED")
    assert str(offer.total) == "361.75"
    with pytest.raises(QuoteChanged):
        withdraw(lin, shown="361.76")
    assert withdraw(lin, shown="361.75").payout == offer.total


def test_a_payout_by_a_method_that_does_not_convert_is_refused(lin: Actor):
    credit(usd("1000.00"))
    payable(lin, converts=False)
    with pytest.raises(MethodNotAvailable):
        quoting.withdrawal(lin, "bank_wire", usd("100.00"), "AED")


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        (("XYZ", "1", "2"), "no currency"),
        (("JPY", "1.5", "2"), "0 decimals"),
        (("USD", "2", "1"), "maximum"),
        (("USD", "1", "2", FeeRule(), 3), "2 decimals"),
        (("USD", "1", "2", FeeRule(Decimal(1), "0.001")), "2 decimals"),
    ],
)
def test_terms_that_no_payment_can_meet_are_refused(terms: tuple[str, ...], why: str):
    with pytest.raises(ValueError, match=why):
        MethodCurrency(*terms)  # type: ignore[arg-type]


def test_a_corrected_withdrawal_keeps_the_rate_that_was_shown(lin: Actor, courier: Courier):
    credit(usd("1000.00"))
    made = withdraw(lin)
    assert made.quote is not None
    settings.adopt(SYSTEM, RATE_RULES, (replace(RULE, manual="9"),))
    correct(made.id, amount="80.00")
    after = withdrawal_store.get(made.id)
    converted = usd("80.00").convert(made.quote.rate, "AED", Rounding.DOWN)
    assert (after.payout + after.fee, after.quote) == (converted, made.quote)
    assert sides() == ("920.00", "80.00")
    decide(made.id)
    courier.deliver_all()
    assert sides() == ("920.00", "0.00")
    books_are_sound()


def test_the_payment_of_a_deposit_in_two_currencies_is_not_corrected(lin: Actor):
    made = ask(lin)
    with pytest.raises(FairleadError):
        correct(made.id, payment="300.00")
    assert deposit_store.get(made.id).payment == made.payment


def test_a_deposit_in_two_currencies_is_not_refunded(lin: Actor):
    made = replace(ask(lin), stage=DepositStage.CREDITED, provider="stripe", psp_reference="pi_1")
    with pytest.raises(RefundNotPossible):
        refunds.check_refundable(made, Money.parse("1", "AED"), provider_refunds=True)
    with pytest.raises(Invalid) as refused:
        refunds.check_refundable(made, usd("1.00"), provider_refunds=True)
    assert refused.value.code == "refund_currency_differs"


def test_a_precheck_of_a_payout_in_another_currency_is_by_its_rate(lin: Actor):
    credit(usd("1000.00"))
    draft = WithdrawalDraft(usd("100.00"), "bank_wire", payable(lin), paid_in="AED")
    assert unmet(lin, draft) == {}
    settings.adopt(SYSTEM, RATE_RULES, ())
    assert unmet(lin, draft) == {ConditionCode.AMOUNT: "rate_missing"}
    payable(lin, converts=False)
    assert unmet(lin, draft) == {ConditionCode.METHOD: "method_not_available"}


def test_staff_ask_in_one_currency(lin: Actor):
    assert deposits.methods_for(staff_actor(), lin.id) == []
    dollars = MethodCurrency("USD", "1", "1000")
    settings.adopt(SYSTEM, DEPOSIT_METHODS, (replace(GULF, currencies=(DIRHAMS, dollars)),))
    (method,) = deposits.methods_for(staff_actor(), lin.id)
    assert method.currencies == (dollars,)
    assert not method.converts
