"""Changing a password, knowing it or by an e-mailed code. Either way every session ends."""

from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Invalid
from chalicelib.identity import store
from chalicelib.identity.model import Login, LoginStatus
from chalicelib.identity.model.codes import CodePurpose
from chalicelib.identity.model.security_changes import SecuredBy
from chalicelib.identity.model.sessions import Outcome
from chalicelib.identity.rules import codes as code_rules
from chalicelib.identity.rules.addresses import address
from chalicelib.identity.service import attempts, hashing, journal, security_changes
from chalicelib.identity.service.codes import consume_code
from chalicelib.identity.service.logins import check_strength
from chalicelib.messages.identity import PasswordChanged
from chalicelib.storage import audit, limits
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_RESETS_PER_IP = 60
_HOUR = timedelta(hours=1)


def confirm(actor: Actor, password: str) -> None:
    """See `public.confirm_password`."""
    attempts.check_password(actor, store.login(actor.realm, actor.id), password, field="password")


def change(actor: Actor, current: str, new: str, command: Command) -> None:
    """Give the actor a new password; a wrong current one counts as a failed attempt.

    Raises:
        What ``command.confirm`` raises.
        CredentialsWrong: with ``attempts_left``. LoginSuspended. PasswordWeak.
        Invalid: ``password_unchanged``.
    """
    attempts.check_password(actor, store.login(actor.realm, actor.id), current, field="current")
    if new == current:
        raise Invalid("choose another password", code="password_unchanged", field="password")

    def work(unit: Unit) -> None:
        login = store.login(actor.realm, actor.id)
        check_strength(new, email=login.email, name=login.name)
        command.confirm(unit)
        _put(unit, login, new, reset=False)

    ports.transact(actor, work)


def reset(actor: Actor, realm: Realm, email: str, code: str, new: str) -> None:
    """Give whoever reads the mail of ``email`` a new password. A suspended login stays so.

    Raises:
        CodeWrong, CodeExpired, PasswordWeak, Limited. Invalid: ``email_malformed``.
    """
    to = address(email)
    limits.take(f"reset-{realm}", actor.ip, ports.now(), allowance=_RESETS_PER_IP, window=_HOUR)
    login = store.login_at(realm, to)
    whose = actor if login is None else journal.in_the_name_of(login, actor)

    def work(unit: Unit) -> None:
        consume_code(unit, purpose=CodePurpose.PASSWORD_RESET, email=to, code=code, realm=realm)
        if login is None:
            raise code_rules.expired()
        fresh = store.login(realm, login.subject_id)
        check_strength(new, email=fresh.email, name=fresh.name)
        _put(unit, fresh, new, reset=True)

    ports.transact(whose, work)


def _put(unit: Unit, login: Login, new: str, *, reset: bool) -> None:
    shut = login.status is LoginStatus.SUSPENDED
    changed = replace(
        login,
        password_hash=hashing.hashed(new),
        epoch=login.epoch + 1,
        must_change_password=False,
        failed_attempts=login.failed_attempts if shut else 0,
    )
    store.change_login(unit, login, changed)
    security_changes.note(unit, login.realm, login.subject_id, SecuredBy.PASSWORD)
    journal.note(unit, login, Outcome.PASSWORD_RESET if reset else Outcome.PASSWORD_CHANGED)
    audit.record(
        unit,
        "password_reset" if reset else "password_changed",
        login.realm,
        login.subject_id,
        client_id=login.subject_id if login.realm is Realm.CLIENT else None,
    )
    unit.publish(PasswordChanged(realm=login.realm, subject_id=login.subject_id, reset=reset))
