import { readFileSync } from 'node:fs';

/** The domains of all AWS partitions, by the endpoint rules of the SDK. `contract build` writes them. */
export const AWS_DOMAINS_FILE = new URL('../../fixtures/contract/aws-domains.json', import.meta.url);

let pattern: RegExp | undefined;

/** Whether a host name, in lower case and without a final dot, belongs to AWS. */
export function isAwsHost(host: string): boolean {
  if (!pattern) {
    const domains = JSON.parse(readFileSync(AWS_DOMAINS_FILE, 'utf8')) as string[];
    pattern = new RegExp(`(^|\\.)(${domains.map((domain) => domain.replaceAll('.', '\\.')).join('|')})$`);
  }
  return pattern.test(host);
}
