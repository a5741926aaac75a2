import { createdBy, etagMember, etagPath, etagShown, idSent, idShown } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { JsonObject, Path } from '../core/json.ts';
import type { ReproducerCall, TextBinding } from '../core/reproducer.ts';
import type { Step } from '../core/test-context.ts';
import { accepted } from '../rules/expect.ts';

/** A text in place of a version, what binds it to the call that gave this version, and the version as it was. */
export interface OwnVersion {
  binding: TextBinding;
  was: string;
}

/**
 * Puts a text of its own in place of each version that a call names. Versions are unique only within a resource: where they
 * are counted, two resources have the same ones.
 */
export function ownVersions(
  contract: Contract,
  steps: readonly Step[],
  calls: readonly ReproducerCall[],
): { calls: ReproducerCall[]; versions: OwnVersion[] } {
  const versions: OwnVersion[] = [];
  const members = new Set(Object.values(contract.resources).map(etagMember));
  const rewritten = calls.map((call, index) => {
    let { input, bytes } = call;
    for (const member of members) {
      const given = input[member];
      if (typeof given !== 'string' || given === '') continue;
      const parts = given.split(/(\s*,\s*)/);
      const texts = parts.map((was, at) => {
        const from = at % 2 === 0 ? givenBy(contract, steps, index, was, parts.length === 1) : undefined;
        if (from === undefined) return was;
        const text = `~version-${index}-${at}~`;
        versions.push({ was, binding: { text, ...from } });
        return text;
      });
      const text = texts.join('');
      input = { ...input, [member]: text };
      if (bytes) bytes = { ...bytes, headers: withValue(bytes.headers, given, text) };
    }
    return { ...call, input, ...(bytes ? { bytes } : {}) };
  });
  return { calls: rewritten, versions };
}

/**
 * The call before a step that gave a version of a resource which the step names. `alone`: it is the only version there; if
 * the call that gave it is not among the steps, and it was the right one, the latest that they know stands for it.
 */
function givenBy(
  contract: Contract,
  steps: readonly Step[],
  index: number,
  version: string,
  alone: boolean,
): { call: number; path: Path } | undefined {
  const { call, outcome } = steps[index]!;
  const known = steps.slice(0, index).map((step) => versionOf(contract, step, call.input));
  const exact = known.findLastIndex((one) => one?.text === version);
  const latest = alone && accepted(outcome) ? known.findLastIndex((one) => one !== undefined) : -1;
  const at = exact >= 0 ? exact : latest;
  return at >= 0 ? { call: at, path: known[at]!.path } : undefined;
}

/** The version that a step's answer tells of a resource whose id is in an input. */
function versionOf(
  contract: Contract,
  { call, outcome }: Step,
  input: JsonObject,
): { text: string; path: Path } | undefined {
  if (outcome.kind !== 'response') return undefined;
  const { output } = outcome;
  const creator = createdBy(contract).get(call.operation);
  for (const resource of creator ? [creator] : Object.values(contract.resources)) {
    const text = etagShown(resource, output);
    const id = creator ? idShown(resource, output) : idSent(resource, call.input);
    if (typeof text === 'string' && typeof id === 'string' && Object.values(input).includes(id))
      return { text, path: etagPath(resource) };
  }
  return undefined;
}

const withValue = (headers: Record<string, string>, before: string, after: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value === before ? after : value]));
