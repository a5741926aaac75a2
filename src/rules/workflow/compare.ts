import type { Contract } from '../../core/contract.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { Step } from '../../core/test-context.ts';
import { memberPlace, valueDifference } from '../differences.ts';
import { type Judgement, unseen } from '../judgement.ts';
import { sameEtag } from '../resource-handle.ts';
import { changeText, difference } from '../same.ts';

/** The configuration that a distribution's answer shows; undefined where it shows none. */
export function shownConfig(step: Step | undefined): JsonObject | undefined {
  if (step?.outcome.kind !== 'response') return undefined;
  return valueAt(step.outcome.output, ['Distribution', 'DistributionConfig']) as JsonObject | undefined;
}

/** The same, empty where it shows none. */
export const configIn = (step: Step): JsonObject => shownConfig(step) ?? {};

const showsNone = (step: Step | undefined): Judgement =>
  unseen(
    step ? `${step.call.operation} shows no configuration` : 'a call that this rule compares with could not be made',
  );

/** The ETag that an answer itself gives; empty where it gives none. */
export const etagIn = ({ outcome }: Step): string =>
  outcome.kind === 'response' && outcome.standIn?.part !== 'etag' ? String(outcome.output.ETag ?? '') : '';

/** Whether two distributions' configurations are the same in these members; without any, in all but the given ones. */
export function membersDiffer(
  contract: Contract,
  wanted: Step | undefined,
  got: Step,
  members: { only: string[] } | { but: string[] },
): Judgement {
  const [before, after] = [shownConfig(wanted), shownConfig(got)];
  if (!before) return showsNone(wanted);
  if (!after) return showsNone(got);
  const names =
    'only' in members
      ? members.only
      : Object.keys({ ...before, ...after }).filter((name) => !members.but.includes(name));
  const { properties = {} } = contract.$defs.DistributionConfig!;
  // A member that the contract does not know can't be compared.
  const shown = names.filter(
    (name) => name in properties && (orNone(before[name]) !== undefined || orNone(after[name]) !== undefined),
  );
  if (shown.length === 0) return unseen(`neither answer shows ${names.join(' or ')}`);
  for (const name of shown) {
    const node = properties[name]!;
    const found = difference(contract, node, orNone(before[name]), orNone(after[name]), {}, [name]);
    if (found) {
      const place = memberPlace(['DistributionConfig', ...found.path]);
      return {
        expected: `${found.path[0]} as it was`,
        actual: changeText(found),
        differences: [valueDifference('changes', got.call.operation, place, found.sent, found.got)],
      };
    }
  }
  return 'held';
}

/** A list of nothing is as good as none. */
function orNone(value: Json | undefined): Json | undefined {
  const counted = value as { Quantity?: Json; Items?: Json[] } | undefined | null;
  return counted?.Quantity === 0 && !counted.Items?.length ? undefined : value;
}

/** Whether a member has a value; none for undefined. */
export function memberIs(step: Step, member: string, value: Json | undefined): Judgement {
  const config = shownConfig(step);
  if (!config) return showsNone(step);
  const got = config[member];
  const none = (one: Json | undefined): boolean => one === undefined || one === '';
  if (got === value || (none(got) && none(value))) return 'held';
  const text = (one: Json | undefined): string => (none(one) ? 'none' : JSON.stringify(one));
  const differences = [
    valueDifference('changes', step.call.operation, memberPlace(['DistributionConfig', member]), value, got),
  ];
  return { expected: `${member} ${text(value)}`, actual: `${member} ${text(got)}`, differences };
}

/** Whether the version is the same as it was, or another. */
export function etagIs(which: 'same' | 'another', earlier: Step | undefined, step: Step): Judgement {
  if (!earlier || etagIn(earlier) === '' || etagIn(step) === '')
    return unseen('a response that this rule compares has no ETag');
  const same = sameEtag(etagIn(earlier), etagIn(step));
  return same === (which === 'same')
    ? 'held'
    : {
        expected: `${which} ETag as ${etagIn(earlier)}`,
        actual: etagIn(step),
        differences: [
          valueDifference(which === 'same' ? 'changes' : 'stale', step.call.operation, 'ETag', undefined, etagIn(step)),
        ],
      };
}
