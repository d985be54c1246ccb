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


class SlideRequired(Forbidden):
    """A slide puzzle must be solved first; ``purpose`` says what it has to be drawn for."""

    code = "slide_required"


class SlideMissed(Invalid):
    """The piece does not fit there; ``tries_left`` more may be tried."""

    code = "slide_missed"


class SlideExpired(Invalid):
    """The puzzle is too old, solved, or was tried too often. Ask for another."""

    code = "slide_expired"


class CodeWrong(Invalid):
    """Not the code that was sent; ``tries_left`` more may be tried."""

    code = "code_wrong"


class CodeExpired(Invalid):
    """No code waits: too old, used, tried too often, or never sent. Ask for another."""

    code = "code_expired"
