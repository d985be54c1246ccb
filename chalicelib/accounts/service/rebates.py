"""Whose the commissions of an account's trades are first: shown to staff, and changed by them."""

from collections.abc import Mapping

from chalicelib import ports
from chalicelib.accounts import store
from chalicelib.accounts.model import TradingAccount
from chalicelib.accounts.model.rebates import SELF_REBATE, RebateStep
from chalicelib.accounts.rules import rebates as rules
from chalicelib.accounts.service import reading
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class RebateSheet:
    """An account's rebate customers; ``customer_id`` is the present one, empty for the referrer.

    ``names`` are of those whom the reader may see; of others there is the id alone.
    """

    account: TradingAccount
    customer_id: str
    names: Mapping[str, str]


def sheet(actor: Actor, account_id: str) -> RebateSheet:
    """Who receives the commissions of an account's trades first, and who did before.

    Raises:
        NotFound: outside the actor's scope.
    """
    return _sheet(actor, reading.account(actor, account_id))


def change(
    actor: Actor, account_id: str, client_id: str, comment: str, command: Command
) -> RebateSheet:
    """Let another client be the rebate customer from now on; the empty text is for the referrer.

    Deals closed before are settled as it was then. What changes nothing is no step.

    Raises:
        NotFound: outside the actor's scope. Conflict: ``account_unbound``, ``account_not_live``.
        Invalid: ``rebate_customer_unknown``, ``rebate_customer_not_active``.
    """

    def work(unit: Unit) -> RebateSheet:
        before = reading.held_account(actor, account_id)
        rules.check_pays(before)
        _check_customer(actor, client_id)
        after = before
        if rules.changes_something(before, client_id, unit.now):
            step = RebateStep(unit.now, client_id, by_name=unit.actor.name, comment=comment)
            after = store.change(unit, before, rules.followed(before, step))
            _note(unit, before, client_id, comment)
        made = _sheet(actor, after)
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def begun(account: TradingAccount) -> TradingAccount:
    """A new ``account``: its client is the rebate customer where the setting says so."""
    kinds = settings.value(SELF_REBATE)
    owner = clients.client_for_system(account.client_id)
    return rules.begun(account, rebates_themself=owner.kind.value in kinds)


def _check_customer(actor: Actor, client_id: str) -> None:
    if not client_id:
        return
    try:
        found = clients.client(actor, client_id)
    except NotFound:
        raise Invalid("no such client", code="rebate_customer_unknown", field="client_id") from None
    if not found.is_active:
        raise Invalid(
            "this client may not act", code="rebate_customer_not_active", field="client_id"
        )


def _sheet(actor: Actor, account: TradingAccount) -> RebateSheet:
    ids = {one.client_id for one in account.rebates if one.client_id}
    names = {one.id: one.name for one in clients.visible(actor, sorted(ids))}
    return RebateSheet(account, account.rebate_customer_at(ports.now()), names)


def _note(unit: Unit, account: TradingAccount, client_id: str, comment: str) -> None:
    audit.record(
        unit,
        "rebate_customer_changed",
        "trading_account",
        account.id,
        client_id=account.client_id,
        before={"rebate_customer": account.rebate_customer_at(unit.now)},
        after={"rebate_customer": client_id, "comment": comment},
    )
