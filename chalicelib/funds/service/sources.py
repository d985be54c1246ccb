"""Keeping count of where money came from, and of what has gone back there.

The count is kept whether or not the broker demands a return to the source, so that the demand holds
from the moment in which it is made. Each of these changes the wallet's sources once per unit.
"""

from collections.abc import Collection

from chalicelib.core.money import Money
from chalicelib.funds.model.settings import RETURN_TO_SOURCE, WITHDRAWAL_METHODS
from chalicelib.funds.model.sources import Returned
from chalicelib.funds.model.wallets import empty_wallet
from chalicelib.funds.model.withdrawals import Withdrawal
from chalicelib.funds.rules import sources as rules
from chalicelib.funds.store import sources as store
from chalicelib.funds.store import wallets
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit


def check(
    client_id: str, amount: Money, returns_to: Collection[str], *, arrives: bool = False
) -> None:
    """Refuse a withdrawal that would take what has to go back another way, if that is demanded.

    ``arrives``: the amount is not in the wallet yet, and will be before it is held.

    Raises:
        ReturnToSource.
    """
    if settings.value(RETURN_TO_SOURCE):
        sources = store.of(client_id, amount.currency)
        rules.check(sources, amount, returns_to, _before_hold(client_id, amount, arrives=arrives))


def came(unit: Unit, client_id: str, method_id: str, amount: Money) -> None:
    """A deposit was credited."""
    before = store.of(client_id, amount.currency)
    store.keep(unit, before, rules.with_deposit(before, method_id, amount))


def take(
    unit: Unit,
    client_id: str,
    amount: Money,
    returns_to: Collection[str],
    *,
    arrives: bool = False,
) -> Returned:
    """A withdrawal is being asked for: what of it goes back to sources. Call it before the hold."""
    before = store.of(client_id, amount.currency)
    available = _before_hold(client_id, amount, arrives=arrives)
    returned = rules.returned_by(before, amount, returns_to, available)
    store.keep(unit, before, rules.without(before, returned))
    return returned


def take_other(unit: Unit, withdrawal: Withdrawal, amount: Money) -> Returned:
    """A withdrawal that is held is of another amount: what of it goes back to sources now."""
    methods = settings.value(WITHDRAWAL_METHODS)
    returns_to = next((one.returns_to for one in methods if one.id == withdrawal.method_id), ())
    before = store.of(withdrawal.client_id, amount.currency)
    undone = rules.with_back(before, withdrawal.returned)
    available = _available(withdrawal.client_id, amount.currency) + withdrawal.amount
    returned = rules.returned_by(undone, amount, returns_to, available)
    store.keep(unit, before, rules.without(undone, returned))
    return returned


def refund(unit: Unit, client_id: str, method_id: str, amount: Money) -> Returned:
    """A deposit is being sent back through its provider: what of its source that takes."""
    before = store.of(client_id, amount.currency)
    part = min(before.amounts.get(method_id, 0), amount.minor)
    returned = {method_id: part} if part else {}
    store.keep(unit, before, rules.without(before, returned))
    return returned


def put_back(unit: Unit, client_id: str, currency: str, returned: Returned) -> None:
    """What had gone back is in the wallet once more."""
    if returned:
        before = store.of(client_id, currency)
        store.keep(unit, before, rules.with_back(before, returned))


def _before_hold(client_id: str, amount: Money, *, arrives: bool) -> Money:
    """What the wallet will have when the amount is held."""
    has = _available(client_id, amount.currency)
    return has + amount if arrives else has


def _available(client_id: str, currency: str) -> Money:
    return (wallets.find(client_id, currency) or empty_wallet(client_id, currency)).available
