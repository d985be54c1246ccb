"""Runs over past deals: ordering, reading, applying and cancelling them.

A run is over everybody's deals, so it is for staff who see the whole company.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import TradingServerConfig
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages.partners import RunAdvanced
from chalicelib.partners.model.runs import (
    Draft,
    Order,
    Run,
    RunAction,
    RunKind,
    RunRow,
    RunSheet,
    RunState,
    RunSum,
    Skipped,
    Subject,
)
from chalicelib.partners.model.versions import kind_of
from chalicelib.partners.rules import runs as rules
from chalicelib.partners.rules import tickets
from chalicelib.partners.service import plan_reading
from chalicelib.partners.store import runs as store
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_CURRENCIES = 100


def order(actor: Actor, kind: RunKind, wanted: Order, command: Command) -> RunSheet:
    """Begin to look at what past deals come to; nothing is changed by it.

    Raises:
        Forbidden: ``whole_company_only``. Invalid: what `rules.check_order` refuses,
            ``server_unknown``, ``nothing_to_simulate``.
    """
    rules.check_sees_all(actor)
    server(wanted.server_id)

    def work(unit: Unit) -> RunSheet:
        rules.check_order(wanted, unit.now)
        named = replace(
            wanted,
            tickets=tickets.once(wanted.tickets),
            as_of=min(wanted.as_of, unit.now) if wanted.as_of else None,
            draft=_waiting(wanted.draft) if wanted.draft else None,
        )
        run = Run(
            id=unit.ids.new("run", unit.now),
            kind=kind,
            order=named,
            staff_id=actor.id,
            staff_name=actor.name,
            created_at=unit.now,
        )
        _record(unit, "ordered", run)
        unit.publish(RunAdvanced(run_id=run.id, part=0))
        made = _sheet(store.add(unit, run))
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def act(actor: Actor, kind: RunKind, run_id: str, action: RunAction) -> RunSheet:
    """Carry out what a run has found, or stop it where it is; what is carried out stays.

    Asked again it is done once.

    Raises:
        NotFound: also for staff who do not see the whole company. Conflict: ``run_not_there``.
    """

    def work(unit: Unit) -> Run:
        before = _run(actor, kind, run_id)
        if rules.is_done_already(before, action):
            return before
        rules.check_action(before, action)
        after = replace(
            before,
            part=before.part + 1,
            decided_by_id=actor.id,
            decided_by_name=actor.name,
        )
        if action is RunAction.APPLY:
            after = replace(after, state=RunState.APPLYING, ticket=None, reached=None)
            unit.publish(RunAdvanced(run_id=run_id, part=after.part))
        else:
            after = replace(after, state=RunState.CANCELLED, ended_at=unit.now)
        _record(unit, f"{action}", after)
        return store.change(unit, before, after)

    return _sheet(ports.transact(actor, work))


def listed(actor: Actor, kind: RunKind, request: PageRequest) -> Page[RunSheet]:
    """Runs of a kind, the newest first; none for staff who do not see the whole company."""
    if not actor.scope.company:
        return Page(())
    return store.listed(kind, request).map(_sheet)


def sheet(actor: Actor, kind: RunKind, run_id: str) -> RunSheet:
    """One run, how far it is and what it came to.

    Raises:
        NotFound: also for staff who do not see the whole company.
    """
    return _sheet(_run(actor, kind, run_id))


def rows(
    actor: Actor,
    kind: RunKind,
    run_id: str,
    request: PageRequest,
    skipped: Skipped | None = None,
) -> Page[RunRow]:
    """The deals that differ, the oldest first; or the tickets that are ``skipped`` for a reason.

    Raises:
        As `sheet`.
    """
    run = _run(actor, kind, run_id)
    if skipped is not None:
        return store.skipped_rows(run.id, skipped, request)
    return store.rows(run.id, request)


def sums(
    actor: Actor, kind: RunKind, run_id: str, subject: Subject, request: PageRequest
) -> Page[RunSum]:
    """What the run came to by each recipient or symbol group, per currency.

    Raises:
        As `sheet`.
    """
    return store.sums(_run(actor, kind, run_id).id, subject, request)


def _run(actor: Actor, kind: RunKind, run_id: str) -> Run:
    found = store.find(run_id) if actor.scope.company else None
    if found is None or found.kind is not kind:
        raise NotFound(what="run")
    return found


def _sheet(run: Run) -> RunSheet:
    totals = store.sums(run.id, Subject.WHOLE, PageRequest(_CURRENCIES)).items
    draft = run.order.draft
    name = plan_reading.names([draft.plan_id]).get(draft.plan_id, "") if draft else ""
    return RunSheet(run, totals, name)


def server(server_id: str) -> TradingServerConfig:
    """The trading server that deals are asked of.

    Raises:
        Invalid: ``server_unknown``.
    """
    try:
        return accounts.server_config(server_id)
    except NotFound:
        raise Invalid("no such server", code="server_unknown", field="server_id") from None


def _waiting(draft: Draft) -> Draft:
    """The draft with the number of the version that waits for a decision.

    Raises:
        Invalid: ``nothing_to_simulate``, ``plan_of_another_kind``.
    """
    number = plan_reading.waiting(draft.plan_id)
    if number is None:
        raise Invalid("this does not wait", code="nothing_to_simulate", field="plan_id")
    if kind_of(draft.instead_of) is not kind_of(draft.plan_id):
        raise Invalid("another kind of plan", code="plan_of_another_kind", field="instead_of")
    return replace(draft, number=number)


def _record(unit: Unit, action: str, run: Run) -> None:
    order = run.order
    audit.record(
        unit,
        f"commission_run_{action}",
        "commission_run",
        run.id,
        after={
            "kind": run.kind.value,
            "server": order.server_id,
            "from": order.since.isoformat() if order.since else "",
            "until": order.until.isoformat() if order.until else "",
            "tickets": list(order.tickets),
            "as_of": order.as_of.isoformat() if order.as_of else "",
            "plan": order.draft.plan_id if order.draft else "",
            "comment": order.comment,
        },
    )
