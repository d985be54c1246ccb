"""What a client would meet who asked for a withdrawal now.

Each condition is put to the very rule that the submission is put to, so that what passes here is
not refused there for a reason that is listed. Only what has not been said yet is left out: without
an amount nothing is told of balance and limits, without details nothing of their approval.
"""

from collections.abc import Callable, Iterator

from chalicelib.accounts.public import TradingAccount
from chalicelib.approvals.public import RequestDraft, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import PortalModule
from chalicelib.core.actor import Actor
from chalicelib.core.confirmation import Operation
from chalicelib.core.errors import FairleadError
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.prechecks import Condition, ConditionCode
from chalicelib.funds.model.settings import (
    MAX_PENDING_WITHDRAWALS,
    MAX_WITHDRAWAL_DETAILS,
    WITHDRAWAL_SOURCES,
    WITHDRAWAL_WINDOW,
)
from chalicelib.funds.model.wallets import InsufficientFunds
from chalicelib.funds.model.withdrawals import SecurityHold, TooManyPending, WithdrawalDraft
from chalicelib.funds.service import (
    holding_back,
    identity_checks,
    off_account,
    payees,
    payout_prices,
    sources,
    windows,
    withdrawals,
)
from chalicelib.funds.service.windows import WindowState
from chalicelib.funds.store import allowances, wallets
from chalicelib.identity import public as identity
from chalicelib.kyc import public as kyc
from chalicelib.settings import public as settings

Check = Callable[[], object]


@dataclass(frozen=True)
class WithdrawalTerms:
    """What holds for a client; ``details_per_method`` profiles can be saved of each method, and
    money can be taken from ``sources``."""

    hold: SecurityHold | None
    details_per_method: int
    window: WindowState | None
    conditions: tuple[Condition, ...]
    sources: tuple[Place, ...]


def terms(actor: Actor, draft: WithdrawalDraft | None) -> WithdrawalTerms:
    """What holds for a client's withdrawals at present, and for the one they have in mind."""
    hold = holding_back.security_hold(actor.id)
    found = tuple(conditions(actor, draft))
    window = windows.state(WITHDRAWAL_WINDOW)
    per_method, places = settings.value(MAX_WITHDRAWAL_DETAILS), settings.value(WITHDRAWAL_SOURCES)
    return WithdrawalTerms(hold, per_method, window, found, places)


def conditions(actor: Actor, draft: WithdrawalDraft | None) -> list[Condition]:
    """Every condition of a withdrawal as far as ``draft`` says what is wanted, each as of now."""
    checks = dict(_of_client(actor, draft))
    if draft is not None:
        checks |= dict(_of_draft(actor, draft))
    return [_condition(code, checks[code]) for code in ConditionCode if code in checks]


def _condition(code: ConditionCode, check: Check) -> Condition:
    try:
        check()
    except FairleadError as refused:
        return Condition(code, refused.code, refused.facts)
    return Condition(code)


def _of_client(
    actor: Actor, draft: WithdrawalDraft | None
) -> Iterator[tuple[ConditionCode, Check]]:
    """Conditions that hold of any withdrawal; one off an account opens a transfer as well."""
    from_account = draft is not None and draft.account_id is not None
    types = (RequestType.WITHDRAWAL, *((RequestType.TRANSFER,) if from_account else ()))

    def identity_known() -> None:
        for one in types:
            kyc.guard(actor, RequestDraft("", one, actor.id, actor.name))

    yield ConditionCode.ACCOUNT, lambda: clients.require(actor.id, PortalModule.WITHDRAWAL)
    yield ConditionCode.WINDOW, lambda: windows.check(WITHDRAWAL_WINDOW)
    yield ConditionCode.IDENTITY, identity_known
    yield ConditionCode.SECOND_FACTOR, lambda: identity.demand_factor(actor, Operation.WITHDRAWAL)
    yield ConditionCode.SECURITY_HOLD, lambda: holding_back.check(actor.id)
    yield ConditionCode.PENDING, lambda: _check_pending(actor.id)


def _of_draft(actor: Actor, draft: WithdrawalDraft) -> Iterator[tuple[ConditionCode, Check]]:
    def method() -> object:
        return payout_prices.chosen(actor.id, draft)

    def amount() -> object:
        return payout_prices.priced(actor.id, draft)

    yield ConditionCode.METHOD, method
    if _condition(ConditionCode.METHOD, method).passed:
        yield ConditionCode.AMOUNT, amount
        yield ConditionCode.SOURCE, lambda: _check_source(actor.id, draft)
    currency = draft.amount.currency
    yield ConditionCode.IDENTITY_CHECK, lambda: identity_checks.check(actor.id, draft.amount)
    yield ConditionCode.WALLET, lambda: withdrawals.check_wallet(actor.id, currency)
    yield from _of_source(actor.id, draft)
    if draft.details_id:
        yield ConditionCode.DETAILS, lambda: payees.chosen(actor.id, draft)


def _of_source(client_id: str, draft: WithdrawalDraft) -> Iterator[tuple[ConditionCode, Check]]:
    """Whether money can leave where it is: what the wallet has, or what its server says of an
    account."""

    def source() -> TradingAccount | None:
        return off_account.source(client_id, draft)

    def margin() -> None:
        if account := source():
            off_account.check_margin(account, draft)

    if draft.account_id is None:
        yield ConditionCode.BALANCE, lambda: _check_balance(client_id, draft.amount)
        return
    yield ConditionCode.TRADING_ACCOUNT, source
    if _condition(ConditionCode.TRADING_ACCOUNT, source).passed:
        yield ConditionCode.MARGIN, margin


def _check_source(client_id: str, draft: WithdrawalDraft) -> None:
    returns_to = payout_prices.chosen(client_id, draft)[0].returns_to
    arrives = draft.account_id is not None
    sources.check(client_id, draft.amount, returns_to, arrives=arrives)


def _check_pending(client_id: str) -> None:
    limit = settings.value(MAX_PENDING_WITHDRAWALS)
    used = allowances.used(client_id, withdrawals.PENDING)
    if used >= limit:
        raise TooManyPending("wait for a decision first", limit=limit, pending=used)


def _check_balance(client_id: str, amount: Money) -> None:
    wallet = wallets.find(client_id, amount.currency)
    has = wallet.available if wallet else Money.zero(amount.currency)
    if has < amount:
        raise InsufficientFunds(
            "there is not enough",
            available=str(has),
            missing=str(amount - has),
            currency=amount.currency,
        )
