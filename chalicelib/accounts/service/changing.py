"""Asking for a change of one's account: another leverage, or a new password.

Refuses a second change of a kind while one is under way, and a leverage that the open positions
would not stand: now, and again when staff have approved (`carrying_out`).
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts.model import (
    ACCOUNT_TYPES,
    MARGIN_WARNING_LEVEL,
    AccountChange,
    AccountStatus,
    ChangeKind,
    ChangeStatus,
    TradingAccount,
)
from chalicelib.accounts.rules import changes as rules
from chalicelib.accounts.service import reading, top_ups
from chalicelib.accounts.service.figures import figures
from chalicelib.accounts.service.restrictions import check_unrestricted
from chalicelib.accounts.store import changes as store
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Details, Fact, Request, RequestDraft, RequestType
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.abilities import Ability
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_PASSWORDS = (ChangeKind.MAIN, ChangeKind.INVESTOR)
ENDED = (ChangeStatus.DONE, ChangeStatus.REJECTED, ChangeStatus.CANCELLED)


@dataclass(frozen=True)
class Changeable:
    """What a client can have changed on an account; ``under_way`` is being changed already.

    ``top_up`` is how much play money can be put on a demo account now.
    """

    leverages: tuple[int, ...]
    kinds: tuple[ChangeKind, ...]
    under_way: tuple[ChangeKind, ...]
    top_up: Money | None = None


def changeable(actor: Actor, account_id: str) -> Changeable:
    """What the client can ask for now.

    Raises:
        NotFound: the account is not theirs.
    """
    account = reading.account(actor, account_id)
    under_way = tuple(one.kind for one in store.under_way(account.id))
    if account.status is not AccountStatus.ACTIVE:
        return Changeable((), (), under_way)
    free = account.may_sign_in and account.may_trade
    leverages = _leverages(account) if free else ()
    kinds = [ChangeKind.LEVERAGE] if leverages else []
    kinds += [kind for kind in _PASSWORDS if _has(account, kind)]
    return Changeable(leverages, tuple(kinds), under_way, top_ups.most(account))


def ask(
    actor: Actor, account_id: str, kind: ChangeKind, leverage: int | None, command: Command
) -> Request:
    """Ask for a change; it is made on the server when the request is approved.

    Raises:
        NotFound: the account is not theirs. Forbidden: ``client_not_active``.
        Conflict: ``account_disabled``, ``change_under_way``, ``not_on_this_platform``.
        AccountRestricted, MarginTooThin: see `rules.changes`.
        Invalid: ``leverage_not_offered``, ``leverage_missing``.
    """
    account = reading.account(actor, account_id)
    client = clients.asking(actor, account.client_id)
    if account.status is not AccountStatus.ACTIVE:
        raise Conflict("the account is disabled", code="account_disabled")
    _require(account, kind)
    if kind is ChangeKind.LEVERAGE:
        check_unrestricted(account)
        leverage = rules.offered(_leverages(account), leverage)
        _check_margin(account, leverage)

    def work(unit: Unit) -> Request:
        change = store.insert(unit, _change(unit, account, kind, leverage))
        request = approvals.open_request(unit, _draft(client, account, change))
        audit.record(
            unit,
            "account_change_requested",
            "trading_account",
            account.id,
            client_id=client.id,
            after=_told(change),
        )
        command.settle(unit, request)
        return request

    return ports.transact(actor, work)


def ask_by_staff(actor: Actor, account_id: str, kind: ChangeKind, command: Command) -> Request:
    """Give an account a new password, by the way that a client's own request goes.

    The system approves it at once: whoever may do this decides nothing more. The client is told the
    password by mail, as always.

    Raises:
        NotFound: outside the actor's scope.
        Conflict: ``account_unbound``, ``change_under_way``, ``not_on_this_platform``.
    """
    account = reading.held_account(actor, account_id)
    _require(account, kind)
    client = clients.client(actor, account.client_id)

    def work(unit: Unit) -> Request:
        change = store.insert(unit, _change(unit, account, kind, None))
        draft = replace(_draft(client, account, change), automatic_only=True)
        request = approvals.open_request(unit, draft)
        audit.record(
            unit,
            "account_change_requested",
            "trading_account",
            account.id,
            client_id=client.id,
            after=_told(change),
        )
        command.settle(unit, request)
        return request

    return ports.transact(actor, work)


def _require(account: TradingAccount, kind: ChangeKind) -> None:
    if not _has(account, kind):
        raise Conflict("the platform has no such password", code="not_on_this_platform")


def _has(account: TradingAccount, kind: ChangeKind) -> bool:
    """Whether the account's platform has what ``kind`` changes."""
    if kind is not ChangeKind.INVESTOR:
        return True
    return Ability.INVESTOR_PASSWORD in reading.abilities_of(account.server_id)


