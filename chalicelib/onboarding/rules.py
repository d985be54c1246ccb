"""What becomes of a draft: begun, taken up again, filled in, sent in. Pure; time comes in."""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.core.errors import Conflict, Limited
from chalicelib.onboarding.model import (
    MAX_FILES,
    Changes,
    Details,
    Draft,
    DraftFile,
    DraftSubmitted,
    Step,
    StepMissing,
    Submitted,
)

KEPT = timedelta(days=7)


def is_over(draft: Draft, now: datetime) -> bool:
    """Whether nothing can be done with ``draft`` any more."""
    return draft.ends_at <= now


def may_go_on(draft: Draft, now: datetime) -> bool:
    """Whether whoever proves the address again finds what they have filled in."""
    return not is_over(draft, now) and draft.submitted is None


def filled_in(draft: Draft, changes: Changes, proven_phone: str, now: datetime) -> Draft:
    """``draft`` with ``changes``; it is kept for another week.

    Raises:
        DraftSubmitted.
    """
    _demand_open(draft)
    return replace(
        draft,
        details=changes.details or draft.details,
        identity=changes.identity or draft.identity,
        account=changes.account or draft.account,
        proven_phone=proven_phone or draft.proven_phone,
        ends_at=now + KEPT,
    )


def with_file(draft: Draft, file: DraftFile, now: datetime) -> Draft:
    """``draft`` that a file is announced for.

    Raises:
        DraftSubmitted. Limited: ``files_too_many`` with the ``limit``.
    """
    _demand_open(draft)
    if len(draft.files) >= MAX_FILES:
        raise Limited("too many files", code="files_too_many", limit=MAX_FILES)
    return replace(draft, files=(*draft.files, file), ends_at=now + KEPT)


def sent_in(draft: Draft, outcome: Submitted) -> Draft:
    """``draft`` that has become a client: it only tells what came of it, nothing personal.

    Raises:
        DraftSubmitted: it has already.
    """
    _demand_open(draft)
    return replace(
        draft, details=Details(), identity=None, account=None, proven_phone="", submitted=outcome
    )


def demand_whole(draft: Draft, asked: tuple[Step, ...]) -> None:
    """Refuse a draft that leaves out a step that the broker asks for.

    Raises:
        StepMissing: with the ``step``. DraftSubmitted.
    """
    _demand_open(draft)
    given = {Step.IDENTITY: draft.identity, Step.ACCOUNT: draft.account}
    for step in asked:
        if given.get(step, draft) is None:
            raise StepMissing("fill in every step", field=step.value, step=step.value)


def demand_unchanged(draft: Draft, seen: Draft) -> None:
    """Refuse to send in what is not the draft that was checked.

    Raises:
        DraftSubmitted: somebody was faster. Conflict: ``changed_meanwhile``: look at it again.
    """
    _demand_open(draft)
    if draft.version != seen.version:
        raise Conflict("it was filled in meanwhile", code="changed_meanwhile")


def _demand_open(draft: Draft) -> None:
    if draft.submitted is not None:
        raise DraftSubmitted("it was sent in")
