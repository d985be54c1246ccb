"""One order for accounts that are named: reviewed first, then begun."""

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import TradingAccount
from chalicelib.bulk.model import AccountOrder
from chalicelib.bulk.service import judging
from chalicelib.bulk.service.working import WORK, stored
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.jobs import public as jobs
from chalicelib.jobs.public import MAX_ROWS, JobState, Plan
from chalicelib.storage.idempotency import Command


@dataclass(frozen=True)
class ReviewedAccount:
    """What will happen to one account: ``code`` says what is in the way, if anything is."""

    account: TradingAccount
    client_name: str
    code: str | None


def review(actor: Actor, order: AccountOrder, account_ids: list[str]) -> list[ReviewedAccount]:
    """What carrying out ``order`` would meet, account by account, without doing it.

    Accounts outside the actor's scope are left out.

    Raises:
        Forbidden: ``permission_missing``. Invalid: ``job_too_large`` with the ``limit``,
            ``job_empty``.
    """
    judging.check_permission(actor, order)
    chosen = _chosen(actor, account_ids)
    figures = judging.figures_of(order, chosen)
    names = clients.names({one.client_id for one in chosen})
    reviewed = []
    for one in chosen:
        refusal = judging.judge(order, one, figures.get(one.id))
        name = names.get(one.client_id, "")
        reviewed.append(ReviewedAccount(one, name, refusal.code if refusal else None))
    return reviewed


def start(actor: Actor, order: AccountOrder, account_ids: list[str], command: Command) -> JobState:
    """Carry out ``order`` for the accounts chosen, in the background.

    Raises:
        What `review` raises.
    """
    judging.check_permission(actor, order)
    chosen = _chosen(actor, account_ids)
    plan = Plan(
        kind=order.kind.job_kind,
        order=stored(order),
        subject_ids=tuple(one.id for one in chosen),
        facts=facts(order),
    )
    return jobs.begin(actor, plan, WORK.advanced, command)


def facts(order: AccountOrder) -> dict[str, object]:
    """What the audit log says of an order."""
    named = ("leverage", "group", "account_type_id", "may_sign_in", "may_trade")
    given = {name: getattr(order, name) for name in (*named, "amount", "comment")}
    return {name: value for name, value in given.items() if value not in (None, "")}


def _chosen(actor: Actor, account_ids: list[str]) -> list[TradingAccount]:
    ids = list(dict.fromkeys(account_ids))
    if len(ids) > MAX_ROWS:
        raise Invalid("too many at once", code="job_too_large", limit=MAX_ROWS)
    chosen = accounts.accounts_with(actor, ids)
    if not chosen:
        raise Invalid("nothing is chosen", code="job_empty")
    return chosen
