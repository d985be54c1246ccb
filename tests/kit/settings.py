"""A setting with another value for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from chalicelib.core.actor import system
from chalicelib.core.setting import Setting
from chalicelib.settings import public as settings

T = TypeVar("T")


@contextmanager
def settings_of(setting: Setting[T], value: T) -> Iterator[None]:
    """``setting`` at ``value`` until the block ends."""
    before = settings.value(setting)
    settings.adopt(system("test"), setting, value)
    try:
        yield
    finally:
        settings.adopt(system("test"), setting, before)
