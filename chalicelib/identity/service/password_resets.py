"""Staff reset a colleague's password: it is void at once, and its owner alone chooses the next.

Nobody learns a password by it. The colleague is told by mail and chooses by an e-mailed code, as
whoever has forgotten one; until then nothing lets them in.
"""

from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Conflict, Forbidden, Invalid
from chalicelib.identity import store
from chalicelib.identity.model.security_changes import SecuredBy
from chalicelib.identity.service import security_changes
from chalicelib.messages.identity import PasswordVoided
from chalicelib.staff import public as staff
from chalicelib.storage import audit, limits
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_PER_HOUR = 6


def reset_colleague(actor: Actor, staff_id: str, reason: str, command: Command) -> None:
    """Void a colleague's password, end their sessions and write to them how to choose another.

    A login that is suspended stays so.

    Raises:
        What ``command.confirm`` raises.
        NotFound. Forbidden: ``own_password``, nobody resets their own; ``role_beyond_own``.
        Conflict: ``member_disabled``. Invalid: ``reason_missing``. Limited.
    """
    member = staff.member(staff_id)
    if member.id == actor.id:
        raise Forbidden("change your own password in your profile", code="own_password")
    staff.check_reach(actor, member.id)
    if not reason.strip():
        raise Invalid("say why", code="reason_missing", field="reason")
    if not member.active:
        raise Conflict("enable this member first", code="member_disabled")
    limits.take(
        "staff-password-resets",
        member.id,
        ports.now(),
        allowance=_PER_HOUR,
        window=timedelta(hours=1),
    )

    def work(unit: Unit) -> None:
        _void(unit, member.id, reason.strip())
        command.confirm(unit)

    ports.transact(actor, work)


def _void(unit: Unit, staff_id: str, reason: str) -> None:
    login = store.login(Realm.STAFF, staff_id)
    voided = replace(login, password_hash="", must_change_password=False, epoch=login.epoch + 1)
    store.change_login(unit, login, voided)
    security_changes.note(unit, login.realm, staff_id, SecuredBy.PASSWORD)
    audit.record(unit, "password_voided", "staff", staff_id, after={"reason": reason})
    unit.publish(PasswordVoided(realm=login.realm, subject_id=staff_id))
