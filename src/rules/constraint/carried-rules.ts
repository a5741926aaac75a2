import { addressOf, configSchema, configSent, configShown, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource, Schema } from '../../core/contract.ts';
import type { Difference as Deviating, View } from '../../core/difference.ts';
import type { Json, JsonObject, Path } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import { valueAt } from '../../core/path.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule, Phase } from '../../core/rule.ts';
import { RuleViolation, type TestContext } from '../../core/test-context.ts';
import { minimalExample } from '../../schema/arbitrary.ts';
import { type ConstraintCase, casesOf, violationCases } from '../../schema/cases.ts';
import { practices } from '../../schema/constraints.ts';
import { set } from '../../schema/keyword.ts';
import { normalise } from '../../schema/normalise.ts';
import { type Site, sites } from '../../schema/site.ts';
import { spellings } from '../../schema/spelling.ts';
import { drawnUnusual, unusualCasesOf, unusualKinds } from '../dictionary/unusual.ts';
import { type RoundTrip, refusal, roundTripDifferences } from '../differences.ts';
import { outcomeText, refused, rejectCircumstantial } from '../expect.ts';
import { createResource, handleOf, release, resolveReferences, updated } from '../resource-handle.ts';
import { differences, differenceText, overlap, type ValueDifference } from '../same.ts';
import { settled } from '../settled.ts';
import { expectAccepted } from './expect-accepted.ts';

/** Texts that a careless codec spoils, each with its name. Those that no page speaks of are open. */
const TEXTS: [string, string][] = [
  ['XML-special characters', `<&>"'`],
  ['an escaped text', '&lt;&amp;#65;'],
  ['the end of a CDATA section', 'a]]>b'],
  ['percent signs and plus', 'a%20b+c'],
  ['inner blanks', 'a  b'],
  ['non-ASCII', 'gr\u00fc\u00df'],
  ['non-BMP', '\u{1f9ea}'],
  ['a combining mark', 'e\u0301'],
  ['a tab', 'a\tb'],
  ['line ends', 'a\r\nb\nc'],
  ['10 kB', 'long'.repeat(2_500)],
];

/**
 * A rule for each member of what a resource can be created or updated with: whatever of it is accepted, in any
 * spelling and also where the documentation is silent, is returned unchanged.
 */
export function carriedRules(contract: Contract): ActiveRule[] {
  const rules = new Map<string, ActiveRule & { tried: Tried[] }>();
  for (const resource of Object.values(contract.resources)) {
    if (resource.minimal !== undefined) continue;
    for (const operation of [operationOf(resource, 'create'), operationOf(resource, 'update')]) {
      for (const site of sites(contract, contract.operations[operation]!.input)) {
        if (site.node.binding || !isTried(contract, operation, site)) continue;
        const id = `${site.shape}.${site.member}.carried`;
        const known = rules.get(id);
        if (known) {
          known.tried.push({ resource, operation, site });
          known.operations.push(operation);
          continue;
        }
        const tried = [{ resource, operation, site }];
        rules.set(id, {
          kind: 'active',
          id,
          evidence: 'documented',
          demands: `${named(site)}, once accepted, must be returned unchanged`,
          citations: contract.operations[operationOf(resource, 'read')]!.basis.citations,
          operations: [operation],
          phases: isVaried(site) ? ['edges', 'random'] : ['edges'],
          needs: [],
          tried,
          check: async (lane, phase) => {
            for (const one of tried)
              if (!lane.absent(one.operation)) await check(lane, one, casesFor(lane, one, phase));
          },
        });
      }
    }
  }
  return [...rules.values()].map(({ tried: _, ...rule }) => rule);
}

/** A member by its name; an item by that of its list. */
const named = ({ path, member }: Site): string => (typeof path.at(-1) === 'number' ? `each of ${path.at(-2)}` : member);

const isText = ({ type, enum: values }: Schema): boolean => type === 'string' && !values;

/** Whether it is of a type whose values can be spelled in several ways. A count has to agree with its list. */
const isSpelled = ({ type, countOf }: Schema): boolean =>
  (type === 'integer' || type === 'number' || type === 'boolean') && countOf === undefined;

/** Whether there is any candidate: asked of every member at the start of a run, so none is made that need not be. */
const isTried = (contract: Contract, operation: string, site: Site): boolean =>
  isText(site.node) || isSpelled(site.node) || candidates(contract, operation, site).next().done === false;

/** Whether the dictionary has values for it. A name of another resource is made by the run, and a count follows its list. */
const isVaried = ({ node }: Site): boolean =>
  unusualKinds(node).length > 0 && node.supported?.names === undefined && node.countOf === undefined;

interface Tried {
  resource: Resource;
  operation: string;
  site: Site;
}

/** Values that are drawn, for each random case: a create costs its delete too. */
const DRAWN = { create: 1 / 3, update: 3 };

/** What is sent in a phase: of the random one, values of the dictionary. */
function casesFor(
  { contract, runs, seed }: TestContext,
  { resource, operation, site }: Tried,
  phase: Phase,
): Iterable<ConstraintCase> {
  if (phase !== 'random') return candidates(contract, operation, site);
  const count = Math.ceil(runs * DRAWN[operation === operationOf(resource, 'create') ? 'create' : 'update']);
  const drawn = drawnUnusual(unusualKinds(site.node), seed, count);
  return unusualCasesOf(contract, operation, site, drawn);
}

