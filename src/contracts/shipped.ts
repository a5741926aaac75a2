import { readFileSync } from 'node:fs';
import type { Contract } from '../core/contract.ts';

/** Where the contract that ships with the package lies. */
export const CONTRACT_FILE = new URL('../../fixtures/contract/cloudfront.json', import.meta.url);

/** A contract that ships with the package, which a test has checked: no keyword need be loaded to read it. */
export function shippedContract(file = CONTRACT_FILE): Contract {
  return JSON.parse(readFileSync(file, 'utf8')) as Contract;
}