def _check_margin(account: TradingAccount, leverage: int) -> None:
    last = figures([account]).get(account.id)
    if last is not None:
        needed = settings.value(MARGIN_WARNING_LEVEL)
        rules.check_margin(last.figures, account.leverage, leverage, needed)


def give_up(actor: Actor, request_id: str, status: ChangeStatus, command: Command) -> None:
    """The request was rejected or cancelled: another change may be asked for."""

    def work(unit: Unit) -> None:
        change = store.find(request_id)
        if change is not None and change.status is ChangeStatus.SUBMITTED:
            store.end(unit, change, replace(change, status=status))
        command.settle(unit)

    ports.transact(actor, work)


def change_details(request_id: str, _actor: Actor) -> Details:
    """What the review screen shows of a change."""
    change = store.find(request_id)
    if change is None:
        raise NotFound("no such change", what="account_change")
    account = reading.account_for_system(change.account_id)
    facts = [
        Fact("login", str(account.login)),
        Fact("account_id", account.id),
    ]
    if change.leverage is not None:
        facts.append(Fact("leverage_before", f"1:{change.leverage_before}"))
        facts.append(Fact("leverage", f"1:{change.leverage}"))
        facts.extend(_margin(account, change.leverage))
    if change.refusal_code:
        facts.append(Fact("refusal_code", change.refusal_code))
    return Details(tuple(facts))


def _margin(account: TradingAccount, leverage: int) -> list[Fact]:
    last = figures([account]).get(account.id)
    level = last and rules.margin_level(last.figures, account.leverage, leverage)
    return [] if level is None else [Fact("margin_level_then", f"{level} %")]


def _leverages(account: TradingAccount) -> tuple[int, ...]:
    """What the account's type offers besides the present one."""
    for kind in settings.value(ACCOUNT_TYPES):
        if kind.id == account.account_type_id and kind.leverage_visible:
            return tuple(one for one in kind.leverages if one != account.leverage)
    return ()


def _change(
    unit: Unit, account: TradingAccount, kind: ChangeKind, leverage: int | None
) -> AccountChange:
    of_leverage = kind is ChangeKind.LEVERAGE
    return AccountChange(
        id=unit.ids.new("chg", unit.now),
        kind=kind,
        account_id=account.id,
        client_id=account.client_id,
        submitted_at=unit.now,
        leverage=leverage if of_leverage else None,
        leverage_before=account.leverage if of_leverage else None,
    )


def _draft(client: clients.Client, account: TradingAccount, change: AccountChange) -> RequestDraft:
    of_leverage = change.kind is ChangeKind.LEVERAGE
    return RequestDraft(
        id=change.id,
        type=RequestType.UPDATE_LEVERAGE if of_leverage else RequestType.NEW_CREDENTIALS,
        client_id=client.id,
        client_name=client.name,
        client_kind=client.kind.value,
        owner_id=client.owner_id,
        participant_ids=frozenset(client.participant_ids),
        summary={"account": str(account.login), "account_id": account.id, **_told(change)},
    )


def _told(change: AccountChange) -> dict[str, str | int]:
    if change.leverage is None or change.leverage_before is None:
        return {"password": rules.name_of(change.kind)}
    return {"leverage": change.leverage, "leverage_before": change.leverage_before}
