"""What other capabilities may call: refer to a client's document, and open one on the record."""

from chalicelib.documents.model import Document, DocumentMissing, Link, Purpose
from chalicelib.documents.service import document, document_of, open_as_staff

__all__ = [
    "Document",
    "DocumentMissing",
    "Link",
    "Purpose",
    "document",
    "document_of",
    "open_as_staff",
]
