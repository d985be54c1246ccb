"""What others may call: take in, refer to and, on the record, open clients' documents."""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.documents.model import Document, DocumentMissing, Link, Purpose, UploadDraft
    from chalicelib.documents.service import (
        accept_for,
        discard,
        document,
        document_of,
        hand_over,
        open_as_staff,
        start_upload_for,
    )
    from chalicelib.documents.service.keeping import KEEPER, content_of, files_of
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "KEEPER",
    "Document",
    "DocumentMissing",
    "Link",
    "Purpose",
    "UploadDraft",
    "accept_for",
    "content_of",
    "discard",
    "document",
    "document_of",
    "files_of",
    "hand_over",
    "open_as_staff",
    "start_upload_for",
]
