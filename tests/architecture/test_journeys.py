"""The journeys share one broker: whoever comes to it in one of them is nobody of another."""

import re
from collections import defaultdict
from pathlib import Path

JOURNEYS = sorted((Path(__file__).resolve().parents[1] / "journeys").glob("*.py"))
PEOPLE = re.compile(r"\b79111\d{5}\b|\b[a-z.]+@clients\.example\b")


def test_no_phone_number_and_no_address_is_used_in_two_journeys():
    used: dict[str, set[str]] = defaultdict(set)
    for path in JOURNEYS:
        for one in PEOPLE.findall(path.read_text(encoding="utf-8")):
            used[one].add(path.name)
    assert {one: files for one, files in used.items() if len(files) > 1} == {}
