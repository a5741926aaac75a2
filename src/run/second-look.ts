import { configInput, etagMember, idPath, operationOf, operationsOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { ResourceHandle } from '../core/resource-handle.ts';
import type { Phase } from '../core/rule.ts';
import { SkipError, type TestContext } from '../core/test-context.ts';
import { address, createResource } from '../rules/resource-handle.ts';
import { testContextOf } from './open.ts';
import { type Preflight, stateOf } from './preflight.ts';
import type { RunState } from './state.ts';
import { createWays } from './ways.ts';

/**
 * Asks again for what seems to be missing, this time of something that was just created: a wrong answer to an unknown id is
 * no missing operation. Sends nothing where no answer is in doubt.
 */
export async function secondLook(state: RunState, results: readonly Preflight[], phase: Phase): Promise<Preflight[]> {
  const { contract } = state.options;
  const doubtful = results.filter(isDoubtful);
  const seen = new Map<string, Pick<Preflight, 'state' | 'detail'>>();
  // What answers may be missing, or no such service: no rule is about its answers yet, and none shall be spared a call.
  const context = {
    ...state.context,
    answerRules: [],
    open: { take: () => {}, see: () => {} },
    ways: createWays(),
    violated: () => {},
  };
  const unjudged = { ...state, context };
  const { context: lane, close } = testContextOf(unjudged, 'a second look at what seems to be missing', phase);
  try {
    for (const resource of Object.values(contract.resources)) {
      const names = doubtful
        .map(({ operation }) => operation)
        .filter((name) => resourceOf(contract, name) === resource);
      if (names.length > 0) await look(lane, resource, names, seen);
    }
  } catch (error) {
    if (!(error instanceof SkipError)) throw error;
  } finally {
    await close();
  }
  return results.map((result) => ({ ...result, ...seen.get(result.operation) }));
}

/** Whether an answer may be that of an operation which is there: it says neither that it is nor that it is not. */
function isDoubtful({ state, step: { outcome } }: Preflight): boolean {
  if (state === 'unknown') return outcome.kind === 'unreadable';
  return state === 'missing' && 'status' in outcome;
}

/** The resource that an operation is of, or whose like it answers with. */
function resourceOf({ resources, operations, $defs }: Contract, name: string): Resource | undefined {
  const answered = $defs[operations[name]!.output ?? '']?.properties ?? {};
  return Object.values(resources).find(
    (resource) => operationsOf(resource).includes(name) || String(idPath(resource)[0]) in answered,
  );
}

async function look(
  lane: TestContext,
  resource: Resource,
  names: readonly string[],
  seen: Map<string, Pick<Preflight, 'state' | 'detail'>>,
): Promise<void> {
  const { contract } = lane;
  const create = operationOf(resource, 'create');
  const remove = operationOf(resource, 'delete');
  const tell = (name: string, outcome: Outcome): void => {
    seen.set(name, stateOfLive(contract, name, outcome));
  };
  // A success that tells of nothing that was made shows no operation: some servers answer so to everything.
  const tellFailed = (outcome: Outcome): void => {
    if (names.includes(create)) seen.set(create, stateOf(contract, contract.operations[create]!, outcome));
  };
  const handle = await holdOrTell(lane, resource, tellFailed);
  if (!handle) return;
  if (names.includes(create)) tell(create, handle.made.outcome);
  // What deletes comes last.
  const others = names.filter((name) => name !== create && name !== remove);
  for (const name of [...others, ...names.filter((one) => one === remove)])
    tell(name, await lane.send(name, inputFor(lane, name, handle)));
}

async function holdOrTell(
  lane: TestContext,
  resource: Resource,
  tell: (outcome: Outcome) => void,
): Promise<ResourceHandle | undefined> {
  try {
    return await createResource(lane, resource);
  } catch (error) {
    const last = lane.steps.at(-1);
    if (!(error instanceof SkipError) || last?.call.operation !== operationOf(resource, 'create')) throw error;
    tell(last.outcome);
    return undefined;
  }
}

/** What names the resource wherever a path takes an id, and its configuration where an update needs one. */
function inputFor(lane: TestContext, name: string, handle: ResourceHandle): JsonObject {
  const { resource, config, id, etag } = handle;
  const members = lane.contract.$defs[lane.contract.operations[name]!.input]?.properties ?? {};
  const labels = Object.entries(members).flatMap(([member, { binding }]) =>
    binding && 'label' in binding ? [[member, id] as const] : [],
  );
  const version = etagMember(resource) in members ? { [etagMember(resource)]: etag } : {};
  const sent = name === operationOf(resource, 'update') ? configInput(resource, config) : {};
  return { ...Object.fromEntries(labels), ...version, ...address(lane, name, handle), ...sent };
}

/** What an answer says of an operation where what was asked for is there: an empty success too is one. */
function stateOfLive(contract: Contract, name: string, outcome: Outcome): Pick<Preflight, 'state' | 'detail'> {
  const told = stateOf(contract, contract.operations[name]!, outcome);
  const isSuccess = outcome.kind === 'response' || (outcome.kind === 'unreadable' && (outcome.status ?? 0) < 300);
  return isSuccess ? { ...told, state: 'implemented' } : told;
}
