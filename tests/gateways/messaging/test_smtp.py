"""Mail over SMTP: what is handed over, and what each way to end the conversation means."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import OutcomeUnknown
from chalicelib.gateways.messaging.port import (
    Email,
    MailRefused,
    MailUnavailable,
    SmtpEndpoint,
)
from chalicelib.gateways.messaging.smtp import Credentials, SmtpMailer
from infra.simulators.smtp import Faults, SmtpSimulator
from tests.simulators.stripe.kit import free_port

SENDER = "Meridian Markets <no-reply@meridian.example>"
CLOCK = FixedClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
EMAIL = Email(
    to="lin@example.com",
    subject="Your deposit has arrived · 您的存款已到账",
    text=".a line that begins with a dot\n您好 EUR 25.00",
    html="<p>EUR 25.00 · 您好</p>",
    message_key="msg_01-client-10000001",
    tags={"event": "deposit_approved"},
)


@pytest.fixture(params=["starttls", "tls"])
def simulator(request: pytest.FixtureRequest) -> Iterator[SmtpSimulator]:
    running = SmtpSimulator(security=request.param).start()
    yield running
    running.stop()


def known(simulator: SmtpSimulator, **changes: str) -> Credentials:
    right = Credentials(simulator.username, simulator.password, simulator.ca_bundle)
    return replace(right, **changes)


def mailer(simulator: SmtpSimulator, **changes: str) -> SmtpMailer:
    security = "tls" if simulator.security == "tls" else "starttls"
    at = SmtpEndpoint("127.0.0.1", simulator.port, security)  # type: ignore[arg-type]
    own = known(simulator, **changes)
    return SmtpMailer(at, own, CLOCK, sender=SENDER, reply_to="help@meridian.example")


def refusal(simulator: SmtpSimulator, **changes: str) -> MailUnavailable:
    with pytest.raises(MailUnavailable) as caught:
        mailer(simulator, **changes).send(EMAIL)
    assert EMAIL.to not in f"{caught.value}{caught.value.facts}"
    return caught.value


def test_a_mail_arrives_whole_and_can_be_recognised(simulator: SmtpSimulator):
    sent = mailer(simulator).send(EMAIL)
    (mail,) = simulator.mails
    assert sent == mail["Message-ID"] == "<msg_01-client-10000001@meridian.example>"
    assert mail["X-Fairlead-Message"] == EMAIL.message_key
    assert (mail["From"], mail["To"]) == (SENDER, "lin@example.com")
    assert mail["Reply-To"] == "help@meridian.example"
    assert mail["Subject"] == EMAIL.subject
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n").strip() == EMAIL.text
    assert html.get_content().strip() == EMAIL.html


@pytest.mark.parametrize(
    ("faults", "outcome", "reason"),
    [
        (Faults(at_recipient=550), MailRefused, "550"),
        (Faults(at_recipient=451), MailUnavailable, "451"),
        (Faults(at_sender=553), MailRefused, "553"),
        (Faults(at_mail=554), MailRefused, "554"),
        (Faults(at_mail=452), MailUnavailable, "452"),
    ],
)
def test_each_refusal_is_final_or_passing(
    simulator: SmtpSimulator, faults: Faults, outcome: type[Exception], reason: str
):
    simulator.faults = faults
    with pytest.raises(outcome) as caught:
        mailer(simulator).send(EMAIL)
    assert caught.value.facts["reason"] == reason  # type: ignore[attr-defined]
    assert EMAIL.to not in f"{caught.value}{caught.value.facts}"  # type: ignore[attr-defined]
    assert simulator.mails == []


def test_a_lost_answer_is_unknown_and_nothing_is_repeated(simulator: SmtpSimulator):
    simulator.faults = Faults(after_taking=True)
    with pytest.raises(OutcomeUnknown):
        mailer(simulator).send(EMAIL)
    assert len(simulator.mails) == 1


def test_a_certificate_that_nobody_trusts_is_named_and_nothing_is_sent(simulator: SmtpSimulator):
    found = refusal(simulator, ca_bundle="")
    assert found.facts["reason"] == "certificate"
    assert "self-signed" in found.facts["problem"]
    assert simulator.mails == []


def test_a_certificate_that_is_over_is_named(simulator: SmtpSimulator):
    old = SmtpSimulator(security=simulator.security, days=-1).start()
    try:
        found = refusal(old)
        assert (found.facts["reason"], "expired" in found.facts["problem"]) == ("certificate", True)
    finally:
        old.stop()


def test_wrong_credentials_are_named(simulator: SmtpSimulator):
    assert refusal(simulator, password="wrong").facts["reason"] == "credentials"


def test_a_server_without_encryption_gets_nothing():
    plain = SmtpSimulator(security="none").start()
    try:
        found = refusal(plain)
        assert found.facts["reason"] == "starttls_missing"
        assert plain.mails == []
    finally:
        plain.stop()


def test_nobody_there_means_not_sent():
    assert refusal(SmtpSimulator(port=free_port())).facts["reason"] == "lost"


def test_a_password_is_shown_nowhere(simulator: SmtpSimulator):
    assert simulator.password not in repr(known(simulator))
