"""Running a scenario's crash points, in parts that can go to different workers."""

import pytest

from tests.faults.conftest import REPORT
from tests.faults.ground import Ground
from tests.faults.harness import Scenario, survey, survive_all
from tests.faults.world import World

PARTS = 3
in_parts = pytest.mark.parametrize("part", range(PARTS))


def outlive(
    ground: Ground, scenario: Scenario[World], part: int, request: pytest.FixtureRequest
) -> None:
    """Hold ``scenario`` to its promise at one part of its crash points, and report their number."""
    seen = survey(scenario)
    points = seen.distinct if ground.deployment.is_quick else seen.weighty
    request.node.user_properties.append((REPORT, str(seen)))
    survive_all(scenario, points[part::PARTS])
