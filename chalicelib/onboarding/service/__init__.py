"""Use cases of onboarding."""
