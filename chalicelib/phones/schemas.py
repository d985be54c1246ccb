"""What the routes of phones answer."""

from typing import Self

from chalicelib.edge.schemas import View


class PhoneServiceView(View):
    """The vendor's name for the service that the settings name: proof that they work."""

    service: str

    @classmethod
    def of(cls, noun: str) -> Self:
        """See `View.of`."""
        return cls(service=noun)
