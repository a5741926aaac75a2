"""Ten calls that are refused. Prints the class of each error."""

import os

import boto3
from botocore.exceptions import ClientError

cloudfront = boto3.client("cloudfront")
policy, etag, primary, name = (os.environ[key] for key in ("POLICY", "ETAG", "PRIMARY", "NAME"))


def config(dns_name, quantity=1, weight=0.05):
    traffic = {"Type": "SingleWeight", "SingleWeightConfig": {"Weight": weight}}
    names = {"Quantity": quantity, "Items": [dns_name]}
    return {"StagingDistributionDnsNames": names, "Enabled": True, "TrafficConfig": traffic}


def create(*args, **kwargs):
    return lambda: cloudfront.create_continuous_deployment_policy(
        ContinuousDeploymentPolicyConfig=config(*args, **kwargs)
    )


for call in [
    lambda: cloudfront.get_continuous_deployment_policy(Id="unknown"),
    create("d2.cloudfront.net", weight=0.2),
    create("d2.cloudfront.net", quantity=2),
    create(name),
    lambda: cloudfront.update_continuous_deployment_policy(
        Id=policy, IfMatch="E00000000000AB", ContinuousDeploymentPolicyConfig=config(name)
    ),
    lambda: cloudfront.delete_continuous_deployment_policy(Id=policy),
    lambda: cloudfront.delete_continuous_deployment_policy(Id=policy, IfMatch=etag),
    lambda: cloudfront.get_distribution(Id="unknown"),
    lambda: cloudfront.delete_distribution(Id=primary, IfMatch=os.environ["PRIMARY_ETAG"]),
    lambda: cloudfront.list_tags_for_resource(Resource="arn:aws:cloudfront::123456789012:distribution/unknown"),
]:
    try:
        call()
        print("accepted")
    except ClientError as error:
        print(type(error).__name__)
