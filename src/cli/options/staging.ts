import { InvalidArgumentError } from 'commander';
import type { Staging } from '../../session/staging.ts';

/** The help text of `--staging`. */
export const STAGING_HELP =
  'where names of staging distributions come from: synthetic (invented), api (created on the target), auto (as needed), or NAME,NAME…';

/** Reads the value of `--staging`. */
export function stagingOf(text: string): Staging {
  if (text === 'auto' || text === 'synthetic' || text === 'api') return text;
  const given = text.split(',').map((name) => name.trim());
  if (given.some((name) => !name.includes('.')))
    throw new InvalidArgumentError(
      'give synthetic, api, auto, or domain names of staging distributions with commas between',
    );
  return { given };
}