/** Requests that are supported or open in this member alone. */
function* candidates(contract: Contract, operation: string, site: Site): Generator<ConstraintCase, void> {
  const shape = contract.operations[operation]!.input;
  const unusual = unusualOf(contract, shape, site);
  yield* casesOf(
    contract,
    shape,
    site,
    unusual.map(([name, value]) => ({ name, edit: set(site.member, value) })),
  );
  const path = site.path.join('.');
  for (const practice of practices(contract, shape))
    if (practice.site.path.join('.') === path) yield* violationCases(contract, shape, practice);
}

/** Texts and spellings that a careless codec spoils, each with its name. */
function unusualOf(contract: Contract, shape: string, { node, path }: Site): [string, Json][] {
  if (isText(node)) return TEXTS.map(([name, text]) => [name, (node.prefix ?? '') + text]);
  return isSpelled(node) ? spellings(valueAt(minimalExample(contract, shape, path), path)!, node) : [];
}

async function check(
  lane: TestContext,
  { resource, operation, site }: Tried,
  cases: Iterable<ConstraintCase>,
): Promise<void> {
  const handle = operation === operationOf(resource, 'update') ? await createResource(lane, resource) : undefined;
  let read = false;
  try {
    for (const one of cases) {
      const sent = await resolveReferences(lane, operation, one.input, handle, site.path);
      const { answer } = lane.classify(operation, sent);
      if (answer === 'broken') continue;
      const outcome = await lane.send(operation, sent);
      rejectCircumstantial(lane.contract, operation, outcome);
      lane.recordCheck(operation);
      const tried = lane.steps.at(-1)!;
      const broken = (expected: string, actual: string, differences: readonly Deviating[]): RuleViolation =>
        new RuleViolation({
          operation,
          expected,
          actual,
          differences,
          steps: [...(handle ? [handle.made] : []), ...lane.steps.slice(lane.steps.indexOf(tried))],
          path: site.path,
          supported: one.supported,
        });
      if (answer === 'supported' && refused(outcome)) {
        const found = broken(`success (${one.name})`, `refused: ${outcomeText(outcome)}`, [
          refusal(operation, site.path, outcome),
        ]);
        await expectAccepted(lane, resource, operation, site, handle);
        throw found;
      }
      if (handle) updated(handle, sent, outcome);
      if (outcome.kind !== 'response') continue;
      const present = handle ?? handleOf(resource, sent, outcome);
      const lost = changed(lane.contract, operation, resource, sent, outcome.output, site.path);
      const spelledAt = (path: Path): Json | undefined => valueAt(configSent(resource, sent), path);
      const earlier = handle?.past?.at(-1);
      const trip = (...looked: View[]): RoundTrip => ({ resource, operation, view: looked.at(-1)!, looked, earlier });
      if (lost.length > 0)
        throw broken(
          `the value that was sent (${one.name})`,
          differenceText(lost[0]!, spelledAt(lost[0]!.path)),
          roundTripDifferences(trip('answer'), lost),
        );
      // A create costs its delete too, so that there one look must do.
      if (present && (handle || !read)) {
        read = true;
        const wrong = await changedInRead(lane, operation, sent, present, site.path);
        if (wrong !== undefined)
          throw broken(
            `the value that was sent, in a read (${one.name})`,
            differenceText(wrong[0]!, spelledAt(wrong[0]!.path)),
            roundTripDifferences(trip('answer', 'read'), wrong),
          );
      }
      if (present && !handle) await release(lane, present);
    }
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    lane.reportViolation(error.violation);
  }
  if (handle) await release(lane, handle);
}

/** How the member that came back differs from what was meant. That of others is a matter of their own rules. */
function changed(
  contract: Contract,
  operation: string,
  resource: Resource,
  sent: JsonObject,
  output: JsonObject,
  path: Path,
): ValueDifference[] {
  const { input: shape } = contract.operations[operation]!;
  const meant = normalise(contract, shape, sent, []);
  const schema = configSchema(contract, resource, operation);
  const got = configShown(resource, output);
  const [, ...place] = path;
  const all = differences(contract, schema, configSent(resource, meant), got, { lenient: true });
  return [...all].filter((found) => overlap(found.path, place));
}

/** The same of what is read once it was accepted. Says nothing where it can't be read: that is a matter of other rules. */
async function changedInRead(
  lane: TestContext,
  operation: string,
  sent: JsonObject,
  { resource, id }: ResourceHandle,
  path: Path,
): Promise<ValueDifference[] | undefined> {
  const read = operationOf(resource, 'read');
  const look = (): Promise<Outcome> => lane.send(read, addressOf(resource, id));
  const wrongWith = (outcome: Outcome): { found?: ValueDifference[] } | undefined => {
    if (outcome.kind !== 'response') return {};
    const found = changed(lane.contract, operation, resource, sent, outcome.output, path);
    return found.length === 0 ? undefined : { found };
  };
  return (await settled(lane, lane.timing.settleReads, read, look, wrongWith)).wrong?.found;
}
