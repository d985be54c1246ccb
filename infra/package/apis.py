"""The two APIs that the template makes of Chalice's one: the back office's, and everybody else's.

Owns which path is whose and the settings of both. API Gateway allows an API 300 resources, and a
burst of one audience must not throttle the other; see ADR 0133. Pure: resources in, resources out.
"""

from __future__ import annotations

from typing import Any

from infra.edge_rules import REFUSALS

Template = dict[str, Any]

PORTAL, DESK = "RestAPI", "DeskAPI"
_PERMISSION = "APIHandlerInvokePermission"
_DESK_PATHS = "/api/desk/"
_SUSTAINED_REQUESTS_PER_SECOND = 200
_BURST_OF_REQUESTS = 400


def api_of(path: str) -> str:
    """The logical id of the API that answers `path`."""
    return DESK if path.startswith(_DESK_PATHS) else PORTAL


def split(resources: Template) -> Template:
    """Both APIs, and the leave to call the handler for either."""
    made = {logical_id: _api(resources[PORTAL], logical_id) for logical_id in (PORTAL, DESK)}
    return {**made, "DeskAPIInvokePermission": _permission(resources[_PERMISSION])}


def _api(resource: Template, logical_id: str) -> Template:
    whole = resource["Properties"]["DefinitionBody"]
    body = {
        **whole,
        "info": {
            **whole["info"],
            "title": f"fairlead {'desk' if logical_id == DESK else 'portal'}",
        },
        "paths": {
            path: methods for path, methods in whole["paths"].items() if api_of(path) == logical_id
        },
        "x-amazon-apigateway-gateway-responses": {
            refusal.response_type: {
                "statusCode": str(refusal.status),
                "responseParameters": {
                    "gatewayresponse.header.Cache-Control": "'no-store'",
                },
                "responseTemplates": {"application/json": refusal.body("$context.requestId")},
            }
            for refusal in REFUSALS
        },
    }
    properties = {
        **resource["Properties"],
        "DefinitionBody": body,
        "EndpointConfiguration": {"Type": "REGIONAL"},
        # Set, SAM makes no second stage called "Stage".
        "OpenApiVersion": "2.0",
        "MethodSettings": [
            {
                "ResourcePath": "/*",
                "HttpMethod": "*",
                "MetricsEnabled": True,
                "ThrottlingRateLimit": _SUSTAINED_REQUESTS_PER_SECOND,
                "ThrottlingBurstLimit": _BURST_OF_REQUESTS,
            }
        ],
    }
    return {**resource, "Properties": properties}


def _permission(granted: Template) -> Template:
    source = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${DeskAPI}/*"
    return {**granted, "Properties": {**granted["Properties"], "SourceArn": {"Fn::Sub": source}}}
