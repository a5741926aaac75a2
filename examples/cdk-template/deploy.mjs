// Makes what a synthesised template describes, as CloudFormation would, so that it can be judged before it is deployed.
//   cdk synth --json > template.json
//   npx cloudfront-conformance serve --judge -- node deploy.mjs template.json
// The deliberate mistake is in the template: half of the viewers go to staging, and the most is 0.15. With
// node deploy.mjs template.json 0.05 all is well.
import { readFileSync } from 'node:fs';
import {
  CloudFrontClient,
  CreateContinuousDeploymentPolicyCommand,
  CreateDistributionCommand,
} from '@aws-sdk/client-cloudfront';

const [, , file = 'template.json', weight] = process.argv;
const { Resources } = JSON.parse(readFileSync(file, 'utf8'));
const client = new CloudFrontClient({});
const made = new Map();

/** A value of the template as a request holds it: attributes of what was made before, and lists with their number. */
function filled(value) {
  if (Array.isArray(value)) return { Quantity: value.length, Items: value.map(filled) };
  if (value === null || typeof value !== 'object') return value;
  if (value['Fn::GetAtt']) return made.get(value['Fn::GetAtt'][0])[value['Fn::GetAtt'][1]];
  if (value.Ref) return made.get(value.Ref).Id;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner)]));
}

/** What CloudFormation adds where a template is silent. */
function withDefaults(id, config) {
  const Items = config.Origins.Items.map(({ CustomOriginConfig: custom, ...origin }) =>
    custom ? { ...origin, CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, ...custom } } : origin,
  );
  return { CallerReference: id, Comment: '', ...config, Origins: { Quantity: Items.length, Items } };
}

const MAKE = {
  async 'AWS::CloudFront::Distribution'(id, { DistributionConfig }) {
    const config = withDefaults(id, DistributionConfig);
    return (await client.send(new CreateDistributionCommand({ DistributionConfig: config }))).Distribution;
  },
  async 'AWS::CloudFront::ContinuousDeploymentPolicy'(_, { ContinuousDeploymentPolicyConfig }) {
    const split = ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig;
    if (weight) split.Weight = Number(weight);
    const input = { ContinuousDeploymentPolicyConfig };
    return (await client.send(new CreateContinuousDeploymentPolicyCommand(input))).ContinuousDeploymentPolicy;
  },
};

for (const [id, { Type, Properties }] of Object.entries(Resources)) {
  if (!MAKE[Type]) continue;
  made.set(id, await MAKE[Type](id, filled(Properties)));
  console.log(`${id}: ${made.get(id).Id}`);
}
