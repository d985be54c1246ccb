"""Files of clients: sent, checked, kept as they are, and opened only by whom they concern."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden, Limited, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.core.veil import SensitiveField, Veil
from chalicelib.documents import public, service
from chalicelib.documents.model import Document, DocumentMissing, Purpose
from chalicelib.gateways.files.port import FileMissing, FileRefused
from chalicelib.ports import stores
from chalicelib.storage import audit, aws
from tests.gateways.files.samples import EICAR, jpeg, pdf, png
from tests.kit import files
from tests.kit.funds import client_actor, staff_actor

pytestmark = pytest.mark.usefixtures("store", "clock")
LIN, SAM = client_actor("10000001"), client_actor("10000002")
MARA = staff_actor("Mara")


def kept() -> list[str]:
    """What lies in the bucket."""
    listed = aws.client("s3").list_objects_v2(Bucket=aws.resource("uploads"))
    return [row["Key"] for row in listed.get("Contents", [])]


def opened(document: Document) -> list[tuple[str, str]]:
    """Who opened a document, by the record."""
    lines = audit.of_object("file", document.file_id, PageRequest()).items
    return [(line.actor_id, line.action) for line in lines if line.action == "file_opened"]


def test_a_file_that_passes_every_check_is_kept_with_all_that_is_known_of_it():
    content = pdf()
    document = service.accept(LIN, files.sent(LIN, content, "存款 proof.pdf"))
    assert (document.client_id, document.purpose) == (LIN.id, Purpose.DEPOSIT_PROOF)
    assert (document.file_name, document.content_type) == ("存款 proof.pdf", files.PDF)
    assert (document.size_bytes, document.accepted_at) == (len(content), ports.now())
    assert public.document(document.file_id) == document
    assert [key.split("/")[0] for key in kept()] == ["clean"]


def test_what_a_client_hands_in_is_on_the_record():
    document = files.proof(LIN)
    (line,) = audit.of_object("file", document.file_id, PageRequest()).items
    assert (line.action, line.actor_id, line.client_id) == ("file_accepted", LIN.id, LIN.id)
    assert line.after == {"purpose": "deposit_proof", "sha256": document.sha256}


def test_having_it_checked_again_answers_the_same_and_records_nothing_more():
    document = files.proof(LIN)
    assert service.accept(LIN, document.file_id) == document
    assert len(audit.of_object("file", document.file_id, PageRequest()).items) == 1


def test_a_check_that_died_after_keeping_the_file_goes_on_where_it_was():
    file_id = files.sent(LIN)
    stores.files().accept(file_id, LIN.ref)
    with pytest.raises(DocumentMissing):
        public.document(file_id)
    assert service.accept(LIN, file_id).client_id == LIN.id


def test_a_check_that_a_twin_overtook_answers_what_the_twin_stored():
    class Overtaken:
        """The file store, with the twin's whole check between ours and its record."""

        def accept(self, file_id: str, owner: str):
            stored = real.accept(file_id, owner)
            with ports.use(files=real):
                self.twin = service.accept(LIN, file_id)
            return stored

    file_id, real, slow = files.sent(LIN), stores.files(), Overtaken()
    with ports.use(files=slow):
        assert service.accept(LIN, file_id) == slow.twin
    assert len(audit.of_object("file", file_id, PageRequest()).items) == 1


@pytest.mark.parametrize(
    ("content", "name", "content_type", "code"),
    [
        (png(), "proof.pdf", files.PDF, "file_type_mismatch"),
        (b"<html>not a picture</html>", "proof.png", "image/png", "file_type_mismatch"),
        (pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), "a.pdf", files.PDF, None),
        (pdf() + EICAR, "proof.pdf", files.PDF, "file_infected"),
        (jpeg(end=False), "proof.jpg", "image/jpeg", None),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_deleted(
    content: bytes, name: str, content_type: str, code: str | None
):
    form = service.start_upload(LIN, files.draft(content, name, content_type))
    assert files.send(form, content).status in (200, 201, 204)
    with pytest.raises(FileRefused) as refusal:
        service.accept(LIN, form.file_id)
    assert code in (None, refusal.value.code)
    assert kept() == []
    with pytest.raises(NotFound):
        service.document_of(LIN.id, form.file_id)
    with pytest.raises(FileMissing):
        service.accept(LIN, form.file_id)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"content_type": "text/html", "file_name": "a.html"}, "file_type_not_allowed"),
        ({"file_name": "proof.exe"}, "file_type_mismatch"),
        ({"file_name": "///"}, "file_name_invalid"),
        ({"size_bytes": 0}, "file_empty"),
        ({"size_bytes": 10 * 1024 * 1024 + 1}, "file_too_large"),
    ],
)
def test_what_could_never_pass_is_refused_before_it_is_sent(changes: dict, code: str):
    with pytest.raises(FileRefused) as refusal:
        service.start_upload(LIN, replace(files.draft(pdf()), **changes))
    assert refusal.value.code == code


def test_a_client_can_send_only_so_many_files_an_hour():
    for _ in range(service.UPLOADS_PER_HOUR):
        service.start_upload(LIN, files.draft(pdf()))
    with pytest.raises(Limited) as limited:
        service.start_upload(LIN, files.draft(pdf()))
    assert 0 < limited.value.facts["retry_after_seconds"] <= 3600
    assert service.start_upload(SAM, files.draft(pdf())).file_id


