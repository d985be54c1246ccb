"""Files over HTTP: a form, the checks, a link; for clients, and for nobody else."""

import pytest

from app import app
from chalicelib.gateways.files.port import PresignedUpload
from tests.gateways.files.samples import pdf, png
from tests.kit import files, people
from tests.kit.funds import add_client, client_actor
from tests.kit.http import Caller

pytestmark = pytest.mark.usefixtures("store", "clock")
PDF = pdf()
UPLOAD = {
    "purpose": "deposit_proof",
    "file_name": "proof.pdf",
    "content_type": "application/pdf",
    "size_bytes": len(PDF),
}


@pytest.fixture
def lin() -> Caller:
    add_client()
    return people.signed_in(app, "portal", people.client())


def sent(caller: Caller, content: bytes = PDF, **changes: object) -> str:
    answer = caller.post("/api/portal/uploads", UPLOAD | {"size_bytes": len(content)} | changes)
    assert answer.status == 201
    body = answer.body
    form = PresignedUpload(body["file_id"], body["url"], body["fields"], body["expires_at"])
    assert files.send(form, content).status in (200, 201, 204)
    return str(body["file_id"])


def test_a_file_is_sent_checked_and_opened(lin: Caller):
    file_id = sent(lin)
    checked = lin.post(f"/api/portal/uploads/{file_id}/checks")
    assert (checked.status, checked.body["file_name"]) == (200, "proof.pdf")
    assert (checked.body["size_bytes"], checked.body["purpose"]) == (len(PDF), "deposit_proof")
    assert "sha256" not in checked.body
    link = lin.get(f"/api/portal/files/{file_id}")
    assert (link.status, link.body["url"].startswith("http")) == (200, True)


def test_a_file_that_is_not_what_it_says_is_a_clear_refusal(lin: Caller):
    file_id = sent(lin, png())
    answer = lin.post(f"/api/portal/uploads/{file_id}/checks")
    assert (answer.status, answer.body["code"]) == (400, "file_type_mismatch")
    assert lin.get(f"/api/portal/files/{file_id}").status == 404


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"size_bytes": 0}, "file_empty", "size_bytes"),
        ({"size_bytes": 20_000_000}, "file_too_large", "size_bytes"),
        ({"size_bytes": 1.5}, "input_invalid", "size_bytes"),
        ({"content_type": "text/html"}, "file_type_not_allowed", "content_type"),
        ({"purpose": "passport"}, "input_invalid", "purpose"),
        ({"owner": "client:10000002"}, "input_invalid", "owner"),
    ],
)
def test_what_is_wrong_about_an_upload_is_named(lin: Caller, change: dict, code: str, field: str):
    answer = lin.post("/api/portal/uploads", UPLOAD | change)
    assert (answer.status, answer.body["code"], answer.body["field"]) == (400, code, field)


def test_another_clients_file_does_not_exist(lin: Caller):
    theirs = files.proof(client_actor("10000002")).file_id
    for answer in (
        lin.get(f"/api/portal/files/{theirs}"),
        lin.post(f"/api/portal/uploads/{theirs}/checks"),
    ):
        assert (answer.status, answer.body["code"]) == (404, "file_missing")


def test_nobody_and_staff_send_no_files(lin: Caller):
    owner = people.signed_in(app, "desk", people.owner())
    for caller in (Caller(app), owner):
        assert caller.post("/api/portal/uploads", UPLOAD).status == 401
