"""Pure decisions of kyc: what a submission is, what a decision makes of a case, when it ends."""
