"""Why somebody is not let in, not believed, or not allowed a password."""

from chalicelib.core.errors import Conflict, Forbidden, Invalid, Unauthenticated


class CredentialsWrong(Unauthenticated):
    """Address or password are wrong; which of them is never said."""

    code = "credentials_wrong"


class LoginSuspended(Unauthenticated):
    """The login is shut until staff open it again."""

    code = "login_suspended"


class TokenInvalid(Unauthenticated):
    """The access token is not one of ours, not for this realm, or malformed."""

    code = "token_invalid"


class TokenExpired(Unauthenticated):
    """The access token was good once; refresh it."""

    code = "token_expired"


class SessionEnded(Unauthenticated):
    """The session was ended, has been idle too long, or never was."""

    code = "session_ended"


class SessionReused(Unauthenticated):
    """A refresh token came a second time; the session is ended, for everyone who holds it."""

    code = "session_reused"


class RegistrationPending(Forbidden):
    """The registration waits for a decision."""

    code = "registration_pending"


class RegistrationRejected(Forbidden):
    """The registration was rejected; ``reason`` is what staff wrote to the client."""

    code = "registration_rejected"


class EmailTaken(Conflict):
    """Somebody has this address already."""

    code = "email_taken"


class PasswordWeak(Invalid):
    """The password lacks what ``missing`` lists."""

    code = "password_weak"


class AddressNotAllowed(Forbidden):
    """The back office takes nobody with this role from this network address."""

    code = "address_not_allowed"


class OwnAddressOutside(Invalid):
    """The ranges would shut out whoever saves them; ``ip`` is where they are."""

    code = "own_address_outside"


class SignInMethodOff(Forbidden):
    """Nobody signs in this way here."""

    code = "sign_in_method_off"


class SlideRequired(Forbidden):
    """A slide puzzle must be solved first; ``purpose`` says what it has to be drawn for."""

    code = "slide_required"


class SlideMissed(Invalid):
    """The piece does not fit there; ``tries_left`` more may be tried."""

    code = "slide_missed"


class SlideExpired(Invalid):
    """The puzzle is too old, solved, or was tried too often. Ask for another."""

    code = "slide_expired"


class ObjectionInvalid(Invalid):
    """No right to object: the link is used, too old, or none of ours."""

    code = "objection_invalid"


class VisitOver(Unauthenticated):
    """The visit to a client's portal has ended, was taken over elsewhere, or never was."""

    code = "visit_over"


class CodeWrong(Invalid):
    """Not the code that was sent; ``tries_left`` more may be tried."""

    code = "code_wrong"


class CodeExpired(Invalid):
    """No code waits: too old, used, tried too often, or never sent. Ask for another."""

    code = "code_expired"


class FactorRequired(Forbidden):
    """Show a second factor and ask again. ``operation`` and ``methods`` say for what and which.

    ``passkey`` holds the options for the browser where a passkey will do, else null. At sign-in
    there is a ``ticket`` to finish with.
    """

    code = "factor_required"


class FactorSetupRequired(Forbidden):
    """The broker demands a second factor and there is none. At sign-in with a ``ticket``."""

    code = "factor_setup_required"


class FactorWrong(Invalid):
    """Not the code, or not the passkey; ``attempts_left`` more before the login is suspended."""

    code = "factor_wrong"


class FactorUsed(Invalid):
    """The code was good and has been used; the app shows another within half a minute."""

    code = "factor_used"


class PasskeyExpired(Invalid):
    """The challenge was answered before, too late, or never ours. Ask again, for another."""

    code = "passkey_expired"


class FactorMandatory(Conflict):
    """The broker demands a second factor, and this is the last one."""

    code = "factor_mandatory"


class FactorNotSet(Conflict):
    """There is no such second factor."""

    code = "factor_not_set"


class TooManyPasskeys(Conflict):
    """There are as many passkeys as there can be; remove one first."""

    code = "too_many_passkeys"


class PasskeyRefused(Invalid):
    """What the browser brought is no passkey made for this request."""

    code = "passkey_refused"


class SetupExpired(Conflict):
    """No set-up waits to be confirmed: too old, or never begun."""

    code = "setup_expired"


class SetupCodeWrong(Invalid):
    """Not the code that the app being set up shows now; try the next one."""

    code = "setup_code_wrong"


class TicketExpired(Unauthenticated):
    """The second step of a sign-in came too late, or the login has changed. Sign in again."""

    code = "ticket_expired"
