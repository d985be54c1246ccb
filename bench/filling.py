"""Many clients at once: the rows of one, written again under other ids, many to a call.

It speaks DynamoDB's protocol itself: putting texts together is many times quicker than letting
botocore take a hundred thousand clients apart, and local engines check no signatures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import urllib3

from bench.calls import Recorder
from chalicelib.storage import aws
from infra.local.aws import CREDENTIALS

_BATCH = 25  # what one BatchWriteItem takes
_THREADS = 4
_AHEAD = 200


def written(recorder: Recorder, nouns: Iterable[str]) -> list[tuple[str, dict[str, Any]]]:
    """Table and item of each row of these kinds that the recorded transactions have written."""
    found = []
    for table, key in _keys(recorder):
        item = recorder.inner.get_item(TableName=table, Key=key)["Item"]
        if item.get("noun", {}).get("S") in nouns:
            found.append((table, item))
    return found


def _keys(recorder: Recorder) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, arguments in recorder.take():
        if name != "transact_write_items":
            continue
        for action in arguments["TransactItems"]:
            (request,) = action.values()
            given = request.get("Key") or request["Item"]
            yield request["TableName"], {"pk": given["pk"], "sk": given["sk"]}


def fill(
    endpoint: str, rows: list[tuple[str, dict[str, Any]]], known_by: str, ids: Iterable[str]
) -> None:
    """Write `rows` once for each of `ids`, in place of the id that they are `known_by`.

    Raises:
        RuntimeError: the engine did not take them.
    """
    puts = [(table, request(item)) for table, item in rows]
    put(endpoint, ((table, text.replace(known_by, one)) for one in ids for table, text in puts))


def request(item: dict[str, Any]) -> str:
    """What asks for `item`, as it is on the wire, to be written."""
    return json.dumps({"PutRequest": {"Item": item}})


def put(endpoint: str, copies: Iterator[tuple[str, str]]) -> None:
    """Write what is asked for, each with its table, many at once.

    Raises:
        RuntimeError: the engine did not take them.
    """
    pool = urllib3.PoolManager(maxsize=_THREADS)
    with ThreadPoolExecutor(_THREADS) as threads:
        while (some := [list(islice(copies, _BATCH)) for _ in range(_AHEAD)])[0]:
            # A list, so that a refusal is heard.
            list(threads.map(lambda batch: _send(pool, endpoint, batch), filter(None, some)))


def _send(pool: urllib3.PoolManager, endpoint: str, batch: list[tuple[str, str]]) -> None:
    by_table: dict[str, list[str]] = {}
    for table, put in batch:
        by_table.setdefault(table, []).append(put)
    parts = [f'"{table}": [{", ".join(puts)}]' for table, puts in by_table.items()]
    body = f'{{"RequestItems": {{{", ".join(parts)}}}}}'
    answer = pool.request("POST", endpoint, body=body.encode(), headers=_headers())
    if answer.status != 200 or json.loads(answer.data).get("UnprocessedItems"):
        raise RuntimeError(f"the engine did not take a batch: {answer.data[:300]!r}")


def _headers() -> dict[str, str]:
    whose = f"{CREDENTIALS['AWS_ACCESS_KEY_ID']}/20260101/{aws.region()}/dynamodb/aws4_request"
    return {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "DynamoDB_20120810.BatchWriteItem",
        "X-Amz-Date": "20260101T000000Z",
        "Authorization": f"AWS4-HMAC-SHA256 Credential={whose}, SignedHeaders=host, Signature=0",
    }
