"""What staff send to change clients, and what they are shown of the tree and of comments."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.clients.model import ClientKind
from chalicelib.clients.model.changes import (
    MAX_PARTICIPANTS,
    Assignment,
    Correction,
    Recoding,
    Tagging,
)
from chalicelib.clients.model.groups import PortalModule
from chalicelib.clients.model.tags import MAX_CUSTOM_TAGS, TagName
from chalicelib.clients.schemas.registration import PhoneForm
from chalicelib.edge.schemas import Body, Email, Instant, LanguageCode, View
from chalicelib.identity.public import Opened

_StaffId = Annotated[str, Field(max_length=60)]
_ClientText = Annotated[str, Field(max_length=40)]


class AssignmentForm(Body):
    """What is to change; what is left out stays. An empty text is nobody, or the default group."""

    owner_id: _StaffId | None = None
    participant_ids: Annotated[list[_StaffId], Field(max_length=MAX_PARTICIPANTS)] | None = None
    group_id: Annotated[str, Field(max_length=60)] | None = None
    kind: ClientKind | None = None

    def assignment(self) -> Assignment:
        """The same for the use case."""
        participants = self.participant_ids
        return Assignment(
            owner_id=self.owner_id,
            participant_ids=None if participants is None else tuple(participants),
            group_id=self.group_id,
            kind=self.kind,
        )


class CorrectionForm(Body):
    """What of a registration is to be corrected; what is left out stays."""

    name: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    email: Email | None = None
    phone: PhoneForm | None = None
    nationality: Annotated[str, Field(pattern=r"^([A-Z]{2})?$", examples=["GB"])] | None = None
    language: LanguageCode | None = None
    source: Annotated[str, Field(max_length=80)] | None = None

    def correction(self) -> Correction:
        """The same for the use case."""
        phone = self.phone
        return Correction(
            name=self.name,
            email=self.email,
            country_code=phone.country_code if phone else "",
            phone=phone.number if phone else None,
            nationality=self.nationality,
            language=self.language,
            source=self.source,
        )


_Tags = Annotated[list[TagName], Field(max_length=MAX_CUSTOM_TAGS)]


class TagsForm(Body):
    """All tags that a client is to have: public ones by name, and their own."""

    public: _Tags
    private: _Tags

    def tagging(self) -> Tagging:
        """The same for the use case."""
        return Tagging(public=tuple(self.public), private=tuple(self.private))


class ReferrerForm(Body):
    """The new referrer by client id or referral code; null for none."""

    referrer: _ClientText | None
    bring_downlines: bool


class ReferralCodeForm(Body):
    """Another referral code, four to sixteen letters and digits, and the one that it replaces."""

    referral_code: Annotated[str, Field(min_length=1, max_length=40, examples=["HARBOUR"])]
    replaces: _ClientText
    tells: bool = True

    def recoding(self) -> Recoding:
        """The same for the use case."""
        return Recoding(self.referral_code, self.replaces, tells=self.tells)


class CommentForm(Body):
    """Something to note."""

    text: Annotated[str, Field(min_length=1, max_length=4000)]


class StaffAuthorView(View):
    """Who noted it."""

    id: str
    name: str


class ClientCommentView(View):
    """What a member of staff has noted."""

    id: str
    by: StaffAuthorView
    at: Instant
    text: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        author = StaffAuthorView(id=noun.by_id, name=noun.by_name)
        return cls(id=noun.id, by=author, at=noun.at, text=noun.text)


class ClientGroupView(View):
    """A group of clients, and what its clients have."""

    id: str
    name: dict[str, str]
    modules: list[PortalModule]


class TagView(View):
    """A public tag."""

    name: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls(name=noun)


class PortalVisitView(View):
    """Where to open the client's portal, once and within a minute; ``ends_at`` ends the visit."""

    url: str
    handover_until: Instant
    ends_at: Instant

    @classmethod
    def of(cls, noun: Opened) -> Self:
        """See `View.of`."""
        visit = noun.visit
        return cls(url=noun.url, handover_until=visit.handover_until, ends_at=visit.ends_at)
