"""The whole workflow with boto3: copy, split traffic, promote, clean up.

    pip install boto3
    npx cloudfront-conformance serve --judge -- python deploy.py

The deliberate mistake: the weight is above 0.15, the most that the service takes. With `deploy.py 0.05` all is well.
"""

import sys

import boto3

WEIGHT = float(sys.argv[1]) if len(sys.argv) > 1 else 0.2
cloudfront = boto3.client("cloudfront")


def change(id, **members):
    """Updates a distribution: what it is, but for these members."""
    now = cloudfront.get_distribution_config(Id=id)
    config = now["DistributionConfig"] | members
    return cloudfront.update_distribution(Id=id, IfMatch=now["ETag"], DistributionConfig=config)["ETag"]


origin = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}
config = {
    "CallerReference": "now",
    "Comment": "web",
    "Enabled": True,
    "Origins": {"Quantity": 1, "Items": [{"Id": "web", "DomainName": "www.example.com", "CustomOriginConfig": origin}]},
    "DefaultCacheBehavior": {
        "TargetOriginId": "web",
        "ViewerProtocolPolicy": "allow-all",
        "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
    },
}
made = cloudfront.create_distribution(DistributionConfig=config)
primary = made["Distribution"]["Id"]
cloudfront.get_waiter("distribution_deployed").wait(Id=primary, WaiterConfig={"Delay": 1})
copy = {"PrimaryDistributionId": primary, "Staging": True, "IfMatch": made["ETag"], "CallerReference": "next"}
staging = cloudfront.copy_distribution(**copy)["Distribution"]

traffic = {"Type": "SingleWeight", "SingleWeightConfig": {"Weight": WEIGHT}}
names = {"Quantity": 1, "Items": [staging["DomainName"]]}
split = {"StagingDistributionDnsNames": names, "Enabled": True, "TrafficConfig": traffic}
policy = cloudfront.create_continuous_deployment_policy(ContinuousDeploymentPolicyConfig=split)
id = policy["ContinuousDeploymentPolicy"]["Id"]
first = change(primary, ContinuousDeploymentPolicyId=id)

second = cloudfront.get_distribution(Id=staging["Id"])["ETag"]
both = {"Id": primary, "StagingDistributionId": staging["Id"], "IfMatch": f"{first}, {second}"}
cloudfront.update_distribution_with_staging_config(**both)

etags = {primary: change(primary, ContinuousDeploymentPolicyId="", Enabled=False)}
etag = cloudfront.get_continuous_deployment_policy(Id=id)["ETag"]  # the promotion disabled it
cloudfront.delete_continuous_deployment_policy(Id=id, IfMatch=etag)
etags[staging["Id"]] = change(staging["Id"], Enabled=False)
for distribution, etag in etags.items():
    cloudfront.delete_distribution(Id=distribution, IfMatch=etag)
