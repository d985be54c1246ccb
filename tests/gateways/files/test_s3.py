"""Uploads from the browser's form to the staff's link, on an engine that enforces policies."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import botocore.session
import pytest
import urllib3
from botocore.config import Config

from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import VendorUnavailable
from chalicelib.core.ids import CountingIds
from chalicelib.gateways.files.port import (
    FileMissing,
    FileRefused,
    FileScanPending,
    FileStore,
    PresignedUpload,
    Upload,
)
from chalicelib.gateways.files.s3 import S3FileStore
from infra.local.aws import CREDENTIALS
from tests.gateways.files.samples import EICAR, jpeg, pdf, png
from tests.simulators.stripe.kit import free_port

pytestmark = pytest.mark.ministack

LIN, WEI = "client:10000001", "client:10000002"
PDF = pdf()
UPLOAD = Upload("deposit_proof", LIN, "存款 proof.pdf", "application/pdf", len(PDF))
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SCANNED = "GuardDutyMalwareScanStatus"


def s3_client(endpoint: str) -> Any:
    return botocore.session.Session().create_client(
        "s3",
        region_name="eu-central-1",
        endpoint_url=endpoint,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        config=Config(
            s3={"addressing_style": "path"},
            signature_version="s3v4",
            retries={"total_max_attempts": 1},
        ),
    )


class Between:
    """A client with something happening just before one of its calls."""

    def __init__(self, client: Any, call: str, happening: Any) -> None:
        self._client = client
        self._call = call
        self._happening = happening

    def __getattr__(self, name: str) -> Any:
        if name == self._call and self._happening:
            happening, self._happening = self._happening, None
            happening()
        return getattr(self._client, name)


@pytest.fixture(scope="module")
def client(ministack: str) -> Any:
    return s3_client(ministack)


@pytest.fixture
def bucket(client: Any) -> str:
    name = f"fairlead-test-{uuid4().hex[:12]}"
    client.create_bucket(
        Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    return name


@pytest.fixture
def ids() -> CountingIds:
    return CountingIds()


@pytest.fixture
def files(client: Any, bucket: str, ids: CountingIds) -> FileStore:
    return S3FileStore(client, bucket, FixedClock(NOW), ids)


@pytest.fixture(scope="module")
def web() -> Iterator[urllib3.PoolManager]:
    with urllib3.PoolManager(retries=False) as pool:
        yield pool


def post(web: urllib3.PoolManager, form: PresignedUpload, content: bytes, **changed: str) -> int:
    """What a browser does with the form; ``changed`` fields are tampered with."""
    fields: dict[str, Any] = {**form.fields, **changed}
    fields["file"] = ("ignored.bin", content, fields["Content-Type"])
    return web.request("POST", form.url, fields=fields).status


def sent(web: urllib3.PoolManager, files: FileStore, upload: Upload, content: bytes) -> str:
    """The id of a file that lies in quarantine."""
    form = files.start_upload(replace(upload, size_bytes=len(content)))
    assert post(web, form, content) in (200, 201, 204)
    return form.file_id


def keys(client: Any, bucket: str) -> list[str]:
    return [row["Key"] for row in client.list_objects_v2(Bucket=bucket).get("Contents", [])]


def test_a_file_is_sent_accepted_and_viewed(
    web: urllib3.PoolManager, files: FileStore, client: Any, bucket: str
) -> None:
    file_id = sent(web, files, UPLOAD, PDF)
    stored = files.accept(file_id, LIN)
    assert (stored.file_name, stored.purpose, stored.owner) == (
        "存款 proof.pdf",
        "deposit_proof",
        LIN,
    )
    assert (stored.size_bytes, stored.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert [key.split("/")[0] for key in keys(client, bucket)] == ["clean"]
    answer = web.request("GET", files.view_link(file_id))
    assert answer.data == PDF
    assert answer.headers["content-type"] == "application/pdf"
    disposition = answer.headers["content-disposition"]
    assert disposition == "attachment; filename*=UTF-8''%E5%AD%98%E6%AC%BE%20proof.pdf"


def test_the_kept_object_is_a_download_by_itself(
    web: urllib3.PoolManager, files: FileStore, client: Any, bucket: str
) -> None:
    files.accept(sent(web, files, UPLOAD, PDF), LIN)
    kept = client.head_object(Bucket=bucket, Key=keys(client, bucket)[0])
    assert kept["ContentDisposition"].startswith("attachment;")
    assert kept["ContentType"] == "application/pdf"
    assert kept["CacheControl"] == "private, no-store"


def test_the_policy_fixes_everything_about_the_file(files: FileStore, bucket: str) -> None:
    form = files.start_upload(UPLOAD)
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    conditions = policy["conditions"]
    assert ["content-length-range", len(PDF), len(PDF)] in conditions
    assert {"bucket": bucket} in conditions
    assert {"key": form.fields["key"]} in conditions
    assert {"Content-Type": "application/pdf"} in conditions
    assert {"x-amz-meta-owner": LIN} in conditions
    assert not [one for one in conditions if isinstance(one, list) and one[0] == "starts-with"]
    named = {name.lower() for one in conditions if isinstance(one, dict) for name in one}
    assert {name.lower() for name in form.fields} - named <= {"policy", "x-amz-signature"}


def test_the_policy_is_signed_with_the_secret_key(files: FileStore) -> None:
    fields = files.start_upload(UPLOAD).fields
    _, day, region, service, end = fields["x-amz-credential"].split("/")
    key = b"AWS4" + CREDENTIALS["AWS_SECRET_ACCESS_KEY"].encode()
    for part in (day, region, service, end):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, fields["policy"].encode(), hashlib.sha256).hexdigest()
    assert fields["x-amz-signature"] == signature


def test_the_form_ends_with_its_policy_within_ten_minutes(files: FileStore) -> None:
    form = files.start_upload(UPLOAD)
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    assert form.expires_at == datetime.fromisoformat(policy["expiration"])
    left = form.expires_at - datetime.now(UTC)
    assert timedelta(seconds=580) < left <= timedelta(seconds=600)


def test_quarantine_lies_under_a_prefix_of_its_own_for_every_file(files: FileStore) -> None:
    first, second = (files.start_upload(UPLOAD).fields["key"] for _ in range(2))
    assert first.startswith("quarantine/")
    assert first.split("/")[1] != second.split("/")[1]


@pytest.mark.parametrize(
    "changed",
    [
        {"key": "clean/mine"},
        {"key": "quarantine/elsewhere"},
        {"Content-Type": "text/html"},
        {"x-amz-meta-owner": WEI},
        {"x-amz-meta-size": "1"},
    ],
)
def test_a_tampered_form_is_refused_by_the_store(
    web: urllib3.PoolManager,
    files: FileStore,
    client: Any,
    bucket: str,
    changed: dict[str, str],
) -> None:
    form = files.start_upload(UPLOAD)
    assert post(web, form, PDF, **changed) == 403
    assert keys(client, bucket) == []


@pytest.mark.parametrize("content", [PDF + b"x", PDF[:-1], b""])
def test_a_file_of_another_size_is_refused_by_the_store(
    web: urllib3.PoolManager, files: FileStore, client: Any, bucket: str, content: bytes
) -> None:
    assert post(web, files.start_upload(UPLOAD), content) == 400
    assert keys(client, bucket) == []


def test_what_is_no_file_of_ours_is_refused_before_a_form_is_made(files: FileStore) -> None:
    with pytest.raises(FileRefused):
        files.start_upload(replace(UPLOAD, content_type="text/html", file_name="a.html"))


def test_accepting_twice_answers_the_same(web: urllib3.PoolManager, files: FileStore) -> None:
    file_id = sent(web, files, UPLOAD, PDF)
    assert files.accept(file_id, LIN) == files.accept(file_id, LIN)


def test_an_acceptance_that_died_before_tidying_up_is_finished_by_the_next(
    web: urllib3.PoolManager, client: Any, bucket: str, ids: CountingIds
) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    dying = S3FileStore(Between(client, "delete_object", die), bucket, FixedClock(NOW), ids)
    file_id = sent(web, dying, UPLOAD, PDF)
    with pytest.raises(KeyboardInterrupt):
        dying.accept(file_id, LIN)
    assert dying.accept(file_id, LIN).sha256 == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize(
    ("upload", "content", "code"),
    [
        (UPLOAD, png(), "file_type_mismatch"),
        (replace(UPLOAD, content_type="image/png", file_name="a.png"), PDF, "file_type_mismatch"),
        (UPLOAD, pdf(b"<< /S /JavaScript >>"), "file_active_content"),
        (UPLOAD, pdf(trailer=b"/Encrypt 4 0 R"), "file_encrypted"),
        (UPLOAD, EICAR, "file_infected"),
        (UPLOAD, PDF[:-20], "file_damaged"),
        (
            replace(UPLOAD, content_type="image/jpeg", file_name="a.jpeg"),
            jpeg(20_000, 20_000),
            "file_dimensions_too_large",
        ),
    ],
)
def test_a_refused_file_is_deleted_and_can_never_be_viewed(
    web: urllib3.PoolManager,
    files: FileStore,
    client: Any,
    bucket: str,
    upload: Upload,
    content: bytes,
    code: str,
) -> None:
    file_id = sent(web, files, upload, content)
    with pytest.raises(FileRefused) as refused:
        files.accept(file_id, LIN)
    assert refused.value.code == code
    assert keys(client, bucket) == []
    with pytest.raises(FileMissing):
        files.view_link(file_id)
    with pytest.raises(FileMissing):
        files.accept(file_id, LIN)


def test_a_file_too_large_is_not_even_read(
    web: urllib3.PoolManager, client: Any, bucket: str, ids: CountingIds
) -> None:
    generous = S3FileStore(client, bucket, FixedClock(NOW), ids)
    strict = S3FileStore(client, bucket, FixedClock(NOW), ids, max_bytes=10)
    file_id = sent(web, generous, UPLOAD, PDF)
    with pytest.raises(FileRefused) as refused:
        strict.accept(file_id, LIN)
    assert (refused.value.code, refused.value.facts["max_bytes"]) == ("file_too_large", 10)
    assert keys(client, bucket) == []


def test_another_clients_file_does_not_exist(web: urllib3.PoolManager, files: FileStore) -> None:
    file_id = sent(web, files, UPLOAD, PDF)
    with pytest.raises(FileMissing):
        files.accept(file_id, WEI)
    assert files.accept(file_id, LIN).owner == LIN
    with pytest.raises(FileMissing):
        files.accept(file_id, WEI)


@pytest.mark.parametrize(
    "file_id", ["", "fil_", "../clean/x", "fil_01KJQ0000000000000000000000.../../../etc"]
)
def test_a_made_up_id_is_missing(files: FileStore, file_id: str) -> None:
    for ask in (lambda: files.accept(file_id, LIN), lambda: files.view_link(file_id)):
        with pytest.raises(FileMissing):
            ask()


def test_a_form_that_was_never_posted_is_missing(files: FileStore) -> None:
    with pytest.raises(FileMissing):
        files.accept(files.start_upload(UPLOAD).file_id, LIN)


def test_a_file_in_quarantine_cannot_be_viewed(web: urllib3.PoolManager, files: FileStore) -> None:
    with pytest.raises(FileMissing):
        files.view_link(sent(web, files, UPLOAD, PDF))


def test_a_link_is_good_for_a_minute(web: urllib3.PoolManager, files: FileStore) -> None:
    file_id = sent(web, files, UPLOAD, PDF)
    files.accept(file_id, LIN)
    query = parse_qs(urlsplit(files.view_link(file_id)).query)
    assert query["X-Amz-Expires"] == ["60"]


def test_what_was_checked_is_kept_even_if_the_browser_sends_something_else_meanwhile(
    web: urllib3.PoolManager, client: Any, bucket: str, ids: CountingIds
) -> None:
    other = PDF.replace(b"595 842", b"842 595")
    plain = S3FileStore(client, bucket, FixedClock(NOW), ids)
    form = plain.start_upload(UPLOAD)
    post(web, form, PDF)

    def swap() -> None:
        assert post(web, form, other) in (200, 204)

    slow = S3FileStore(Between(client, "put_object", swap), bucket, FixedClock(NOW), ids)
    stored = slow.accept(form.file_id, LIN)
    assert web.request("GET", slow.view_link(form.file_id)).data == PDF
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()


def test_a_file_sent_anew_before_it_is_read_is_looked_at_again(
    web: urllib3.PoolManager, client: Any, bucket: str, ids: CountingIds
) -> None:
    other = PDF.replace(b"595 842", b"842 595")
    plain = S3FileStore(client, bucket, FixedClock(NOW), ids)
    form = plain.start_upload(UPLOAD)
    post(web, form, PDF)
    swap = Between(client, "get_object", lambda: post(web, form, other))
    slow = S3FileStore(swap, bucket, FixedClock(NOW), ids)
    with pytest.raises(VendorUnavailable) as refused:
        slow.accept(form.file_id, LIN)
    assert refused.value.facts["reason"] == "overtaken"
    assert plain.accept(form.file_id, LIN).sha256 == hashlib.sha256(other).hexdigest()


def test_of_two_acceptances_at_once_the_first_counts(
    web: urllib3.PoolManager, client: Any, bucket: str, ids: CountingIds
) -> None:
    plain = S3FileStore(client, bucket, FixedClock(NOW), ids)
    file_id = sent(web, plain, UPLOAD, PDF)
    first = Between(client, "put_object", lambda: plain.accept(file_id, LIN))
    late = S3FileStore(first, bucket, FixedClock(NOW), ids)
    assert late.accept(file_id, LIN) == plain.accept(file_id, LIN)


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        ("THREATS_FOUND", "file_infected"),
        ("UNSUPPORTED", "file_not_checkable"),
        ("FAILED", "file_not_checkable"),
    ],
)
def test_the_scanners_verdict_counts(
    web: urllib3.PoolManager,
    client: Any,
    bucket: str,
    ids: CountingIds,
    verdict: str,
    code: str,
) -> None:
    scanned = S3FileStore(client, bucket, FixedClock(NOW), ids, awaits_scan=True)
    file_id = sent(web, scanned, UPLOAD, PDF)
    with pytest.raises(FileScanPending):
        scanned.accept(file_id, LIN)
    tag(client, bucket, verdict)
    with pytest.raises(FileRefused) as refused:
        scanned.accept(file_id, LIN)
    assert refused.value.code == code
    assert keys(client, bucket) == []


def test_a_clean_verdict_lets_the_file_through(
    web: urllib3.PoolManager, client: Any, bucket: str, ids: CountingIds
) -> None:
    scanned = S3FileStore(client, bucket, FixedClock(NOW), ids, awaits_scan=True)
    file_id = sent(web, scanned, UPLOAD, PDF)
    tag(client, bucket, "NO_THREATS_FOUND")
    assert scanned.accept(file_id, LIN).file_id == file_id


def tag(client: Any, bucket: str, verdict: str) -> None:
    (key,) = keys(client, bucket)
    tags = {"TagSet": [{"Key": SCANNED, "Value": verdict}]}
    client.put_object_tagging(Bucket=bucket, Key=key, Tagging=tags)


def test_a_store_out_of_reach_is_unavailable(ids: CountingIds) -> None:
    lonely = s3_client(f"http://127.0.0.1:{free_port()}")
    files = S3FileStore(lonely, "nowhere", FixedClock(NOW), ids)
    form = files.start_upload(UPLOAD)
    with pytest.raises(VendorUnavailable):
        files.accept(form.file_id, LIN)
