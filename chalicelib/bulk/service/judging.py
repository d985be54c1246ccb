"""What would be in the way of an order on an account, found without doing anything."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import Steering, TradingAccount
from chalicelib.bulk.model import AccountOrder, OrderKind
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, Forbidden, NotFound, Upstream
from chalicelib.core.money import Money
from chalicelib.core.permissions import Permission
from chalicelib.funds import public as funds
from chalicelib.funds.public import OperationDraft, OperationKind
from chalicelib.gateways.trading.model import Figures

_NEED_FIGURES = frozenset({OrderKind.LEVERAGE, OrderKind.WITHDRAWAL, OrderKind.CREDIT_OUT})


def check_permission(actor: Actor, order: AccountOrder) -> None:
    """Refuse an order that the actor's role does not allow.

    Orders that move money need a permission of their own, beside that of what they do.

    Raises:
        Forbidden: ``permission_missing``.
    """
    needed = [Permission.CHANGE_MANY_ACCOUNTS]
    if order.kind.moves_money:
        needed = [Permission.MOVE_MONEY_OF_MANY, OperationKind(order.kind.value).permission]
    for one in needed:
        if not actor.may(one):
            raise Forbidden(
                "your role does not allow this", code="permission_missing", permission=one.value
            )


def judge(
    order: AccountOrder, account: TradingAccount, figures: Figures | None
) -> FairleadError | None:
    """Why the order would be refused for this account, as far as it is known before it is tried."""
    try:
        if not order.kind.moves_money:
            accounts.steering.check(account, steering(order), figures)
            return None
        kind, amount = OperationKind(order.kind.value), Money.parse(order.amount, account.currency)
        funds.operations.check_account(account, kind, amount)
        if figures is not None:
            funds.operations.check_money(figures, kind, amount)
    except FairleadError as refusal:
        return refusal
    return None


def figures_of(order: AccountOrder, chosen: Sequence[TradingAccount]) -> dict[str, Figures]:
    """What the servers say the accounts have, by account id, where the order depends on it.

    A server that is away leaves its accounts out: they are judged when their row is reached.
    """
    if order.kind not in _NEED_FIGURES:
        return {}
    found: dict[str, Figures] = {}
    by_server = attrgetter("server_id")
    for server_id, some in groupby(sorted(chosen, key=by_server), by_server):
        found |= _on_server(server_id, list(some))
    return found


def _on_server(server_id: str, some: Iterable[TradingAccount]) -> dict[str, Figures]:
    ids = {one.login: one.id for one in some}
    try:
        said = accounts.server(server_id).figures(list(ids))
    except (Upstream, NotFound):
        return {}
    return {ids[one.login]: one for one in said}


def steering(order: AccountOrder) -> Steering:
    """What is to be different on an account, in the words of accounts."""
    return Steering(
        leverage=order.leverage,
        group=order.group,
        account_type_id=order.account_type_id,
        may_sign_in=order.may_sign_in,
        may_trade=order.may_trade,
        notify=order.notify,
    )


def draft(order: AccountOrder, account: TradingAccount, reference: str) -> OperationDraft:
    """What money is to move on an account, in the words of funds.

    Raises:
        Invalid: the amount is none of the account's currency.
    """
    return OperationDraft(
        kind=OperationKind(order.kind.value),
        account_id=account.id,
        amount=Money.parse(order.amount, account.currency),
        comment=order.comment,
        notify=order.notify,
        repeat=order.repeat,
        reference=reference,
    )
