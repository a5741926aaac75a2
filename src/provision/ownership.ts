import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Target } from '../core/target.ts';
import { type Listed, listAll, NoAnswer } from './listing.ts';
import type { OpenCreate, OpenRun } from './open-runs.ts';
import { valueAt } from './places.ts';
import { marksIn } from './resources.ts';

/** A resource that a run made and that may still be there. */
export interface Owned {
  resource: Resource;
  id: string;
}

/** What a run left, and as sentences what can't be known. */
export interface Ownership {
  owned: Owned[];
  unsure: string[];
}

/**
 * What a run made and did not undo: what it knows by id, and what was not there before it and bears a name that the run
 * gave. Nothing else, however much it looks like it.
 */
export async function ownedBy(run: OpenRun, contract: Contract, target: Target): Promise<Ownership> {
  const owned: Owned[] = [];
  const unsure: string[] = [];
  for (const resource of Object.values(contract.resources)) {
    const creates = run.creates.filter((create) => create.resource === resource.name);
    const given = run.marks.get(resource.name) ?? new Set<string>();
    if (creates.length === 0 && given.size === 0) continue;
    const ids = new Set(creates.flatMap(({ id }) => id ?? []));
    const unknown = creates.filter(({ id }) => id === undefined);
    const before = run.before[resource.name];
    const present = before && (await everything(resource, target));
    for (const listed of present ?? []) {
      if (before!.includes(listed.id) || ids.has(listed.id)) continue;
      const config = listed.config ?? (await configOf(resource, listed, target));
      if (config && isOurs(resource, config, given, unknown)) ids.add(listed.id);
    }
    if (!present && unknown.length > 0) unsure.push(unsureText(resource.name, unknown));
    owned.push(...[...ids].map((id) => ({ resource, id })));
  }
  return { owned, unsure };
}

function unsureText(kind: string, creates: readonly OpenCreate[]): string {
  const one = creates.length === 1;
  const names = creates.flatMap(({ marks }) => marks);
  return [
    `${creates.length} ${one ? 'create' : 'creates'} of ${kind} got no answer that tells what came of ${one ? 'it' : 'them'}`,
    `and what may be left can't be looked for${names.length > 0 ? `: ${names.join(', ')}` : ''}`,
  ].join(', ');
}

async function everything(resource: Resource, target: Target): Promise<Listed[] | undefined> {
  try {
    return await listAll(resource, target);
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}

async function configOf(resource: Resource, { id }: Listed, target: Target): Promise<JsonObject | undefined> {
  const outcome = await target.call({ operation: resource.operations.read, input: { [resource.id.input]: id } });
  return outcome.kind === 'response'
    ? (valueAt(outcome.output, resource.config.output) as JsonObject | undefined)
    : undefined;
}

function isOurs(
  resource: Resource,
  config: JsonObject,
  given: ReadonlySet<string>,
  unknown: readonly OpenCreate[],
): boolean {
  const marks = marksIn(resource, config);
  if (marks.length > 0) return marks.some((mark) => given.has(mark));
  // Without any name, only the very configuration whose answer never came.
  return unknown.some((create) => create.config !== undefined && holds(config, create.config));
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
