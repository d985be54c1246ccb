"""What other capabilities may ask of consents."""

from chalicelib.consents.model import Demand, GivenConsent
from chalicelib.consents.service import demand_none_missing, given, keep, missing
from chalicelib.consents.service.keeping import KEEPER

__all__ = ["KEEPER", "Demand", "GivenConsent", "demand_none_missing", "given", "keep", "missing"]
