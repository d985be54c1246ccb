"""What others may ask of promotions: what a link makes of a newcomer and a new IB, what is kept."""

from chalicelib.promotions.service.attributing import begin, mark_of
from chalicelib.promotions.service.keeping import KEEPER

__all__ = ["KEEPER", "begin", "mark_of"]
