#!/usr/bin/env bash
# Ten refusals of what Terraform sends. Prints what Terraform says of them.
set -u

tf() { terraform "$1" -no-color "${@:2}" 2>&1; }
vars() { echo "-var step=$1 -var taken=$NAME"; }
etag() { aws cloudfront "$1" --id "$2" --query ETag --output text; }

tf apply -auto-approve $(vars made) >made.txt || { cat made.txt; exit 1; }
id() { terraform output -json ids | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
stale=$(id stale) gone=$(id gone) web=$(id web) untagged=$(id untagged)

# What changes between a plan and its apply: a policy that is changed, one that is deleted, and two distributions.
tf plan -out changed.plan $(vars changed) >plan.txt || { cat plan.txt; exit 1; }
aws cloudfront get-continuous-deployment-policy-config --id "$stale" --query ContinuousDeploymentPolicyConfig |
  sed 's/0\.05/0.06/' >config.json
aws cloudfront update-continuous-deployment-policy --id "$stale" --if-match "$(etag get-continuous-deployment-policy "$stale")" \
  --continuous-deployment-policy-config file://config.json >/dev/null
aws cloudfront delete-continuous-deployment-policy --id "$gone" --if-match "$(etag get-continuous-deployment-policy "$gone")"
for one in "$web" "$untagged"; do
  aws cloudfront get-distribution-config --id "$one" --query DistributionConfig | sed 's/^    "Enabled": true/    "Enabled": false/' >config.json
  aws cloudfront update-distribution --id "$one" --if-match "$(etag get-distribution "$one")" --distribution-config file://config.json >/dev/null
  aws cloudfront delete-distribution --id "$one" --if-match "$(etag get-distribution "$one")"
done
tf apply changed.plan

tf apply -auto-approve $(vars wrong)

# A policy that something else uses.
tf import $(vars imported) 'aws_cloudfront_continuous_deployment_policy.in_use[0]' "$POLICY" >import.txt || cat import.txt
tf destroy -auto-approve -target 'aws_cloudfront_continuous_deployment_policy.in_use[0]' $(vars imported)
