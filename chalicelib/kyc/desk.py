"""Clients' identities for staff: the case, its records, corrections, acting for a client."""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.documents.public import Document
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.gateways.files.port import PresignedUpload
from chalicelib.kyc.model.cases import Case
from chalicelib.kyc.schemas.desk import (
    DeskKycRecordView,
    KycCorrectionForm,
    KycDocumentView,
    KycSheetView,
    KycTakeBackForm,
    KycUploadForm,
    KycUploadView,
    ReviewedKycView,
)
from chalicelib.kyc.schemas.records import KycSubmissionForm
from chalicelib.kyc.service import correcting, deciding, reading, sending, submitting
from chalicelib.kyc.service.reading import Sheet
from chalicelib.kyc.service.showing import Shown

desk = Blueprint(__name__)
_READ = staff(Permission.READ_KYC)
_UPDATE = staff(Permission.UPDATE_KYC)


@desk.route("/api/desk/clients/{client_id}/kyc", methods=["GET"])
@endpoint(access=_READ, returns=KycSheetView)
def read_client_kyc(call: Call[Nothing, Nothing], client_id: str) -> Sheet:
    """Where a client's identity stands."""
    return reading.sheet(call.actor, client_id)


@desk.route("/api/desk/clients/{client_id}/kyc", methods=["PATCH"])
@endpoint(access=_UPDATE, body=KycTakeBackForm, returns=KycSheetView)
def take_back_client_kyc(call: Call[KycTakeBackForm, Nothing], client_id: str) -> Sheet:
    """End the approval, as when a document is no longer good; the client is told why."""
    deciding.take_back(call.actor, client_id, call.body.reason)
    return reading.sheet(call.actor, client_id)


@desk.route("/api/desk/clients/{client_id}/kyc/records", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[DeskKycRecordView])
def list_client_kyc_records(call: Call[Nothing, PageQuery], client_id: str) -> Page[Shown]:
    """Everything that was handed in by or for a client, newest first."""
    return reading.history(call.actor, client_id, call.query.page)


@desk.route("/api/desk/clients/{client_id}/kyc/records", methods=["POST"])
@endpoint(access=_UPDATE, body=KycSubmissionForm, returns=DeskKycRecordView, status=201, once=True)
def submit_client_kyc(call: Call[KycSubmissionForm, Nothing], client_id: str) -> Shown:
    """Hand in a form for a client; somebody else decides."""
    return submitting.submit_for(call.actor, client_id, call.body.submission(), call.command)


@desk.route("/api/desk/clients/{client_id}/uploads", methods=["POST"])
@endpoint(access=_UPDATE, body=KycUploadForm, returns=KycUploadView, status=201)
def start_client_upload(call: Call[KycUploadForm, Nothing], client_id: str) -> PresignedUpload:
    """Get an address to send one document of a client to."""
    return sending.start_upload(call.actor, client_id, call.body.draft())


@desk.route("/api/desk/clients/{client_id}/uploads/{file_id}/checks", methods=["POST"])
@endpoint(access=_UPDATE, returns=KycDocumentView)
def check_client_upload(call: Call[Nothing, Nothing], client_id: str, file_id: str) -> Document:
    """Have a document that was sent checked and kept."""
    return sending.accept(call.actor, client_id, file_id)


@desk.route("/api/desk/kyc-records/{record_id}", methods=["GET"])
@endpoint(access=_READ, returns=ReviewedKycView)
def review_kyc_record(call: Call[Nothing, Nothing], record_id: str) -> tuple[Shown, Case]:
    """One record in full; reading it is logged."""
    return reading.in_full(call.actor, record_id)


@desk.route("/api/desk/kyc-records/{record_id}", methods=["PATCH"])
@endpoint(access=_UPDATE, body=KycCorrectionForm, returns=ReviewedKycView)
def correct_kyc_record(
    call: Call[KycCorrectionForm, Nothing], record_id: str
) -> tuple[Shown, Case]:
    """Correct answers while the record waits for a decision; every change is logged."""
    correcting.correct(call.actor, record_id, dict(call.body.answers))
    return reading.in_full(call.actor, record_id)
