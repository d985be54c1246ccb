"""Any SMTP server behind the mail port (RFC 5321), always encrypted and always signed in to.

Owns: the conversation, and what each way in which it can end means. Refuses: plain connections and
certificates that do not hold; nothing is sent then. One attempt per call: a server that has the
final dot and does not answer may have taken the mail, and only whoever counts attempts may decide
to send it again. The ``Message-ID`` is made of the mail's key, so that a repeat can be recognised.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import field
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from chalicelib.core.clock import Clock
from chalicelib.core.errors import OutcomeUnknown
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.messaging.port import (
    Email,
    MailRefused,
    MailUnavailable,
    SmtpEndpoint,
)

CONNECT_SECONDS = 3
ANSWER_SECONDS = 10
_GO_ON = 354
_VENDOR = "smtp"


@dataclass(frozen=True)
class Credentials:
    """How one signs in. ``ca_bundle``: certificates (PEM) to trust instead of the public ones."""

    username: str
    password: str = field(repr=False)
    ca_bundle: str = ""


class SmtpMailer:
    """`Mailer` over SMTP."""

    def __init__(
        self,
        server: SmtpEndpoint,
        credentials: Credentials,
        clock: Clock,
        *,
        sender: str,
        reply_to: str | None = None,
    ) -> None:
        """``sender`` is an address, with a name if wanted: ``Meridian <no-reply@…>``."""
        self._server = server
        self._credentials = credentials
        self._clock = clock
        self._sender = sender
        self._reply_to = reply_to

    def send(self, email: Email) -> str:
        """See `Mailer.send`."""
        message = self._message(email)
        with _not_sent():
            connection = self._connected()
        try:
            with _not_sent():
                self._announce(connection, email)
            self._hand_over(connection, message)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()
        return str(message["Message-ID"])

    def _message(self, email: Email) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = email.to
        message["Subject"] = email.subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{email.message_key}@{self._domain}>"
        message["X-Fairlead-Message"] = email.message_key
        message["Auto-Submitted"] = "auto-generated"
        if self._reply_to:
            message["Reply-To"] = self._reply_to
        message.set_content(email.text)
        message.add_alternative(email.html, subtype="html")
        return message

    @property
    def _domain(self) -> str:
        return self._address.rpartition("@")[2]

    @property
    def _address(self) -> str:
        return parseaddr(self._sender)[1]

    def _connected(self) -> smtplib.SMTP:
        """A connection that is encrypted, verified and signed in."""
        server, own = self._server, self._credentials
        context = ssl.create_default_context(cadata=own.ca_bundle or None)
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=CONNECT_SECONDS, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=CONNECT_SECONDS)
        try:
            if connection.sock is not None:
                connection.sock.settimeout(ANSWER_SECONDS)
            if server.security == "starttls":
                connection.starttls(context=context)
            connection.login(own.username, own.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _announce(self, connection: smtplib.SMTP, email: Email) -> None:
        """Everything up to the mail itself; whatever happens here, it has not been sent."""
        _demand(connection.mail(self._address), 250)
        _demand(connection.rcpt(email.to), 250, 251)
        _demand(connection.docmd("DATA"), _GO_ON)

    def _hand_over(self, connection: smtplib.SMTP, message: EmailMessage) -> None:
        content = message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        dotted = b"\r\n".join(
            b"." + line if line.startswith(b".") else line for line in content.split(b"\r\n")
        )
        try:
            connection.send(dotted + b"\r\n.\r\n")
            answer = connection.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise OutcomeUnknown(
                "the server did not say whether it took the mail", vendor=_VENDOR, reason="lost"
            ) from error
        _demand(answer, 250)


def _demand(answer: tuple[int, bytes], *wanted: int) -> None:
    """Refuse any answer but ``wanted``; the server's words may hold the address and stay out."""
    code = answer[0]
    if code in wanted:
        return
    if 500 <= code < 600:
        raise MailRefused("the server refused the mail", vendor=_VENDOR, reason=str(code))
    raise MailUnavailable("the server asks to come back later", vendor=_VENDOR, reason=str(code))


@contextmanager
def _not_sent() -> Iterator[None]:
    """Around what comes before the mail itself.

    Raises:
        MailUnavailable: ``reason`` says what is in the way: ``certificate`` with ``problem``,
            ``starttls_missing``, ``credentials``, ``tls``, ``lost``, or the server's number.
    """
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise MailUnavailable(
            "the server's certificate does not hold",
            vendor=_VENDOR,
            reason="certificate",
            problem=error.verify_message,
        ) from error
    except ssl.SSLError as error:
        raise _unavailable("no encrypted connection", "tls") from error
    except smtplib.SMTPNotSupportedError as error:
        raise _unavailable(
            "the server offers no encryption or no signing in", "starttls_missing"
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        raise _unavailable("the server does not take the credentials", "credentials") from error
    except smtplib.SMTPResponseException as error:
        raise _unavailable("the server turned us away", str(error.smtp_code)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise _unavailable("the server is out of reach", "lost") from error


def _unavailable(message: str, reason: str) -> MailUnavailable:
    return MailUnavailable(message, vendor=_VENDOR, reason=reason)
