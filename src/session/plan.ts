import { shippedContract } from '../contracts/shipped.ts';
import type { Contract } from '../core/contract.ts';
import type { Finding, Shard } from '../core/event.ts';
import { given } from '../core/given.ts';
import { drawSeed } from '../core/seed.ts';
import type { Choice, ChoiceOptions } from './choice.ts';
import { requiredOperations } from './require.ts';
import { resourceContract } from './resource.ts';
import type { RunSettings } from './run-settings.ts';

/** What is judged, for any target. */
export interface RunPlan {
  contract: Contract;
  /** Made when it is first wanted, and once. */
  choice: () => Promise<Choice>;
  require: string[];
  seed: number;
  shard?: Shard;
  /** Findings of earlier runs on the target. */
  earlier?: readonly Finding[];
  /** Operations that the last run found implemented on the target. */
  present?: readonly string[];
}

/**
 * Makes a plan of the settings. Throws a UsageError. To load and make rules takes longer than all else before the first
 * request, which needs none of them: they wait, unless an option speaks of them and might be wrong.
 */
export async function planOf(settings: ChoiceOptions): Promise<RunPlan> {
  const contract = contractFor(settings);
  const require = await requiredOperations(contract, settings.require ?? []);
  let made: Promise<Choice> | undefined;
  const choice = (): Promise<Choice> => {
    made ??= import('./choice.ts').then(({ choiceOf }) => choiceOf(contract, settings));
    return made;
  };
  const { rules = [], exclude = [], recorded, known, ownRules } = settings;
  if (rules.length > 0 || exclude.length > 0 || [recorded, known, ownRules].some((said) => said !== undefined))
    await choice();
  return { contract, choice, require, seed: settings.seed ?? drawSeed(), ...given({ shard: settings.shard }) };
}

/** The contract that the settings name. Throws a UsageError. */
export function contractFor({ contract, resource }: Pick<RunSettings, 'contract' | 'resource'>): Contract {
  return contract ?? (resource === undefined ? shippedContract() : resourceContract(resource));
}
