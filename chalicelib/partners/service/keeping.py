"""What becomes of the rows of partners when a client leaves."""

from chalicelib.core.keeping import Keeper, of_nobody

KEEPER = Keeper("partners", of_nobody("the broker's commission plans", "PlanHead", "PlanVersion"))
