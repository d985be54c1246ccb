"""What staff do with accounts: binding one to a client, letting one go."""

from typing import Annotated

from pydantic import Field

from chalicelib.accounts.schemas.offers import MOST_LOGIN
from chalicelib.edge.schemas import Body, LanguageCode
from chalicelib.messages.approvals import Notify


class AccountNotifyForm(Body):
    """How to tell the client; without a language in theirs."""

    email: bool = True
    popup: bool = True
    language: LanguageCode | None = None

    def notify(self) -> Notify:
        """The same for the message."""
        return Notify(self.email, self.popup, self.language or "")


class DeskBindingBody(Body):
    """The account of a server that becomes a client's."""

    client_id: Annotated[str, Field(max_length=40)]
    server_id: Annotated[str, Field(max_length=80)]
    login: Annotated[int, Field(ge=1, le=MOST_LOGIN)]
    notify: AccountNotifyForm = Field(default_factory=AccountNotifyForm)


class UnbindingBody(Body):
    """Why an account is let go; the client is told the reason."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]
    notify: AccountNotifyForm = Field(default_factory=AccountNotifyForm)
