"""What others may ask of reconciliation: what it keeps, and a whole comparison on command."""

from chalicelib.reconciliation.service.keeping import KEEPER
from chalicelib.reconciliation.service.walking import run_to_the_end as compare_everything

__all__ = ["KEEPER", "compare_everything"]
