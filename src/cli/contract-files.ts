import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Contract } from '../core/contract.ts';
import { buildContract } from '../docs/contract-builder.ts';
import type { Documentation } from '../docs/documentation.ts';
import type { Plan } from '../docs/plan.ts';
import { prettyJson } from '../docs/pretty-json.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/contract/${name}`, import.meta.url));

/** Where the contract lies. */
export const CONTRACT_FILE = fixture('cloudfront.json');

/** The text of the contract that this documentation gives. */
export function contractText(documentation: Documentation): string {
  const plan = JSON.parse(readFileSync(fixture('resources.json'), 'utf8')) as Plan;
  return `${prettyJson(buildContract(documentation, plan))}\n`;
}

/** Reads a contract. Throws an Error that names the file where it is none. */
export function readContract(file: string): Contract {
  let contract: Partial<Contract>;
  try {
    contract = JSON.parse(readFileSync(file, 'utf8')) as Partial<Contract>;
  } catch (error) {
    throw new Error(`${file} can't be read as a contract: ${(error as Error).message}`);
  }
  if (contract.format !== 1 || contract.$defs === undefined) throw new Error(`${file} is no contract`);
  return contract as Contract;
}

/** Says on standard error why a command could not do its work, and lets the process end with 2. */
export function unusable(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 2;
}
