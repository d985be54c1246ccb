"""Taking files in and giving links out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Forbidden
from chalicelib.core.veil import SensitiveField, Showing
from chalicelib.documents import store
from chalicelib.documents.model import (
    OF_THE_STAFF,
    OPENED_BY,
    Document,
    DocumentMissing,
    Link,
    Purpose,
    UploadDraft,
)
from chalicelib.gateways.files.port import PresignedUpload, StoredFile, Upload
from chalicelib.ports import stores
from chalicelib.storage import audit, limits
from chalicelib.storage.unit import Unit

UPLOADS_PER_HOUR = 30
LINK_LIFETIME = timedelta(seconds=60)


def start_upload(actor: Actor, draft: UploadDraft) -> PresignedUpload:
    """Let the client ``actor`` send exactly this file, within ten minutes.

    Raises:
        FileRefused: already by its name, type or size. Limited: too many uploads this hour.
        DocumentMissing: clients send nothing for this purpose.
    """
    if draft.purpose in OF_THE_STAFF:
        raise DocumentMissing
    return start_upload_for(actor, actor.id, draft)


def start_upload_for(actor: Actor, client_id: str, draft: UploadDraft) -> PresignedUpload:
    """Let ``actor``, whose scope the caller has checked, send a file that is the client's.

    Raises:
        FileRefused, Limited: as `start_upload`.
    """
    limits.take(
        "upload",
        actor.id,
        ports.now(),
        allowance=UPLOADS_PER_HOUR,
        window=timedelta(hours=1),
    )
    return stores.files().start_upload(
        Upload(
            draft.purpose, _owner(client_id), draft.file_name, draft.content_type, draft.size_bytes
        )
    )


def accept(actor: Actor, file_id: str) -> Document:
    """Check what the client ``actor`` has sent and keep it; a second time answers the same.

    Raises:
        FileRefused: it fails a check, and is deleted. FileMissing: nothing was sent.
        FileScanPending, VendorUnavailable: ask again.
    """
    return accept_for(actor, actor.id, file_id)


def accept_for(actor: Actor, client_id: str, file_id: str) -> Document:
    """Check and keep what was sent as the client's; the caller has checked the actor's scope.

    Raises:
        FileRefused, FileMissing, FileScanPending, VendorUnavailable: as `accept`.
    """
    known = store.find(file_id)
    if known is not None:
        return _own(known, client_id)
    stored = stores.files().accept(file_id, _owner(client_id))

    def work(unit: Unit) -> Document:
        document = store.add(unit, _document(unit, stored, client_id))
        audit.record(
            unit,
            "file_accepted",
            "file",
            file_id,
            client_id=client_id,
            after={"purpose": document.purpose, "sha256": document.sha256},
        )
        return document

    try:
        return ports.transact(actor, work)
    except store.DocumentKnown:
        return _own(store.get(file_id), client_id)


def _owner(client_id: str) -> str:
    """How the file store names whose file it is."""
    return f"{Realm.CLIENT}:{client_id}"


def _document(unit: Unit, stored: StoredFile, client_id: str) -> Document:
    return Document(
        file_id=stored.file_id,
        client_id=client_id,
        purpose=Purpose(stored.purpose),
        file_name=stored.file_name,
        content_type=stored.content_type,
        size_bytes=stored.size_bytes,
        sha256=stored.sha256,
        accepted_at=unit.now,
    )


def document_of(client_id: str, file_id: str, purpose: Purpose | None = None) -> Document:
    """A client's document, if it is theirs and for ``purpose``.

    Raises:
        DocumentMissing.
    """
    document = _own(store.get(file_id), client_id)
    if purpose is not None and document.purpose is not purpose:
        raise DocumentMissing
    return document


def document(file_id: str) -> Document:
    """A document of whichever client; the caller checks who may know of it.

    Raises:
        DocumentMissing.
    """
    return store.get(file_id)


def hand_over(unit: Unit, owner_id: str, client_id: str, file_ids: Iterable[str]) -> None:
    """Let documents of ``owner_id``, a newcomer's draft, be the client's whom it has become.

    Raises:
        DocumentMissing: one of them is not the draft's.
    """
    for file_id in file_ids:
        before = document_of(owner_id, file_id)
        store.change(unit, before, replace(before, client_id=client_id))


def discard(actor: Actor, owner_id: str, file_id: str) -> None:
    """Delete all versions of what ``owner_id`` sent as ``file_id``, unless it changed hands.

    The caller has the id from what the owner announced. The file goes first: whoever is interrupted
    between the two finds the row, and comes again.
    """
    known = store.find(file_id)
    if known is not None and known.client_id != owner_id:
        return
    stores.files().erase(file_id)
    if known is not None:
        ports.transact(actor, lambda unit: store.remove(unit, known))


def own_link(actor: Actor, file_id: str) -> Link:
    """A link to one of the client ``actor``'s own documents, put on the record before it is given.

    Raises:
        DocumentMissing.
    """
    own = document_of(actor.id, file_id)
    if own.purpose in OF_THE_STAFF:
        raise DocumentMissing
    return _recorded_link(actor, own)


def open_as_staff(actor: Actor, document: Document) -> Link:
    """A link for a member of staff to see it in place, put on the record before it is given.

    The caller has checked that the client is in the actor's scope.

    Raises:
        Forbidden: ``permission_missing``: documents of this purpose are not theirs to see;
            ``identity_hidden``: a picture of a document cannot be shown in part.
    """
    wanted = OPENED_BY[document.purpose]
    if not actor.may(wanted):
        raise Forbidden(
            "your role does not allow this", code="permission_missing", permission=wanted.value
        )
    is_whole = actor.veil.showing(SensitiveField.IDENTITY) is Showing.SHOWN
    if document.purpose is Purpose.KYC_DOCUMENT and not is_whole:
        raise Forbidden("your role does not show this in full", code="identity_hidden")
    return _recorded_link(actor, document, shown=True)


def _recorded_link(actor: Actor, document: Document, *, shown: bool = False) -> Link:
    ports.transact(
        actor,
        lambda unit: audit.record(
            unit,
            "file_opened",
            "file",
            document.file_id,
            client_id=document.client_id,
            after={"purpose": document.purpose.value},
        ),
    )
    link = stores.files().view_link(document.file_id, shown=shown)
    return Link(link, ports.now() + LINK_LIFETIME)


def _own(document: Document, client_id: str) -> Document:
    if document.client_id != client_id:
        raise DocumentMissing
    return document
