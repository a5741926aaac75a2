#!/usr/bin/env bash
# The whole workflow, as a script: copy, split traffic, promote, clean up.
#   npx cloudfront-conformance serve --judge -- ./deploy.sh
# The deliberate mistake: the header does not begin with aws-cf-cd-.  With ./deploy.sh aws-cf-cd-next all is well.
set -euo pipefail
header=${1:-x-next}

cf() { aws cloudfront "$@" --output text; }
etag() { cf "get-$1" --id "$2" --query ETag; }

# config CALLER_REFERENCE ENABLED [POLICY_ID]
config() {
  cat <<JSON
{"CallerReference": "$1", "Comment": "web", "Enabled": $2, "ContinuousDeploymentPolicyId": "${3:-}",
 "Staging": $([ "$1" = next ] && echo true || echo false),
 "Origins": {"Quantity": 1, "Items": [{"Id": "web", "DomainName": "www.example.com",
   "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}}]},
 "DefaultCacheBehavior": {"TargetOriginId": "web", "ViewerProtocolPolicy": "allow-all",
   "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"}}
JSON
}
# update ID CALLER_REFERENCE ENABLED [POLICY_ID]
update() {
  cf update-distribution --id "$1" --if-match "$(etag distribution "$1")" \
    --distribution-config "$(config "${@:2}")" --query Distribution.Status
}
# policy STAGING_NAME TRAFFIC_CONFIG
policy() {
  echo "{\"Enabled\": true, \"StagingDistributionDnsNames\": {\"Quantity\": 1, \"Items\": [\"$1\"]}, \"TrafficConfig\": $2}"
}

primary=$(cf create-distribution --distribution-config "$(config now true)" --query Distribution.Id)
aws cloudfront wait distribution-deployed --id "$primary"
read -r staging name < <(cf copy-distribution --primary-distribution-id "$primary" --staging --caller-reference next \
  --if-match "$(etag distribution "$primary")" --query 'Distribution.[Id,DomainName]')

byWeight='{"Type": "SingleWeight", "SingleWeightConfig": {"Weight": 0.05}}'
byHeader="{\"Type\": \"SingleHeader\", \"SingleHeaderConfig\": {\"Header\": \"$header\", \"Value\": \"yes\"}}"
id=$(cf create-continuous-deployment-policy --query ContinuousDeploymentPolicy.Id \
  --continuous-deployment-policy-config "$(policy "$name" "$byWeight")")
update "$primary" now true "$id"
cf update-continuous-deployment-policy --id "$id" --if-match "$(etag continuous-deployment-policy "$id")" \
  --continuous-deployment-policy-config "$(policy "$name" "$byHeader")" --query ETag

cf update-distribution-with-staging-config --id "$primary" --staging-distribution-id "$staging" --query ETag \
  --if-match "$(etag distribution "$primary"), $(etag distribution "$staging")"

update "$primary" now false
cf delete-continuous-deployment-policy --id "$id" --if-match "$(etag continuous-deployment-policy "$id")"
update "$staging" next false
for one in "$primary" "$staging"; do cf delete-distribution --id "$one" --if-match "$(etag distribution "$one")"; done
