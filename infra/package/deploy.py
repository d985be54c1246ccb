"""`python -m infra.package.deploy --stage meridian-live`: brings a package into an AWS account.

Owns the order: code and template to the artifacts bucket, the stack by a change set, then the
pages, so that new pages never meet an old API. Deploying the same package again changes nothing.
Settings of a stage (addresses, alarm e-mail) are template parameters in infra/stages/<stage>.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import mimetypes
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError, WaiterError

from infra.edge_rules import cache_control
from infra.local.layout import ROOT
from infra.package.__main__ import OUTPUT, TEMPLATE

STAGES = ROOT / "infra" / "stages"
PAGES = ROOT / "frontend" / "dist"

# Which member of a resource names an archive of the package.
_ARCHIVES = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
}
_POLL_SECONDS = 5
_MOST_POLLS = 720


class DeployFailed(Exception):
    """CloudFormation refused or rolled back; the message says why."""


@dataclass(frozen=True)
class Target:
    """Where a package goes: a stage in the account and region of the session."""

    stage: str
    session: Any
    poll_seconds: float = _POLL_SECONDS

    def client(self, service: str) -> Any:
        """A client in the target's region."""
        return self.session.client(service)

    @property
    def stack(self) -> str:
        """The CloudFormation stack's name."""
        return f"fairlead-{self.stage}"

    @property
    def artifacts(self) -> str:
        """The bucket of code and templates; made on the first deployment."""
        return f"fairlead-{self.stage}-artifacts"


def deploy(target: Target, parameters: dict[str, str], package: Path = OUTPUT) -> dict[str, str]:
    """Deploys code and resources; returns the stack's outputs.

    Raises:
        DeployFailed: with CloudFormation's reason.
    """
    _make_artifacts_bucket(target)
    template = json.loads((package / TEMPLATE).read_text(encoding="utf-8"))
    keys: dict[str, str] = {}
    for resource in template["Resources"].values():
        if member := _ARCHIVES.get(resource["Type"]):
            file = resource["Properties"][member]
            if file not in keys:
                keys[file] = _upload(target, package / file, "code")
            resource["Properties"][member] = {"Bucket": target.artifacts, "Key": keys[file]}
    filled = package / "deployed.json"
    filled.write_text(json.dumps(template), encoding="utf-8")
    template_key = _upload(target, filled, "template")
    before = _addresses(outputs(target)) if _exists(target) else {}
    told = _apply(target, template_key, _parameters(target, {**before, **parameters}))
    if (after := _addresses(told)) != before:
        # The first time the addresses are known only now; links in e-mails need them.
        told = _apply(target, template_key, _parameters(target, {**after, **parameters}))
    return told


def _addresses(told: dict[str, str]) -> dict[str, str]:
    return {"PortalAddress": told["PortalUrl"], "DeskAddress": told["DeskUrl"]}


def _parameters(target: Target, given: dict[str, str]) -> list[dict[str, str]]:
    region, bucket = target.session.region_name, f"fairlead-{target.stage}-uploads"
    by_path = f"https://s3.{region}.amazonaws.com/{bucket}"
    # A source without a slash at its end allows that very address, with one all below it.
    uploads = f"{by_path} {by_path}/ https://{bucket}.s3.{region}.amazonaws.com"
    everything = {"Stage": target.stage, "UploadsOrigin": uploads, **given}
    return [{"ParameterKey": name, "ParameterValue": value} for name, value in everything.items()]


def _make_artifacts_bucket(target: Target) -> None:
    s3 = target.client("s3")
    region = target.session.region_name
    # us-east-1 is S3's default and may not be named.
    named = region != "us-east-1"
    place = {"CreateBucketConfiguration": {"LocationConstraint": region}} if named else {}
    try:
        s3.create_bucket(Bucket=target.artifacts, **place)
    except ClientError as error:
        if error.response["Error"]["Code"] != "BucketAlreadyOwnedByYou":
            raise
    s3.put_public_access_block(
        Bucket=target.artifacts,
        PublicAccessBlockConfiguration=dict.fromkeys(
            ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"),
            True,
        ),
    )


def _upload(target: Target, path: Path, folder: str) -> str:
    content = path.read_bytes()
    key = f"{folder}/{hashlib.sha256(content).hexdigest()}{path.suffix}"
    target.client("s3").put_object(Bucket=target.artifacts, Key=key, Body=content)
    return key


