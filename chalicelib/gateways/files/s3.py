"""S3 behind the file port.

Owns: keys, the upload policy, what travels as object metadata, and the order of the steps that
makes `accept` repeatable. Refuses: making its own client, and reading the malware scanner's mind.

The checked bytes themselves are written to the final place, not a copy of whatever lies in
quarantine by then: a browser may still overwrite the latter until its policy expires. The final
place is written once and never again.
"""

import hashlib
from dataclasses import replace
from typing import Any

from chalicelib.core.clock import Clock
from chalicelib.core.errors import VendorUnavailable
from chalicelib.core.ids import Ids
from chalicelib.gateways.files.checks import MAX_BYTES, check_content, check_promise, too_large
from chalicelib.gateways.files.port import (
    FileMissing,
    FileRefused,
    FileScanPending,
    PresignedUpload,
    StoredFile,
    Upload,
)
from chalicelib.gateways.files.rewriting import rewritten
from chalicelib.gateways.files.s3_errors import Overtaken, s3_errors
from chalicelib.gateways.files.s3_objects import (
    as_fields,
    attachment,
    clean_key,
    expiry_of,
    in_place,
    metadata_of,
    promised_by,
    quarantine_key,
    stored_as,
)

UPLOAD_SECONDS = 600
VIEW_SECONDS = 60
_SECRET_BYTES = 16
# GuardDuty Malware Protection for S3 leaves its verdict in this tag.
_SCAN_TAG = "GuardDutyMalwareScanStatus"
_SCAN_CLEAN = "NO_THREATS_FOUND"
_SCAN_INFECTED = "THREATS_FOUND"


