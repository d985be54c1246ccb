"""Use cases of approvals, split by who asks: other capabilities, clients, staff."""