def _apply(target: Target, template_key: str, parameters: list[dict[str, str]]) -> dict[str, str]:
    cloudformation = target.client("cloudformation")
    url = target.client("s3").generate_presigned_url(
        "get_object", Params={"Bucket": target.artifacts, "Key": template_key}
    )
    name = f"deploy-{int(time.time())}"
    kind = "UPDATE" if _exists(target) else "CREATE"
    cloudformation.create_change_set(
        StackName=target.stack,
        ChangeSetName=name,
        ChangeSetType=kind,
        TemplateURL=url.split("?", maxsplit=1)[0],
        Parameters=parameters,
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    )
    pace = {"Delay": target.poll_seconds, "MaxAttempts": _MOST_POLLS}
    try:
        cloudformation.get_waiter("change_set_create_complete").wait(
            StackName=target.stack, ChangeSetName=name, WaiterConfig=pace
        )
    except WaiterError as error:
        if not _changes_nothing(cloudformation, target.stack, name):
            raise DeployFailed(_reason(cloudformation, target.stack, name)) from error
        cloudformation.delete_change_set(StackName=target.stack, ChangeSetName=name)
        return outputs(target)
    cloudformation.execute_change_set(StackName=target.stack, ChangeSetName=name)
    try:
        cloudformation.get_waiter(f"stack_{kind.lower()}_complete").wait(
            StackName=target.stack, WaiterConfig=pace
        )
    except WaiterError as error:
        raise DeployFailed(_first_failure(cloudformation, target.stack)) from error
    return outputs(target)


def outputs(target: Target) -> dict[str, str]:
    """The outputs of the deployed stack, such as PortalUrl."""
    answer = target.client("cloudformation").describe_stacks(StackName=target.stack)
    return {one["OutputKey"]: one["OutputValue"] for one in answer["Stacks"][0].get("Outputs", [])}


def _exists(target: Target) -> bool:
    try:
        answer = target.client("cloudformation").describe_stacks(StackName=target.stack)
    except ClientError:
        return False
    return bool(answer["Stacks"][0]["StackStatus"] != "REVIEW_IN_PROGRESS")


def _reason(cloudformation: Any, stack: str, change_set: str) -> str:
    answer = cloudformation.describe_change_set(StackName=stack, ChangeSetName=change_set)
    return str(answer.get("StatusReason", "the change set could not be made"))


def _changes_nothing(cloudformation: Any, stack: str, change_set: str) -> bool:
    reason = _reason(cloudformation, stack, change_set)
    return "didn't contain changes" in reason or "No updates are to be performed" in reason


def _first_failure(cloudformation: Any, stack: str) -> str:
    events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
    if not failed:
        return f"the stack {stack} did not reach its goal; see its events"
    first = failed[-1]
    return f"{first['LogicalResourceId']}: {first.get('ResourceStatusReason', 'no reason given')}"


def publish_pages(target: Target, name: str, folder: Path) -> int:
    """Uploads the build of a front end, "portal" or "desk"; returns the number of files.

    Pages go last: whoever loads a new page finds all that it names. What old pages name stays.
    """
    s3 = target.client("s3")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    files.sort(key=lambda path: path.suffix == ".html")
    for path in files:
        key = path.relative_to(folder).as_posix()
        s3.put_object(
            Bucket=f"fairlead-{target.stage}-{name}",
            Key=key,
            Body=path.read_bytes(),
            CacheControl=cache_control(key),
            ContentType=mimetypes.guess_type(key)[0] or "application/octet-stream",
        )
    return len(files)


def forget_cached_pages(target: Target, distribution: str) -> None:
    """Lets CloudFront fetch the unhashed files anew; hashed ones never change."""
    target.client("cloudfront").create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            "Paths": {"Quantity": 1, "Items": ["/*"]},
            "CallerReference": str(time.time_ns()),
        },
    )


def main() -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m infra.package.deploy", description=__doc__)
    parser.add_argument("--stage", required=True)
    stage = parser.parse_args().stage
    settings = STAGES / f"{stage}.json"
    parameters = json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    target = Target(stage, boto3.session.Session())
    try:
        told = deploy(target, parameters)
    except (DeployFailed, ClientError) as fault:
        print(f"Not deployed: {fault}")
        return 1
    for name in ("portal", "desk"):
        count = publish_pages(target, name, PAGES / name)
        forget_cached_pages(target, told[f"{name.capitalize()}DistributionId"])
        print(f"{name}: {count} files")
    for name, value in sorted(told.items()):
        print(f"{name:<24}{value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
