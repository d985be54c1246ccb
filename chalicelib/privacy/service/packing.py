"""Packing a client's copy: ``data.json`` for machines, ``index.html`` for people, and their files.

One archive holds at most 250 MB of files, as much as the disk of a function leaves room for;
what is beyond, or cannot be read, is named in the index and can be asked for.
"""

import json
import tempfile
import zipfile
from dataclasses import replace
from typing import IO

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.keeping import Facts
from chalicelib.documents import public as documents
from chalicelib.documents.public import Document
from chalicelib.messages.privacy import CopyReady, CopyRequested
from chalicelib.ports import stores
from chalicelib.privacy import rules, store
from chalicelib.privacy.model import CopyStatus, DataCopy
from chalicelib.privacy.service.keepers import KEEPERS
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

FILES_BYTES_AT_MOST = 250_000_000


def pack(actor: Actor, message: CopyRequested, command: Command) -> None:
    """Write the archive that was asked for; a second time writes it anew.

    Raises:
        VendorUnavailable: the file store is away; come again.
    """
    copy = store.copy(message.client_id, message.copy_id)
    if copy.status is not CopyStatus.QUEUED:
        ports.transact(actor, command.settle)
        return
    with tempfile.TemporaryFile() as archive:
        files, left_out = _write(archive, copy)
        size = archive.tell()
        archive.seek(0)
        stores.export_files().keep_archive(copy.id, archive)
    ended = replace(copy, status=CopyStatus.READY, size_bytes=size, files=files, left_out=left_out)
    _end(actor, copy, ended, command)


def contents(client_id: str) -> dict[str, list[Facts]]:
    """Everything that keepers copy, by the name of its part."""
    parts: dict[str, list[Facts]] = {}
    for keeper in KEEPERS:
        for one in keeper.copy(client_id) if keeper.copy else ():
            parts.setdefault(one.name, []).extend(one.lines)
    return parts


def _write(archive: IO[bytes], copy: DataCopy) -> tuple[int, int]:
    """Fill the archive; how many files are in it and how many are not."""
    parts, packed, left_out = contents(copy.client_id), 0, []
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        room = FILES_BYTES_AT_MOST
        for document in documents.files_of(copy.client_id):
            content = _content(document) if document.size_bytes <= room else None
            if content is None:
                left_out.append(document.file_name)
                continue
            bundle.writestr(rules.path_of(packed, document.file_name), content)
            packed, room = packed + 1, room - len(content)
        facts = {"client_id": copy.client_id, "made_at": ports.now().isoformat(), **parts}
        bundle.writestr("data.json", json.dumps(facts, ensure_ascii=False, indent=1))
        page = rules.index_page(copy.language, copy.client_id, parts, left_out)
        bundle.writestr("index.html", page)
    return packed, len(left_out)


def _content(document: Document) -> bytes | None:
    try:
        return documents.content_of(document)
    except NotFound:
        return None


def _end(actor: Actor, before: DataCopy, after: DataCopy, command: Command) -> None:
    def work(unit: Unit) -> None:
        store.change_copy(unit, before, replace(after, ended_at=unit.now))
        client_id = before.client_id
        audit.record(unit, "data_copy_packed", "data_copy", before.id, client_id=client_id)
        unit.publish(CopyReady(client_id=client_id, copy_id=before.id))
        command.settle(unit)

    ports.transact(actor, work)
