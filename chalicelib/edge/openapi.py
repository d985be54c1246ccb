"""The OpenAPI 3.1 document, made from what the routes declare; nothing in it is written twice."""

import re
from typing import Any

from chalice.app import Chalice
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chalicelib.core.actor import Realm
from chalicelib.edge import confirming
from chalicelib.edge.declaration import Declaration
from chalicelib.edge.schemas import Nothing

_TEMPLATE = "#/components/schemas/{model}"
_SECURITY = {Realm.CLIENT: "clientToken", Realm.STAFF: "staffToken"}
_ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["code", "message", "field", "facts", "request_id"],
    "properties": {
        "code": {"type": "string"},
        "message": {"type": "string"},
        "field": {"type": ["string", "null"]},
        "facts": {"type": "object", "additionalProperties": True},
        "request_id": {"type": "string"},
    },
}


Route = tuple[str, str, str, Declaration]


def declarations(app: Chalice) -> list[Route]:
    """Every route: path, method, the function's name, and what it declares.

    Raises:
        AttributeError: a route stands under Chalice's decorator alone.
    """
    found: list[Route] = []
    for path, methods in app.routes.items():
        for method, entry in methods.items():
            view: Any = entry.view_function
            found.append((path, method, view.__name__, view.declaration))
    return sorted(found, key=lambda route: route[:2])


def document(app: Chalice, prefixes: tuple[str, ...] = ("/api/",)) -> dict[str, Any]:
    """The document of the routes whose path begins with one of ``prefixes``."""
    routes = [route for route in declarations(app) if route[0].startswith(prefixes)]
    schemas, components = _schemas([route[3] for route in routes])
    paths: dict[str, Any] = {}
    for path, method, name, declaration in routes:
        paths.setdefault(path, {})[method.lower()] = _operation(path, name, declaration, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Fairlead", "version": "1", "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {
            "schemas": dict(sorted((components | {"Error": _ERROR}).items())),
            "securitySchemes": {
                name: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
                for name in _SECURITY.values()
            },
        },
    }


Schemas = dict[tuple[Any, str], dict[str, Any]]


def _schemas(declared: list[Declaration]) -> tuple[Schemas, dict[str, Any]]:
    wanted: dict[tuple[type[BaseModel], Any], None] = {}
    for declaration in declared:
        if declaration.body is not Nothing:
            wanted[declaration.body, "validation"] = None
        if declaration.query is not Nothing:
            wanted[declaration.query, "validation"] = None
        if declaration.returns is not None:
            wanted[declaration.returns, "serialization"] = None
    found, definitions = models_json_schema(list(wanted), ref_template=_TEMPLATE)
    schemas: Schemas = {(model, str(mode)): schema for (model, mode), schema in found.items()}
    components: dict[str, Any] = definitions.get("$defs", {})
    return schemas, components


def _operation(path: str, name: str, declaration: Declaration, schemas: Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": declaration.summary.split("\n", maxsplit=1)[0],
        "tags": [path.split("/")[3] if path.count("/") > 2 else "root"],
        "parameters": _parameters(path, declaration),
        "responses": {
            str(declaration.status): _success(declaration, schemas),
            "default": {
                "description": "A refusal with its stable code",
                "content": {"application/json": {"schema": {"$ref": _TEMPLATE[:-7] + "Error"}}},
            },
        },
    }
    if declaration.access.realm is not None:
        operation["security"] = [{_SECURITY[declaration.access.realm]: []}]
    if declaration.access.permission is not None:
        operation["x-permission"] = declaration.access.permission.value
    if declaration.raw:
        operation["requestBody"] = {"content": {"*/*": {}}, "required": True}
    elif declaration.body is not Nothing:
        schema = schemas[declaration.body, "validation"]
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    return operation


def _success(declaration: Declaration, schemas: Schemas) -> dict[str, Any]:
    if declaration.returns is None:
        return {"description": "Done"}
    schema = schemas[declaration.returns, "serialization"]
    return {"description": "Done", "content": {"application/json": {"schema": schema}}}


def _parameters(path: str, declaration: Declaration) -> list[dict[str, Any]]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"\{(\w+)\}", path)
    ]
    if declaration.once:
        parameters.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": True,
                "schema": {"type": "string", "minLength": 8, "maxLength": 64},
            }
        )
    if declaration.confirms is not None:
        parameters.append(
            {
                "name": confirming.HEADER,
                "in": "header",
                "required": False,
                "description": "A second factor, where `factor_required` asks for one: "
                "`totp 123456`, `recovery_code ABCDE-FGHJK` or `passkey` and the credential",
                "schema": {"type": "string", "maxLength": confirming.MAX_ANSWER + 20},
            }
        )
    if declaration.query is not Nothing:
        parameters += _query_parameters(declaration.query)
    return parameters


def _query_parameters(query: type[BaseModel]) -> list[dict[str, Any]]:
    schema = query.model_json_schema(ref_template=_TEMPLATE)
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": part}
        for name, part in schema["properties"].items()
    ]
