"""What other capabilities may ask of partners: first terms for new IBs, and what is kept."""

from chalicelib.partners.service.keeping import KEEPER
from chalicelib.partners.service.terms import begin

__all__ = ["KEEPER", "begin"]
