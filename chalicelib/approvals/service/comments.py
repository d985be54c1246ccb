"""Comments of the staff on a request: written, attached to, changed and deleted by their author.

The client never sees them, nor their files. What a comment said before is in the audit log.
"""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import store
from chalicelib.approvals.model import AttachedFile, LogCode, LogLine, Request
from chalicelib.approvals.service import journal
from chalicelib.approvals.service.seeing import seen
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden, NotFound
from chalicelib.documents import public as documents
from chalicelib.documents.public import Purpose, UploadDraft
from chalicelib.gateways.files.port import PresignedUpload
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

MAX_FILES = 5


class NotTheAuthor(Forbidden):
    """Only who wrote a comment changes or deletes it."""

    code = "not_the_author"


def start_upload(
    actor: Actor, request_id: str, file_name: str, content_type: str, size_bytes: int
) -> PresignedUpload:
    """Let ``actor`` send exactly this file, to be attached to a comment.

    Raises:
        NotFound: the request is not in their scope. FileRefused, Limited.
    """
    request = seen(actor, request_id)
    draft = UploadDraft(Purpose.STAFF_NOTE, file_name, content_type, size_bytes)
    return documents.start_upload_for(actor, request.client_id, draft)


def add(actor: Actor, request_id: str, text: str, file_ids: Sequence[str] = ()) -> Request:
    """Add a comment; files that were sent are checked and kept first.

    Raises:
        NotFound: not in their scope. DocumentMissing: a file that is no note of the staff.
        FileRefused, FileMissing, FileScanPending: as documents says.
    """
    about = seen(actor, request_id)
    files = tuple(_kept(actor, about.client_id, one) for one in dict.fromkeys(file_ids))

    def work(unit: Unit) -> Request:
        request = seen(actor, request_id)
        journal.log(unit, request, LogCode.COMMENTED, text=text, system=False, files=files)
        journal.record(unit, LogCode.COMMENTED, request, request)
        return request

    return ports.transact(actor, work)


def _kept(actor: Actor, client_id: str, file_id: str) -> AttachedFile:
    kept = documents.accept_for(actor, client_id, file_id)
    found = documents.document_of(client_id, kept.file_id, Purpose.STAFF_NOTE)
    return AttachedFile(found.file_id, found.file_name)


def change(actor: Actor, request_id: str, comment_id: str, text: str) -> None:
    """Let the author write ``text`` in place of what the comment said.

    Raises:
        NotFound: no such comment, it is deleted, or the request is not in their scope.
        NotTheAuthor.
    """

    def work(unit: Unit) -> None:
        request, before = _own_comment(actor, request_id, comment_id)
        if before.text == text:
            return
        store.change_line(unit, before, replace(before, text=text, edited_at=unit.now))
        _trace(unit, request, LogCode.COMMENT_EDITED, before, text)

    ports.transact(actor, work)


def delete(actor: Actor, request_id: str, comment_id: str) -> None:
    """Let the author delete a comment: its words and files are gone, its place stays.

    Raises:
        As `change`.
    """

    def work(unit: Unit) -> LogLine:
        request, before = _own_comment(actor, request_id, comment_id)
        gone = replace(before, text=None, files=(), deleted_at=unit.now)
        store.change_line(unit, before, gone)
        _trace(unit, request, LogCode.COMMENT_DELETED, before, None)
        return before

    deleted = ports.transact(actor, work)
    client_id = store.read(request_id).client_id
    for one in deleted.files:
        documents.discard(actor, client_id, one.file_id)


def _own_comment(actor: Actor, request_id: str, comment_id: str) -> tuple[Request, LogLine]:
    request = seen(actor, request_id)
    for line in store.log_of(request_id):
        if line.id == comment_id and not line.system and line.deleted_at is None:
            if (line.by_realm, line.by_id) != (actor.realm, actor.id):
                raise NotTheAuthor
            return request, line
    raise NotFound(what="comment")


def _trace(unit: Unit, request: Request, code: LogCode, before: LogLine, text: str | None) -> None:
    audit.record(
        unit,
        code,
        "request",
        request.id,
        client_id=request.client_id,
        before={"comment": before.text or "", "files": [one.file_id for one in before.files]},
        after={"comment": text} if text is not None else {},
    )
