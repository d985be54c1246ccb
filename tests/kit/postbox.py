"""A mail vendor of our own: keeps what it is given, and fails on demand before or after."""

from chalicelib.core.errors import Upstream
from chalicelib.gateways.messaging.port import Email


class Postbox:
    """A `Mailer` that delivers into ``mails``.

    ``before`` and ``after`` are failures to come, one per attempt: those of ``before`` happen
    without the mail leaving, those of ``after`` once it has left.
    """

    def __init__(self) -> None:
        self.mails: list[Email] = []
        self.before: list[Upstream] = []
        self.after: list[BaseException] = []

    def send(self, email: Email) -> str:
        """See `Mailer.send`."""
        if self.before:
            raise self.before.pop(0)
        self.mails.append(email)
        if self.after:
            raise self.after.pop(0)
        return f"ses-{len(self.mails)}"

    @property
    def subjects(self) -> list[str]:
        """The subjects of all mails that left, in order."""
        return [mail.subject for mail in self.mails]
