"""What other capabilities may ask of logins: making, changing, erasing; contacts; the log."""

from collections.abc import Iterable

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity.model import Contact, LoginState, LoginStatus
from chalicelib.identity.model.sessions import LoginEvent
from chalicelib.identity.service import (
    email_change,
    erasing,
    logins,
    passwords,
    sessions,
)
from chalicelib.identity.service import login_log as log
from chalicelib.identity.service.login_log import LoginLogFilter, Visible
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
    """Give ``subject_id`` a login, in ``unit``.

    Without a ``password`` it lets nobody in until one is chosen by an e-mailed code. Whoever
    ``must_change_password`` can do nothing else once they have signed in.

    Raises:
        EmailTaken: ``email_taken``. PasswordWeak: ``password_weak`` with ``missing``.
        Invalid: ``email_malformed``.
    """
    logins.create_login(
        unit,
        realm=realm,
        subject_id=subject_id,
        email=email,
        name=name,
        password=password,
        language=language,
        status=status,
        must_change_password=must_change_password,
    )


def set_status(
    unit: Unit, realm: Realm, subject_id: str, status: LoginStatus, reason: str = ""
) -> None:
    """Change what a login may do. Anything but ``active`` ends every session of it.

    Becoming active forgets failed attempts. Setting the status it has changes nothing.

    Raises:
        NotFound: no such login.
    """
    logins.set_status(unit, realm, subject_id, status, reason)


def end_sessions(unit: Unit, realm: Realm, subject_id: str) -> None:
    """End every session of somebody, in ``unit``.

    Raises:
        NotFound: no such login.
    """
    sessions.end_all(unit, realm, subject_id)


def erase_login(unit: Unit, realm: Realm, subject_id: str) -> None:
    """Erase a login in ``unit``: it lets nobody in and names nobody, and its address is free.

    Raises:
        NotFound: no such login.
    """
    erasing.erase_login(unit, realm, subject_id)


def release_email(unit: Unit, realm: Realm, subject_id: str) -> None:
    """Let somebody else register with the address of a rejected login; its record stays.

    Raises:
        NotFound: no such login.
    """
    logins.release_email(unit, realm, subject_id)


def holder(realm: Realm, email: str) -> str | None:
    """Whose login has this address at present; None when nobody's has."""
    return logins.holder(realm, email)


def contact(realm: Realm, subject_id: str) -> Contact:
    """Name, e-mail address and language of somebody with a login.

    Raises:
        NotFound: no such login.
    """
    return logins.contact(realm, subject_id)


def contacts(realm: Realm, subject_ids: Iterable[str]) -> dict[str, Contact]:
    """The contacts of those ``subject_ids`` that have a login."""
    return logins.contacts(realm, subject_ids)


def change_contact(
    unit: Unit,
    realm: Realm,
    subject_id: str,
    *,
    name: str | None = None,
    language: str | None = None,
) -> None:
    """Change the name or the language of a login, in ``unit``.

    Raises:
        NotFound: no such login.
    """
    logins.change_contact(unit, realm, subject_id, name=name, language=language)


def login_state(realm: Realm, subject_id: str) -> LoginState:
    """How a login stands.

    Raises:
        NotFound: no such login.
    """
    return logins.login_state(realm, subject_id)


def login_states(realm: Realm, subject_ids: Iterable[str]) -> dict[str, LoginState]:
    """How the logins of those ``subject_ids`` that have one stand."""
    return logins.login_states(realm, subject_ids)


def logins_of(realm: Realm, subject_id: str, page: PageRequest) -> Page[LoginEvent]:
    """The log of somebody's attempts to sign in, newest first."""
    return logins.logins_of(realm, subject_id, page)


def confirm_password(actor: Actor, password: str) -> None:
    """Make sure that whoever acts knows the password; a wrong one counts as a failed attempt.

    Raises:
        CredentialsWrong: with ``attempts_left``; field ``password``. LoginSuspended.
    """
    passwords.confirm(actor, password)


def change_email(unit: Unit, actor: Actor, email: str, code: str) -> str:
    """Give the actor the address that ``code`` went to, in ``unit``; gives it normalised.

    Every session ends. The old address is told, and may undo the change for three days.

    Raises:
        CodeWrong, CodeExpired, EmailTaken. Limited: five times a day are enough.
        Invalid: ``email_unchanged``, ``email_malformed``.
    """
    return email_change.change(unit, actor, email, code)


def undo_email_change(unit: Unit, token: str) -> tuple[str, str]:
    """Give a client back the address that a change took away, in ``unit``; id and address.

    The password is void: whoever reads that mail chooses another.

    Raises:
        ObjectionInvalid: ``objection_invalid``.
    """
    return email_change.undo(unit, token)


def login_log(wanted: LoginLogFilter, page: PageRequest, visible: Visible) -> Page[LoginEvent]:
    """The login log of everybody, newest first, as far as the caller lets it be seen.

    ``visible`` is given the subjects of a page and gives back those whose lines may be shown.
    Without a subject or an address it goes at most 92 days back. A page may hold fewer lines than
    asked for and still have a next one.
    """
    return log.login_log(wanted, page, visible)
