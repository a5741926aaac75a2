import { addressOf, configMember, configPath, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { View } from '../../core/difference.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import { valueAt, withValueAt } from '../../core/path.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { minimalExample } from '../../schema/arbitrary.ts';
import { type Site, sites } from '../../schema/site.ts';
import { roundTripDifferences } from '../differences.ts';
import { circumstantial } from '../expect.ts';
import { createResource, handleOf, release, resolveReferences, updated } from '../resource-handle.ts';
import { settled } from '../settled.ts';
import { FEW_LOOKALIKES, LOOKALIKES } from './lookalikes.ts';

/** A member of a resource's configuration that holds free text. */
interface FreeText {
  resource: Resource;
  site: Site;
}

/** A rule for each member with free text: what looks like a number, a boolean, a date or null stays the text that it is. */
export function literalTextRules(contract: Contract): ActiveRule[] {
  const byId = new Map<string, FreeText[]>();
  for (const resource of Object.values(contract.resources)) {
    if (resource.minimal !== undefined) continue;
    for (const site of freeTexts(contract, resource)) {
      const id = `${site.shape}.${site.member}.literal`;
      byId.set(id, [...(byId.get(id) ?? []), { resource, site }]);
    }
  }
  return [...byId].map(([id, places]) => ({
    kind: 'active',
    id,
    evidence: 'documented',
    demands: `a ${places[0]!.site.member} that looks like a number, a boolean, a date or null must be returned as the text that was sent`,
    citations: [
      ...(places[0]!.site.node.basis?.type?.citations ?? []),
      ...places.flatMap(({ resource }) => contract.operations[operationOf(resource, 'read')]!.basis.citations),
    ],
    operations: places.flatMap(({ resource }) => [operationOf(resource, 'create'), operationOf(resource, 'update')]),
    phases: ['edges'],
    needs: [],
    async check(lane) {
      for (const place of places) {
        if (!lane.absent(operationOf(place.resource, 'update'))) await reporting(lane, () => onUpdate(lane, place));
        await reporting(lane, () => onCreate(lane, place));
      }
    },
  }));
}

/** Members of a configuration whose text is the client's own: neither a choice, nor a name, nor fixed for ever. */
function freeTexts(contract: Contract, resource: Resource): Site[] {
  const fixed = (resource.unique ?? []).filter((one) => one.fixed).map(({ path }) => path.join('.'));
  return sites(contract, contract.operations[operationOf(resource, 'create')]!.input).filter(
    ({ node, path }) =>
      path[0] === configMember(resource) &&
      path.length > 1 &&
      node.type === 'string' &&
      node.enum === undefined &&
      node.prefix === undefined &&
      node.format === undefined &&
      node.supported?.names === undefined &&
      !fixed.includes(path.slice(1).join('.')),
  );
}

async function reporting(lane: TestContext, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    lane.reportViolation(error.violation);
  }
}

/** Sends each text in an update of one resource. */
async function onUpdate(lane: TestContext, place: FreeText): Promise<void> {
  const update = operationOf(place.resource, 'update');
  const handle = await createResource(lane, place.resource);
  for (const text of LOOKALIKES) {
    const sent = await inputWith(lane, place, update, text, handle);
    if (lane.classify(update, sent).answer === 'broken') continue;
    const outcome = await lane.send(update, sent);
    if (outcome.kind !== 'response') continue;
    updated(handle, sent, outcome);
    await expectText(lane, place, { handle, operation: update, text, outcome, before: [handle.made] });
  }
  await release(lane, handle);
}

async function onCreate(lane: TestContext, place: FreeText): Promise<void> {
  const create = operationOf(place.resource, 'create');
  for (const text of FEW_LOOKALIKES) {
    const sent = await inputWith(lane, place, create, text);
    if (lane.classify(create, sent).answer === 'broken') continue;
    const outcome = await lane.send(create, sent);
    if (circumstantial(lane.contract, outcome)) continue;
    const handle = handleOf(place.resource, sent, outcome);
    if (!handle) continue;
    await expectText(lane, place, { handle, operation: create, text, outcome, before: [] });
    await release(lane, handle);
  }
}

/** The smallest input with the text in its place, whatever stands there otherwise. */
async function inputWith(
  lane: TestContext,
  { site }: FreeText,
  operation: string,
  text: string,
  handle?: ResourceHandle,
): Promise<JsonObject> {
  const { input: shape } = lane.contract.operations[operation]!;
  const input = await resolveReferences(
    lane,
    operation,
    minimalExample(lane.contract, shape, site.path),
    handle,
    site.path,
  );
  return withValueAt(input, site.path, text);
}

interface Accepted {
  handle: ResourceHandle;
  operation: string;
  text: string;
  outcome: Outcome;
  before: Step[];
}

/** Holds the text in the answer, and in a read after it, against what was sent. Throws RuleViolation. */
async function expectText(
  lane: TestContext,
  { resource, site }: FreeText,
  { handle, operation, text, outcome, before }: Accepted,
): Promise<void> {
  const sent = lane.steps.at(-1)!;
  const place = [...configPath(resource), ...site.path.slice(1)];
  const differs = (seen: Outcome): { got: Json | undefined } | undefined => {
    const got = seen.kind === 'response' ? valueAt(seen.output, place) : text;
    return got === text ? undefined : { got };
  };
  const broken = (where: string, got: Json | undefined, step: Step[]): RuleViolation => {
    const looked: View[] = step.length === 0 ? ['answer'] : ['answer', 'read'];
    const earlier = handle.past?.at(-1);
    return new RuleViolation({
      operation,
      expected: `${site.member} ${JSON.stringify(text)} in ${where}, as it was sent`,
      actual: `${site.member} ${JSON.stringify(got) ?? 'is absent'}`,
      differences: roundTripDifferences({ resource, operation, view: looked.at(-1)!, looked, earlier }, [
        { path: site.path.slice(1), sent: text, got },
      ]),
      steps: [...before, sent, ...step],
      path: site.path,
    });
  };
  lane.recordCheck(operation);
  const answered = differs(outcome);
  if (answered) throw broken('the answer', answered.got, []);
  const read = operationOf(resource, 'read');
  const look = (): Promise<Outcome> => lane.send(read, addressOf(resource, handle.id));
  const { wrong } = await settled(lane, lane.timing.settleReads, read, look, differs);
  if (wrong) throw broken(read, wrong.got, lane.steps.slice(-1));
}
