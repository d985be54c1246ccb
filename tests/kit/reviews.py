"""A review of held commissions, as it is stored."""

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.partners.model.reviews import Review, Signal, SignalKind
from chalicelib.partners.service.reviewing import review_id
from chalicelib.partners.store import reviews as store


def opened(recipient_id: str) -> str:
    """A review of what a client would earn by trades of their own, nothing being held; its id."""
    signal = Signal(SignalKind.SAME_DEVICE, recipient_id, hint="Chrome, Windows", digest="d1")
    review = Review(recipient_id, recipient_id, ports.now(), (signal,))
    ports.transact(system("test"), lambda unit: store.put_review(unit, None, review))
    return review_id(review)
