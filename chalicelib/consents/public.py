"""What other capabilities may ask of consents."""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.consents.model import Demand, GivenConsent
    from chalicelib.consents.service import demand_none_missing, given, keep, missing
    from chalicelib.consents.service.keeping import KEEPER
else:
    __getattr__ = on_demand(__name__)

__all__ = ["KEEPER", "Demand", "GivenConsent", "demand_none_missing", "given", "keep", "missing"]
