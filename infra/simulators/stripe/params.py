"""Request parameters checked the way Stripe does: typed, complete, and nothing unknown."""

import re
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from infra.simulators.stripe.failures import StripeRefusal


def _whole(given: Any) -> Any:
    if isinstance(given, str) and not re.fullmatch("-?[0-9]+", given):
        raise PydanticCustomError("int_parsing", "this is no whole number")
    return given


# A whole number and nothing that merely looks like one: 25.00 is refused.
Whole = Annotated[int, BeforeValidator(_whole)]


class Params(BaseModel):
    """Base of all parameter models."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Listed(Params):
    """Parameters of every list."""

    limit: Whole = Field(10, ge=1, le=100)
    starting_after: str | None = None
    expand: list[str] = []


class Range(Params):
    """A range of times in seconds since 1970."""

    gt: Whole | None = None
    gte: Whole | None = None
    lt: Whole | None = None
    lte: Whole | None = None

    def covers(self, at: int) -> bool:
        """Whether ``at`` is inside."""
        return (
            (self.gt is None or at > self.gt)
            and (self.gte is None or at >= self.gte)
            and (self.lt is None or at < self.lt)
            and (self.lte is None or at <= self.lte)
        )


Checked = TypeVar("Checked", bound=Params)


def check(model: type[Checked], given: dict[str, Any]) -> Checked:
    """``given`` as ``model``.

    Raises:
        StripeRefusal: the first thing wrong with it, with Stripe's code and parameter name.
    """
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise _refusal(error) from error


def _refusal(error: ValidationError) -> StripeRefusal:
    fault = error.errors()[0]
    head, *rest = [str(part) for part in fault["loc"]] or ["?"]
    param = head + "".join(f"[{part}]" for part in rest)
    if fault["type"] == "extra_forbidden":
        return StripeRefusal(
            f"Received unknown parameter: {param}", code="parameter_unknown", param=param
        )
    if fault["type"] == "missing":
        return StripeRefusal(
            f"Missing required param: {param}.", code="parameter_missing", param=param
        )
    code = "parameter_invalid_integer" if fault["type"].startswith("int_") else None
    return StripeRefusal(f"Invalid {param}: {fault['msg']}", code=code, param=param)
