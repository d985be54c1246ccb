"""From a network address to a city. Owns the question; refuses to be certain: it is a guess."""

from typing import Protocol


class Geolocator(Protocol):
    """Something that knows where network addresses are."""

    def city(self, ip: str) -> str:
        """``London, GB``; empty where it is not known, which is no fault."""
        ...


class Nowhere:
    """What is asked while the broker has supplied no database: knows nothing."""

    def city(self, ip: str) -> str:
        """See `Geolocator.city`."""
        return ""
