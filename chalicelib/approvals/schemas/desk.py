"""A request as staff see it: in lists, on the review screen, in counts."""

from typing import Any, ClassVar, Self

from pydantic import SerializationInfo, field_serializer

from chalicelib.approvals.model import (
    FieldKind,
    LogLine,
    Mode,
    PauseReason,
    Request,
    RequestStatus,
    RequestType,
)
from chalicelib.approvals.model.log import LogCode
from chalicelib.approvals.schemas.portal import RequestView, shared_facts
from chalicelib.approvals.schemas.process import (
    DecisionView,
    ProcessView,
    StaffRefView,
    process_of,
)
from chalicelib.approvals.service.queues import Counts
from chalicelib.approvals.service.review import ListedRequest, ReviewedRequest
from chalicelib.core.actor import name_shown
from chalicelib.core.forms import LocalText
from chalicelib.edge.schemas import Instant, OfClient, SummaryFacts, View, fact_shown
from chalicelib.edge.uploads import FileTargetView


class ClientRefView(View):
    """Whose request it is."""

    id: str
    name: str
    kind: str


class NodeView(View):
    """Where in its flow a request stands, and who decides there.

    ``approvers_label`` is the code of a permission, or names of people and roles.
    """

    index: int
    count: int
    approvers_label: str


class PauseView(View):
    """A clock that stands still."""

    reason: PauseReason
    since: Instant
    by_name: str
    note: str


class DeskRequestView(OfClient, RequestView):
    """A request as staff see it in a list. Who submitted or decided it has no name if it was the
    system.
    """

    whose: ClassVar[str] = "client.id"

    client: ClientRefView
    owner: StaffRefView | None
    submitted_by: str
    node: NodeView
    round: int
    pause: PauseView | None
    mode: Mode
    decisions: list[DecisionView]
    returned_code: str | None
    decided_by: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        listed: ListedRequest = noun
        return cls.model_validate(_desk_facts(listed.request, listed.names))


class AttachedFileView(View):
    """A file of the payload, or of a comment."""

    file_id: str
    name: str


class LogLineView(View):
    """One line of the log; a deleted comment has lost its text and files."""

    id: str
    at: Instant
    by: StaffRefView
    code: LogCode
    text: str | None
    system: bool
    facts: SummaryFacts
    files: list[AttachedFileView]
    edited_at: Instant | None
    deleted_at: Instant | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        line: LogLine = noun
        by = f"{line.by_realm}:{line.by_id}"
        return cls(
            id=line.id,
            at=line.at,
            by=StaffRefView(id=by, name=name_shown(by, line.by_name)),
            code=line.code,
            text=line.text,
            system=line.system,
            facts=line.facts,
            files=[AttachedFileView.of(one) for one in line.files],
            edited_at=line.edited_at,
            deleted_at=line.deleted_at,
        )


class FactView(View):
    """One labelled fact of the payload."""

    code: str
    value: str

    @field_serializer("value")
    def _shown(self, value: str, info: SerializationInfo) -> str:
        return fact_shown(self.code, value, info)


class DetailsView(View):
    """The payload as its owner shows it."""

    facts: list[FactView]
    files: list[AttachedFileView]


class LinkedRequestView(View):
    """Another request that was opened with this one; ``comes_first`` when this one waits on it."""

    id: str
    type: RequestType
    status: RequestStatus
    comes_first: bool


class FieldChoiceView(View):
    """One value that a field can have."""

    value: str
    label: str


class EditableFieldView(View):
    """A field that the caller may correct now; amounts are in ``currency``, at most ``maximum``."""

    code: str
    kind: FieldKind
    value: str
    currency: str | None
    maximum: str | None
    choices: list[FieldChoiceView]


class RejectReasonView(View):
    """Words to refuse with, by language."""

    id: str
    text: LocalText


class NoteUploadView(FileTargetView):
    """Where to post the file, as a multipart form: ``fields`` first, then ``file``."""


class ReviewedRequestView(DeskRequestView):
    """The review screen."""

    log: list[LogLineView]
    can_decide: bool
    why_not: str | None
    details: DetailsView
    linked: list[LinkedRequestView]
    process: ProcessView
    can_restart: bool
    editable: list[EditableFieldView]
    first_asked: SummaryFacts
    reject_reasons: list[RejectReasonView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        reviewed: ReviewedRequest = noun
        more = {
            "log": [LogLineView.of(line) for line in reviewed.log],
            "can_decide": reviewed.why_not is None,
            "why_not": reviewed.why_not,
            "details": DetailsView.of(reviewed.details),
            "linked": [_linked(one, reviewed.request) for one in reviewed.linked],
            "process": process_of(reviewed.request, reviewed.names),
            "can_restart": reviewed.can_restart,
            "editable": [EditableFieldView.of(one) for one in reviewed.editable],
            "first_asked": reviewed.request.first_asked,
            "reject_reasons": [RejectReasonView.of(one) for one in reviewed.reject_reasons],
        }
        return cls.model_validate(_desk_facts(reviewed.request, reviewed.names) | more)


class TimesView(View):
    """How long decisions of one type took, in seconds, pauses not counted."""

    type: RequestType
    decided: int
    late: int
    p50: int
    p90: int
    p99: int
    capped: bool


class TypeCountView(View):
    """How much of one type waits."""

    type: RequestType
    to_do: int
    pending: int


class CountsView(View):
    """How much of each type waits; ``capped`` when a count stopped at 100."""

    items: list[TypeCountView]
    capped: bool

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        counted: Counts = noun
        return cls(items=[TypeCountView.of(item) for item in counted.items], capped=counted.capped)


def _desk_facts(request: Request, names: dict[str, str]) -> dict[str, Any]:
    client = ClientRefView(id=request.client_id, name=request.client_name, kind=request.client_kind)
    owner = request.owner_id
    return shared_facts(request) | {
        "client": client,
        "owner": StaffRefView(id=owner, name=names.get(owner, "")) if owner else None,
        "submitted_by": name_shown(
            request.created_by,
            request.created_by_name or request.client_name or request.client_id,
        ),
        "node": _node(request, names),
        "round": request.round,
        "pause": PauseView.of(request.pause) if request.pause else None,
        "mode": request.mode,
        "decisions": [DecisionView.of_decision(decision) for decision in request.decisions],
        "returned_code": request.returned_code,
        "decided_by": request.decided_by
        and name_shown(request.decided_by, request.decided_by_name or request.decided_by),
    }


def _linked(other: Request, request: Request) -> LinkedRequestView:
    comes_first = request.is_held and other.id in request.waits_on
    return LinkedRequestView(
        id=other.id, type=other.type, status=other.status, comes_first=comes_first
    )


def _node(request: Request, names: dict[str, str]) -> NodeView:
    path = request.flow.path
    node = path[request.node - 1]
    label = ", ".join(names.get(one, one) for one in (*node.user_ids, *node.role_ids))
    return NodeView(
        index=request.node, count=len(path), approvers_label=label or request.permission.value
    )
