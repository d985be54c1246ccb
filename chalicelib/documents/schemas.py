"""Requests and views of documents."""

from chalicelib.documents.model import Purpose, UploadDraft
from chalicelib.edge.schemas import Instant, View
from chalicelib.edge.uploads import FileForm, FileTargetView


class UploadForm(FileForm):
    """What the browser is about to send."""

    purpose: Purpose

    def draft(self) -> UploadDraft:
        """The domain's word for it."""
        return UploadDraft(self.purpose, self.file_name, self.content_type, self.size_bytes)


class UploadView(FileTargetView):
    """Where to post the file, as a multipart form: ``fields`` first, then ``file``."""


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
