"""Where clients want their commissions: read and set by themselves, or by staff for them."""

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.money import exponent
from chalicelib.funds import public as funds
from chalicelib.partners.model.onward import (
    PAYOUTS_TO_ACCOUNTS,
    PayoutTarget,
    PayoutTargetsOff,
    TargetShown,
    TargetsSheet,
    TargetStep,
)
from chalicelib.partners.rules import onward as rules
from chalicelib.partners.service.days import day_of
from chalicelib.partners.store import onward as store
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_WALLET = "wallet"


def sheet(actor: Actor, client_id: str) -> TargetsSheet:
    """Where a client's commissions go, for each of their wallets.

    Raises:
        NotFound: not in the actor's scope.
    """
    set_ones = {one.currency: one for one in store.targets_of(client_id)}
    currencies = [one.currency for one in funds.wallets_of(actor, client_id)]
    wanted = [*currencies, *(one for one in set_ones if one not in currencies)]
    shown = (_shown(set_ones.get(one) or PayoutTarget(client_id, one)) for one in wanted)
    return TargetsSheet(settings.value(PAYOUTS_TO_ACCOUNTS), tuple(shown))


def put(actor: Actor, client_id: str, currency: str, account_id: str | None) -> TargetShown:
    """Let the commissions of today and later go to a trading account, or with None to the wallet.

    What is so already is left as it is.

    Raises:
        NotFound: not in the actor's scope, or not the client's account. PayoutTargetsOff.
        TransferNotAllowed: the account cannot take them; ``problem`` says why.
        Invalid: ``currency_unknown``.
    """
    clients.client(actor, client_id)
    exponent(currency)
    login = _login(client_id, currency, account_id) if account_id else 0

    def work(unit: Unit) -> TargetShown:
        before = store.target(client_id, currency)
        step = TargetStep(unit.now, account_id or "", login, unit.actor.id, unit.actor.name)
        was = before.now.account_id if before.now else ""
        if was == step.account_id:
            return _shown(before)
        after = store.put_target(unit, before, rules.stepped(before, step))
        audit.record(
            unit,
            "payout_target_changed",
            "payout_target",
            f"{client_id}:{currency}",
            client_id=client_id,
            before={"target": _named(before.now)},
            after={"target": _named(step)},
        )
        return _shown(after)

    return ports.transact(actor, work)


def _login(client_id: str, currency: str, account_id: str) -> int:
    if not settings.value(PAYOUTS_TO_ACCOUNTS):
        raise PayoutTargetsOff("commissions are paid to wallets alone", field="account_id")
    return funds.account_for_commissions(client_id, account_id, currency).login


def _shown(target: PayoutTarget) -> TargetShown:
    step = target.now
    if step is None:
        return TargetShown(target.currency)
    problem = None
    if step.account_id:
        problem = funds.problem_with_account(target.client_id, step.account_id, target.currency)
    return TargetShown(
        target.currency,
        step.account_id,
        step.login,
        counts_from=day_of(step.since),
        by_staff=step.by_id != target.client_id,
        problem=problem.value if problem else "",
    )


def _named(step: TargetStep | None) -> str:
    """The target as the audit trail shows it."""
    return str(step.login) if step and step.account_id else _WALLET
