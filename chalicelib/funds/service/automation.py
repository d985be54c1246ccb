"""Putting a new withdrawal to the broker's limits of automatic approval, and counting it.

Owns: what is compared, and the count per client and day, which is raised in the unit that approves:
of two withdrawals at one instant that could both be the last, one is left to the staff.
"""

from collections.abc import Callable

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.clients import public as clients
from chalicelib.core.actor import Realm
from chalicelib.funds.model.automation import AutomaticDecision
from chalicelib.funds.model.rates import RateDirection
from chalicelib.funds.model.settings import AUTOMATIC_WITHDRAWALS
from chalicelib.funds.model.withdrawals import WithdrawalDraft
from chalicelib.funds.rules import automation as rules
from chalicelib.funds.service import rates
from chalicelib.funds.store import daily
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_COUNTED = "automatic_withdrawals"

Decide = Callable[[Unit], AutomaticDecision]


def prepared(client_id: str, draft: WithdrawalDraft) -> Decide:
    """What decides, within a unit, whether the system approves the withdrawal."""
    limits = settings.in_force(AUTOMATIC_WITHDRAWALS)
    base = settings.value(approvals.BASE_CURRENCY)
    group = clients.group_of(client_id).id
    in_base = rates.in_base(draft.amount, base, RateDirection.WITHDRAWAL, group)
    day = rules.day_of(ports.now(), settings.value(settings.BRAND_TIME_ZONE))

    def decide(unit: Unit) -> AutomaticDecision:
        counted = daily.read(client_id, _COUNTED, day)
        asked = rules.AskedFor(
            client_id=client_id,
            group_id=group,
            method_id=draft.method_id,
            by_client=unit.actor.realm is Realm.CLIENT,
            in_base=in_base,
            used=counted.count,
            day=day,
        )
        decision = rules.decided(limits.value, asked, base, limits.number)
        if decision.approved:
            daily.one_more(unit, counted)
        return decision

    return decide


def record(unit: Unit, withdrawal_id: str, client_id: str, decision: AutomaticDecision) -> None:
    """Write into the audit log by which limits the system approved a withdrawal."""
    if decision.approved:
        facts = {
            f"{one.code}.{name}": value
            for one in decision.checks
            for name, value in one.facts.items()
        }
        audit.record(
            unit,
            "withdrawal_approved_automatically",
            "withdrawal",
            withdrawal_id,
            client_id=client_id,
            after={"setting_version": decision.setting_version, **facts},
        )
