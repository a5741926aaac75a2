// @ts-nocheck: one call for commands of many kinds, which the types of the SDK take one at a time.
// Ten calls that are refused. Prints the class of each error.
import * as sdk from '@aws-sdk/client-cloudfront';

const { POLICY, ETAG, PRIMARY, PRIMARY_ETAG, NAME } = process.env;
const client = new sdk.CloudFrontClient({});

const config = (Name, Quantity = 1, Weight = 0.05) => ({
  ContinuousDeploymentPolicyConfig: {
    StagingDistributionDnsNames: { Quantity, Items: [Name] },
    Enabled: true,
    TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight } },
  },
});

for (const command of [
  new sdk.GetContinuousDeploymentPolicyCommand({ Id: 'unknown' }),
  new sdk.CreateContinuousDeploymentPolicyCommand(config('d2.cloudfront.net', 1, 0.2)),
  new sdk.CreateContinuousDeploymentPolicyCommand(config('d2.cloudfront.net', 2)),
  new sdk.CreateContinuousDeploymentPolicyCommand(config(NAME)),
  new sdk.UpdateContinuousDeploymentPolicyCommand({ Id: POLICY, IfMatch: 'E00000000000AB', ...config(NAME) }),
  new sdk.DeleteContinuousDeploymentPolicyCommand({ Id: POLICY }),
  new sdk.DeleteContinuousDeploymentPolicyCommand({ Id: POLICY, IfMatch: ETAG }),
  new sdk.GetDistributionCommand({ Id: 'unknown' }),
  new sdk.DeleteDistributionCommand({ Id: PRIMARY, IfMatch: PRIMARY_ETAG }),
  new sdk.ListTagsForResourceCommand({ Resource: 'arn:aws:cloudfront::123456789012:distribution/unknown' }),
]) {
  const outcome = await client.send(command).then(
    () => 'accepted',
    (error) => error.constructor.name,
  );
  console.log(outcome);
}
