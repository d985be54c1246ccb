"""A mail server that keeps what it is given and fails when told to: SMTP by aiosmtpd.

Owns: certificates of its own making, sign-in, the mails it took, and faults. Refuses to deliver.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Certificate:
    """A self-signed certificate and where it lies with its key."""

    pem: str
    path: Path


def certificate(folder: Path, *, days: int = 1) -> Certificate:
    """A certificate for this machine; with negative ``days`` one that is over."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=10))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / f"certificate-{days}.pem"
    path.write_bytes(pem + secret)
    return Certificate(pem.decode(), path)


@dataclass
class Faults:
    """What is to go wrong: the number to answer at a step.

    ``after_taking``: hang up once the mail is kept, before saying so.
    """

    at_recipient: int = 0
    at_sender: int = 0
    at_mail: int = 0
    after_taking: bool = False


class _Handler:
    def __init__(self, simulator: SmtpSimulator) -> None:
        self._simulator = simulator

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if code := self._simulator.faults.at_sender:
            return f"{code} not from {address}"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if code := self._simulator.faults.at_recipient:
            return f"{code} not to {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        faults = self._simulator.faults
        if faults.at_mail:
            return f"{faults.at_mail} not this"
        if isinstance(envelope.content, bytes):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            self._simulator.mails.append(mail)
        if faults.after_taking and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        return "250 taken"


@dataclass
class SmtpSimulator:
    """A running server. ``security`` as in the adapter's settings, or ``none``."""

    security: str = "starttls"
    username: str = "fairlead"
    password: str = "a quiet secret"  # noqa: S105 - of the simulator
    days: int = 1
    faults: Faults = field(default_factory=Faults)
    mails: list[EmailMessage] = field(default_factory=list)
    port: int = 0
    ca_bundle: str = ""
    _controller: Any = None
    _folder: Any = None

    def start(self) -> SmtpSimulator:
        """Listen on a free port."""
        self._folder = tempfile.TemporaryDirectory()
        made = certificate(Path(self._folder.name), days=self.days)
        self.ca_bundle = made.pem
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(made.path)
        more: dict[str, Any] = {}
        if self.security == "tls":
            more["ssl_context"] = context
        elif self.security == "starttls":
            more |= {"tls_context": context, "require_starttls": True}
        self._controller = Controller(
            _Handler(self),
            hostname=HOST,
            port=_free_port(),
            authenticator=self._signs_in,
            auth_required=True,
            auth_require_tls=self.security == "starttls",
            **more,
        )
        self._controller.start()
        self.port = self._controller.port
        return self

    def stop(self) -> None:
        """End it."""
        self._controller.stop()
        self._folder.cleanup()

    def _signs_in(
        self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any
    ) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == (self.username, self.password), handled=False)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
    return port
