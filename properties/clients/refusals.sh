#!/usr/bin/env bash
# Ten calls that are refused. Prints the code of each error, by which scripts tell them apart.
set -u

try() {
  local said
  if said=$(aws cloudfront "$@" 2>&1 >/dev/null); then echo accepted; else sed -n 's/.*error occurred (\([A-Za-z]*\)).*/\1/p' <<<"$said"; fi
}
# config NAME QUANTITY WEIGHT
config() {
  echo "{\"StagingDistributionDnsNames\": {\"Quantity\": $2, \"Items\": [\"$1\"]}, \"Enabled\": true,
    \"TrafficConfig\": {\"Type\": \"SingleWeight\", \"SingleWeightConfig\": {\"Weight\": $3}}}"
}
create() { try create-continuous-deployment-policy --continuous-deployment-policy-config "$(config "$@")"; }

try get-continuous-deployment-policy --id unknown
create d2.cloudfront.net 1 0.2
create d2.cloudfront.net 2 0.05
create "$NAME" 1 0.05
try update-continuous-deployment-policy --id "$POLICY" --if-match E00000000000AB \
  --continuous-deployment-policy-config "$(config "$NAME" 1 0.05)"
try delete-continuous-deployment-policy --id "$POLICY"
try delete-continuous-deployment-policy --id "$POLICY" --if-match "$ETAG"
try get-distribution --id unknown
try delete-distribution --id "$PRIMARY" --if-match "$PRIMARY_ETAG"
try list-tags-for-resource --resource arn:aws:cloudfront::123456789012:distribution/unknown
