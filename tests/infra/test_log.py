"""The one readable log."""

import io
import json

import pytest

from infra.local.log import AppOutput, Log, readable


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("plain words", ("app", "plain words", "")),
        ('{"event": "sent", "level": "INFO", "to": "1"}', ("app", "sent  to=1", "")),
        ('{"event": "odd", "level": "WARNING"}', ("app", "odd", "warn")),
        ('{"message": "bad", "level": "ERROR"}', ("app", "bad", "error")),
        ('{"event": "bad", "level": "ERROR", "exception": "why"}', ("app", "bad\nwhy", "error")),
        ("[1, 2]", ("app", "[1, 2]", "")),
    ],
)
def test_the_applications_lines_become_readable(line: str, meant: tuple[str, str, str]) -> None:
    assert readable(line) == meant


def test_a_metric_is_named_with_its_value() -> None:
    metrics = [{"Metrics": [{"Name": "InvariantBreaks", "Unit": "Count"}]}]
    line = json.dumps({"_aws": {"CloudWatchMetrics": metrics}, "InvariantBreaks": 2})
    assert readable(line) == ("metric", "InvariantBreaks=2", "")


def test_whole_lines_reach_the_log_however_they_were_written() -> None:
    stream = io.StringIO()
    output = AppOutput(Log(stream))
    for part in ("one ", "line\nand", " another\n\n", "unfinished"):
        output.write(part)
    lines = [line.split("  ", 1)[1].strip() for line in stream.getvalue().splitlines()]
    assert lines == ["app           one line", "app           and another"]
