"""Files of a draft: to quarantine and through the checks like a client's, owned by the draft."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.documents import public as documents
from chalicelib.documents.public import Document, Purpose, UploadDraft
from chalicelib.gateways.files.port import FileMissing, PresignedUpload
from chalicelib.onboarding import rules, store
from chalicelib.onboarding.model import DraftFile
from chalicelib.onboarding.service.drafts import own, steps
from chalicelib.storage.unit import Unit


def start_upload(
    actor: Actor, token: str, file_name: str, content_type: str, size_bytes: int
) -> PresignedUpload:
    """Let a newcomer send exactly this file; the draft knows of it from now on.

    Raises:
        StepsOff, DraftMissing, DraftSubmitted. FileRefused: already by its name, type or size.
        Limited: too many files.
    """
    draft = own(token)
    steps(draft.kind)
    wanted = UploadDraft(Purpose.KYC_DOCUMENT, file_name, content_type, size_bytes)
    form = documents.start_upload_for(replace(actor, id=draft.id), draft.id, wanted)
    file = DraftFile(form.file_id, file_name, content_type)

    def work(unit: Unit) -> None:
        before = own(token)
        store.change(unit, before, rules.with_file(before, file, unit.now))

    ports.transact(actor, work)
    return form


def check_upload(actor: Actor, token: str, file_id: str) -> Document:
    """Have a file that was sent checked and kept.

    Raises:
        StepsOff, DraftMissing. FileMissing: the draft knows of no such file, or nothing was sent.
        FileRefused, FileScanPending, VendorUnavailable.
    """
    draft = own(token)
    steps(draft.kind)
    if file_id not in {one.file_id for one in draft.files}:
        raise FileMissing("no such file")
    return documents.accept_for(replace(actor, id=draft.id), draft.id, file_id)
