"""A text survives a death at every call: it is sent in the end."""

import pytest

from tests.faults.ground import Ground
from tests.faults.running import in_parts, outlive
from tests.faults.steps import texting as steps
from tests.kit.phones import PhoneSide

Request = pytest.FixtureRequest


@in_parts
def test_a_text_is_sent_in_the_end(ground: Ground, texts: PhoneSide, part: int, request: Request):
    outlive(ground, steps.texting(ground, texts), part, request)
