import type { JsonObject } from '../../../src/core/json.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { Context, Operate } from '../../../src/reference/context.ts';
import type { Modification } from '../../../src/reference/modification.ts';
import type { OperationResult } from '../../../src/reference/refusal.ts';
import type { StoredResource } from '../../../src/reference/state.ts';
import { around } from '../../../src/reference/wrapping.ts';
import { type Before, ORDERS, STATES, STATES_OF_ALL, VALUES } from './conditions.ts';

const KIND = 'ContinuousDeploymentPolicy';
const CONFIG = `${KIND}Config`;
const [CREATE, UPDATE, GET, DELETE] = ['Create', 'Update', 'Get', 'Delete'].map((verb) => `${verb}${KIND}`) as [
  string,
  string,
  string,
  string,
];
const ALL = [CREATE, UPDATE, GET, DELETE, `Get${CONFIG}`, 'ListContinuousDeploymentPolicies'];

export interface Planted {
  name: string;
  modification: Modification;
}

type Effect = 'crash' | 'server error' | 'wrong answer' | 'lost change';

/** A bug that shows only where an operation, a value, a state and the call before come together; drawn by a seed. */
export function plantedBug(seed: number): Planted {
  const random = createRandom(seed);
  const operation = random.weighted([CREATE, UPDATE, GET], (name) => (name === UPDATE ? 3 : 1));
  const value = random.pick(VALUES);
  const state = random.pick(operation === CREATE ? STATES_OF_ALL : STATES);
  const order = random.pick(ORDERS);
  const writes = operation !== GET;
  const effect = random.pick<Effect>([
    'crash',
    'server error',
    'wrong answer',
    ...(writes ? ['lost change' as const] : []),
  ]);
  const name = `${effect} in ${operation.replace(KIND, '')} where ${value.name}, the policy ${state.name}, ${order.name}`;
  return {
    name,
    modification: modificationOf(
      operation,
      effect,
      (config, before) => value.holds(config) && state.holds(before) && order.holds(before),
    ),
  };
}

function modificationOf(
  operation: string,
  effect: Effect,
  isSetOff: (config: JsonObject, before: Before) => boolean,
): Modification {
  const updates = new Map<string, number>();
  const past = { last: '', refused: false, lastId: '', deleted: 0 };
  let crashes = false;
  const wrapped =
    (name: string) =>
    (next: Operate): Operate =>
    async (context, input) => {
      const id = String(input.Id ?? '');
      const stored = context.state.policies.get(id);
      const before: Before = {
        ...past,
        updates: updates.get(id) ?? 0,
        stored: stored?.config,
        live: context.state.policies.size,
        id,
      };
      const config = (name === GET ? stored?.config : input[CONFIG]) as JsonObject | undefined;
      const hit = name === operation && typeof config === 'object' && config !== null && isSetOff(config, before);
      const result = await next(context, input);
      const refused = 'refusal' in result;
      Object.assign(past, { last: name, refused, lastId: id });
      if (!refused && name === UPDATE) updates.set(id, before.updates + 1);
      if (!refused && name === DELETE) past.deleted++;
      if (!hit || refused) return result;
      if (effect === 'crash') crashes = true;
      if (effect === 'crash' || effect === 'server error') throw new TypeError('undefined is no object');
      return effect === 'lost change' ? lost(context, result, stored) : altered(result);
    };
  return {
    operate: (before) => ALL.reduce((all, name) => around([name], wrapped(name))(all), before),
    handle: (next) => async (request) => {
      const answer = await next(request);
      if (!crashes) return answer;
      crashes = false;
      throw new Error('the process ended');
    },
  };
}

/** The answer shows the new configuration, and the old one is kept; of a create, one with another switch. */
function lost({ state }: Context, result: OperationResult, stored: StoredResource | undefined): OperationResult {
  const { Id } = (result as { output: JsonObject }).output[KIND] as JsonObject;
  const entry = state.policies.get(String(Id))!;
  const config = stored?.config ?? { ...entry.config, Enabled: entry.config.Enabled !== true };
  state.policies.set(entry.id, { ...entry, config });
  return result;
}

/** An answer with the switch the other way round. */
function altered(result: OperationResult): OperationResult {
  const { output } = result as { output: JsonObject };
  const policy = output[KIND] as JsonObject;
  const config = policy[CONFIG] as JsonObject;
  return { output: { ...output, [KIND]: { ...policy, [CONFIG]: { ...config, Enabled: config.Enabled !== true } } } };
}
