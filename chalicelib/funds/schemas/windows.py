"""A daily window as clients see it."""

from typing import Self

from chalicelib.edge.schemas import Instant, View
from chalicelib.funds.model.places import Place
from chalicelib.funds.service.windows import DepositTerms, WindowState


class WindowView(View):
    """From ``opens`` to ``closes`` each day by the clock of ``zone``; ``opens_at`` is null while
    it is open."""

    opens: str
    closes: str
    zone: str
    opens_at: Instant | None

    @classmethod
    def of(cls, noun: WindowState) -> Self:
        """The view of a `WindowState`."""
        return cls(
            opens=noun.window.opens,
            closes=noun.window.closes,
            zone=noun.zone,
            opens_at=noun.opens_at,
        )


class DepositTermsView(View):
    """What holds for deposits whatever the method: when, and where they may go."""

    window: WindowView | None
    destinations: list[Place]

    @classmethod
    def of(cls, noun: DepositTerms) -> Self:
        """The view of `DepositTerms`."""
        window = WindowView.of(noun.window) if noun.window else None
        return cls(window=window, destinations=list(noun.destinations))
