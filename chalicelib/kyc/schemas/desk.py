"""A client's case as staff see it, and what they send about it."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.documents.public import Purpose, UploadDraft
from chalicelib.edge.forms import AnswersIn
from chalicelib.edge.schemas import Body, Instant, OfClient, View
from chalicelib.edge.uploads import FileForm, FileTargetView
from chalicelib.kyc.model.cases import Case, KycStatus
from chalicelib.kyc.model.settings import Vendor
from chalicelib.kyc.schemas.records import (
    IdentityText,
    KycCheckView,
    KycFormView,
    KycRecordView,
    check_facts,
    record_facts,
)
from chalicelib.kyc.service.reading import Sheet
from chalicelib.kyc.service.showing import Shown


class KycCorrectionForm(Body):
    """All answers of the record as they should be."""

    answers: AnswersIn


class KycTakeBackForm(Body):
    """Staff end an approval; the client reads the reason."""

    status: Annotated[str, Field(pattern=r"^expired$")]
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class KycUploadForm(FileForm):
    """A document that staff are about to send in for a client."""

    def draft(self) -> UploadDraft:
        """The domain's word for it."""
        return UploadDraft(Purpose.KYC_DOCUMENT, self.file_name, self.content_type, self.size_bytes)


class KycUploadView(FileTargetView):
    """Where to post the file, as a multipart form: ``fields`` first, then ``file``."""


class KycDocumentView(View):
    """An accepted document."""

    file_id: str
    file_name: str
    content_type: str
    size_bytes: int
    accepted_at: Instant


class KycEditView(View):
    """One answer that staff corrected; sensitive ones are masked."""

    at: Instant
    by_name: str
    key: str
    before: IdentityText
    after: IdentityText


class DeskKycCheckView(KycCheckView):
    """What the vendor thinks, with what it tells the broker alone."""

    reference: str
    level: str
    staff_comment: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        more = {name: getattr(noun, name) for name in ("reference", "level", "staff_comment")}
        return cls.model_validate(check_facts(noun) | more)


class DeskKycRecordView(OfClient, KycRecordView):
    """One record with who handed it in and what staff corrected."""

    client_id: str
    submitted_by_name: str
    edits: list[KycEditView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate(_desk_facts(noun))


class ReviewedKycView(DeskKycRecordView):
    """A record in full, for the review, with the vendor's verdict."""

    check: DeskKycCheckView | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        seen: tuple[Shown, Case] = noun
        record, case = seen
        check = DeskKycCheckView.of(case.check) if case.check else None
        return cls.model_validate(_desk_facts(record) | {"check": check})


def _desk_facts(shown: Shown) -> dict[str, Any]:
    record = shown.record
    return record_facts(shown) | {
        "client_id": record.client_id,
        "submitted_by_name": record.submitted_by_name,
        "edits": [KycEditView.of(one) for one in record.edits],
    }


class KycSheetView(View):
    """A client's case: the record in force, the latest one, and the vendor's check."""

    status: KycStatus
    is_waiting: bool
    expires_on: date | None
    in_force: DeskKycRecordView | None
    latest: DeskKycRecordView | None
    forms: list[KycFormView]
    vendor: Vendor
    check: DeskKycCheckView | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        sheet: Sheet = noun
        case = sheet.case
        return cls(
            status=case.status,
            is_waiting=case.pending_id is not None,
            expires_on=case.expires_on,
            in_force=DeskKycRecordView.of(sheet.in_force) if sheet.in_force else None,
            latest=DeskKycRecordView.of(sheet.latest) if sheet.latest else None,
            forms=[KycFormView.of(one) for one in sheet.forms],
            vendor=sheet.vendor,
            check=DeskKycCheckView.of(case.check) if case.check else None,
        )
