"""What other capabilities may ask of the settings: values in force, and a first set-up."""

from datetime import datetime
from typing import TypeVar

from chalicelib.core.actor import Actor
from chalicelib.core.setting import Setting
from chalicelib.settings.model import (
    BRAND_ACCENT,
    BRAND_NAME,
    BRAND_SUPPORT_EMAIL,
    BRAND_TIME_ZONE,
    InForce,
)
from chalicelib.settings.service import changes, values

__all__ = [
    "BRAND_ACCENT",
    "BRAND_NAME",
    "BRAND_SUPPORT_EMAIL",
    "BRAND_TIME_ZONE",
    "InForce",
    "adopt",
    "forget",
    "in_force",
    "of_version",
    "value",
]

T = TypeVar("T")


def value(setting: Setting[T], at: datetime | None = None) -> T:
    """What ``setting`` is in force as, now or ``at`` a moment of the past or future.

    Values in force now are at most five seconds old. A setting nobody has changed has its default.

    Raises:
        pydantic.ValidationError: a stored value no longer fits the declared type.
    """
    return values.value(setting, at)


def in_force(setting: Setting[T], at: datetime | None = None) -> InForce[T]:
    """What ``setting`` is now, or ``at`` a moment, with its version: for what is stored with the
    version it obeyed."""
    return values.in_force(setting, at)


def of_version(setting: Setting[T], number: int) -> T:
    """What version ``number`` of ``setting`` says, whatever is in force now; 0 is the default.

    Raises:
        NotFound: there is no such version.
        pydantic.ValidationError: it no longer fits the declared type.
    """
    return values.of_version(setting, number)


def adopt(actor: Actor, setting: Setting[T], value: T, comment: str = "") -> None:
    """Put ``value`` in force at once: how an installation and its demonstration are set up.

    For the system alone; people change settings through the back office, with four eyes.

    Raises:
        Forbidden: ``system_only`` when ``actor`` is a person.
        Invalid: ``setting_invalid``.
    """
    changes.adopt(actor, setting, value, comment)


def forget() -> None:
    """Read all values anew at the next question."""
    values.forget()
