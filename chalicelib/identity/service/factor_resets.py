"""Staff take away somebody's second factor, as when a telephone is lost: with a reason, on record.

The person's sessions end and they are told by mail, so that nobody does it behind their back.
"""

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Forbidden, Invalid
from chalicelib.identity.errors import FactorNotSet
from chalicelib.identity.model.factors import Factor, FactorState
from chalicelib.identity.model.security_changes import SecuredBy
from chalicelib.identity.service import factors, security_changes, sessions
from chalicelib.identity.service.factor_news import tell
from chalicelib.identity.store import factors as factor_store
from chalicelib.staff import public as staff
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def reset(unit: Unit, realm: Realm, subject_id: str, reason: str) -> None:
    """See `public.reset_factor`."""
    if not reason.strip():
        raise Invalid("say why", code="reason_missing", field="reason")
    factor = factor_store.factor(realm, subject_id)
    if not factor.is_set:
        raise FactorNotSet("there is no second factor")
    empty = Factor(realm, subject_id, version=factor.version)
    sessions.end_all(unit, realm, subject_id)
    security_changes.note(unit, realm, subject_id, SecuredBy.SECOND_FACTOR)
    tell(unit, factor_store.put_factor(unit, factor, empty), "reset", reason=reason.strip())


def of_colleague(staff_id: str) -> FactorState:
    """A colleague's second factor.

    Raises:
        NotFound: no such member.
    """
    return factors.state(Realm.STAFF, staff.member(staff_id).id)


def reset_colleague(actor: Actor, staff_id: str, reason: str, command: Command) -> FactorState:
    """Take away a colleague's second factor.

    Raises:
        What ``command.confirm`` raises.
        NotFound. Forbidden: ``own_factor``, nobody resets their own; ``role_beyond_own``.
        FactorNotSet. Invalid: ``reason_missing``.
    """
    member = staff.member(staff_id)
    if member.id == actor.id:
        raise Forbidden("somebody else must do this for you", code="own_factor")
    staff.check_reach(actor, member.id)

    def work(unit: Unit) -> None:
        reset(unit, Realm.STAFF, member.id, reason)
        command.confirm(unit)

    ports.transact(actor, work)
    return factors.state(Realm.STAFF, member.id)
