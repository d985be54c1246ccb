"""Fairlead's back end. Capabilities live beside each other; docs/adr says why they are cut so."""

import os

# We use no plugins of pydantic. To look for them it would read what every installed package says
# of itself, at each cold start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
