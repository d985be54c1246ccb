"""Amazon SES (API v2) behind the mail port.

Owns: the shape of the request, and which of SES's errors are final. Refuses: SES templates; mails
arrive rendered. The client is handed in; give it one attempt only: after a timeout its own repeat
could deliver a mail twice and then report the opposite.
"""

from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ParamValidationError,
)

from chalicelib.core.errors import OutcomeUnknown, Upstream
from chalicelib.gateways.messaging.port import Email, MailRefused, MailUnavailable

# docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, Errors
_PASSING = frozenset(
    {
        "TooManyRequestsException",
        "LimitExceededException",
        "SendingPausedException",
        "Throttling",
        "ThrottlingException",
        "RequestLimitExceeded",
        "ExpiredTokenException",
    }
)
_NEVER_SENT = (EndpointConnectionError, ConnectTimeoutError, NoCredentialsError)


class SesMailer:
    """`Mailer` over SES. ``client`` is a botocore ``sesv2`` client."""

    def __init__(
        self, client: Any, *, sender: str, configuration_set: str, reply_to: str | None = None
    ) -> None:
        """``sender`` is a verified address, with a name if wanted: ``Meridian <no-reply@…>``."""
        self._client = client
        self._fixed: dict[str, Any] = {
            "FromEmailAddress": sender,
            "ConfigurationSetName": configuration_set,
        }
        if reply_to:
            self._fixed["ReplyToAddresses"] = [reply_to]

    def send(self, email: Email) -> str:
        """See `Mailer.send`."""
        try:
            answer = self._client.send_email(**self._fixed, **_request(email))
        except ClientError as error:
            raise _outcome(error) from error
        except ParamValidationError as error:
            raise MailRefused("SES cannot carry this mail", vendor="ses", reason="shape") from error
        except _NEVER_SENT as error:
            raise MailUnavailable("SES is out of reach", vendor="ses", reason="lost") from error
        except BotoCoreError as error:
            raise OutcomeUnknown("SES did not answer", vendor="ses", reason="lost") from error
        return str(answer["MessageId"])


def _request(email: Email) -> dict[str, Any]:
    tags = {**email.tags, "message_key": email.message_key}
    return {
        "Destination": {"ToAddresses": [email.to]},
        "Content": {
            "Simple": {
                "Subject": _utf8(email.subject),
                "Body": {"Text": _utf8(email.text), "Html": _utf8(email.html)},
                "Headers": [{"Name": "X-Fairlead-Message", "Value": email.message_key}],
            }
        },
        "EmailTags": [{"Name": name, "Value": value} for name, value in tags.items()],
    }


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}


def _outcome(error: ClientError) -> Upstream:
    """Final, passing, or unknown. The recipient's address stays out of it."""
    code = error.response.get("Error", {}).get("Code", "")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    facts: dict[str, Any] = {"vendor": "ses", "reason": code, "status": status}
    if code in _PASSING or status == 429:
        return MailUnavailable("SES asks to come back later", **facts)
    if 400 <= status < 500:
        return MailRefused("SES refused the mail", **facts)
    return OutcomeUnknown("SES did not finish", **facts)
