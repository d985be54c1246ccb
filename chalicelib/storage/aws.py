"""AWS clients and resource names: the only place that knows the endpoint and the stage.

One setting, ``FAIRLEAD_AWS_ENDPOINT``, chooses between AWS and an embedded engine; the code never
knows which. Timeouts stay far below API Gateway's 29 s, so that no work goes on after the caller
has given up.
"""

import os
from threading import Lock
from typing import Any

import botocore.session
from botocore.config import Config

_CONFIG = Config(
    connect_timeout=2,
    read_timeout=6,
    retries={"mode": "standard", "max_attempts": 3},
    max_pool_connections=24,
    s3={"addressing_style": "path"},
    signature_version="v4",
)
_CONFIGS = {
    # DynamoDB checks what it is asked; to do so here too takes a tenth of our processor time.
    "dynamodb": _CONFIG.merge(Config(parameter_validation=False)),
    "s3": _CONFIG.merge(Config(signature_version="s3v4")),
    # A mail has no idempotency key: a repeat of botocore's own could deliver it twice.
    "sesv2": _CONFIG.merge(Config(retries={"mode": "standard", "total_max_attempts": 1})),
}

_clients: dict[str, Any] = {}
_lock = Lock()


def stage() -> str:
    """Which deployment this is: ``local``, ``test``, ``production``…"""
    return os.environ.get("FAIRLEAD_STAGE", "local")


def resource(name: str) -> str:
    """The full name of a table, queue, topic, bucket or secret: ``fairlead-{stage}-{name}``."""
    return f"fairlead-{stage()}-{name}"


def client(service: str) -> Any:
    """The process's client of an AWS service, made at its first use."""
    with _lock:
        if service not in _clients:
            _clients[service] = botocore.session.get_session().create_client(
                service,
                region_name=region(),
                endpoint_url=os.environ.get("FAIRLEAD_AWS_ENDPOINT"),
                config=_CONFIGS.get(service, _CONFIG),
            )
        return _clients[service]


def use_client(service: str, instead: Any) -> None:
    """Talk to ``service`` through ``instead``: how faults and recorders get between."""
    with _lock:
        _clients[service] = instead


def forget_clients() -> None:
    """Drop all clients, as when the endpoint has changed."""
    with _lock:
        _clients.clear()


def region() -> str:
    """Where this deployment runs."""
    return os.environ.get("AWS_DEFAULT_REGION", "eu-central-1")


def arn(service: str, name: str) -> str:
    """The resource name of a topic or queue in this deployment's own account."""
    account = os.environ.get("FAIRLEAD_ACCOUNT", "000000000000")
    return f"arn:aws:{service}:{region()}:{account}:{name}"


def stream_arn(table: str) -> str:
    """Stands for the stream of ``table`` until deployment puts in the real, dated name."""
    return f"{arn('dynamodb', 'table/' + resource(table))}/stream/latest"