class S3FileStore:
    """`FileStore` over one bucket. ``client`` is a botocore ``s3`` client."""

    def __init__(
        self,
        client: Any,
        bucket: str,
        clock: Clock,
        ids: Ids,
        *,
        max_bytes: int = MAX_BYTES,
        awaits_scan: bool = False,
    ) -> None:
        """``awaits_scan``: the bucket is scanned by GuardDuty, and only its clean tag will do."""
        self._client = client
        self._bucket = bucket
        self._clock = clock
        self._ids = ids
        self._max_bytes = max_bytes
        self._awaits_scan = awaits_scan

    def start_upload(self, upload: Upload) -> PresignedUpload:
        """See `FileStore.start_upload`."""
        promised = check_promise(upload, self._max_bytes)
        secret = self._ids.secret(_SECRET_BYTES)
        file_id = f"{self._ids.new('fil', self._clock.now())}.{secret}"
        fixed = {"Content-Type": promised.content_type, **as_fields(metadata_of(promised))}
        exact = [{name: value} for name, value in fixed.items()]
        size = promised.size_bytes
        with s3_errors():
            post = self._client.generate_presigned_post(
                self._bucket,
                quarantine_key(file_id),
                Fields=fixed,
                Conditions=[*exact, ["content-length-range", size, size]],
                ExpiresIn=UPLOAD_SECONDS,
            )
        return PresignedUpload(
            file_id=file_id,
            url=post["url"],
            fields=post["fields"],
            expires_at=expiry_of(post["fields"]["policy"]),
        )

    def accept(self, file_id: str, owner: str) -> StoredFile:
        """See `FileStore.accept`."""
        stored = self._find(file_id)
        if stored is None:
            stored = self._check_and_keep(file_id, owner)
        if stored.owner != owner:
            raise FileMissing("no such file")
        return stored

    def view_link(self, file_id: str, *, shown: bool = False) -> str:
        """See `FileStore.view_link`."""
        stored = self._find(file_id)
        if stored is None:
            raise FileMissing("no such file")
        how = in_place if shown else attachment
        wanted = {
            "Bucket": self._bucket,
            "Key": clean_key(file_id),
            "ResponseContentType": stored.content_type,
            "ResponseContentDisposition": how(stored.file_name),
        }
        with s3_errors():
            link = self._client.generate_presigned_url(
                "get_object", Params=wanted, ExpiresIn=VIEW_SECONDS
            )
        return str(link)

    def content(self, file_id: str) -> bytes:
        """See `FileStore.content`."""
        with s3_errors():
            answer = self._client.get_object(Bucket=self._bucket, Key=clean_key(file_id))
            content: bytes = answer["Body"].read()
        return content

    def erase(self, file_id: str) -> None:
        """See `FileStore.erase`. A version that is left would be the file, marked as deleted."""
        for key in (clean_key(file_id), quarantine_key(file_id)):
            with s3_errors():
                found = self._client.list_object_versions(Bucket=self._bucket, Prefix=key)
            for one in (*found.get("Versions", ()), *found.get("DeleteMarkers", ())):
                with s3_errors():
                    self._client.delete_object(
                        Bucket=self._bucket, Key=one["Key"], VersionId=one["VersionId"]
                    )

    def _check_and_keep(self, file_id: str, owner: str) -> StoredFile:
        """Out of quarantine: refused and deleted, or kept and deleted."""
        key = quarantine_key(file_id)
        found = self._head(key)
        if found is None or found["Metadata"].get("owner") != owner:
            raise FileMissing("nothing was sent")
        try:
            content, promised = self._read(key, found)
            check_content(content, promised)
            self._check_scan(key, found)
            content = rewritten(content, promised.content_type)
        except FileRefused:
            self._delete(key)
            raise
        stored = self._keep(file_id, content, replace(promised, size_bytes=len(content)))
        self._delete(key)
        return stored

    def _read(self, key: str, found: dict[str, Any]) -> tuple[bytes, Upload]:
        """Content and description of the very object that ``found`` describes."""
        if found["ContentLength"] > self._max_bytes:
            raise too_large(self._max_bytes)
        try:
            with s3_errors():
                answer = self._client.get_object(
                    Bucket=self._bucket, Key=key, IfMatch=found["ETag"]
                )
                content: bytes = answer["Body"].read()
        except Overtaken as error:
            raise VendorUnavailable(
                "it was sent anew meanwhile", vendor="s3", reason="overtaken"
            ) from error
        return content, promised_by(answer["Metadata"], answer["ContentType"])

    def _check_scan(self, key: str, found: dict[str, Any]) -> None:
        """The scanner's verdict on the object that was read, not on one put there since."""
        if not self._awaits_scan:
            return
        with s3_errors():
            tags = self._client.get_object_tagging(Bucket=self._bucket, Key=key)["TagSet"]
        again = self._head(key)
        verdict = {tag["Key"]: tag["Value"] for tag in tags}.get(_SCAN_TAG)
        if verdict is None or again is None or again["ETag"] != found["ETag"]:
            raise FileScanPending("not scanned yet")
        if verdict == _SCAN_INFECTED:
            raise FileRefused("the file carries malware", code="file_infected")
        if verdict != _SCAN_CLEAN:
            raise FileRefused("it could not be scanned", code="file_not_checkable", why=verdict)

    def _keep(self, file_id: str, content: bytes, promised: Upload) -> StoredFile:
        """Write the final object, unless another call did so meanwhile: then that one counts."""
        digest = hashlib.sha256(content).hexdigest()
        try:
            with s3_errors():
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=clean_key(file_id),
                    Body=content,
                    ContentType=promised.content_type,
                    ContentDisposition=attachment(promised.file_name),
                    CacheControl="private, no-store",
                    Metadata={**metadata_of(promised), "sha256": digest},
                    IfNoneMatch="*",
                )
        except Overtaken:
            kept = self._find(file_id)
            if kept is None:
                raise FileMissing("no such file") from None
            return kept
        return stored_as(file_id, promised, digest)

    def _find(self, file_id: str) -> StoredFile | None:
        found = self._head(clean_key(file_id))
        if found is None:
            return None
        promised = promised_by(found["Metadata"], found["ContentType"])
        return stored_as(file_id, promised, found["Metadata"]["sha256"])

    def _head(self, key: str) -> dict[str, Any] | None:
        try:
            with s3_errors():
                answer: dict[str, Any] = self._client.head_object(Bucket=self._bucket, Key=key)
        except FileMissing:
            return None
        return answer

    def _delete(self, key: str) -> None:
        with s3_errors():
            self._client.delete_object(Bucket=self._bucket, Key=key)
