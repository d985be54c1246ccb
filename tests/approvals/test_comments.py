"""Comments with files: what their author may change, what stays to be seen, who opens them."""

import pytest

from app import app
from chalicelib.approvals import store
from chalicelib.approvals.model import LogLine
from chalicelib.approvals.model.settings import REJECT_REASONS, RejectReason
from chalicelib.approvals.public import RequestType
from chalicelib.approvals.service import comments
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.documents import public as documents
from chalicelib.documents import service as document_service
from chalicelib.documents.public import DocumentMissing, Purpose, UploadDraft
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from tests.gateways.files.samples import pdf
from tests.kit import files, people
from tests.kit.approvals import DECIDING, member, open_request
from tests.kit.clients import active_client

ANN, BOB = member("Ann"), member("Bob")
PDF = pdf()


def written(request_id: str = "acc_1") -> list[LogLine]:
    return [line for line in store.log_of(request_id) if not line.system]


def noted(text: str = "Called", *file_ids: str) -> LogLine:
    """A comment of Ann's."""
    comments.add(ANN, "acc_1", text, file_ids)
    return written()[-1]


def sent(by: Actor = ANN, name: str = "call.pdf") -> str:
    """A file that lies in quarantine, to be attached."""
    upload = comments.start_upload(by, "acc_1", name, "application/pdf", len(PDF))
    assert files.send(upload, PDF).status < 300
    return upload.file_id


@pytest.fixture(autouse=True)
def _asked(_empty: None) -> None:
    open_request()


def test_its_author_changes_a_comment_and_it_shows_and_what_it_said_is_on_record():
    comments.change(ANN, "acc_1", noted().id, "Called twice")
    (line,) = written()
    assert (line.text, line.edited_at is not None) == ("Called twice", True)
    record = audit.of_object("request", "acc_1", PageRequest()).items[0]
    assert (record.action, record.before["comment"]) == ("comment_edited", "Called")
    assert record.after == {"comment": "Called twice"}


def test_a_deleted_comment_leaves_its_place_and_no_words():
    comments.delete(ANN, "acc_1", noted().id)
    (line,) = written()
    assert (line.text, line.files, line.deleted_at is not None) == (None, (), True)
    record = audit.of_object("request", "acc_1", PageRequest()).items[0]
    assert (record.action, record.before["comment"]) == ("comment_deleted", "Called")
    with pytest.raises(NotFound):
        comments.change(ANN, "acc_1", line.id, "back again")


def test_nobody_changes_what_another_wrote():
    line = noted()
    with pytest.raises(comments.NotTheAuthor):
        comments.change(BOB, "acc_1", line.id, "never")
    with pytest.raises(comments.NotTheAuthor):
        comments.delete(BOB, "acc_1", line.id)
    assert written() == [line]


def test_a_line_of_the_system_is_nobodys_to_change():
    (line, *_) = store.log_of("acc_1")
    assert line.system
    with pytest.raises(NotFound):
        comments.delete(ANN, "acc_1", line.id)


def test_a_file_is_checked_kept_and_opened_by_who_may_read_requests():
    line = noted("See the call", sent())
    (attached,) = line.files
    assert attached.name == "call.pdf"
    kept = documents.document(attached.file_id)
    assert kept.purpose is Purpose.STAFF_NOTE
    assert documents.open_as_staff(ANN, kept).url


def test_a_file_goes_with_its_comment():
    line = noted("See the call", sent())
    comments.delete(ANN, "acc_1", line.id)
    with pytest.raises(DocumentMissing):
        documents.document(line.files[0].file_id)


def test_the_client_neither_opens_nor_sends_nor_is_given_a_note_of_the_staff():
    line = noted("See the call", sent())
    lin = Actor(Realm.CLIENT, "10000001", "Lin Wei")
    with pytest.raises(DocumentMissing):
        document_service.own_link(lin, line.files[0].file_id)
    with pytest.raises(DocumentMissing):
        document_service.start_upload(
            lin, UploadDraft(Purpose.STAFF_NOTE, "x.pdf", "application/pdf", 10)
        )
    assert list(documents.files_of("10000001")) == []


def test_a_proof_of_the_clients_cannot_pass_for_a_note():
    proof = files.proof(Actor(Realm.CLIENT, "10000001", "Lin Wei"), "proof.pdf")
    with pytest.raises(DocumentMissing):
        comments.add(ANN, "acc_1", "look", [proof.file_id])


@pytest.mark.usefixtures("undescribed")
def test_the_desk_writes_changes_and_deletes():
    ann = people.signed_in(app, "desk", people.member(people.role(*DECIDING), name="Ann"))
    base = "/api/desk/requests/acc_1/comments"
    line = ann.post(base, {"text": "Called"}).body["log"][-1]
    assert (line["files"], line["edited_at"], line["deleted_at"]) == ([], None, None)
    changed = ann.patch(f"{base}/{line['id']}", {"text": "Called twice"}).body["log"][-1]
    assert (changed["text"], changed["edited_at"] is not None) == ("Called twice", True)
    gone = ann.call("DELETE", f"{base}/{line['id']}").body["log"][-1]
    assert (gone["text"], gone["deleted_at"] is not None) == (None, True)
    bob = people.signed_in(app, "desk", people.member(people.role(*DECIDING), name="Bob"))
    other = ann.post(base, {"text": "mine"}).body["log"][-1]
    refused = bob.call("DELETE", f"{base}/{other['id']}")
    assert (refused.status, refused.body["code"]) == (403, "not_the_author")


@pytest.mark.usefixtures("undescribed")
def test_reasons_to_reject_are_offered_for_the_types_they_fit():
    blurred = RejectReason("blurred", {"en": "The picture is blurred", "zh": "图片模糊"})
    wrong = RejectReason("name", {"en": "Another name"}, (RequestType.DEPOSIT,))
    settings.adopt(system("test"), REJECT_REASONS, (blurred, wrong))
    ann = people.signed_in(app, "desk", people.member(people.role(*DECIDING), name="Ann"))
    assert ann.get("/api/desk/requests/acc_1").body["reject_reasons"] == [
        {"id": "blurred", "text": {"en": "The picture is blurred", "zh": "图片模糊"}}
    ]


def test_comments_need_the_client_in_scope():
    client = active_client()
    open_request("acc_2", client_id=client.id, owner_id="stf_x")
    far = member("Far", permissions=frozenset({Permission.READ_REQUESTS}), scope=type(ANN.scope)())
    with pytest.raises(NotFound):
        comments.add(far, "acc_2", "hello")
    with pytest.raises(NotFound):
        comments.start_upload(far, "acc_2", "x.pdf", "application/pdf", 10)
