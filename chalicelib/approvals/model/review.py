"""What the owning capability shows of a payload on the review screen."""

from collections.abc import Callable

from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class Fact:
    """One labelled fact: a stable code (the screen has its words) and its exact text."""

    code: str
    value: str


@dataclass(frozen=True)
class AttachedFile:
    """A file that belongs to a payload, opened through the desk's file route."""

    file_id: str
    name: str


@dataclass(frozen=True)
class Details:
    """What is shown of a request's payload, masked as the actor requires."""

    facts: tuple[Fact, ...] = ()
    files: tuple[AttachedFile, ...] = ()


DetailsProvider = Callable[[str, Actor], Details]
"""Given a request's id and who asks, the details of its payload."""
