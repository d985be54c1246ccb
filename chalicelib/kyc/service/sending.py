"""Staff send in a client's document for them."""

from chalicelib.core.actor import Actor
from chalicelib.documents import public as documents
from chalicelib.documents.public import Document, UploadDraft
from chalicelib.gateways.files.port import PresignedUpload
from chalicelib.kyc.service import people


def start_upload(actor: Actor, client_id: str, draft: UploadDraft) -> PresignedUpload:
    """Let the member of staff ``actor`` send exactly this file as the client's.

    Raises:
        NotFound: not in their scope. FileRefused, Limited.
    """
    people.client(actor, client_id)
    return documents.start_upload_for(actor, client_id, draft)


def accept(actor: Actor, client_id: str, file_id: str) -> Document:
    """Have the file checked and kept.

    Raises:
        NotFound: not in their scope. FileRefused, FileMissing, FileScanPending.
    """
    people.client(actor, client_id)
    return documents.accept_for(actor, client_id, file_id)
