import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { SdkPackage } from './sdk-package.ts';

/** The package of the SDK that holds the endpoint rules which all its clients share. */
const RULES = '@aws-sdk/core';

/** The domains of every AWS partition, those of dual-stack endpoints too, as the installed SDK knows them; sorted. */
export function awsDomains({ directory }: SdkPackage): string[] {
  const require = createRequire(join(directory, 'package.json'));
  const root = dirname(require.resolve(`${RULES}/package.json`));
  const domains = new Set<string>();
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js')) continue;
    for (const [, domain = ''] of readFileSync(join(root, name), 'utf8').matchAll(
      /\b(?:dnsSuffix|dualStackDnsSuffix)"?:\s*"([\w.-]+)"/g,
    ))
      domains.add(domain);
  }
  return [...domains].sort();
}
