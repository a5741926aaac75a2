import { awsCliScript } from './aws-cli.ts';
import { curlScript } from './curl.ts';
import type { Script } from './script.ts';
import { sdkScript } from './sdk.ts';
import { vitestScript } from './vitest.ts';

/** A language in which the calls of a finding can be given to somebody. */
export interface Language {
  name: string;
  /** For a button. */
  title: string;
  write(script: Script): string;
}

export const LANGUAGES: readonly Language[] = [
  { name: 'curl', title: 'curl', write: curlScript },
  { name: 'aws-cli', title: 'AWS CLI', write: awsCliScript },
  { name: 'sdk', title: 'AWS SDK', write: sdkScript },
  { name: 'vitest', title: 'Vitest', write: vitestScript },
];
