"""Documents for people to print and keep: what is on them, and setting them as PDF."""
