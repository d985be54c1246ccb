"""Files as clients' browsers send them, on either engine."""

import os
from dataclasses import dataclass
from typing import Any

import urllib3

from chalicelib.core.actor import Actor
from chalicelib.documents import service as documents
from chalicelib.documents.model import Document, Purpose, UploadDraft
from chalicelib.gateways.files.port import PresignedUpload
from chalicelib.storage import aws
from tests.gateways.files.samples import pdf

PDF = "application/pdf"


@dataclass(frozen=True)
class Sent:
    """What the file store said to a browser: a status, and a body for a download."""

    status: int
    body: bytes = b""


def send(form: PresignedUpload, content: bytes, **changed: str) -> Sent:
    """Post ``content`` by ``form``, some fields of it tampered with.

    moto serves no HTTP and enforces no policy: there the object is put as the form describes it.
    """
    fields: dict[str, Any] = {**form.fields, **changed}
    if not os.environ.get("FAIRLEAD_AWS_ENDPOINT"):
        return _put(fields, content)
    fields["file"] = ("ignored.bin", content, fields["Content-Type"])
    return Sent(urllib3.request("POST", form.url, fields=fields, retries=False).status)


def _put(fields: dict[str, Any], content: bytes) -> Sent:
    meta = "x-amz-meta-"
    aws.client("s3").put_object(
        Bucket=aws.resource("uploads"),
        Key=fields["key"],
        Body=content,
        ContentType=fields["Content-Type"],
        Metadata={name[len(meta) :]: fields[name] for name in fields if name.startswith(meta)},
    )
    return Sent(204)


def fetch(url: str) -> Sent:
    """What a browser gets that follows a link; needs an engine that serves HTTP."""
    answer = urllib3.request("GET", url, retries=False)
    return Sent(answer.status, answer.data)


def draft(content: bytes, name: str = "proof.pdf", content_type: str = PDF) -> UploadDraft:
    """What a client says of a file before sending it."""
    return UploadDraft(Purpose.DEPOSIT_PROOF, name, content_type, len(content))


def sent(actor: Actor, content: bytes | None = None, name: str = "proof.pdf") -> str:
    """The id of a file that lies in quarantine."""
    content = pdf() if content is None else content
    form = documents.start_upload(actor, draft(content, name))
    assert send(form, content).status in (200, 201, 204)
    return form.file_id


def proof(actor: Actor, name: str = "proof.pdf") -> Document:
    """A proof of payment that has passed its checks."""
    return documents.accept(actor, sent(actor, name=name))
