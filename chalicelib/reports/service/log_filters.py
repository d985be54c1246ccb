"""What the logs are cut by, for their pages and their exports alike."""

from typing import Annotated

from pydantic import Field

from chalicelib.core.actor import Realm
from chalicelib.core.filters import Period
from chalicelib.identity.public import LoginLogFilter, Outcome
from chalicelib.notifications.public import DeliveryState, MailFilter

_Id = Annotated[str, Field(min_length=1, max_length=80)]
_Ip = Annotated[
    str,
    Field(min_length=2, max_length=45, pattern=r"^[0-9a-fA-F.:]+$", examples=["203.0.113.7"]),
]
_Person = Annotated[
    str,
    Field(max_length=90, pattern=r"^(client|staff):[A-Za-z0-9_]+$", examples=["client:10000001"]),
]
_Event = Annotated[str, Field(pattern=r"^[a-z_]{1,80}$", examples=["deposit_credited"])]


class LoginFilters(Period):
    """Which logins: of one person (an id), from one address, with one outcome."""

    who: _Id | None = None
    ip: _Ip | None = None
    outcome: Outcome | None = None

    def wanted(self, realm: Realm) -> LoginLogFilter:
        """The filter as the use case knows it."""
        return LoginLogFilter(realm, self.who, self.ip, self.outcome, self.since_at, self.until_at)


class MailFilters(Period):
    """Which mails: to one person (``client:…`` or ``staff:…``), of one event, with one status."""

    who: _Person | None = None
    event: _Event | None = None
    status: DeliveryState | None = None

    @property
    def wanted(self) -> MailFilter:
        """The filter as the use case knows it."""
        return MailFilter(self.who, self.event, self.status, self.since_at, self.until_at)
