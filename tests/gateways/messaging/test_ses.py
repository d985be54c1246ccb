"""Mail through SES: what goes over the wire, and what each kind of failure becomes."""

import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import botocore.session
import pytest
from botocore.config import Config
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from chalicelib.core.errors import OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.gateways.messaging.port import Email, Mailer, MailRefused, MailUnavailable
from chalicelib.gateways.messaging.ses import SesMailer
from tests.simulators.stripe.kit import free_port

SENDER = "Meridian Markets <no-reply@meridian.example>"
REGION = "eu-central-1"
EMAIL = Email(
    to="lin@example.com",
    subject="Your deposit has arrived · 您的存款已到账",
    text="EUR 25.00",
    html="<p>EUR 25.00</p>",
    message_key="ntf_01",
    tags={"event": "deposit_credited"},
)


@dataclass
class Ses:
    """SES's side of the wire: notes what it is asked and answers as told."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    error: str = ""
    hang_up: bool = False
    port: int = 0

    def serve(self) -> http.server.ThreadingHTTPServer:
        ses = self

        class Endpoint(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["content-length"])
                ses.asked.append(json.loads(self.rfile.read(size)))
                if ses.hang_up:
                    self.close_connection = True
                    return
                body = b'{"MessageId": "0107018f"}' if ses.status == 200 else b"{}"
                self.send_response(ses.status)
                self.send_header("x-amzn-errortype", ses.error)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
        self.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server


@pytest.fixture
def ses() -> Iterator[Ses]:
    standing = Ses()
    server = standing.serve()
    yield standing
    server.shutdown()
    server.server_close()


def client(endpoint: str | None) -> Any:
    return botocore.session.Session().create_client(
        "sesv2",
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}, read_timeout=1, connect_timeout=1),
    )


def mailer(ses: Ses) -> Mailer:
    return SesMailer(
        client(f"http://127.0.0.1:{ses.port}"),
        sender=SENDER,
        configuration_set="fairlead-test",
        reply_to="help@meridian.example",
    )


def test_a_mail_is_accepted_by_an_engine_that_knows_ses() -> None:
    with mock_aws():
        known = client(None)
        known.create_email_identity(EmailIdentity="no-reply@meridian.example")
        sent = SesMailer(known, sender=SENDER, configuration_set="fairlead-test").send(EMAIL)
        stored = ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages
        assert [(mail.id, mail.subject) for mail in stored] == [(sent, EMAIL.subject)]
        assert stored[0].destinations["ToAddresses"] == ["lin@example.com"]


def test_everything_that_matters_goes_over_the_wire(ses: Ses) -> None:
    assert mailer(ses).send(EMAIL) == "0107018f"
    (asked,) = ses.asked
    assert asked["FromEmailAddress"] == SENDER
    assert asked["ReplyToAddresses"] == ["help@meridian.example"]
    assert asked["ConfigurationSetName"] == "fairlead-test"
    assert asked["Destination"] == {"ToAddresses": ["lin@example.com"]}
    simple = asked["Content"]["Simple"]
    assert simple["Subject"] == {"Data": EMAIL.subject, "Charset": "UTF-8"}
    assert simple["Body"]["Text"]["Data"] == EMAIL.text
    assert simple["Body"]["Html"]["Data"] == EMAIL.html
    assert simple["Headers"] == [{"Name": "X-Fairlead-Message", "Value": "ntf_01"}]
    assert {tag["Name"]: tag["Value"] for tag in asked["EmailTags"]} == {
        "event": "deposit_credited",
        "message_key": "ntf_01",
    }


@pytest.mark.parametrize(
    ("status", "error", "outcome"),
    [
        (400, "MessageRejected", MailRefused),
        (400, "MailFromDomainNotVerifiedException", MailRefused),
        (400, "AccountSuspendedException", MailRefused),
        (404, "NotFoundException", MailRefused),
        (400, "BadRequestException", MailRefused),
        (403, "AccessDeniedException", MailRefused),
        (400, "SendingPausedException", MailUnavailable),
        (400, "LimitExceededException", MailUnavailable),
        (429, "TooManyRequestsException", MailUnavailable),
        (400, "Throttling", MailUnavailable),
        (500, "InternalServiceErrorException", OutcomeUnknown),
        (503, "ServiceUnavailable", OutcomeUnknown),
    ],
)
def test_each_refusal_is_final_passing_or_unknown(
    ses: Ses, status: int, error: str, outcome: type[Exception]
) -> None:
    ses.status, ses.error = status, error
    with pytest.raises(outcome) as refused:
        mailer(ses).send(EMAIL)
    assert type(refused.value) is outcome
    assert refused.value.facts["reason"] == error  # type: ignore[attr-defined]
    assert EMAIL.to not in f"{refused.value}{refused.value.facts}"  # type: ignore[attr-defined]


def test_a_lost_answer_is_unknown_and_nothing_is_repeated(ses: Ses) -> None:
    ses.hang_up = True
    with pytest.raises(OutcomeUnknown):
        mailer(ses).send(EMAIL)
    assert len(ses.asked) == 1


def test_nobody_there_means_not_sent() -> None:
    with pytest.raises(MailUnavailable):
        mailer(Ses(port=free_port())).send(EMAIL)


def test_the_definite_failures_are_vendor_outcomes() -> None:
    assert issubclass(MailRefused, VendorRefused)
    assert issubclass(MailUnavailable, VendorUnavailable)


@pytest.mark.parametrize(
    "change",
    [
        {"to": "lin@example.com, wei@example.com"},
        {"to": "Lin <lin@example.com>"},
        {"to": "lin@example.com\nBcc: all@example.com"},
        {"to": "lin"},
        {"to": ""},
        {"subject": "Hello\r\nBcc: all@example.com"},
        {"subject": ""},
        {"message_key": "has space"},
        {"message_key": ""},
        {"tags": {"event": "a.b"}},
        {"tags": {"": "x"}},
    ],
)
def test_a_mail_that_smuggles_or_cannot_travel_is_never_made(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"address|printable|letters"):
        Email(**{**vars(EMAIL), **change})
