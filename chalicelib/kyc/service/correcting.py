"""Staff correct answers in review: each change is kept with who made it, and stands in the log."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.core import forms
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden, Limited
from chalicelib.core.forms import Answer, Answers
from chalicelib.kyc import store
from chalicelib.kyc.model.cases import MAX_EDITS, Edit, Record, RecordStatus
from chalicelib.kyc.model.errors import KycNotPending
from chalicelib.kyc.service import people
from chalicelib.kyc.service.showing import form_of, seen
from chalicelib.kyc.service.submitting import own_files, require_free
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def correct(actor: Actor, record_id: str, answers: dict[str, object]) -> Record:
    """Let staff replace all answers of a record that waits for a decision.

    Raises:
        NotFound: no such record in their scope. KycNotPending: it is decided.
        AnswersInvalid, DocumentMissing, ValueTaken: as when it is handed in.
        Forbidden: ``identity_hidden``: who sees masks would write them over what they stand for.
    """

    def work(unit: Unit) -> Record:
        before = seen(actor, record_id)
        if not people.sees_whole(actor, before.client_id):
            raise Forbidden("your role does not show this in full", code="identity_hidden")
        if before.status is not RecordStatus.PENDING:
            raise KycNotPending("it is decided", status=before.status.value)
        form = form_of(before)
        accepted = forms.accepted(form.form, answers, unit.now.date())
        changed = [
            key for key in answers | before.answers if before.answers.get(key) != accepted.get(key)
        ]
        if not changed:
            return before
        files = tuple(one.file_id for one in own_files(before.client_id, form, accepted))
        edits = (*before.edits, *_edits(unit, before, accepted, changed))
        if len(edits) > MAX_EDITS:
            raise Limited("corrected too often; reject it instead", limit=MAX_EDITS)
        after = replace(before, answers=accepted, files=files, edits=edits)
        require_free(form, after)
        _write(unit, before, changed)
        return store.change_record(unit, before, after)

    return ports.transact(actor, work)


def _edits(unit: Unit, before: Record, after: Answers, changed: list[str]) -> list[Edit]:
    form = form_of(before).form
    was, now = forms.masked(form, before.answers), forms.masked(form, after)
    actor = unit.actor
    return [
        Edit(unit.now, actor.id, actor.name, key, _plain(was.get(key)), _plain(now.get(key)))
        for key in changed
    ]


def _plain(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return ", ".join(answer) if isinstance(answer, tuple) else str(answer)


def _write(unit: Unit, before: Record, changed: list[str]) -> None:
    approvals.note_edit(unit, before.id, {"fields": ", ".join(changed)})
    audit.record(
        unit,
        "kyc_record_corrected",
        "kyc_record",
        before.id,
        client_id=before.client_id,
        after={"fields": changed},
    )
