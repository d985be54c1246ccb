"""Checking a password somebody gives, and counting when it is wrong.

For an address nobody has, the same is done with a stranger's record, so that neither the answer
nor its time nor its count-down tells whether the address is known.
"""

from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.identity import store
from chalicelib.identity.errors import CredentialsWrong, LoginSuspended
from chalicelib.identity.model import Login, LoginStatus
from chalicelib.identity.model.sessions import Outcome, Stranger
from chalicelib.identity.model.settings import FAILED_ATTEMPT_LIMIT
from chalicelib.identity.rules import attempts as rules
from chalicelib.identity.service import hashing, journal
from chalicelib.identity.store import attempts as attempt_store
from chalicelib.messages import identity as messages
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_STRANGERS_KEPT = timedelta(days=30)


def check_password(actor: Actor, login: Login, password: str, field: str | None = None) -> None:
    """Make sure that ``password`` is that of ``login``; a wrong one counts.

    Raises:
        LoginSuspended: no password is taken (any more). CredentialsWrong: with ``attempts_left``.
    """
    check(actor, login, right=hashing.is_password(login.password_hash, password), field=field)


def check(actor: Actor, login: Login, *, right: bool, field: str | None = None) -> None:
    """Let ``login`` pass if the password was ``right``; count it if not.

    Raises:
        LoginSuspended: no password is taken (any more). CredentialsWrong: with ``attempts_left``.
    """
    limit = settings.value(FAILED_ATTEMPT_LIMIT)
    if rules.is_shut(login, limit):
        _note(actor, login, Outcome.SUSPENDED)
        raise LoginSuspended("ask the support to open this login")
    if right:
        return
    counted = _count_failure(actor, login, limit)
    _refuse(counted.failed_attempts, limit, field)


def of_stranger(realm: Realm, key: str) -> int:
    """How many attempts have failed on a name that nobody has."""
    found = attempt_store.stranger(realm, _stranger(realm, key))
    return 0 if found is None or found.forget_at <= ports.now() else found.failed_attempts


def _stranger(realm: Realm, key: str) -> str:
    return hashing.digest("strangers", realm, key)


def refuse_stranger(actor: Actor, realm: Realm, key: str) -> NoReturn:
    """Refuse somebody with a name that nobody has, as a wrong password would be refused.

    ``key`` is the name they gave. Whoever calls has spent the time that checking one takes.

    Raises:
        LoginSuspended, CredentialsWrong: always one of the two.
    """
    limit = settings.value(FAILED_ATTEMPT_LIMIT)
    digest = _stranger(realm, key)

    def work(unit: Unit) -> int:
        before = attempt_store.stranger(realm, digest)
        if before is not None and before.forget_at <= unit.now:
            before = replace(before, failed_attempts=0)
        failed = (before.failed_attempts if before else 0) + 1
        if failed <= limit:
            new = Stranger(realm, digest, failed, unit.now + _STRANGERS_KEPT)
            attempt_store.put_stranger(unit, before, new)
        return failed

    failed = ports.transact(actor, work)
    if failed > limit:
        raise LoginSuspended("ask the support to open this login")
    _refuse(failed, limit, None)


def _refuse(failed: int, limit: int, field: str | None) -> NoReturn:
    left = rules.left(failed, limit)
    if not left:
        raise LoginSuspended("too many failed attempts; ask the support to open this login")
    raise CredentialsWrong("address or password are wrong", field=field, attempts_left=left)


def _count_failure(actor: Actor, login: Login, limit: int) -> Login:
    def work(unit: Unit) -> Login:
        before = store.login(login.realm, login.subject_id)
        if before.status is LoginStatus.SUSPENDED:
            return before
        after = rules.failed(before, limit, unit.now)
        journal.note(unit, before, Outcome.PASSWORD_WRONG)
        if after.status is LoginStatus.SUSPENDED:
            tell_suspended(unit, after)
        return store.change_login(unit, before, after)

    return ports.transact(journal.in_the_name_of(login, actor), work)


def tell_suspended(unit: Unit, login: Login) -> None:
    """Log that failed attempts have shut ``login``, and let its owner know, in ``unit``."""
    unit.publish(
        messages.LoginSuspended(
            realm=login.realm, subject_id=login.subject_id, reason=rules.TOO_MANY
        )
    )
    audit.record(
        unit,
        "login_suspended",
        login.realm,
        login.subject_id,
        client_id=login.subject_id if login.realm is Realm.CLIENT else None,
        after={"reason": rules.TOO_MANY, "failed_attempts": login.failed_attempts},
    )


def _note(actor: Actor, login: Login, outcome: Outcome) -> None:
    whose = journal.in_the_name_of(login, actor)
    ports.transact(whose, lambda unit: journal.note(unit, login, outcome))


def note_refusal(actor: Actor, login: Login, outcome: Outcome) -> None:
    """Write down that somebody with the right password was not let in all the same."""
    _note(actor, login, outcome)
