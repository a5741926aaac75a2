import type { CloudFrontClientConfig } from '@aws-sdk/client-cloudfront';
import * as sdk from '@aws-sdk/client-cloudfront';

type Send = (input: object) => Promise<unknown>;

const OPERATIONS = Object.keys(sdk)
  .filter((name) => /(ContinuousDeploymentPol|Distribution)/.test(name) && name.endsWith('Command'))
  .map((name) => name.slice(0, -'Command'.length));

/** Code under test as somebody may have it: functions over a client of the real SDK. */
export default function createWrapper({ endpoint }: { endpoint: string }): Record<string, Send> {
  const config: CloudFrontClientConfig = { endpoint, region: 'us-east-1', maxAttempts: 1 };
  const client = new sdk.CloudFrontClient({ ...config, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const commands = sdk as unknown as Record<string, new (input: object) => Parameters<typeof client.send>[0]>;
  return Object.fromEntries(
    OPERATIONS.map((name) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      (input) => client.send(new commands[`${name}Command`]!(input)),
    ]),
  );
}
