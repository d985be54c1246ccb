"""The slide puzzle: how long it waits, how often it may be tried, and when it has to be solved.

A piece was cut out of a picture and lies at its left edge; it must be slid to where it came from.
Positions are whole pixels from the picture's left edge to the piece's.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.identity.errors import SlideExpired, SlideMissed, SlideRequired
from chalicelib.identity.model.codes import Slide, SlidePurpose

LIFETIME = timedelta(minutes=5)
TRIES = 2
TOLERANCE_PX = 4
FREE_FAILURES = 2


def is_required(failed_attempts: int) -> bool:
    """Whether an address on which so many attempts have failed must be vouched for by a slide."""
    return failed_attempts >= FREE_FAILURES


def hits(slide: Slide, left: int) -> bool:
    """Whether the piece lies where it came from, or as good as there."""
    return abs(slide.left - left) <= TOLERANCE_PX


def is_open(slide: Slide | None, now: datetime) -> bool:
    """Whether the puzzle may still be tried."""
    return slide is not None and not slide.digest and slide.tries_left > 0 and now < slide.ends_at


def missed(slide: Slide) -> Slide:
    """``slide`` after a try beside the mark."""
    return replace(slide, tries_left=slide.tries_left - 1)


def solved(slide: Slide, digest: str, now: datetime) -> Slide:
    """``slide`` after it was solved: the token behind ``digest`` is good as long as a puzzle."""
    return replace(slide, digest=digest, ends_at=now + LIFETIME)


def vouches(slide: Slide, purpose: SlidePurpose, now: datetime) -> bool:
    """Whether ``slide`` was solved, for ``purpose``, and in time."""
    return bool(slide.digest) and slide.purpose is purpose and now < slide.ends_at


def required(purpose: SlidePurpose) -> SlideRequired:
    """The refusal of whoever comes without a good token."""
    return SlideRequired("solve a slide puzzle first", purpose=purpose.value)


def expired() -> SlideExpired:
    """The refusal when the puzzle can be tried no more."""
    return SlideExpired("ask for another puzzle")


def beside(slide: Slide) -> SlideMissed:
    """The refusal after a try beside the mark."""
    return SlideMissed("the piece does not fit there", field="left", tries_left=slide.tries_left)
