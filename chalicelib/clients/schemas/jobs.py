"""Orders for many clients, their review, and how their jobs are doing."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from chalicelib.clients.model import ClientKind, ClientStatus, IdentityStanding
from chalicelib.clients.model.changes import MAX_PARTICIPANTS, Assignment, Reparenting, Tagging
from chalicelib.clients.model.jobs import MAX_ROWS, Announcement, Job, JobStatus, Order, Said
from chalicelib.clients.model.tags import MAX_CUSTOM_TAGS, TagName
from chalicelib.clients.schemas.clients import ClientQuery
from chalicelib.clients.service.jobs import Choice, Reviewed
from chalicelib.clients.service.outcomes import NamedRow
from chalicelib.clients.service.referring import referrer_called
from chalicelib.core.actor import Actor
from chalicelib.edge.schemas import Body, Facts, Instant, LanguageCode, View

_StaffId = Annotated[str, Field(max_length=60)]
_StaffIds = Annotated[list[_StaffId], Field(max_length=MAX_PARTICIPANTS)]
_Tags = Annotated[list[TagName], Field(max_length=MAX_CUSTOM_TAGS)]
_ClientId = Annotated[str, Field(max_length=40)]
OrderName = Literal["assign", "tag", "refer", "message", "delete", "import", "block"]


class BulkAssignmentForm(Body):
    """Owner, participants (all of them, or more), group and kind; what is left out stays."""

    owner_id: _StaffId | None = None
    participant_ids: _StaffIds | None = None
    added_participant_ids: _StaffIds = Field(default_factory=list)
    group_id: Annotated[str, Field(max_length=60)] | None = None
    kind: ClientKind | None = None

    def assignment(self) -> Assignment:
        """The same for the use case."""
        replaced = self.participant_ids
        return Assignment(
            owner_id=self.owner_id,
            participant_ids=None if replaced is None else tuple(replaced),
            added_participant_ids=tuple(self.added_participant_ids),
            group_id=self.group_id,
            kind=self.kind,
        )


class BulkTagsForm(Body):
    """Public tags to give and to take."""

    added: _Tags = Field(default_factory=list)
    removed: _Tags = Field(default_factory=list)


class BulkReferrerForm(Body):
    """The new referrer by id or code; null for none."""

    referrer: _ClientId | None
    bring_downlines: bool


class MessageTextForm(Body):
    """A message in one language; empty lines part its paragraphs."""

    language: LanguageCode
    subject: Annotated[str, Field(min_length=1, max_length=150)]
    text: Annotated[str, Field(min_length=1, max_length=4000)]


class BulkMessageForm(Body):
    """What to tell clients: in the language of each, or the first one given, by some way."""

    texts: Annotated[list[MessageTextForm], Field(min_length=1, max_length=3)]
    email: bool = True
    popup: bool = True

    @model_validator(mode="after")
    def _sendable(self) -> Self:
        if len({one.language for one in self.texts}) < len(self.texts):
            raise ValueError("a language is given twice")
        if not (self.email or self.popup):
            raise ValueError("send it by e-mail, in the portal, or both")
        return self

    def announcement(self) -> Announcement:
        """The same for the use case."""
        said = tuple(Said(one.language, one.subject, one.text) for one in self.texts)
        return Announcement(said, self.email, self.popup)


class FilterForm(Body):
    """The filters of the list, for everything that it shows."""

    kind: ClientKind | None = None
    status: ClientStatus | None = None
    identity: IdentityStanding | None = None
    group: Annotated[str, Field(max_length=60)] | None = None
    owner: Annotated[str, Field(max_length=500)] | None = None
    referrer: _ClientId | None = None
    tag: TagName | None = None
    since: Annotated[str, Field(max_length=40)] | None = Field(None, alias="from")
    until: Annotated[str, Field(max_length=40)] | None = Field(None, alias="to")

    def query(self) -> ClientQuery:
        """The same as the list takes it."""
        given = self.model_dump(exclude_none=True, by_alias=True, mode="json")
        return ClientQuery.model_validate_strings(given)


class JobForm(Body):
    """One order, for the clients named or for all that a filter shows."""

    assign: BulkAssignmentForm | None = None
    tag: BulkTagsForm | None = None
    refer: BulkReferrerForm | None = None
    message: BulkMessageForm | None = None
    delete: Literal[True] | None = None
    client_ids: Annotated[list[_ClientId], Field(max_length=MAX_ROWS)] = Field(default_factory=list)
    filter: FilterForm | None = None

    @model_validator(mode="after")
    def _one_order_for_one_choice(self) -> Self:
        orders = (self.assign, self.tag, self.refer, self.message, self.delete)
        if sum(one is not None for one in orders) != 1:
            raise ValueError("give exactly one order")
        if bool(self.client_ids) == (self.filter is not None):
            raise ValueError("send client_ids or filter")
        return self

    def order(self, actor: Actor) -> Order:
        """The order for the use case.

        Raises:
            NotFound: the referrer, in the actor's scope.
        """
        if self.assign is not None:
            return Order(assignment=self.assign.assignment())
        if self.tag is not None:
            return Order(
                tagging=Tagging(None, None, tuple(self.tag.added), tuple(self.tag.removed))
            )
        if self.refer is not None:
            named = self.refer.referrer
            referrer_id = referrer_called(actor, named) if named else ""
            return Order(reparenting=Reparenting(referrer_id, self.refer.bring_downlines))
        if self.message is not None:
            return Order(announcement=self.message.announcement())
        return Order(deletion=True)

    def choice(self, actor: Actor) -> Choice:
        """The clients meant."""
        if self.filter is None:
            return Choice(tuple(self.client_ids))
        return Choice(wanted=self.filter.query().wanted(actor))


class ReviewedClientView(View):
    """One client of an order, and what is in the way, as far as it was looked into."""

    id: str
    name: str
    checked: bool
    code: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        reviewed: Reviewed = noun
        client = reviewed.client
        return cls(id=client.id, name=client.name, checked=reviewed.checked, code=reviewed.code)


class SaidView(View):
    """What a message says in one language."""

    language: str
    subject: str
    text: str


class SentMessageView(View):
    """A message to many clients, and by which ways it goes."""

    said: list[SaidView]
    email: bool
    popup: bool


class ClientJobView(View):
    """A job, who ordered it and how far it is; one that sends a message has the ``message``."""

    id: str
    order: OrderName
    ordered_by: str
    message: SentMessageView | None
    status: JobStatus
    clients: int
    from_file: bool
    done: int
    refused: int
    created_at: Instant
    finished_at: Instant | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        job: Job = noun
        shared = ("id", "status", "done", "refused", "created_at", "finished_at")
        facts = {name: getattr(job, name) for name in shared}
        message = job.order.announcement
        more = {
            "order": job.order.name,
            "ordered_by": job.staff_name,
            "message": None if message is None else SentMessageView.of(message),
            "clients": job.size,
            "from_file": bool(job.columns),
        }
        return cls.model_validate(facts | more)


class ClientJobRowView(View):
    """What came of one client, or of a row of a file; ``code`` says why nothing did.

    Of a file it names the ``line`` and, of a refusal, the ``column``; ``client_id`` is empty where
    no client was made. Who was deleted, or is outside the reader's scope, has no ``name``.
    """

    number: int
    client_id: str
    name: str
    line: int
    code: str | None
    column: str
    facts: Facts
    at: Instant

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        named: NamedRow = noun
        row = named.row
        return cls(
            number=row.number,
            client_id=row.client_id,
            name=named.name,
            line=row.line,
            code=row.code,
            column=row.column,
            facts=dict(row.facts),
            at=row.at,
        )


class MessageDraftView(View):
    """A message kept ready, by language."""

    name: str
    subject: dict[str, str]
    text: dict[str, str]
