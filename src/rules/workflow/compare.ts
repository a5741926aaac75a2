import type { Contract } from '../../core/contract.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/lane.ts';
import { at } from '../../schema/places.ts';
import { sameEtag } from '../held.ts';
import { changeText, difference } from '../same.ts';

export interface Wrong {
  expected: string;
  actual: string;
}

/** The configuration that a distribution's answer shows. */
export function configIn({ outcome }: Step): JsonObject {
  const config = outcome.kind === 'response' ? at(outcome.output, ['Distribution', 'DistributionConfig']) : undefined;
  return (config ?? {}) as JsonObject;
}

export const etagIn = ({ outcome }: Step): string =>
  outcome.kind === 'response' ? String(outcome.output.ETag ?? '') : '';

/** Where two distributions' configurations differ in these members; without any, in all but the given ones. */
export function membersDiffer(
  contract: Contract,
  wanted: Step | undefined,
  got: Step,
  members: { only: string[] } | { but: string[] },
): Wrong | undefined {
  if (wanted?.outcome.kind !== 'response') return undefined;
  const [before, after] = [configIn(wanted), configIn(got)];
  const names =
    'only' in members
      ? members.only
      : Object.keys({ ...before, ...after }).filter((name) => !members.but.includes(name));
  const schema = contract.$defs.DistributionConfig!;
  for (const name of names) {
    const node = schema.properties?.[name];
    const found = node && difference(contract, node, orNone(before[name]), orNone(after[name]), {}, [name]);
    if (found) return { expected: `${found.path[0]} as it was`, actual: changeText(found) };
  }
  return undefined;
}

/** A list of nothing is as good as none. */
function orNone(value: Json | undefined): Json | undefined {
  const counted = value as { Quantity?: Json; Items?: Json[] } | undefined | null;
  return counted?.Quantity === 0 && !counted.Items?.length ? undefined : value;
}

/** Whether a member has a value. */
export function memberIs(step: Step, member: string, value: Json | undefined): Wrong | undefined {
  const got = configIn(step)[member];
  const none = (one: Json | undefined): boolean => one === undefined || one === '';
  if (got === value || (none(got) && none(value))) return undefined;
  const text = (one: Json | undefined): string => (none(one) ? 'none' : JSON.stringify(one));
  return { expected: `${member} ${text(value)}`, actual: `${member} ${text(got)}` };
}

/** Whether the version is the same as it was, or another. */
export function etagIs(which: 'same' | 'another', earlier: Step | undefined, step: Step): Wrong | undefined {
  if (!earlier || etagIn(earlier) === '' || etagIn(step) === '') return undefined;
  const same = sameEtag(etagIn(earlier), etagIn(step));
  return same === (which === 'same')
    ? undefined
    : { expected: `${which} ETag as ${etagIn(earlier)}`, actual: etagIn(step) };
}
