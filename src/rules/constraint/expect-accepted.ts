import fc from 'fast-check';
import { configInput } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { TestContext } from '../../core/test-context.ts';
import { arbitrary } from '../../schema/arbitrary.ts';
import { edgeCases } from '../../schema/cases.ts';
import { constraints } from '../../schema/constraints.ts';
import type { Site } from '../../schema/site.ts';
import { outcomeText, refused } from '../expect.ts';
import { foundElsewhere } from '../hindered.ts';
import { expectWorks } from '../lifecycle/works.ts';
import { handleOf, release, resolveReferences, startingConfig, updated } from '../resource-handle.ts';

/** The rules that find that supported requests are refused. */
const ACCEPTS = ['lifecycle.create.accepts-supported', 'lifecycle.update.accepts-supported'];

/** Requests that are drawn, and how many of them are tried. */
const DRAWN = 20;
const TRIED = 3;

/**
 * After a refusal of a supported request on account of one member: throws SkipError where the simplest request, or every
 * request with that member, is refused as well, so that the refusal has nothing to do with the value.
 */
export async function expectAccepted(
  lane: TestContext,
  resource: Resource,
  operation: string,
  site: Site,
  handle: ResourceHandle | undefined,
): Promise<void> {
  if (handle) await expectWorks(lane, resource, 'update');
  const shape = lane.contract.operations[operation]!.input;
  const plain = configInput(resource, startingConfig(lane, resource));
  const isRefused = async (input: JsonObject): Promise<string | undefined> => {
    const sent = await resolveReferences(lane, operation, input, handle);
    if (lane.classify(operation, sent).answer !== 'supported') return undefined;
    const outcome = await lane.send(operation, sent);
    if (handle) updated(handle, sent, outcome);
    const created = handle ? undefined : handleOf(resource, sent, outcome);
    if (created) await release(lane, created);
    return refused(outcome) ? outcomeText(outcome) : undefined;
  };
  const simplest = await isRefused(plain);
  if (simplest !== undefined)
    throw foundElsewhere(`${operation} refuses the simplest request too: ${simplest}`, operation, ACCEPTS);
  const others = ordinary(lane.contract, shape, site);
  let text: string | undefined;
  for (const input of others) {
    text = await isRefused(input);
    if (text === undefined) return;
  }
  if (text !== undefined)
    throw foundElsewhere(`${operation} refuses every request with ${site.member} (${text})`, operation, ACCEPTS);
}

/** Supported requests that hold a member whose value is on no edge. */
function ordinary(contract: Contract, shape: string, site: Site): JsonObject[] {
  const around = site.path.slice(0, -1);
  const own = constraints(contract, shape).filter((one) => one.site.path.slice(0, -1).join() === around.join());
  const edges = new Set(
    own.flatMap((one) =>
      edgeCases(contract, shape, one).map(({ input }) => JSON.stringify(valueAt(input, one.site.path))),
    ),
  );
  return fc
    .sample(arbitrary(contract, shape, { present: site.path }), { seed: 1, numRuns: DRAWN })
    .filter((input) => !edges.has(JSON.stringify(valueAt(input, site.path))))
    .slice(0, TRIED);
}
