"""Clients' documents for the staff: whose file it is decides who may open it."""

from chalicelib.clients.service import reading, veils
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.documents import public as documents
from chalicelib.documents.public import DocumentMissing, Link


def open_file(actor: Actor, file_id: str) -> Link:
    """A link to a client's document, which works for a minute; that it was given is logged.

    Raises:
        DocumentMissing: there is none, or its client is outside the actor's scope.
        Forbidden: ``permission_missing`` for documents of this purpose.
    """
    document = documents.document(file_id)
    try:
        reading.client(actor, document.client_id)
    except NotFound as error:
        raise DocumentMissing from error
    return documents.open_as_staff(veils.seeing(actor, document.client_id), document)
