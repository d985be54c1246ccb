"""Handing in: a client for themself, or a member of staff for a client."""

from collections.abc import Iterable
from datetime import timedelta

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Link, RequestDraft, RequestType
from chalicelib.core import forms
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.forms import Answers
from chalicelib.core.nouns import dataclass
from chalicelib.documents import public as documents
from chalicelib.documents.public import Document, Purpose
from chalicelib.kyc import store
from chalicelib.kyc.model.cases import Case, Origin, Record, RecordStatus, Submission
from chalicelib.kyc.model.settings import FORMS, VENDOR, KycForm, Vendor
from chalicelib.kyc.rules import records as rules
from chalicelib.kyc.service import people
from chalicelib.kyc.service.keeping import keep_case
from chalicelib.kyc.service.people import KnownClient
from chalicelib.kyc.service.showing import Shown
from chalicelib.settings import public as settings
from chalicelib.storage import limits
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

SUBMISSIONS_PER_DAY = 20
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Prepared:
    """What is handed in: answers to version ``design`` of a form, with the documents among them."""

    form: KycForm
    design: int
    answers: Answers
    files: tuple[Document, ...]


def submit(actor: Actor, submission: Submission, command: Command) -> Shown:
    """Let the client ``actor`` hand in a record; it waits for approval as the setting says.

    Raises:
        Forbidden: ``client_not_active``. FormNotOffered, AnswersInvalid, DocumentMissing.
        KycPending: another record waits. ValueTaken: another client has been approved with it.
        Limited: too often today; what is taken cannot be found out by trying.
    """
    limits.take("kyc", actor.id, ports.now(), allowance=SUBMISSIONS_PER_DAY, window=_DAY)
    return _submitted(actor, people.acting_client(actor), submission, command)


def submit_for(actor: Actor, client_id: str, submission: Submission, command: Command) -> Shown:
    """Let the member of staff ``actor`` hand in a record for a client; somebody else decides.

    Raises:
        NotFound: no such client in their scope; and what `submit` raises.
    """
    return _submitted(actor, people.client(actor, client_id), submission, command)


def prepared(owner_id: str, submission: Submission) -> Prepared:
    """What ``submission`` hands in, checked against the form in force; its files are the owner's.

    Raises:
        FormNotOffered, AnswersInvalid, DocumentMissing.
    """
    in_force = settings.in_force(FORMS)
    form = rules.offered(in_force.value, submission.form_id)
    answers = forms.accepted(form.form, submission.answers, ports.now().date())
    return Prepared(form, in_force.number, answers, own_files(owner_id, form, answers))


def hand_in_with(
    unit: Unit,
    client: KnownClient,
    record_id: str,
    wanted: Prepared,
    *,
    linked: tuple[Link, ...],
    waits_on: tuple[Link, ...],
) -> None:
    """Hand in a newcomer's record in the unit that makes the client, linked to what else it asks.

    Raises:
        ValueTaken: another client has been approved with it.
    """
    case = store.case_of(client.id)
    record = _record(unit, record_id, client, case, wanted)
    require_free(wanted.form, record)
    _kept(
        unit,
        case,
        rules.handed_in(case, record),
        record,
        client,
        linked=linked,
        waits_on=waits_on,
    )


def _submitted(
    actor: Actor, client: KnownClient, submission: Submission, command: Command
) -> Shown:
    wanted = prepared(client.id, submission)

    def work(unit: Unit) -> Shown:
        case = store.case_of(client.id)
        record = _record(unit, unit.ids.new("kyc", unit.now), client, case, wanted)
        require_free(wanted.form, record)
        stored = _kept(unit, case, rules.handed_in(case, record), record, client)
        shown = Shown(stored, wanted.form, wanted.answers, wanted.files)
        command.settle(unit, shown)
        return shown

    return ports.transact(actor, work)


def _record(
    unit: Unit, record_id: str, client: KnownClient, case: Case, wanted: Prepared
) -> Record:
    """The record that whoever acts in ``unit`` hands in."""
    actor = unit.actor
    return Record(
        id=record_id,
        client_id=client.id,
        number=case.records + 1,
        form_id=wanted.form.id,
        form_name=wanted.form.name,
        design=wanted.design,
        answers=wanted.answers,
        status=RecordStatus.PENDING,
        origin=Origin.STAFF if actor.realm is Realm.STAFF else Origin.CLIENT,
        submitted_at=unit.now,
        submitted_by=actor.ref,
        submitted_by_name=actor.name,
        files=tuple(one.file_id for one in wanted.files),
    )


def reopened(unit: Unit, case: Case, ended: Case, before: Record, client: KnownClient) -> Record:
    """The record ``before``, handed in once more by the system for staff to look at.

    ``ended`` is what the stored ``case`` has become by the approval's end.
    """
    again = Record(
        id=unit.ids.new("kyc", unit.now),
        client_id=before.client_id,
        number=case.records + 1,
        form_id=before.form_id,
        form_name=before.form_name,
        design=before.design,
        answers=before.answers,
        status=RecordStatus.PENDING,
        origin=Origin.VENDOR,
        submitted_at=unit.now,
        submitted_by=unit.actor.ref,
        files=before.files,
    )
    return _kept(unit, case, rules.handed_in(ended, again), again, client)


def require_free(form: KycForm, record: Record) -> None:
    """Refuse early what approval would refuse: a value that another client has.

    Raises:
        ValueTaken: with the field.
    """
    for held in store.claims_on(rules.claims_of(form, record)):
        if held.client_id != record.client_id:
            raise store.taken(held)


def own_files(client_id: str, form: KycForm, answers: Answers) -> tuple[Document, ...]:
    """The documents among ``answers``: the client's own, sent in for this.

    Raises:
        DocumentMissing: with the field.
    """
    return tuple(_checked(client_id, forms.files(form.form, answers)))


def _checked(client_id: str, files: Iterable[tuple[str, str]]) -> Iterable[Document]:
    for key, file_id in files:
        try:
            yield documents.document_of(client_id, file_id, Purpose.KYC_DOCUMENT)
        except documents.DocumentMissing as error:
            error.field = f"answers.{key}"
            raise


def _kept(
    unit: Unit,
    before: Case,
    after: Case,
    record: Record,
    client: KnownClient,
    *,
    linked: tuple[Link, ...] = (),
    waits_on: tuple[Link, ...] = (),
) -> Record:
    """The record in the case, with its request.

    The vendor's verdict is waited for where there is a vendor, whatever the mode of the type.
    """
    keep_case(unit, before, after)
    has_vendor = settings.value(VENDOR).vendor is not Vendor.NONE
    approvals.open_request(
        unit,
        RequestDraft(
            id=record.id,
            type=RequestType.KYC,
            client_id=client.id,
            client_name=client.name,
            client_kind=str(client.kind),
            owner_id=client.owner_id,
            participant_ids=frozenset(client.participant_ids),
            summary={"form": record.form_name["en"], "number": record.number},
            manual_only=has_vendor or record.origin is Origin.VENDOR,
            linked=linked,
            waits_on=waits_on,
        ),
    )
    return store.add_record(unit, record)
