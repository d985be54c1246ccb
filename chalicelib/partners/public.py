"""What other capabilities may ask of partners: first terms for new IBs, and what is kept."""

from chalicelib.partners.service.keeping import KEEPER
from chalicelib.partners.service.terms import begin
from chalicelib.partners.service.tiers import names_below as tiers_below

__all__ = ["KEEPER", "begin", "tiers_below"]
