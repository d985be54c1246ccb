"""Copies of a client's data and their erasure, as they are asked for and shown."""

from typing import Any, Self

from chalicelib.approvals.public import RequestStatus
from chalicelib.edge.schemas import Body, Instant, LanguageCode, Password, View
from chalicelib.privacy.model import CopyStatus


class DataCopyForm(Body):
    """In which language the page of the archive is."""

    language: LanguageCode


class DataCopyView(View):
    """One copy; ``file_until`` is when its archive is forgotten, null while there is none."""

    id: str
    status: CopyStatus
    requested_at: Instant
    ended_at: Instant | None
    size_bytes: int
    files: int
    left_out: int
    file_until: Instant | None


class DataCopyLinkView(View):
    """Where the archive can be fetched for a minute."""

    url: str
    expires_at: Instant


class ErasureForm(Body):
    """Asking to be erased takes the password."""

    password: Password


class ErasureRequestView(View):
    """The last request, and why it was refused if it was."""

    id: str
    status: RequestStatus
    submitted_at: Instant
    reason: str | None


class ErasureView(View):
    """Whether the client can ask to be erased: ``hindrance`` is the code of what stands in the way.

    ``currency`` says of which wallet, where it is money.
    """

    request: ErasureRequestView | None
    hindrance: str
    currency: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        request = None if noun.request is None else ErasureRequestView.of(noun.request)
        return cls(request=request, hindrance=noun.hindrance, currency=noun.currency)
