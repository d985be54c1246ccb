"""A record as it is read: with its form in the version that it answers, and its documents."""

from chalicelib.core import forms
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.forms import Answers
from chalicelib.core.nouns import dataclass
from chalicelib.documents import public as documents
from chalicelib.documents.public import Document
from chalicelib.kyc import store
from chalicelib.kyc.model.cases import Record
from chalicelib.kyc.model.settings import FORMS, KycForm
from chalicelib.kyc.service import people
from chalicelib.settings import public as settings


@dataclass(frozen=True)
class Shown:
    """A record with its form, its answers as the reader may see them, and its documents."""

    record: Record
    form: KycForm
    answers: Answers
    files: tuple[Document, ...] = ()


def seen(actor: Actor, record_id: str) -> Record:
    """The record, if staff ``actor`` may see its client.

    Raises:
        NotFound: there is none, or not in their scope: the two are never told apart.
    """
    record = store.record(record_id)
    try:
        people.client(actor, record.client_id)
    except NotFound as error:
        raise store.missing() from error
    return record


def form_of(record: Record) -> KycForm:
    """The form of ``record`` in the version that it answers.

    Raises:
        NotFound: that version has no such form, which only a damaged store can say.
    """
    for one in settings.of_version(FORMS, record.design):
        if one.id == record.form_id:
            return one
    raise NotFound(what="kyc_form")


def shown(record: Record) -> Shown:
    """The record with all its answers."""
    return Shown(record, form_of(record), record.answers, _files(record))


def masked(record: Record) -> Shown:
    """The record with sensitive answers masked."""
    form = form_of(record)
    return Shown(record, form, forms.masked(form.form, record.answers), _files(record))


def _files(record: Record) -> tuple[Document, ...]:
    return tuple(documents.document(file_id) for file_id in record.files)
