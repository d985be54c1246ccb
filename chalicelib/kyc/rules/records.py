"""What a case becomes by a record that is handed in, decided, replaced or taken back."""

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from chalicelib.core.forms import Answer, Answers
from chalicelib.kyc.model.cases import Case, Claim, KycStatus, Record, RecordStatus
from chalicelib.kyc.model.errors import FormNotOffered, KycNotApproved, KycPending
from chalicelib.kyc.model.settings import KycForm

WARN_DAYS = (30, 7)


def offered(forms: Sequence[KycForm], form_id: str) -> KycForm:
    """The form that clients can choose.

    Raises:
        FormNotOffered: there is none of that id, or it is switched off.
    """
    for one in forms:
        if one.id == form_id and one.enabled:
            return one
    raise FormNotOffered("choose another form", field="form_id")


def handed_in(case: Case, record: Record) -> Case:
    """The case with ``record`` waiting.

    Raises:
        KycPending: another one waits.
    """
    if case.pending_id is not None:
        raise KycPending("wait for the decision", record_id=case.pending_id)
    return replace(case, records=record.number, pending_id=record.id, latest_id=record.id)


def approved(case: Case, record: Record, expires_on: date | None, today: date) -> Case:
    """The case with ``record``, which waited, in force."""
    return replace(
        case,
        pending_id=None,
        approved_id=record.id,
        ended=KycStatus.NONE,
        expires_on=expires_on,
        look_on=next_look(expires_on, today),
    )


def refused(case: Case, status: RecordStatus) -> Case:
    """The case without the record that waited; what is in force stays in force."""
    ended = KycStatus.REJECTED if status is RecordStatus.REJECTED else case.ended
    return replace(case, pending_id=None, ended=ended)


def taken_back(case: Case, ended: KycStatus) -> Case:
    """The case with nothing in force any more.

    Raises:
        KycNotApproved: nothing was.
    """
    if case.approved_id is None:
        raise KycNotApproved(status=case.status.value)
    return replace(case, approved_id=None, ended=ended, expires_on=None, look_on=None)


def decided(record: Record, status: RecordStatus, now: datetime, reason: str = "") -> Record:
    """``record`` in its new state."""
    return replace(record, status=status, decided_at=now, reason=reason)


def expiry_of(form: KycForm, answers: Answers) -> date | None:
    """The first day on which a document of the record no longer counts; None if none expires.

    A document is good on the day that it names: it is the day after.
    """
    days = [str(answers[key]) for key in form.expiry_keys if key in answers]
    return date.fromisoformat(min(days)) + timedelta(days=1) if days else None


def next_look(expires_on: date | None, today: date) -> date | None:
    """The next day on which to warn of an expiry, or to carry it out."""
    if expires_on is None:
        return None
    days = [expires_on - timedelta(days=before) for before in (*WARN_DAYS, 0)]
    return min((day for day in days if day > today), default=expires_on)


def claims_of(form: KycForm, record: Record) -> Iterator[Claim]:
    """What the record would claim: one for each answer that nobody else may have."""
    for key in form.unique_keys:
        if key in record.answers:
            yield Claim(key, digest_of(record.answers[key]), record.client_id, record.id)


def digest_of(answer: Answer) -> str:
    """The same for two answers that a person would call the same: case, width, blanks and dashes
    do not matter."""
    plain = unicodedata.normalize("NFKC", str(answer)).casefold()
    kept = "".join(sign for sign in plain if sign.isalnum())
    return hashlib.sha256((kept or plain).encode()).hexdigest()
