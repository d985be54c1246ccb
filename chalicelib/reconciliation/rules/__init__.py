"""Pure decisions of reconciliation: whether two sides agree, what to suggest, who may repair."""
