import { addressOf, configInput, idShown, operationOf, versionOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { CREATED } from '../../model/resource-state.ts';
import { acceptance } from '../differences.ts';
import { accepted, outcomeText } from '../expect.ts';
import { expectNoServerError, sendUnusual } from '../server-error.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { call, type TrackedResource, taken, withSharedResource } from './tracked-resource.ts';

type Verb = 'read' | 'readConfig' | 'update' | 'delete';

/** Ids that no service gives, each of which trips a careless server. */
export const ODD_IDS: [what: string, id: string][] = [
  ['a slash', 'a/b'],
  ['a quotation mark', "a'b"],
  ['a double quotation mark', 'a"b'],
  ['a backslash', 'a\\b'],
  ['a line feed', 'a\nb'],
  ['a null character', 'a\0b'],
  ['a letter beyond ASCII', 'gr\u00fcn'],
  ['an emoji', '\u{1f9ea}'],
  ['a blank', 'a b'],
  ['markup', '<a>&amp;'],
  ['a percent sign', '100%'],
  ['an encoded percent sign', '%2525'],
  ['a wildcard', '*'],
  ['a placeholder', '{Id}'],
  ['brackets', '[a](b)+?'],
  ['a colon', 'a:b'],
  ['a question mark', 'a?b=c'],
  ['a number sign', 'a#b'],
  ['digits', '1'],
  ['a minus sign', '-1'],
  ['null', 'null'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['300 characters', 'a'.repeat(300)],
  ['2,000 characters', 'a'.repeat(2_000)],
  ['a full stop', 'a.b'],
  ['the ending of a file', 'a.xml'],
];

/** Those that are tried on writes too. */
const FEW_ODD_IDS = ODD_IDS.filter((_, index) => index % 4 === 1);

/** Ids that no service gives name nothing, and an id that is only similar to that of a resource does not name it. */
export function oddIdsRules(contract: Contract): ActiveRule[] {
  const odd = lifecycleRule(contract, {
    id: 'lifecycle.read.odd-id',
    evidence: 'standard',
    demands: 'an id with unusual characters or of unusual length must not be found, nor cause a server error',
    on: ['read'],
    usesShared: true,
    citations: [{ document: 'RFC 9110', place: '15.6' }],
    check: (lane, resource) =>
      withSharedResource(lane, resource, CREATED, (tracked) => eachOdd(lane, resource, tracked)),
  });
  const altered = (['read', 'update', 'delete'] as const).map((verb) =>
    lifecycleRule(contract, {
      id: `lifecycle.${verb}.altered-id`,
      evidence: 'documented',
      demands: `${verb === 'update' ? 'an update' : `a ${verb}`} by an id that is only similar to a resource's must be refused`,
      on: [verb],
      errors: ({ notFound }) => [notFound],
      usesShared: true,
      check: (lane, resource) =>
        withSharedResource(lane, resource, CREATED, (tracked) => eachAltered(lane, verb, tracked)),
    }),
  );
  return [odd, ...altered];
}

async function eachOdd(lane: TestContext, resource: Resource, tracked: TrackedResource): Promise<void> {
  for (const [what, id] of ODD_IDS) {
    const named = `an id with ${what} (${JSON.stringify(id.slice(0, 40))})`;
    const verbs: Verb[] = FEW_ODD_IDS.some(([one]) => one === what) ? [...READS, 'update', 'delete'] : ['read'];
    for (const verb of verbs) {
      if (operationOf(resource, verb) === undefined) continue;
      const step = await callBy(lane, tracked, verb, id);
      expectNoServerError(lane, step, named);
      expectNotTaken(tracked, verb, step, id, named);
    }
  }
}

async function eachAltered(
  lane: TestContext,
  verb: 'read' | 'update' | 'delete',
  tracked: TrackedResource,
): Promise<void> {
  const { handle } = tracked;
  for (const [what, id] of alteredIds(handle.id)) {
    for (const action of verb === 'read' ? READS : [verb]) {
      if (operationOf(handle.resource, action) === undefined) continue;
      if (verb !== 'read' && (await isOfSomethingElse(lane, tracked, id))) continue;
      const step = await callBy(lane, tracked, action, id);
      lane.recordCheck(step.call.operation);
      expectNotTaken(tracked, action, step, id, `${id}, the id ${handle.id} ${what},`);
    }
  }
}

/** Whether an id names another resource, which no write of ours may touch: where ids are short, similar ones may exist. */
async function isOfSomethingElse(lane: TestContext, { handle }: TrackedResource, id: string): Promise<boolean> {
  const { resource } = handle;
  const { outcome } = await call(lane, operationOf(resource, 'read'), addressOf(resource, id));
  return outcome.kind === 'response' && idShown(resource, outcome.output) !== handle.id;
}

/** A success by an id that nothing has says that it was taken for another. Throws RuleViolation. */
function expectNotTaken(tracked: TrackedResource, verb: Verb, step: Step, id: string, named: string): void {
  const { handle } = tracked;
  const { outcome, call: sent } = step;
  if (!accepted(outcome)) return;
  const shown = outcome.kind === 'response' ? idShown(handle.resource, outcome.output) : undefined;
  if (shown === id) return;
  const steps = [...tracked.steps, step];
  if (verb === 'delete') tracked.state = { ...tracked.state, life: 'gone' };
  if (verb === 'update') Object.assign(tracked, taken(tracked, step));
  throw new RuleViolation({
    operation: sent.operation,
    expected: `a refusal: ${named} names nothing`,
    differences: [acceptance(sent.operation, 'another id', outcome)],
    actual: `accepted (${outcomeText(outcome)})${shown === undefined ? '' : ` with the id ${JSON.stringify(shown)}`}`,
    steps,
  });
}

export const alteredIds = (id: string): [what: string, id: string][] =>
  (
    [
      ['without its last character', id.slice(0, -1)],
      ['with another character at its end', `${id}0`],
      ['without its first character', id.slice(1)],
      ['with another character at its beginning', `0${id}`],
      ['cut in half', id.slice(0, Math.ceil(id.length / 2))],
      ['up to its first hyphen', id.split('-')[0]!],
      ['twice', `${id}${id}`],
      ['with a null character and more behind it', `${id}\0a`],
      ['as a pattern', `${id.slice(0, 4)}%`],
      ['as a wildcard', `${id.slice(0, 4)}*`],
    ] as [string, string][]
  ).filter(([, altered]) => altered !== '' && altered !== id);

const READS = ['read', 'readConfig'] as const;

async function callBy(lane: TestContext, { handle }: TrackedResource, verb: Verb, id: string): Promise<Step> {
  const { resource } = handle;
  const operation = operationOf(resource, verb)!;
  if (verb === 'read' || verb === 'readConfig') return sendUnusual(lane, operation, addressOf(resource, id));
  return sendUnusual(lane, operation, {
    ...versionOf(resource, { ...handle, id }),
    ...(verb === 'update' ? configInput(resource, handle.config) : {}),
  });
}
