"""The ``expand`` parameter: ids replaced by the objects that they name."""

from typing import Any

from infra.simulators.stripe.events import public
from infra.simulators.stripe.failures import StripeRefusal
from infra.simulators.stripe.world import World

_DEEPEST = 4
_KINDS = {
    "payment_intent": "payment_intent",
    "latest_charge": "charge",
    "charge": "charge",
    "balance_transaction": "balance_transaction",
}


def expanded(world: World, body: dict[str, Any], paths: list[str]) -> dict[str, Any]:
    """``body`` for the answer: our notes gone, the fields named by ``paths`` expanded.

    Raises:
        StripeRefusal: a path that leads nowhere, or deeper than four levels.
    """
    answer = public(body)
    for path in paths:
        steps = path.split(".")
        if len(steps) > _DEEPEST:
            raise StripeRefusal("You cannot expand more than 4 levels", param="expand")
        _expand(world, answer, steps)
    return answer


def _expand(world: World, body: dict[str, Any], steps: list[str]) -> None:
    field, rest = steps[0], steps[1:]
    if field == "data" and isinstance(body.get("data"), list) and rest:
        for row in body["data"]:
            _expand(world, row, rest)
        return
    if field not in _KINDS or field not in body:
        raise StripeRefusal(f"This property cannot be expanded ({field}).", param="expand")
    value = body[field]
    if isinstance(value, str):
        found = world.work.find(_KINDS[field], value)
        body[field] = value = public(found) if found else None
    if rest and isinstance(value, dict):
        _expand(world, value, rest)
