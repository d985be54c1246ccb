"""The Chalice app: which blueprints it has, who authenticates, and the one HTTP middleware."""

from chalice.app import Chalice

from chalicelib.edge import http
from chalicelib.edge.relay import relay

app = Chalice(app_name="fairlead")
app.api.binary_types = []
app.register_middleware(http.serve, "http")

for blueprint in (relay,):
    app.register_blueprint(blueprint)
