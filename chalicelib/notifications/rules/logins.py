"""Notices about logins: codes, invitations, security."""

from chalicelib.core.actor import Realm
from chalicelib.messages.clients import PhoneChanged
from chalicelib.messages.identity import (
    CodeIssued,
    EmailChanged,
    EmailRestored,
    LoginHandedOver,
    LoginRestored,
    LoginSuspended,
    MemberInvited,
    PasswordChanged,
    PasswordVoided,
    SecondFactorChanged,
    SessionReused,
    SignedIn,
)
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import Facts, Link, Notice, Sealed
from chalicelib.notifications.rules.telling import notices


@notices.register
def _of_code(message: CodeIssued) -> tuple[Notice, ...]:
    return (
        Notice(
            event=f"{message.purpose}_code",
            realm=message.realm,
            subject_id=message.subject_id,
            email=True,
            popup=False,
            language=message.language,
            address=message.email,
            name=message.name,
            sealed=(Sealed("code", message.sealed_code, message.email),),
            void_after=message.expires_at,
        ),
    )


@notices.register
def _of_invitation(message: MemberInvited) -> tuple[Notice, ...]:
    return (
        Notice(
            event="member_invited",
            realm=Realm.STAFF,
            subject_id=message.subject_id,
            email=True,
            popup=False,
            language=message.language,
            address=message.email,
            name=message.name,
        ),
    )


@notices.register
def _of_handing_over(message: LoginHandedOver) -> tuple[Notice, ...]:
    """How to sign in; the password is in the mail alone, if staff have chosen one."""
    sealed = Sealed("password", message.sealed_password, message.email)
    return (
        Notice(
            event="client_credentials" if message.sealed_password else "client_invited",
            realm=Realm.CLIENT,
            subject_id=message.subject_id,
            email=True,
            popup=False,
            facts={"sign_in_email": message.email},
            language=message.language,
            address=message.email,
            name=message.name,
            sealed=(sealed,) if message.sealed_password else (),
        ),
    )


@notices.register
def _of_password(message: PasswordChanged) -> tuple[Notice, ...]:
    return (_security("password_changed", message.realm, message.subject_id),)


@notices.register
def _of_voided_password(message: PasswordVoided) -> tuple[Notice, ...]:
    """By mail alone: whoever has no password reads no bell."""
    return (
        Notice(
            event="password_voided",
            realm=message.realm,
            subject_id=message.subject_id,
            email=True,
            popup=False,
        ),
    )


@notices.register
def _of_email(message: EmailChanged) -> tuple[Notice, ...]:
    """The old address hears of it, with the way to undo it."""
    return (
        Notice(
            event="email_changed",
            realm=message.realm,
            subject_id=message.subject_id,
            email=True,
            popup=False,
            language=message.language,
            address=message.old_email,
            name=message.name,
            sealed=(Sealed("link", message.sealed_link, message.old_email),),
        ),
    )


@notices.register
def _of_restored_email(message: EmailRestored) -> tuple[Notice, ...]:
    return (_security("email_restored", message.realm, message.subject_id),)


@notices.register
def _of_phone(message: PhoneChanged) -> tuple[Notice, ...]:
    return (_security("phone_changed", Realm.CLIENT, message.client_id),)


@notices.register
def _of_suspension(message: LoginSuspended) -> tuple[Notice, ...]:
    """Why staff suspended somebody stays with the staff; only the automatic reason is told."""
    automatic = message.reason == "failed_attempts"
    facts: Facts = {"reason": message.reason} if automatic else {}
    return (_security("login_suspended", message.realm, message.subject_id, facts),)


@notices.register
def _of_restoration(message: LoginRestored) -> tuple[Notice, ...]:
    return (_security("login_restored", message.realm, message.subject_id),)


@notices.register
def _of_reuse(message: SessionReused) -> tuple[Notice, ...]:
    return (_security("session_reused", message.realm, message.subject_id),)


@notices.register
def _of_second_factor(message: SecondFactorChanged) -> tuple[Notice, ...]:
    event = f"second_factor_{message.change}"
    facts: Facts = {"codes_left": message.codes_left}
    return (_security(event, message.realm, message.subject_id, facts),)


@notices.register
def _of_sign_in(message: SignedIn) -> tuple[Notice, ...]:
    """A sign-in is told only where both the city and the device are new."""
    if not message.remote:
        return ()
    facts: Facts = {"city": message.city, "ip": message.ip, "device": message.device_kind}
    return (_security("remote_login", message.realm, message.subject_id, facts),)


def _security(event: str, realm: Realm, subject_id: str, facts: Facts | None = None) -> Notice:
    default = EVENTS[event]
    return Notice(
        event=event,
        realm=realm,
        subject_id=subject_id,
        email=default.email,
        popup=default.popup,
        facts=facts or {},
        link=Link("security", subject_id),
    )
