"""Requests and views of documents."""

from typing import Annotated

from pydantic import Field

from chalicelib.documents.model import Purpose, UploadDraft
from chalicelib.edge.schemas import Body, Instant, View


class UploadForm(Body):
    """What the browser is about to send."""

    purpose: Purpose
    file_name: Annotated[str, Field(min_length=1, max_length=200)]
    content_type: Annotated[str, Field(min_length=3, max_length=100)]
    size_bytes: Annotated[int, Field(ge=0, le=50_000_000)]

    def draft(self) -> UploadDraft:
        """The domain's word for it."""
        return UploadDraft(self.purpose, self.file_name, self.content_type, self.size_bytes)


class UploadView(View):
    """Where to post the file, as a multipart form: ``fields`` first, then ``file``."""

    file_id: str
    url: str
    fields: dict[str, str]
    expires_at: Instant


class DocumentView(View):
    """An accepted file."""

    file_id: str
    purpose: Purpose
    file_name: str
    content_type: str
    size_bytes: int
    accepted_at: Instant


class LinkView(View):
    """A link that downloads the file; it works for a minute."""

    url: str
    expires_at: Instant
