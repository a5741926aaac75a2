import { addressOf, configShown, operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { ResourceHandle } from '../core/resource-handle.ts';
import type { Target } from '../core/target.ts';
import { type Listed, listAll, NoAnswer } from './listing.ts';
import type { OpenCreate, OpenRun } from './open-runs.ts';
import { isGone, marksIn } from './resources.ts';

/** A resource that a run made and that may still be there. */
export type OwnedResource = Pick<ResourceHandle, 'resource' | 'id'>;

/** What a run left, and as sentences what can't be known. */
export interface Ownership {
  owned: OwnedResource[];
  unsure: string[];
}

/**
 * What a run made and did not undo. It is ours only if it was not there before the run, and either this process saw the
 * create answer with its id (`live`), or what is there now bears what the run chose: a name, a caller reference or a
 * comment, and where it chose none, the very configuration. An id alone proves nothing to a later process: an emulator
 * that was restarted gives the same ids to others.
 */
export async function ownedBy(
  run: OpenRun,
  contract: Contract,
  target: Target,
  { live = false }: { live?: boolean } = {},
): Promise<Ownership> {
  const all: Ownership = { owned: [], unsure: [] };
  for (const resource of Object.values(contract.resources)) {
    const creates = run.creates.filter((create) => create.resource === resource.name);
    const given = run.marks.get(resource.name) ?? new Set<string>();
    if (creates.length === 0 && given.size === 0) continue;
    const { owned, unsure } = await ownedOfKind({ run, resource, creates, given, target, live });
    all.owned.push(...owned);
    all.unsure.push(...unsure);
  }
  return all;
}

interface Kind {
  run: OpenRun;
  resource: Resource;
  creates: OpenCreate[];
  given: ReadonlySet<string>;
  target: Target;
  live: boolean;
}

async function ownedOfKind({ run, resource, creates, given, target, live }: Kind): Promise<Ownership> {
  const unsure: string[] = [];
  const before = run.before[resource.name] ?? null;
  const ids = new Set<string>();
  for (const create of creates) {
    if (create.id === undefined || before?.includes(create.id)) continue;
    const ours = live || (await isStillOurs(resource, create.id, [create], given, target));
    if (ours === true) ids.add(create.id);
    else if (typeof ours === 'string')
      unsure.push(`${resource.name} ${create.id} may be left, and can't be read: ${ours}`);
  }
  const unknown = creates.filter(({ id }) => id === undefined);
  const known = new Set(creates.map(({ id }) => id));
  const present = before && (await everything(resource, target));
  for (const listed of present ?? []) {
    if (before!.includes(listed.id) || known.has(listed.id)) continue;
    const config = listed.config ?? (await configOf(resource, listed, target));
    if (config && isOurs(resource, config, given, unknown)) ids.add(listed.id);
  }
  if (!present && unknown.length > 0) unsure.push(unsureText(resource.name, unknown));
  return { owned: [...ids].map((id) => ({ resource, id })), unsure };
}

/** Whether what bears the id of a create is what was created; else false, or why nobody can tell. */
async function isStillOurs(
  resource: Resource,
  id: string,
  creates: readonly OpenCreate[],
  given: ReadonlySet<string>,
  target: Target,
): Promise<boolean | string> {
  const outcome = await read(resource, id, target);
  if (isGone(resource, outcome)) return false;
  if (outcome.kind !== 'response')
    return outcome.kind === 'refused' ? `${outcome.status} ${outcome.error.code}` : outcome.reason;
  const config = configShown(resource, outcome.output) as JsonObject | undefined;
  return config !== undefined && isOurs(resource, config, given, creates);
}

/** Names that a sentence tells, and characters of each. */
const TOLD = 5;
const LONGEST = 60;

function unsureText(kind: string, creates: readonly OpenCreate[]): string {
  const names = creates.flatMap(({ marks }) => marks.map(shortened));
  const more = names.length > TOLD ? ` and ${names.length - TOLD} more` : '';
  const what = creates.length === 1 ? `a create of ${kind}` : `${creates.length} creates of ${kind}`;
  const it = creates.length === 1 ? 'it may exist' : 'they may exist';
  const told = names.length > 0 ? `: ${names.slice(0, TOLD).join(', ')}${more}` : '';
  return `the outcome of ${what} is unknown; ${it} and cannot be looked up${told}`;
}

/** A name on one line, with its beginning only where it is long. */
function shortened(name: string): string {
  const line = name.replaceAll(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

async function everything(resource: Resource, target: Target): Promise<Listed[] | undefined> {
  try {
    return await listAll(resource, target);
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}

const read = (resource: Resource, id: string, target: Target): Promise<Outcome> =>
  target.call({ operation: operationOf(resource, 'read'), input: addressOf(resource, id) });

async function configOf(resource: Resource, { id }: Listed, target: Target): Promise<JsonObject | undefined> {
  const outcome = await read(resource, id, target);
  return outcome.kind === 'response' ? (configShown(resource, outcome.output) as JsonObject | undefined) : undefined;
}

function isOurs(
  resource: Resource,
  config: JsonObject,
  given: ReadonlySet<string>,
  creates: readonly OpenCreate[],
): boolean {
  const marks = marksIn(resource, config);
  if (marks.length > 0) return marks.some((mark) => given.has(mark));
  // Without any name, only the very configuration that was sent.
  return creates.some((create) => create.configs.some((sent) => holds(config, sent)));
}

/** Whether everything that was sent is there. */
function holds(there: Json | undefined, sent: Json | undefined): boolean {
  if (sent === undefined || sent === '') return true;
  if (sent === null || typeof sent !== 'object') return there === sent;
  if (Object.keys(sent).length === 0) return true;
  return (
    there !== null &&
    typeof there === 'object' &&
    Object.entries(sent).every(([key, inner]) => holds((there as JsonObject)[key], inner))
  );
}
