"""What other capabilities may ask of identity: logins, contacts, codes; and who asks.

Realms are apart: the same address may be a client's and a member of staff's.
"""

from collections.abc import Callable, Iterable

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.confirmation import Operation, Proof
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity.model import (
    Caller,
    ClientProfile,
    CodePurpose,
    CodeSent,
    Contact,
    LoginEvent,
    LoginState,
    LoginStatus,
    Outcome,
    SlidePurpose,
)
from chalicelib.identity.model.factors import FactorState
from chalicelib.identity.model.ways_in import ClientDirectory, SignInServer
from chalicelib.identity.service import (
    admission,
    codes,
    colleagues,
    confirming,
    email_change,
    erasing,
    factor_resets,
    factors,
    identifying,
    logins,
    passwords,
    profiles,
    sessions,
    slides,
)
from chalicelib.identity.service import login_log as log
from chalicelib.identity.service.colleagues import Hiring
from chalicelib.identity.service.login_log import LoginLogFilter, Visible
from chalicelib.storage.unit import Unit

__all__ = [
    "ClientDirectory",
    "ClientProfile",
    "CodePurpose",
    "CodeSent",
    "Contact",
    "FactorState",
    "Hiring",
    "LoginEvent",
    "LoginLogFilter",
    "LoginState",
    "LoginStatus",
    "Outcome",
    "SignInServer",
    "SlidePurpose",
    "authenticate_client",
    "authenticate_staff",
    "change_contact",
    "change_email",
    "confirm",
    "confirm_password",
    "consume_code",
    "contact",
    "contacts",
    "create_first_owner",
    "create_login",
    "demand_slide",
    "describe_client",
    "end_sessions",
    "erase_login",
    "factor_state",
    "hire",
    "holder",
    "login_log",
    "login_state",
    "login_states",
    "logins_of",
    "recognise_clients",
    "release_email",
    "reset_factor",
    "send_code",
    "set_status",
    "undo_email_change",
]


def create_login(  # noqa: PLR0913 - what a login is made of, by name
    unit: Unit,
    *,
    realm: Realm,
    subject_id: str,
    email: str,
    name: str,
    password: str,
    language: str,
    status: LoginStatus,
    must_change_password: bool = False,
) -> None:
    """Give ``subject_id`` a login, in ``unit``.

    Whoever ``must_change_password`` can do nothing else once they have signed in.

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


def send_code(
    actor: Actor,
    purpose: CodePurpose,
    email: str,
    language: str,
    *,
    slide: str = "",
    realm: Realm = Realm.CLIENT,
) -> CodeSent:
    """Send a six-digit code, good for ten minutes, to ``email``.

    The answer never tells whether the address is known. ``slide`` is the token of a slide puzzle;
    staff who send a code to a client, whom their permission proves, need none.

    Raises:
        SlideRequired: ``slide_required``.
        Limited: again within 60 seconds, or too often from this address or to it.
        Invalid: ``email_malformed``.
    """
    return codes.send_code(actor, purpose, email, language, slide=slide, realm=realm)


def demand_slide(
    actor: Actor, purpose: SlidePurpose, slide: str, *, realm: Realm = Realm.CLIENT
) -> None:
    """Spend the token of a slide puzzle before something that robots must not set off.

    It is spent whatever becomes of that; nothing is asked while the broker has it switched off.

    Raises:
        SlideRequired: ``slide_required``; the token is missing, spent, old, or for something else.
    """
    slides.demand(actor, realm, purpose, slide)


def consume_code(
    unit: Unit, *, purpose: CodePurpose, email: str, code: str, realm: Realm = Realm.CLIENT
) -> None:
    """Use up a code in ``unit``; a wrong try is counted even though the unit fails.

    Raises:
        CodeWrong: ``code_wrong`` with ``tries_left``. CodeExpired: ``code_expired``, also when
            none was sent or it has been used.
    """
    codes.consume_code(unit, purpose=purpose, email=email, code=code, realm=realm)


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


def describe_client(provider: Callable[[str], ClientProfile]) -> None:
    """Let ``provider`` say what the portal shows a client of themselves (set up in ``app.py``)."""
    profiles.describe_client(provider)


def confirm(unit: Unit, operation: Operation, proof: Proof | None) -> None:
    """Have ``operation`` of the unit's actor confirmed, as the broker's settings ask for it.

    What is shown is used up in ``unit``: only if that is committed.

    Raises:
        FactorRequired: ``factor_required``; nothing was shown. FactorSetupRequired.
        FactorWrong: ``factor_wrong`` with ``attempts_left``; counted. FactorUsed. PasskeyExpired.
        LoginSuspended: that was the last attempt. Limited.
    """
    confirming.confirm(unit, operation, proof)


def factor_state(realm: Realm, subject_id: str) -> FactorState:
    """Somebody's second factor, without anything secret."""
    return factors.state(realm, subject_id)


def reset_factor(unit: Unit, realm: Realm, subject_id: str, reason: str) -> None:
    """Take away somebody's second factor in ``unit``; their sessions end and they are told.

    Raises:
        Conflict: ``factor_not_set``. Invalid: ``reason_missing``.
    """
    factor_resets.reset(unit, realm, subject_id, reason)


def recognise_clients(directory: Callable[[], ClientDirectory]) -> None:
    """Let clients be found by phone and trading account (set up in ``app.py``)."""
    identifying.recognise_clients(directory)


def authenticate_client(token: str, caller: Caller) -> Actor:
    """The client behind an access token (one read).

    Raises:
        Unauthenticated: ``token_invalid``, ``token_expired``, ``session_ended``,
            ``login_suspended``.
    """
    return admission.authenticate_client(token, caller)


def authenticate_staff(token: str, caller: Caller) -> Actor:
    """The member of staff behind an access token, with permissions and scope (three reads).

    Raises:
        Unauthenticated: as for `authenticate_client`, and ``login_suspended`` for a member who
            is no longer active.
    """
    return admission.authenticate_staff(token, caller)


def hire(actor: Actor, draft: Hiring) -> str:
    """Let a member of staff join with a login; returns the staff id.

    Raises:
        EmailTaken, PasswordWeak, and what `staff.public.add_member` raises.
    """
    return colleagues.hire(actor, draft).member.id


def create_first_owner(*, name: str, email: str, password: str, language: str = "en") -> str:
    """Make the installation's first member of staff, an owner; returns the staff id.

    Raises:
        Conflict: ``owner_exists``. EmailTaken, PasswordWeak.
    """
    return colleagues.create_first_owner(
        name=name, email=email, password=password, language=language
    )
