"""Taking files in and giving links out."""

from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.documents import store
from chalicelib.documents.model import Document, DocumentMissing, Link, Purpose, UploadDraft
from chalicelib.gateways.files.port import PresignedUpload, StoredFile, Upload
from chalicelib.storage import audit, limits
from chalicelib.storage.unit import Unit

UPLOADS_PER_HOUR = 30
LINK_LIFETIME = timedelta(seconds=60)


def start_upload(actor: Actor, draft: UploadDraft) -> PresignedUpload:
    """Let the client ``actor`` send exactly this file, within ten minutes.

    Raises:
        FileRefused: already by its name, type or size. Limited: too many uploads this hour.
    """
    limits.take(
        "upload",
        actor.id,
        ports.now(),
        allowance=UPLOADS_PER_HOUR,
        window=timedelta(hours=1),
    )
    return ports.files().start_upload(
        Upload(draft.purpose, actor.ref, draft.file_name, draft.content_type, draft.size_bytes)
    )


def accept(actor: Actor, file_id: str) -> Document:
    """Check what the client ``actor`` has sent and keep it; a second time answers the same.

    Raises:
        FileRefused: it fails a check, and is deleted. FileMissing: nothing was sent.
        FileScanPending, VendorUnavailable: ask again.
    """
    known = store.find(file_id)
    if known is not None:
        return _own(known, actor.id)
    stored = ports.files().accept(file_id, actor.ref)

    def work(unit: Unit) -> Document:
        document = store.add(unit, _document(unit, stored, actor.id))
        audit.record(
            unit,
            "file_accepted",
            "file",
            file_id,
            client_id=actor.id,
            after={"purpose": document.purpose, "sha256": document.sha256},
        )
        return document

    try:
        return ports.transact(actor, work)
    except store.DocumentKnown:
        return _own(store.get(file_id), actor.id)


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


def own_link(actor: Actor, file_id: str) -> Link:
    """A link to one of the client ``actor``'s own documents.

    Raises:
        DocumentMissing.
    """
    document_of(actor.id, file_id)
    return _link(file_id)


def open_as_staff(actor: Actor, document: Document) -> Link:
    """A link for a member of staff, put on the record before it is given.

    The caller has checked that the client is in the actor's scope.
    """
    ports.transact(
        actor,
        lambda unit: audit.record(
            unit, "file_opened", "file", document.file_id, client_id=document.client_id
        ),
    )
    return _link(document.file_id)


def _link(file_id: str) -> Link:
    return Link(ports.files().view_link(file_id), ports.now() + LINK_LIFETIME)


def _own(document: Document, client_id: str) -> Document:
    if document.client_id != client_id:
        raise DocumentMissing
    return document
