import { loadContract } from '../contracts/load.ts';
import { drawSeed } from '../core/seed.ts';
import type { Target } from '../core/target.ts';
import { decodeToken } from '../formats/token.ts';
import { syntheticSource } from '../provision/synthetic.ts';
import { rulesOf } from '../rules/index.ts';
import { type Reproduced, reproduceAlone } from '../run/reproduce.ts';
import { nameForm } from '../schema/names.ts';

/** Makes a token's calls again on a target and judges the outcomes. `url`: of the target's endpoint, if it has a path of its own. Throws BadToken. */
export async function reproduceToken(token: string, target: Target, url?: URL): Promise<Reproduced> {
  const contract = loadContract();
  const names = syntheticSource((resource) => nameForm(contract, resource), drawSeed());
  return reproduceAlone(
    { contract, target, rules: rulesOf(contract), names, ...(url ? { url: url.href } : {}) },
    decodeToken(token),
  );
}
