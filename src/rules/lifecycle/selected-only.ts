import { itemsPath, itemsShown, listedConfigPath, listedId } from '../../contracts/listing.ts';
import {
  addressOf,
  configInput,
  configMember,
  configPath,
  configSchema,
  configSent,
  operationOf,
} from '../../contracts/resource.ts';
import type { Contract, Resource, Schema } from '../../core/contract.ts';
import { isObject, type Json, type JsonObject, type Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, SkipError, type Step, type TestContext } from '../../core/test-context.ts';
import { resolve, sites } from '../../schema/site.ts';
import { skeletons } from '../configs.ts';
import { answerDifference } from '../differences.ts';
import { isLasting } from '../preparation.ts';
import { resolveReferences } from '../resource-handle.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { page } from './listing.ts';
import { call, created, perform } from './tracked-resource.ts';

/** Where one member says which of several others is there, answers hold no other of them, not even an empty one. */
export function selectedOnly(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.selected-only',
    evidence: 'documented',
    demands:
      'a response must hold the configuration of the chosen type and none of another type, not even an empty one',
    on: ['create', 'read', 'update'],
    concerns: (resource) => chooses(contract, resource),
    citations: choicesOf(contract).flatMap(({ pages }) => pages.flatMap(({ basis }) => basis?.type?.citations ?? [])),
    async check(lane, resource) {
      let refusal: SkipError | undefined;
      let judged = false;
      for (const config of skeletons(contract, resource)) {
        const tracked = await ifAccepted(
          () => created(lane, resource, configInput(resource, config)),
          (failure) => {
            lane.hindered(failure);
            refusal ??= failure;
          },
        );
        if (!tracked) continue;
        judged = true;
        const { handle } = tracked;
        const update = operationOf(resource, 'update');
        const read = operationOf(resource, 'read');
        const readConfig = operationOf(resource, 'readConfig');
        const list = operationOf(resource, 'list');
        const output = configPath(resource);
        const alone = configPath(resource, 'readConfig');
        expectSelected(lane, handle, handle.made, output);
        expectSelected(lane, handle, await call(lane, read, addressOf(handle.resource, handle.id)), output);
        if (readConfig && alone)
          expectSelected(lane, handle, await call(lane, readConfig, addressOf(handle.resource, handle.id)), alone);
        const again = await resolveReferences(lane, update, configInput(resource, handle.config), handle);
        const updated = await perform(
          lane,
          tracked,
          { kind: 'update', ifMatch: 'fresh', content: 'same' },
          configSent(resource, again) as JsonObject,
        );
        expectSelected(lane, handle, updated, output);
        const inEntry = list && listedConfigPath(resource);
        if (inEntry) {
          const listed = await page(lane, resource);
          const items = listed.outcome.kind === 'response' ? itemsShown(resource, listed.outcome.output) : [];
          const index = items.findIndex((item) => listedId(resource, item) === handle.id);
          if (index >= 0) expectSelected(lane, handle, listed, [...itemsPath(resource), index, ...inEntry]);
        }
        await perform(lane, tracked, { kind: 'delete', ifMatch: 'fresh' });
      }
      if (refusal && !judged) throw refusal;
    },
  });
}

/** What is made; undefined where the target refuses this form, as others may do. */
async function ifAccepted<T>(make: () => Promise<T>, refused: (failure: SkipError) => void): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof SkipError) || !isLasting(error)) throw error;
    refused(error);
    return undefined;
  }
}

/** A structure one of whose members says which of the others is there. */
interface Choice {
  shape: string;
  /** The member that chooses, and the members of what it chooses from. */
  pages: Schema[];
}

function choicesOf(contract: Contract): Choice[] {
  return Object.entries(contract.$defs).flatMap(([shape, node]) => {
    const { selects } = node.supported ?? {};
    if (!selects) return [];
    const chosen = Object.values(selects.members).flatMap((member) =>
      Object.values(resolve(contract, node.properties?.[member] ?? {}).properties ?? {}),
    );
    return [{ shape, pages: [node.properties?.[selects.by] ?? {}, ...chosen] }];
  });
}

function chooses(contract: Contract, resource: Resource): boolean {
  const shapes = new Set(choicesOf(contract).map(({ shape }) => shape));
  return sites(contract, contract.operations[operationOf(resource, 'create')]!.input).some(
    ({ path, refers }) => path[0] === configMember(resource) && refers !== undefined && shapes.has(refers),
  );
}

/** Throws RuleViolation where an answer holds a member of a choice that was not sent. */
function expectSelected(
  lane: TestContext,
  { resource, made, config: sent }: ResourceHandle,
  step: Step,
  place: Path,
): void {
  if (step.outcome.kind !== 'response') return;
  const { contract } = lane;
  const _shape = contract.operations[operationOf(resource, 'create')]!.input;
  const node = configSchema(contract, resource);
  const added = addition(contract, node, sent, valueAt(step.outcome.output, place), []);
  lane.recordCheck(step.call.operation);
  if (added === undefined) return;
  throw new RuleViolation({
    operation: step.call.operation,
    expected: `no ${added.path.join('.')}: it was not sent, and another type is chosen`,
    actual: `${added.path.join('.')} ${JSON.stringify(added.value)}`,
    differences: [
      answerDifference(contract, 'adds', step.call.operation, [...place, ...added.path], { observed: added.value }),
    ],
    steps: step === made ? [made] : [made, step],
  });
}

function addition(
  contract: Contract,
  raw: Schema,
  sent: Json | undefined,
  got: Json | undefined,
  path: Path,
): { path: Path; value: Json } | undefined {
  if (!isObject(sent) || !isObject(got)) return undefined;
  const node = resolve(contract, raw);
  const choice = Object.values(node.supported?.selects?.members ?? {});
  const selected = choice.filter((member) => sent[member] !== undefined).length === 1;
  for (const [member, inner] of Object.entries(node.properties ?? {})) {
    const value = got[member];
    if (selected && choice.includes(member) && sent[member] === undefined && value !== undefined)
      return { path: [...path, member], value };
    const found = addition(contract, inner, sent[member], value, [...path, member]);
    if (found) return found;
  }
  return undefined;
}
