"""The life of a document and of two executions, told with boto3. Prints what it saw as one JSON object."""

import json
import sys
import time

import boto3
from botocore.exceptions import ClientError

DOCUMENT, CONTENT, BUCKET = sys.argv[1:4]
ssm = boto3.client("ssm")


def error_of(call, **arguments):
    """The code of the error that a call ends with."""
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "none"


def until(execution_id, *statuses):
    """Waits for an execution to have one of the statuses."""
    for _ in range(600):
        execution = ssm.get_automation_execution(AutomationExecutionId=execution_id)["AutomationExecution"]
        if execution["AutomationExecutionStatus"] in statuses:
            return execution
        time.sleep(0.1)
    raise SystemExit(f"still {execution['AutomationExecutionStatus']}: {json.dumps(execution, default=str)[:2000]}")


def start(**more):
    return ssm.start_automation_execution(DocumentName=DOCUMENT, Parameters={"BucketName": [BUCKET]}, **more)[
        "AutomationExecutionId"
    ]


seen = {}
created = ssm.create_document(Name=DOCUMENT, Content=CONTENT, DocumentType="Automation", DocumentFormat="YAML")
seen["created"] = created["DocumentDescription"]
seen["json"] = json.loads(ssm.get_document(Name=DOCUMENT)["Content"])
longer = ssm.update_document(
    Name=DOCUMENT, Content=CONTENT + "# longer\n", DocumentFormat="YAML", DocumentVersion="$LATEST"
)
seen["updated"] = longer["DocumentDescription"]["LatestVersion"]
ssm.update_document_default_version(Name=DOCUMENT, DocumentVersion="2")
pages = ssm.get_paginator("list_documents").paginate(
    Filters=[{"Key": "Owner", "Values": ["Self"]}, {"Key": "Name", "Values": [DOCUMENT]}],
    PaginationConfig={"PageSize": 1},
)
seen["listed"] = [document["Name"] for page in pages for document in page["DocumentIdentifiers"]]
seen["versions"] = [
    version["DocumentVersion"] for version in ssm.list_document_versions(Name=DOCUMENT)["DocumentVersions"]
]
seen["default"] = error_of(ssm.delete_document, Name=DOCUMENT, DocumentVersion="2")
ssm.delete_document(Name=DOCUMENT, DocumentVersion="1")
seen["left"] = [
    version["DocumentVersion"] for version in ssm.list_document_versions(Name=DOCUMENT)["DocumentVersions"]
]

token = "11111111-2222-4333-8444-%012d" % (time.time_ns() % 10**12)
first = start(ClientToken=token)
seen["again"] = start(ClientToken=token) == first
seen["reused"] = error_of(
    ssm.start_automation_execution,
    DocumentName=DOCUMENT,
    Parameters={"BucketName": [BUCKET + "-other"]},
    ClientToken=token,
)
waiting = until(first, "Waiting", "Failed", "Success")
seen["waiting"] = [waiting["AutomationExecutionStatus"], waiting.get("CurrentStepName"), waiting.get("CurrentAction")]
ssm.send_automation_signal(AutomationExecutionId=first, SignalType="Approve", Payload={"Comment": ["go on"]})
finished = until(first, "Success", "Failed")
seen["finished"] = finished
seen["steps"] = [
    [step["StepName"], step["StepStatus"]]
    for page in ssm.get_paginator("describe_automation_step_executions").paginate(
        AutomationExecutionId=first, PaginationConfig={"PageSize": 1}
    )
    for step in page["StepExecutions"]
]

second = start()
until(second, "Waiting", "Failed")
ssm.stop_automation_execution(AutomationExecutionId=second, Type="Cancel")
seen["stopped"] = until(second, "Cancelled", "Success", "Failed")["AutomationExecutionStatus"]
seen["statuses"] = {
    row["AutomationExecutionId"]: row["AutomationExecutionStatus"]
    for page in ssm.get_paginator("describe_automation_executions").paginate(
        Filters=[{"Key": "DocumentNamePrefix", "Values": [DOCUMENT]}], PaginationConfig={"PageSize": 1}
    )
    for row in page["AutomationExecutionMetadataList"]
}
seen["ids"] = [first, second]

seen["errors"] = {
    "stop": error_of(ssm.stop_automation_execution, AutomationExecutionId=second),
    "signal": error_of(ssm.send_automation_signal, AutomationExecutionId=second, SignalType="Approve"),
    "document": error_of(ssm.start_automation_execution, DocumentName="NoSuchDocument"),
    "version": error_of(ssm.start_automation_execution, DocumentName=DOCUMENT, DocumentVersion="9"),
    "parameter": error_of(ssm.start_automation_execution, DocumentName=DOCUMENT, Parameters={"Colour": ["red"]}),
    "pattern": error_of(ssm.start_automation_execution, DocumentName=DOCUMENT, Parameters={"BucketName": ["NO"]}),
    "execution": error_of(ssm.get_automation_execution, AutomationExecutionId=first[::-1]),
}
ssm.delete_document(Name=DOCUMENT)
seen["deleted"] = error_of(ssm.describe_document, Name=DOCUMENT)
print(json.dumps(seen, default=str))
