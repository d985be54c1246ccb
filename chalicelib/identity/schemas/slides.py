"""Slide puzzles: asking for one and solving it."""

from base64 import b64encode
from typing import Annotated, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, View
from chalicelib.identity.model.codes import SlidePurpose
from chalicelib.identity.rules import pictures
from chalicelib.identity.service.slides import Drawn, Solved


class SlideForm(Body):
    """What a slide puzzle is wanted for."""

    purpose: SlidePurpose


class SlideAnswerForm(Body):
    """Where the piece was laid down: pixels from the picture's left edge to the piece's."""

    left: Annotated[int, Field(ge=0, le=pictures.FURTHEST_PX)]


class SlideView(View):
    """A slide puzzle. The pictures are PNG in base64; lengths are pixels of the background.

    The piece begins at the left edge, ``top`` below the upper one, and moves to the right only.
    """

    id: str
    width: int
    height: int
    piece_size: int
    top: int
    background: str
    piece: str
    expires_at: Instant

    @classmethod
    def of(cls, noun: Drawn) -> Self:
        """See `View.of`."""
        return cls(
            id=noun.slide.id,
            width=pictures.WIDTH_PX,
            height=pictures.HEIGHT_PX,
            piece_size=pictures.PIECE_PX,
            top=noun.top,
            background=b64encode(noun.pictures.background).decode(),
            piece=b64encode(noun.pictures.piece).decode(),
            expires_at=noun.slide.ends_at,
        )


class SlideTokenView(View):
    """What a solved puzzle is worth: a token that is good once, for the puzzle's purpose."""

    token: str
    expires_at: Instant

    @classmethod
    def of(cls, noun: Solved) -> Self:
        """See `View.of`."""
        return cls(token=noun.token, expires_at=noun.slide.ends_at)
