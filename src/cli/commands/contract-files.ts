import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contractFile, planFile } from '../../contracts/contracts.ts';
import type { Contract } from '../../core/contract.ts';
import { fileProblem } from '../../core/file-problem.ts';
import { prettyJson } from '../../core/pretty-json.ts';
import { UsageError } from '../../core/usage.ts';
import { awsDomains } from '../../docs/aws-domains.ts';
import { buildContract } from '../../docs/contract-builder.ts';
import type { Documentation } from '../../docs/documentation.ts';
import type { ContractPlan } from '../../docs/plan.ts';
import { readSdk } from '../../docs/sdk.ts';
import { loadSdk, MissingDocumentation } from '../../docs/sdk-package.ts';

/** Where the contract lies that is judged unless another is asked for. */
export const CONTRACT_FILE = fileURLToPath(contractFile('cloudfront'));

/** The documentation that is installed here. Throws a UsageError where there is none. */
export async function installedDocumentation(): Promise<Documentation> {
  try {
    return await readSdk();
  } catch (error) {
    throw error instanceof MissingDocumentation ? new UsageError(error.message) : error;
  }
}

/** The text of the contract that this documentation and a plan give. */
export function contractText(documentation: Documentation, name = 'cloudfront'): string {
  const plan = JSON.parse(readFileSync(planFile(name), 'utf8')) as ContractPlan;
  return `${prettyJson(buildContract(documentation, plan))}\n`;
}

/** The text of the file that says what belongs to AWS. */
export const awsDomainsText = async (): Promise<string> => `${prettyJson(awsDomains(await loadSdk()))}\n`;

/** Reads a contract. Throws a UsageError that names the file where it is none. */
export function readContract(file: string): Contract {
  let contract: Partial<Contract>;
  try {
    contract = JSON.parse(readFileSync(file, 'utf8')) as Partial<Contract>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${file} can't be read as a contract: ${code === undefined ? 'it is not JSON' : fileProblem(code)}`,
    );
  }
  if (contract.format !== 1 || contract.$defs === undefined)
    throw new UsageError(`${file} is not a contract; give a file that contract build wrote`);
  return contract as Contract;
}
