"""The laptop stack as a process: it starts, keeps its data, and says what a kill has lost."""

import http.client
import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.local.aws import Clients
from infra.local.layout import HOST, ROOT
from infra.local.testing import RunningStack, eventually, stack

pytestmark = pytest.mark.ministack


def remember(running: RunningStack, fact: str) -> None:
    Clients(running.layout.endpoint)("dynamodb").put_item(
        TableName="fairlead-local-settings", Item={"pk": {"S": fact}, "sk": {"S": "fact"}}
    )


def remembered(running: RunningStack) -> set[str]:
    rows = Clients(running.layout.endpoint)("dynamodb").scan(TableName="fairlead-local-settings")
    return {row["pk"]["S"] for row in rows["Items"] if row["sk"]["S"] == "fact"}


def send_mail(running: RunningStack, to: str) -> None:
    Clients(running.layout.endpoint)("sesv2").send_email(
        FromEmailAddress="no-reply@meridian.example",
        Destination={"ToAddresses": [to]},
        Content={
            "Simple": {
                "Subject": {"Data": "Your code"},
                "Body": {
                    "Text": {"Data": "It is 123456. https://portal.example/confirm?a=1&b=2"},
                    "Html": {"Data": '<a href="https://portal.example/confirm?a=1&amp;b=2">x</a>'},
                },
            }
        },
    )


def mails(running: RunningStack, to: str) -> list[dict[str, Any]]:
    told = page(running.layout.mailbox_port, f"/messages?to={to}")
    return list(json.loads(told)["messages"])


def page(port: int, path: str = "/") -> str:
    connection = http.client.HTTPConnection("localhost", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def test_a_clean_stop_keeps_everything_and_a_kill_loses_only_its_own_run(
    tmp_path: Path, pages: Path
) -> None:
    state = tmp_path / "state"
    with stack(state, pages) as first:
        assert "<title>portal</title>" in page(first.layout.portal_port)
        assert "<title>desk</title>" in page(first.layout.desk_port, "/clients/10000001")
        remember(first, "kept")
        send_mail(first, "ann@trader.test")
        assert first.stop() == 0
        assert "state saved" in first.log
    with stack(state, pages) as second:
        assert "was killed" not in second.log
        assert remembered(second) == {"kept"}
        assert [mail["subject"] for mail in mails(second, "ann@trader.test")] == ["Your code"]
        remember(second, "lost")
        second.kill()
    with stack(state, pages) as third:
        assert "was killed before it could save" in third.log
        assert "everything else is as the last clean stop left it" in third.log
        assert remembered(third) == {"kept"}


def test_the_mailbox_shows_what_was_sent_and_finds_it_by_address(
    tmp_path: Path, pages: Path
) -> None:
    with stack(tmp_path / "state", pages) as running:
        send_mail(running, "Bob@Trader.test")
        (mail,) = mails(running, "bob@trader.test")
        assert mail["links"] == ["https://portal.example/confirm?a=1&b=2"]
        assert "It is 123456." in mail["text"]
        assert mails(running, "somebody@else.test") == []
        assert "Your code" in page(running.layout.mailbox_port)
        assert "<a href=" in page(running.layout.mailbox_port, f"/mail/{mail['id']}")


def test_an_outbox_row_travels_to_the_topic_and_a_queue_by_itself(
    tmp_path: Path, pages: Path
) -> None:
    with stack(tmp_path / "state", pages) as running:
        aws = Clients(running.layout.endpoint)
        row = {
            "pk": {"S": "msg_1"},
            "sk": {"S": "message"},
            "by_pending_pk": {"S": "pending#0"},
            "by_pending_sk": {"S": "2026-03-02"},
            "name": {"S": "approvals.request_approved"},
            "envelope": {"S": "{}"},
        }
        aws("dynamodb").put_item(TableName="fairlead-local-outbox", Item=row)

        def is_sent() -> bool:
            key = {"pk": row["pk"], "sk": row["sk"]}
            found = aws("dynamodb").get_item(TableName="fairlead-local-outbox", Key=key)
            return "sent_at" in found["Item"]

        eventually(is_sent, "the relay sends it")


def start_expecting_refusal(*arguments: str) -> str:
    told = subprocess.run(
        [sys.executable, "-m", "infra.local", "--demo", "none", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr == ""
    lines = told.stdout.strip().splitlines()
    assert len(lines) == 1, told.stdout
    return lines[0]


def test_a_taken_port_gets_one_clear_sentence(tmp_path: Path, pages: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = start_expecting_refusal(
            "--port-base", str(port), "--state", str(tmp_path / "s"), "--pages", str(pages)
        )
    assert f"Port {port} (portal) is taken by another program" in said


def test_front_ends_that_are_not_built_get_one_clear_sentence(tmp_path: Path) -> None:
    said = start_expecting_refusal("--state", str(tmp_path), "--pages", str(tmp_path / "none"))
    assert "The portal is not built" in said
    assert "make run" in said


def test_a_state_in_use_is_not_touched_by_a_second_stack(tmp_path: Path, pages: Path) -> None:
    state = tmp_path / "state"
    with stack(state, pages) as running:
        base = str(running.layout.port_base + 100)
        said = start_expecting_refusal(
            "--port-base", base, "--state", str(state), "--pages", str(pages)
        )
        assert "another Fairlead stack already uses" in said
        remember(running, "unharmed")
        assert remembered(running) == {"unharmed"}
