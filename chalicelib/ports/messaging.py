"""Who carries e-mail, and who proves phone numbers and carries texts."""

from typing import TYPE_CHECKING

from chalicelib.ports import clock, gateway, plugged
from chalicelib.storage import aws, secrets

if TYPE_CHECKING:
    from chalicelib.gateways.messaging.port import Mailer, SmtpEndpoint
    from chalicelib.gateways.phone.port import Phones


def mailer(sender: str, reply_to: str = "", smtp: "SmtpEndpoint | None" = None) -> "Mailer":
    """Whoever delivers e-mail for ``sender`` (``Name <address>``); answers go to ``reply_to``.

    With ``smtp`` it is that server, signed in to by the secret of that name; else Amazon SES.
    """

    def over_ses() -> "Mailer":
        from chalicelib.gateways.messaging.ses import SesMailer  # noqa: PLC0415 - pays for itself

        return SesMailer(
            aws.client("sesv2"),
            sender=sender,
            configuration_set=f"fairlead-{aws.stage()}",
            reply_to=reply_to or None,
        )

    one_for_all: Mailer | None = plugged("mailer")
    if one_for_all is not None:
        return one_for_all
    if smtp is None:
        return gateway(f"mailer.{sender}.{reply_to}", over_ses)
    return gateway(f"mailer.{sender}.{reply_to}.{smtp}", lambda: _smtp(smtp, sender, reply_to))


def _smtp(endpoint: "SmtpEndpoint", sender: str, reply_to: str) -> "Mailer":
    from chalicelib.gateways.messaging.smtp import (  # noqa: PLC0415 - pays for itself
        Credentials,
        SmtpMailer,
    )

    own = secrets.secret("smtp")
    return SmtpMailer(
        endpoint,
        Credentials(own["username"], own["password"], own.get("ca_bundle", "")),
        clock(),
        sender=sender,
        reply_to=reply_to or None,
    )


def phones(verify_service: str, sender: str) -> "Phones":
    """Whoever proves phone numbers and carries texts, with the services that the broker chose."""

    def build() -> "Phones":
        from chalicelib.gateways.phone.twilio import (  # noqa: PLC0415 - pays for itself
            API_URL,
            VERIFY_URL,
            TwilioAccount,
            TwilioPhones,
        )

        keys = secrets.secret("twilio")
        account = TwilioAccount(
            account_sid=keys["account_sid"],
            auth_token=keys["auth_token"],
            key=keys.get("key") or keys["account_sid"],
            key_secret=keys.get("key_secret") or keys["auth_token"],
            verify_service=verify_service,
            sender=sender,
        )
        return TwilioPhones(
            account,
            verify_url=keys.get("verify_url", VERIFY_URL),
            api_url=keys.get("api_url", API_URL),
        )

    return gateway(f"phones.{verify_service}.{sender}", build)
