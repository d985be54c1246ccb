"""What a deposit costs, which fields it needs, and what a payment means for it. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from chalicelib.core.forms import FieldType, Form, check
from chalicelib.core.money import Money
from chalicelib.funds.model.deposits import (
    Deposit,
    DepositDraft,
    DepositMethod,
    DepositMethodKind,
    DepositStage,
    FieldRefused,
)
from chalicelib.funds.model.methods import MethodCurrency
from chalicelib.funds.model.withdrawals import MethodNotAvailable
from chalicelib.funds.rules.pricing import Price

PAGE_LIFETIME = timedelta(minutes=60)
# Providers refuse a page that would live for less than 30 minutes.
OPENING_TIME = PAGE_LIFETIME - timedelta(minutes=31)
CHECK_AFTER = (timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30))
CHECK_AFTER_CLOSING = timedelta(minutes=5)
CHECK_EVERY = timedelta(days=1)


def on_offer(methods: Iterable[DepositMethod], currencies: Collection[str]) -> list[DepositMethod]:
    """The enabled methods, each with those of its ``currencies`` that a wallet can be in, or with
    all of them where it converts."""
    fitting = (
        method
        if method.converts
        else replace(
            method, currencies=tuple(one for one in method.currencies if one.currency in currencies)
        )
        for method in methods
        if method.enabled
    )
    return [method for method in fitting if method.currencies]


def chosen(
    methods: Iterable[DepositMethod], method_id: str, currency: str
) -> tuple[DepositMethod, MethodCurrency]:
    """The method called ``method_id`` among those on offer, with its terms in ``currency``.

    Raises:
        MethodNotAvailable.
    """
    for method in methods:
        terms = method.terms(currency)
        if method.id == method_id and terms is not None:
            return method, terms
    raise MethodNotAvailable("this method does not take this currency", field="method_id")


def checked_values(method: DepositMethod, values: dict[str, str], today: date) -> dict[str, str]:
    """The fields of ``method`` in their normal form; files are checked by whoever knows them.

    Raises:
        FieldRefused: with the field's key, the fact ``problem`` (a code of `core.forms`) and the
            limit that was missed, if it is one.
    """
    found = check(Form(method.fields), values, today)
    for problem in found.problems:
        raise FieldRefused(
            f"{problem.key}: {problem.code}",
            field=f"fields.{problem.key}",
            problem=problem.code,
            **problem.facts,
        )
    return {key: str(text) for key, text in found.answers.items()}


def new_deposit(
    deposit_id: str,
    client_id: str,
    method: DepositMethod,
    draft: DepositDraft,
    cost: Price,
    now: datetime,
) -> Deposit:
    """The deposit that ``draft`` becomes: it waits for staff, or for its payment."""
    deposit = Deposit(
        id=deposit_id,
        client_id=client_id,
        amount=cost.amount,
        fee=cost.fee,
        payment=cost.payment,
        quote=cost.quote,
        method_id=method.id,
        method_kind=method.kind,
        method_name=method.name,
        submitted_at=now,
        stage=DepositStage.AWAITING_DECISION,
        values=draft.values,
        file_fields=tuple(one.key for one in method.fields if one.type is FieldType.FILE),
    )
    if method.kind is DepositMethodKind.MANUAL:
        return deposit
    paged = replace(
        deposit,
        stage=DepositStage.AWAITING_PAYMENT,
        provider=method.provider,
        expires_at=now + PAGE_LIFETIME,
        language=draft.language,
        device=draft.device,
    )
    return replace(paged, check_at=next_check(paged, now))


def page_can_open(deposit: Deposit, now: datetime) -> bool:
    """Whether the provider may still be asked to open the page of ``deposit``."""
    return deposit.awaits_payment and now < deposit.submitted_at + OPENING_TIME


class Verdict(StrEnum):
    """What the provider's word means for a deposit."""

    WAIT = "wait"
    PAID = "paid"
    MISMATCH = "mismatch"
    LATE = "late"
    OVER = "over"
    KNOWN = "known"
    REVERSED = "reversed"


def is_payment_of(deposit: Deposit, provider: str, psp_reference: str) -> bool:
    """Whether a provider's payment is the one that ``deposit`` is about.

    A deposit whose page we lost the address of has no reference yet: then its id will do. Its own
    id as reference says that its page is open and the provider has not told of a payment yet.
    """
    fitting = (None, deposit.id, psp_reference)
    return deposit.provider == provider and deposit.psp_reference in fitting


def judged(
    deposit: Deposit, received: Money | None, *, is_over: bool, is_late: bool = False
) -> Verdict:
    """What it means that the provider has ``received`` this, or that the payment ``is_over``.

    Exactly the payment that was asked for is PAID. Anything else received for a deposit that
    still waits is a MISMATCH; anything received for one that has ended, or ``is_late`` by the
    provider's own word, is LATE: neither is ever credited by itself. A payment that is over
    although its money was taken in is REVERSED; nothing else is news of such a deposit: KNOWN.
    """
    taken_in = deposit.stage in (DepositStage.AWAITING_DECISION, DepositStage.CREDITED)
    if taken_in and is_over and received is None and not deposit.is_reversed:
        return Verdict.REVERSED
    if taken_in or deposit.unmatched is not None:
        return Verdict.KNOWN
    if received is None:
        return Verdict.OVER if is_over else Verdict.WAIT
    if is_late or not deposit.awaits_payment:
        return Verdict.LATE
    return Verdict.PAID if received == deposit.payment else Verdict.MISMATCH


def next_check(deposit: Deposit, now: datetime) -> datetime:
    """When to ask the provider unasked, in case its callback was lost.

    A few times while the page is open, once when it has closed, and every day from then on, for
    as long as the provider has not said how it ended: a bank debit takes days.
    """
    closed = deposit.submitted_at + PAGE_LIFETIME + CHECK_AFTER_CLOSING
    times = [deposit.submitted_at + wait for wait in CHECK_AFTER]
    days = max(0, (now - closed) // CHECK_EVERY + 1)
    return next(at for at in (*times, closed, closed + days * CHECK_EVERY) if at > now)
