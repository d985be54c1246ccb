"""What other capabilities may ask of reports: what it keeps of a client."""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.reports.service.keeping import KEEPER
else:
    __getattr__ = on_demand(__name__)

__all__ = ["KEEPER"]
