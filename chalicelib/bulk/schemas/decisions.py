"""One decision on many requests, as it is sent, reviewed and begun."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from chalicelib.approvals.public import RequestType
from chalicelib.bulk.model import MAX_DECISIONS, DecisionOrder, SeenRequest, Verdict
from chalicelib.bulk.rules import Tally
from chalicelib.bulk.schemas.accounts import TellForm
from chalicelib.bulk.service.deciding import ReviewedDecision, ReviewedDecisions
from chalicelib.core.forms import LocalText
from chalicelib.edge.schemas import Body, MoneyOut, View

_RequestId = Annotated[str, Field(max_length=60)]
_Count = Annotated[int, Field(ge=1, le=1_000_000)]


class DecisionsReviewForm(Body):
    """Which requests: those named, or all that wait for the caller, of one ``type`` if given."""

    request_ids: (
        Annotated[list[_RequestId], Field(min_length=1, max_length=MAX_DECISIONS)] | None
    ) = None
    everything: Literal[True] | None = None
    type: RequestType | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.request_ids is None) == (self.everything is None):
            raise ValueError("name requests, or ask for everything")
        return self


class SeenRequestForm(Body):
    """A request as the review showed it: what has moved on since is refused."""

    id: _RequestId
    node: _Count
    round: _Count

    def seen(self) -> SeenRequest:
        """The same for the use case."""
        return SeenRequest(self.id, self.node, self.round)


class DecisionsForm(Body):
    """One decision on the requests that are named; ``reason`` is what clients read of it."""

    decision: Verdict
    requests: Annotated[list[SeenRequestForm], Field(min_length=1, max_length=MAX_DECISIONS)]
    reason: Annotated[str, Field(max_length=1000)] = ""
    comment: Annotated[str, Field(max_length=2000)] = ""
    notify: TellForm = Field(default_factory=TellForm)

    def order(self) -> DecisionOrder:
        """The same for the use case."""
        return DecisionOrder(
            verdict=self.decision,
            reason=self.reason,
            comment=self.comment,
            notify=self.notify.notify(),
            requests=tuple(one.seen() for one in self.requests),
        )


class ReviewedDecisionView(View):
    """One request of the review; ``code`` says why it would be left out, if it would."""

    id: str
    type: RequestType | None
    client_id: str
    client_name: str
    amount: MoneyOut | None
    node: int
    nodes: int
    round: int
    code: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`. Of what the caller cannot see there is but the id."""
        reviewed: ReviewedDecision = noun
        request = reviewed.request
        return cls(
            id=reviewed.id,
            type=request.type if request else None,
            client_id=request.client_id if request else "",
            client_name=request.client_name if request else "",
            amount=reviewed.amount,
            node=request.node if request else 0,
            nodes=len(request.flow.path) if request else 0,
            round=request.round if request else 0,
            code=reviewed.code,
        )


class DecisionsTallyView(View):
    """What of one type would be decided: how many, and their sums by currency."""

    type: RequestType
    count: int
    sums: list[MoneyOut]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        tally: Tally = noun
        return cls(type=RequestType(tally.type), count=tally.count, sums=list(tally.sums))


class ReadyReasonView(View):
    """Words to refuse with, by language."""

    id: str
    text: LocalText


class ReviewedDecisionsView(View):
    """What a decision would meet; ``more`` when more wait than one order can name.

    ``reject_reasons`` are for requests of every type among those that would be decided.
    """

    items: list[ReviewedDecisionView]
    tallies: list[DecisionsTallyView]
    more: bool
    reject_reasons: list[ReadyReasonView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        reviewed: ReviewedDecisions = noun
        return cls(
            items=[ReviewedDecisionView.of(one) for one in reviewed.items],
            tallies=[DecisionsTallyView.of(one) for one in reviewed.tallies],
            more=reviewed.more,
            reject_reasons=[ReadyReasonView.of(one) for one in reviewed.reject_reasons],
        )