def test_what_another_client_has_sent_cannot_be_had_checked_nor_seen():
    waiting, accepted = files.sent(LIN), files.proof(LIN).file_id
    for use in (
        lambda: service.accept(SAM, waiting),
        lambda: service.accept(SAM, accepted),
        lambda: service.own_link(SAM, accepted),
        lambda: public.document_of(SAM.id, accepted),
    ):
        with pytest.raises(NotFound) as refusal:
            use()
        assert refusal.value.code == "file_missing"
    assert service.accept(LIN, waiting).client_id == LIN.id


@pytest.mark.parametrize(
    "file_id",
    ["", "fil_1", "../../etc/passwd", "fil_00000000000000000000000000.0123456789abcdef0123"],
)
def test_a_file_that_does_not_exist_is_missing_for_everybody(file_id: str):
    for use in (
        lambda: service.accept(LIN, file_id),
        lambda: service.own_link(LIN, file_id),
        lambda: public.document(file_id),
    ):
        with pytest.raises(NotFound):
            use()


def test_a_document_is_found_by_whoever_asks_for_its_purpose():
    document = files.proof(LIN)
    assert public.document_of(LIN.id, document.file_id) == document
    assert public.document_of(LIN.id, document.file_id, Purpose.DEPOSIT_PROOF) == document


def test_staff_who_open_a_document_are_on_the_record_each_time():
    document = files.proof(LIN)
    for _ in range(2):
        link = public.open_as_staff(MARA, document)
        assert link.expires_at - ports.now() == service.LINK_LIFETIME
    assert opened(document) == [(MARA.id, "file_opened")] * 2
    (line, *_) = audit.of_client(LIN.id, PageRequest()).items
    assert (line.action, line.object_id) == ("file_opened", document.file_id)


def disposition(url: str) -> str:
    """What the link tells the browser to do with the file."""
    return parse_qs(urlsplit(url).query)["response-content-disposition"][0].partition(";")[0]


def test_staff_see_a_document_in_place_and_clients_download_theirs():
    document = files.proof(LIN)
    assert disposition(public.open_as_staff(MARA, document).url) == "inline"
    assert disposition(service.own_link(LIN, document.file_id).url) == "attachment"


def test_a_client_who_opens_their_own_file_is_on_the_record_as_well():
    document = files.proof(LIN)
    assert document.file_id.split(".")[0] in service.own_link(LIN, document.file_id).url
    assert opened(document) == [(LIN.id, "file_opened")]


def identity_document() -> Document:
    return replace(files.proof(LIN), purpose=Purpose.KYC_DOCUMENT)


@pytest.mark.parametrize(
    ("opener", "code"),
    [
        (replace(MARA, permissions=frozenset()), "permission_missing"),
        (replace(MARA, permissions=frozenset({Permission.READ_REQUESTS})), "permission_missing"),
        (replace(MARA, veil=Veil(hidden=frozenset({SensitiveField.IDENTITY}))), "identity_hidden"),
        (replace(MARA, veil=Veil(partly=frozenset({SensitiveField.IDENTITY}))), "identity_hidden"),
    ],
)
def test_an_identity_document_is_opened_by_those_who_may_see_identities(opener: Actor, code: str):
    document = identity_document()
    with pytest.raises(Forbidden) as refused:
        public.open_as_staff(opener, document)
    assert (refused.value.code, opened(document)) == (code, [])
    assert public.open_as_staff(MARA, document).url


def test_staff_send_a_file_as_the_clients_and_it_is_nobody_elses():
    content = pdf()
    form = public.start_upload_for(MARA, LIN.id, files.draft(content))
    files.send(form, content)
    document = public.accept_for(MARA, LIN.id, form.file_id)
    assert document.client_id == LIN.id
    assert public.accept_for(MARA, LIN.id, form.file_id) == document
    with pytest.raises(NotFound):
        public.accept_for(MARA, "10000009", form.file_id)


needs_http = pytest.mark.skipif(
    "config.getoption('--engine') != 'ministack'", reason="moto serves no signed links"
)


@needs_http
@pytest.mark.parametrize("who", [LIN, MARA], ids=["client", "staff"])
def test_a_link_downloads_the_very_file_under_its_name(who: Actor):
    content = pdf()
    document = service.accept(LIN, files.sent(LIN, content, "存款 proof.pdf"))
    link = service.own_link(who, document.file_id) if who is LIN else None
    got = files.fetch((link or public.open_as_staff(who, document)).url)
    assert (got.status, got.body) == (200, content)


@needs_http
def test_a_link_that_was_tampered_with_opens_nothing():
    link = service.own_link(LIN, files.proof(LIN).file_id)
    assert files.fetch(link.url[:-4] + "0000").status == 403


@needs_http
@pytest.mark.parametrize(
    "changed",
    [
        {"Content-Type": "text/html"},
        {"x-amz-meta-owner": "client:10000002"},
        {"key": "clean/fil_x/y"},
    ],
)
def test_the_browser_cannot_send_anything_but_what_was_agreed(changed: dict):
    content = pdf()
    form = service.start_upload(LIN, files.draft(content))
    assert files.send(form, content, **changed).status == 403
    assert files.send(form, content + b" ").status in (400, 403)
    assert kept() == []
