"""Forms, records and the vendor's check, as both faces show them."""

from typing import Annotated, Any, Self

from pydantic import Field, PlainSerializer, SerializationInfo

from chalicelib.core.veil import SensitiveField
from chalicelib.edge.forms import AnswersIn, AnswersOut, FormView
from chalicelib.edge.schemas import Body, Instant, Sensitive, View, sensitive_shown
from chalicelib.gateways.kyc.port import CheckOutcome
from chalicelib.kyc.model.cases import Origin, RecordStatus, Submission
from chalicelib.kyc.service.showing import Shown


def _answers_shown(answers: AnswersOut, info: SerializationInfo) -> AnswersOut:
    """All that somebody says of themself is identity; what is chosen or ticked gives less away."""
    return {
        key: sensitive_shown(SensitiveField.IDENTITY, one, info) if isinstance(one, str) else one
        for key, one in answers.items()
    }


IdentityAnswers = Annotated[AnswersOut, PlainSerializer(_answers_shown, return_type=AnswersOut)]
IdentityText = Annotated[str, Sensitive(SensitiveField.IDENTITY)]


class KycSubmissionForm(Body):
    """The form that was chosen, and the answers to it."""

    form_id: Annotated[str, Field(min_length=1, max_length=40)]
    answers: AnswersIn

    def submission(self) -> Submission:
        """The domain's word for it."""
        return Submission(self.form_id, dict(self.answers))


class KycFormView(View):
    """One form that can be chosen; texts by language."""

    id: str
    name: dict[str, str]
    description: dict[str, str]
    form: FormView


class KycFileView(View):
    """A document of the record, opened through the files' route."""

    file_id: str
    file_name: str
    content_type: str


class KycRecordView(View):
    """One version of what was handed in, with the form as it was then."""

    id: str
    number: int
    status: RecordStatus
    origin: Origin
    form_id: str
    form_name: dict[str, str]
    form: FormView
    answers: IdentityAnswers
    files: list[KycFileView]
    submitted_at: Instant
    decided_at: Instant | None
    reason: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate(record_facts(noun))


def record_facts(shown: Shown) -> dict[str, Any]:
    """What all views of a record share."""
    record = shown.record
    own = ("id", "number", "status", "origin", "form_id", "form_name", "reason")
    times = ("submitted_at", "decided_at")
    facts: dict[str, Any] = {name: getattr(record, name) for name in own + times}
    answers = {
        key: list(one) if isinstance(one, tuple) else one for key, one in shown.answers.items()
    }
    return facts | {
        "form": FormView.of(shown.form.form),
        "answers": answers,
        "files": [KycFileView.of(one) for one in shown.files],
    }


class KycCheckView(View):
    """What the vendor thinks, as the client may know it; ``labels`` are the vendor's codes."""

    vendor: str
    outcome: CheckOutcome
    as_of: Instant
    labels: list[str]
    comment: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate(check_facts(noun))


def check_facts(check: Any) -> dict[str, Any]:
    """What all views of a check share."""
    names = ("vendor", "outcome", "as_of", "comment")
    return {name: getattr(check, name) for name in names} | {"labels": list(check.labels)}
