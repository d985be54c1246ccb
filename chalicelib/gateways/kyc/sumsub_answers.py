"""What Sumsub's answers mean in the domain's words.

Owns: exact types of what we read, and the reading of an applicant's review. Refuses: guessing: only
a completed review that answers GREEN has passed. What Sumsub sends is input from outside: a missing
or strange field is an unreadable answer, not a crash.
"""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictStr, ValidationError

from chalicelib.core.errors import Upstream
from chalicelib.gateways.answer import Answer, lost
from chalicelib.gateways.kyc.port import CheckOutcome, CheckState
from chalicelib.gateways.kyc.sumsub_callbacks import read_time

_COMPLETED = "completed"
_NOT_SENT_YET = "init"
_LONGEST_COMMENT = 2000


class _Part(BaseModel):
    """An object of Sumsub's: fields that we do not know are welcome."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class ReviewResult(_Part):
    """How a review ended."""

    answer: Annotated[StrictStr, Field(alias="reviewAnswer")] = ""
    reject_type: Annotated[StrictStr, Field(alias="reviewRejectType")] = ""
    labels: Annotated[tuple[StrictStr, ...], Field(alias="rejectLabels")] = ()
    comment: Annotated[StrictStr | None, Field(alias="moderationComment")] = None
    client_comment: Annotated[StrictStr | None, Field(alias="clientComment")] = None


class Review(_Part):
    """Where the verification of an applicant stands."""

    status: Annotated[StrictStr, Field(alias="reviewStatus")]
    level: Annotated[StrictStr, Field(alias="levelName")] = ""
    result: Annotated[ReviewResult | None, Field(alias="reviewResult")] = None
    created_at: Annotated[StrictStr, Field(alias="createDate")] = ""
    reviewed_at: Annotated[StrictStr, Field(alias="reviewDate")] = ""


class Applicant(_Part):
    """A person at Sumsub."""

    id: Annotated[StrictStr, Field(min_length=1, max_length=100)]
    external_user_id: Annotated[StrictStr, Field(alias="externalUserId")]
    created_at: Annotated[StrictStr, Field(alias="createdAt")]
    review: Review


class Link(_Part):
    """The address of the hosted page."""

    url: Annotated[StrictStr, Field(pattern=r"^https?://")]


Read = TypeVar("Read", bound=_Part)


def read_as(kind: type[Read], answer: Answer) -> Read:
    """``answer`` as ``kind``.

    Raises:
        VendorUnavailable, OutcomeUnknown: it is something else; which one as in `Answer.broken`.
    """
    try:
        return kind.model_validate_json(answer.body)
    except ValidationError as error:
        raise answer.broken(f"no readable {kind.__name__.lower()}") from error


def check_state(applicant: Applicant) -> CheckState:
    """What ``applicant`` says.

    Raises:
        VendorUnavailable: the times in it are unreadable.
    """
    review = applicant.review
    result = review.result or ReviewResult()
    try:
        as_of = read_time(review.reviewed_at or review.created_at or applicant.created_at)
    except ValueError as error:
        raise _unreadable("no readable time") from error
    return CheckState(
        reference=applicant.id,
        client_id=applicant.external_user_id,
        outcome=_outcome(review, result),
        as_of=as_of,
        level=review.level,
        labels=result.labels,
        comment=(result.comment or "")[:_LONGEST_COMMENT],
        staff_comment=(result.client_comment or "")[:_LONGEST_COMMENT],
    )


def _outcome(review: Review, result: ReviewResult) -> CheckOutcome:
    if review.status == _NOT_SENT_YET:
        # A client who was asked again is back at the start until they have sent something new.
        return CheckOutcome.RETRY if result.answer == "RED" else CheckOutcome.STARTED
    if review.status != _COMPLETED:
        return CheckOutcome.IN_REVIEW
    if result.answer == "GREEN":
        return CheckOutcome.PASSED
    if result.answer != "RED":
        raise _unreadable(f"completed with {result.answer[:20]!r}")
    return CheckOutcome.RETRY if result.reject_type == "RETRY" else CheckOutcome.REFUSED


def _unreadable(why: str) -> Upstream:
    return lost("sumsub", why, reason="broken", changing=False)
