"""Downlines as those who brought them see them."""

import re
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from chalicelib.clients.public import ClientFilter, ClientKind, ClientStatus, IdentityStanding
from chalicelib.downlines.model import Where
from chalicelib.downlines.service.nouns import ANYBODY, Downline, Person, Who
from chalicelib.edge.periods import Period
from chalicelib.edge.schemas import (
    ClientEmail,
    ClientNationality,
    ClientPhone,
    Instant,
    OfClient,
    PageQuery,
    View,
)

_CLIENT_ID = re.compile(r"[1-9][0-9]{7}")
Level = Annotated[int, Field(ge=0, le=100)]


class WhereQuery(PageQuery):
    """Which downlines: levels ``first`` to ``last`` below ``of`` (0 is themself), or below me."""

    of: Annotated[str, Field(max_length=40)] | None = None
    first: Level = 1
    last: Level | None = None

    @property
    def where(self) -> Where:
        """The same for the use case."""
        return Where(self.of, self.first, self.last)

    @property
    def who(self) -> Who:
        """Whom of them; a list that can be cut by it says so."""
        return ANYBODY


class NamedQuery(WhereQuery):
    """Which of them: ``name`` is a part of it, or the beginning of the client's id."""

    name: Annotated[str, Field(max_length=100)] = ""

    @property
    def who(self) -> Who:
        """The same for the use case."""
        return Who(text=self.name, ids=(self.name,) if _CLIENT_ID.fullmatch(self.name) else None)


class DownlinesQuery(Period, NamedQuery):
    """Which of them by what they are; the period is that of joining.

    By ``country`` nobody is found of whom the broker does not show it.
    """

    kind: ClientKind | None = None
    identity: IdentityStanding | None = None
    status: Literal["active", "suspended"] | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["GB"])] | None = None

    @property
    def who(self) -> Who:
        """The same for the use case."""
        like = ClientFilter(
            kind=self.kind,
            status=ClientStatus(self.status) if self.status else None,
            identity=self.identity,
            since=self.since_at,
            until=self.until_at,
        )
        return replace(super().who, country=self.country, like=like)


class PersonView(View):
    """Somebody below the caller, who is level 0, and who brought them."""

    id: str
    name: str
    level: int
    referrer_id: str | None
    referrer_name: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`. Who brought the caller is not theirs to see."""
        return cls.model_validate(person_facts(noun))


def person_facts(one: Person) -> dict[str, Any]:
    """What all views of somebody below share."""
    return {
        "id": one.id,
        "name": one.client.name,
        "level": one.level,
        "referrer_id": one.client.referrer_id if one.level else None,
        "referrer_name": one.referrer_name,
    }


class DownlineView(OfClient):
    """A downline with their particulars, as far as the broker lets uplines see them.

    ``below`` counts everybody at any distance; it is null where the broker limits the levels shown.
    """

    whose: ClassVar[str] = "id"

    id: str
    name: str
    level: int
    referrer_id: str | None
    referrer_name: str
    email: ClientEmail
    phone: ClientPhone
    nationality: ClientNationality
    kind: ClientKind
    tier: str
    status: ClientStatus
    identity: IdentityStanding
    registered_at: Instant
    direct_downlines: int
    below: int | None
    has_reports: bool

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        line: Downline = noun
        person, client = line.person, line.person.client
        return cls.model_validate(
            person_facts(person)
            | {
                "email": person.email,
                "phone": person.phone,
                "nationality": person.nationality,
                "kind": client.kind,
                "tier": line.tier,
                "status": client.status,
                "identity": client.identity,
                "registered_at": client.registered_at,
                "direct_downlines": line.direct,
                "below": line.below,
                "has_reports": line.has_reports,
            }
        )


class OverviewView(View):
    """How many the caller has brought, and the broker's limits on what is shown of them."""

    direct: int
    indirect: int | None
    new_today: int
    levels: int | None
    earliest: Instant | None
    country_shown: bool
