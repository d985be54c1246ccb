"""What other capabilities may ask of partners: first terms for new IBs, tiers, and reports."""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.partners.model.earnings import CommissionState, SchemeKind
    from chalicelib.partners.model.plans import Frequency
    from chalicelib.partners.model.sought import Sought
    from chalicelib.partners.rules.seeking import frequency_of
    from chalicelib.partners.service.earning import zone
    from chalicelib.partners.service.explaining import Days
    from chalicelib.partners.service.keeping import KEEPER
    from chalicelib.partners.service.plans import names as plan_names
    from chalicelib.partners.service.reporting import Reported
    from chalicelib.partners.service.reporting import page as commission_report
    from chalicelib.partners.service.terms import begin, check_flexible
    from chalicelib.partners.service.tiers import names_below as tiers_below
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "KEEPER",
    "CommissionState",
    "Days",
    "Frequency",
    "Reported",
    "SchemeKind",
    "Sought",
    "begin",
    "check_flexible",
    "commission_report",
    "frequency_of",
    "plan_names",
    "tiers_below",
    "zone",
]
