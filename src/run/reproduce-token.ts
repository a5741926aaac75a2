import type { Target } from '../core/target.ts';
import { syntheticSource } from '../provision/synthetic.ts';
import { rulesOf } from '../rules/index.ts';
import { loadContract } from '../schema/contract.ts';
import { nameForm } from '../schema/names.ts';
import { type Reproduced, reproduceAlone } from './reproduce.ts';
import { drawSeed } from './seed.ts';
import { decodeToken } from './token.ts';

/** Makes a token's calls again on a target and judges what comes of them. `url`: of the target's endpoint, if it has a path of its own. Throws BadToken. */
export async function reproduceToken(token: string, target: Target, url?: URL): Promise<Reproduced> {
  const contract = loadContract();
  const names = syntheticSource((resource) => nameForm(contract, resource), drawSeed());
  return reproduceAlone(
    { contract, target, rules: rulesOf(contract), names, ...(url ? { url: url.href } : {}) },
    decodeToken(token),
  );
}
