import type { Contract, Resource } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { at } from '../held.ts';

/** The Location of a created resource names it; whether as a path or a whole URL is not said. */
export function locationNamesResource(contract: Contract): AnswerRule {
  const byCreate = new Map<string, Resource>();
  for (const resource of Object.values(contract.resources)) {
    if (resource.location !== undefined) byCreate.set(resource.operations.create, resource);
  }
  return {
    id: 'answer.location-names-resource',
    evidence: 'documented',
    demands: 'the Location of a created resource holds its id',
    citations: [...byCreate].flatMap(([operation, { location }]) => {
      const shape = contract.$defs[contract.operations[operation]!.output ?? ''];
      return shape?.properties?.[location!]?.basis?.type?.citations ?? [];
    }),
    operations: [...byCreate.keys()],
    judge({ operation }, outcome) {
      const resource = byCreate.get(operation);
      if (outcome.kind !== 'response' || !resource) return undefined;
      const id = at(outcome.output, resource.id.output);
      const location = outcome.output[resource.location!];
      if (typeof id !== 'string' || typeof location !== 'string' || location === '') return undefined;
      return unescaped(location).includes(id) ? 'holds' : { expected: `a Location that holds ${id}`, actual: location };
    },
  };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
