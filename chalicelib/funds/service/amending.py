"""Amounts that staff correct before they decide: what is held and what it costs follow.

Owns: the trading amount of a withdrawal and the payment amount of a deposit by bank. Neither is
ever more than the client asked for, and no fee more than the one they agreed to; the rate is the
one that they were shown. Refuses online deposits, whose amount is what the provider says, and
deposits of two currencies, whose amount is only known forwards.
"""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.approvals.public import EditableField, FieldKind, Request
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.money import Money
from chalicelib.funds.model.deposits import Deposit, DepositMethodKind, DepositStage
from chalicelib.funds.model.ledger import EntryKind, Posting, available, held
from chalicelib.funds.model.methods import MethodCurrency
from chalicelib.funds.model.settings import DEPOSIT_METHODS, WITHDRAWAL_METHODS
from chalicelib.funds.model.withdrawals import Withdrawal, WithdrawalStage
from chalicelib.funds.rules import amending, deposits, pricing, withdrawals
from chalicelib.funds.service import holds, ledger, sources
from chalicelib.funds.service.requests import amount_facts
from chalicelib.funds.store import deposits as deposit_store
from chalicelib.funds.store import holds as hold_store
from chalicelib.funds.store import withdrawals as withdrawal_store
from chalicelib.messages.approvals import Summary
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

_AMOUNT = "amount"
_PAYMENT = "payment"


def withdrawal_fields(request: Request, _actor: Actor) -> tuple[EditableField, ...]:
    """The amount, as long as it is held."""
    found = withdrawal_store.get(request.id)
    if found.stage is not WithdrawalStage.HELD:
        return ()
    return (_field(_AMOUNT, found.amount, _asked(request, _AMOUNT, found.amount)),)


def amend_withdrawal(unit: Unit, request: Request, values: Mapping[str, str]) -> Summary:
    """Let the withdrawal be of another amount: the hold and the fee follow in this unit.

    Raises:
        Invalid: ``more_than_asked``, ``amount_malformed`` and its kind, ``fee_exceeds_amount``.
        MethodNotAvailable, AmountOutOfRange. InsufficientFunds: more is held again, and is gone.
    """
    before = withdrawal_store.get(request.id)
    amount = _taken(request, _AMOUNT, before.amount, values)
    declared = settings.value(WITHDRAWAL_METHODS)
    method = withdrawals.method_called(declared, before.method_id)
    terms = withdrawals.terms_of(method, before.payout.currency)
    price = pricing.paid_out(amount, terms, before.quote)
    fee = min(price.fee, _asked(request, "fee", before.fee))
    returned = sources.take_other(unit, before, amount)
    after = replace(before, amount=amount, fee=fee, payout=price.converted - fee, returned=returned)
    _resize(unit, before, after, step=f"resize-{request.round}")
    withdrawal_store.change(unit, before, after)
    return {**amount_facts(amount), "fee": str(fee), "payout": str(after.payout)}


def _resize(unit: Unit, before: Withdrawal, after: Withdrawal, *, step: str) -> None:
    """One entry moves the difference between the sides of the wallet, and the hold is of as much
    as the withdrawal again."""
    freed = before.amount - after.amount
    postings = (
        Posting(held(before.client_id), -freed),
        Posting(available(before.client_id), freed),
    )
    kind = EntryKind.VOID if freed.is_positive else EntryKind.HOLD
    entry = ledger.entry(unit, before.cause, step, kind, "withdrawal_resized", postings)
    ledger.post(unit, entry)
    hold = holds.find(before.hold_id)
    hold_store.resolve(unit, hold, replace(hold, amount=after.amount))


def deposit_fields(request: Request, _actor: Actor) -> tuple[EditableField, ...]:
    """The payment of a deposit by bank in one currency, as long as nobody has decided it."""
    found = deposit_store.get(request.id)
    by_bank = found.method_kind is DepositMethodKind.MANUAL
    if not by_bank or found.quote is not None or found.stage is not DepositStage.AWAITING_DECISION:
        return ()
    return (_field(_PAYMENT, found.payment, _asked(request, _PAYMENT, found.payment)),)


def amend_deposit(unit: Unit, request: Request, values: Mapping[str, str]) -> Summary:
    """Let the deposit be of the payment that came: what is credited is that without its fee.

    Raises:
        Invalid: ``more_than_asked``, ``amount_malformed`` and its kind, ``fee_exceeds_amount``.
        MethodNotAvailable: the broker no longer has the method.
    """
    before = deposit_store.get(request.id)
    payment = _taken(request, _PAYMENT, before.payment, values)
    fee = min(amending.fee_within(payment, _terms(before)), _asked(request, "fee", before.fee))
    amount = payment - fee
    after = replace(before, amount=amount, fee=fee, payment=payment)
    deposit_store.change(unit, before, after)
    return {**amount_facts(amount), "fee": str(fee), "payment": str(payment)}


def _terms(deposit: Deposit) -> MethodCurrency:
    methods = settings.value(DEPOSIT_METHODS)
    return deposits.chosen(methods, deposit.method_id, deposit.payment.currency)[1]


def _field(code: str, amount: Money, most: Money) -> EditableField:
    return EditableField(code, FieldKind.AMOUNT, str(amount), amount.currency, str(most))


def _asked(request: Request, fact: str, now: Money) -> Money:
    """What the client asked for, before anybody corrected it."""
    text = request.first_asked.get(fact)
    return now if text is None else Money.parse(str(text), now.currency)


def _taken(request: Request, code: str, now: Money, values: Mapping[str, str]) -> Money:
    field = f"values.{code}"
    amount = Money.parse(values[code], now.currency, field=field)
    most = _asked(request, code, now)
    if not amount.is_positive:
        raise Invalid("more than zero", code="amount_not_positive", field=field)
    if amount > most:
        raise Invalid(
            "the client has not asked for more",
            code="more_than_asked",
            field=field,
            maximum=str(most),
            currency=most.currency,
        )
    if amount == now:
        raise Conflict("it is that already", code="nothing_changed")
    return amount
