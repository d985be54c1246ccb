"""Routes of the portal about coming in, and about becoming an introducing broker."""

from chalicelib.clients.portal.registration import portal
from chalicelib.clients.portal.upgrades import portal as upgrades

BLUEPRINTS = (portal, upgrades)
