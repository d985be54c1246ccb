"""What other capabilities may ask of partners: first terms for new IBs, tiers, reports, and
statements."""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.partners.model.earnings import (
        Cause,
        CommissionState,
        PayoutFailure,
        SchemeKind,
    )
    from chalicelib.partners.model.plans import Frequency, RateType
    from chalicelib.partners.model.receipts import Component, Rate
    from chalicelib.partners.model.statements import (
        Figures,
        Share,
        StatementLine,
        Summary,
    )
    from chalicelib.partners.model.trades import Reason
    from chalicelib.partners.rules.seeking import frequency_of
    from chalicelib.partners.rules.statements import Adding
    from chalicelib.partners.rules.telling import destination as destination_of
    from chalicelib.partners.rules.telling import parts as parts_of
    from chalicelib.partners.rules.telling import reasons as reasons_of
    from chalicelib.partners.service.days import zone
    from chalicelib.partners.service.keeping import KEEPER
    from chalicelib.partners.service.plan_reading import names as plan_names
    from chalicelib.partners.service.reporting import Reported
    from chalicelib.partners.service.reporting import page as commission_report
    from chalicelib.partners.service.sought_filters import CommissionFilters
    from chalicelib.partners.service.statements import StatementOf
    from chalicelib.partners.service.statements import check as check_statement
    from chalicelib.partners.service.statements import page as statement_lines
    from chalicelib.partners.service.terms import begin, check_flexible
    from chalicelib.partners.service.tiers import names_below as tiers_below
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "KEEPER",
    "Adding",
    "Cause",
    "CommissionFilters",
    "CommissionState",
    "Component",
    "Figures",
    "Frequency",
    "PayoutFailure",
    "Rate",
    "RateType",
    "Reason",
    "Reported",
    "SchemeKind",
    "Share",
    "StatementLine",
    "StatementOf",
    "Summary",
    "begin",
    "check_flexible",
    "check_statement",
    "commission_report",
    "destination_of",
    "frequency_of",
    "parts_of",
    "plan_names",
    "reasons_of",
    "statement_lines",
    "tiers_below",
    "zone",
]
