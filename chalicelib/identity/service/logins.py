"""Logins: made for a subject, opened and shut, named and written to."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity import store
from chalicelib.identity.errors import EmailTaken, PasswordWeak
from chalicelib.identity.model import Contact, EmailClaim, Login, LoginState, LoginStatus, Theme
from chalicelib.identity.model.sessions import LoginEvent
from chalicelib.identity.model.settings import PASSWORD_RULES
from chalicelib.identity.rules import attempts, passwords
from chalicelib.identity.rules.addresses import address
from chalicelib.identity.service import hashing
from chalicelib.identity.store import attempts as attempt_store
from chalicelib.messages.identity import (
    CODE_SEAL,
    LoginHandedOver,
    LoginRestored,
    LoginSuspended,
    MemberInvited,
)
from chalicelib.settings import public as settings
from chalicelib.storage import sealing
from chalicelib.storage.unit import Unit


def create_login(  # noqa: PLR0913 - what a login is made of, by name
    unit: Unit,
    *,
    realm: Realm,
    subject_id: str,
    email: str,
    name: str,
    password: str | None,
    language: str,
    status: LoginStatus,
    must_change_password: bool = False,
) -> None:
    """See `public.create_login`."""
    login = Login(
        realm=realm,
        subject_id=subject_id,
        email=address(email),
        name=name,
        language=language,
        password_hash="",
        status=status,
        created_at=unit.now,
        must_change_password=must_change_password,
    )
    _claim_address(unit, login)
    if password is not None:
        check_strength(password, email=login.email, name=name)
        login = replace(login, password_hash=hashing.hashed(password))
    store.add_login(unit, login)


def invite(unit: Unit, *, subject_id: str, email: str, name: str, language: str) -> None:
    """Give a member of staff a login without a password, which they choose by an e-mailed code.

    Raises:
        EmailTaken. Invalid: ``email_malformed``.
    """
    create_login(
        unit,
        realm=Realm.STAFF,
        subject_id=subject_id,
        email=email,
        name=name,
        password=None,
        language=language,
        status=LoginStatus.ACTIVE,
    )
    unit.publish(
        MemberInvited(subject_id=subject_id, email=address(email), name=name, language=language)
    )


def hand_over(
    unit: Unit,
    *,
    subject_id: str,
    email: str,
    name: str,
    language: str,
    password: str | None,
) -> None:
    """Let a client hear by e-mail of the login that staff made for them, in ``unit``.

    The ``password`` travels sealed and is mailed once; without one the mail says how to choose it.
    """
    to = address(email)
    sealed = sealing.seal(password, purpose=CODE_SEAL, context=to) if password else ""
    unit.publish(
        LoginHandedOver(
            subject_id=subject_id,
            email=to,
            name=name,
            language=language,
            sealed_password=sealed,
        )
    )


def _claim_address(unit: Unit, login: Login) -> None:
    taken = EmailTaken("somebody has this address", field="email")
    claim_address(unit, login.realm, login.subject_id, login.email, taken)


def claim_address(unit: Unit, realm: Realm, subject_id: str, email: str, taken: Conflict) -> None:
    """Let ``email`` be the address of ``subject_id`` alone; refuses with ``taken``."""
    before = store.claim(realm, email)
    if before is not None and before.subject_id != subject_id and not _is_free(before, unit.now):
        raise taken
    after = EmailClaim(realm, email, subject_id)
    if before is None or replace(before, version=0) != after:
        store.put_claim(unit, before, after, taken)


def _is_free(claim: EmailClaim, now: datetime) -> bool:
    return claim.released or (claim.held_until is not None and claim.held_until <= now)


def check_strength(password: str, *, email: str, name: str) -> None:
    """Refuse a password that lacks something.

    Raises:
        PasswordWeak: with ``missing``.
    """
    rules = settings.value(PASSWORD_RULES)
    if missing := passwords.missing(password, rules, email=email, name=name):
        raise PasswordWeak("choose a stronger password", field="password", missing=missing)


def set_status(
    unit: Unit, realm: Realm, subject_id: str, status: LoginStatus, reason: str = ""
) -> None:
    """See `public.set_status`."""
    before = store.login(realm, subject_id)
    if before.status is status and not before.failed_attempts:
        return
    after = attempts.with_status(before, status, reason, unit.actor.ref, unit.now)
    store.change_login(unit, before, after)
    if status is LoginStatus.SUSPENDED:
        unit.publish(LoginSuspended(realm=realm, subject_id=subject_id, reason=reason))
    elif before.status is LoginStatus.SUSPENDED and status is LoginStatus.ACTIVE:
        unit.publish(LoginRestored(realm=realm, subject_id=subject_id))


def release_email(unit: Unit, realm: Realm, subject_id: str) -> None:
    """See `public.release_email`."""
    email = store.login(realm, subject_id).email
    claim = store.claim(realm, email)
    if claim is not None and claim.subject_id == subject_id and not claim.released:
        store.put_claim(
            unit, claim, replace(claim, released=True), EmailTaken("the address has moved on")
        )


def holder(realm: Realm, email: str) -> str | None:
    """See `public.holder`."""
    claim = store.claim(realm, address(email))
    return None if claim is None or claim.released else claim.subject_id


def holders(realm: Realm, emails: Iterable[str]) -> dict[str, str]:
    """Whose logins have these addresses at present, by address as it is compared.

    What is no address is nobody's.
    """
    found = store.claims(realm, _addresses(emails))
    return {one.email: one.subject_id for one in found if not one.released}


def _addresses(emails: Iterable[str]) -> Iterator[str]:
    """Those of ``emails`` that are addresses, as they are compared."""
    for one in emails:
        with suppress(Invalid):
            yield address(one)


def contact(realm: Realm, subject_id: str) -> Contact:
    """See `public.contact`."""
    return _contact(store.login(realm, subject_id))


def contacts(realm: Realm, subject_ids: Iterable[str]) -> dict[str, Contact]:
    """See `public.contacts`."""
    return {one.subject_id: _contact(one) for one in store.logins(realm, subject_ids)}


def _contact(login: Login) -> Contact:
    return Contact(login.subject_id, login.name, login.email, login.language)


def change_contact(
    unit: Unit,
    realm: Realm,
    subject_id: str,
    *,
    name: str | None = None,
    language: str | None = None,
) -> None:
    """See `public.change_contact`."""
    before = store.login(realm, subject_id)
    after = replace(before, name=name or before.name, language=language or before.language)
    if after != before:
        store.change_login(unit, before, after)


def choose(actor: Actor, *, language: str | None, theme: Theme | None) -> None:
    """Let the actor choose the language and the looks of their own portal."""

    def work(unit: Unit) -> None:
        before = store.login(actor.realm, actor.id)
        chosen = replace(before, language=language or before.language, theme=theme or before.theme)
        if chosen != before:
            store.change_login(unit, before, chosen)

    ports.transact(actor, work)


def login_state(realm: Realm, subject_id: str) -> LoginState:
    """See `public.login_state`."""
    return _state(store.login(realm, subject_id))


def login_states(realm: Realm, subject_ids: Iterable[str]) -> dict[str, LoginState]:
    """See `public.login_states`."""
    return {one.subject_id: _state(one) for one in store.logins(realm, subject_ids)}


def _state(login: Login) -> LoginState:
    return LoginState(
        status=login.status,
        reason=login.reason,
        suspended_at=login.suspended_at,
        suspended_by=login.suspended_by,
        failed_attempts=login.failed_attempts,
        last_login_at=login.last_login_at,
        created_at=login.created_at,
        must_change_password=login.must_change_password,
    )


def logins_of(realm: Realm, subject_id: str, page: PageRequest) -> Page[LoginEvent]:
    """See `public.logins_of`."""
    return attempt_store.events(realm, subject_id, page)
