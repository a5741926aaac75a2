import {
  addressOf,
  configMember,
  configShown,
  createdBy,
  etagMember,
  idSent,
  operationOf,
} from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { valueAt, withValueAt } from '../core/path.ts';
import type { ResourceHandle } from '../core/resource-handle.ts';
import { SkipError, type Step, type TestContext } from '../core/test-context.ts';
import { accepted, outcomeText } from '../rules/expect.ts';
import { etagIn, idIn } from '../rules/resource-handle.ts';
import { waitFor } from '../rules/wait.ts';

/** What is needed to delete a resource. */
type Deletable = Pick<ResourceHandle, 'resource' | 'id' | 'etag'>;

/** What a lane created and did not delete. */
export interface Cleanup {
  /** Learns from a call that was answered. */
  follow(step: Step): void;
  /** The same from a call of another lane, as far as it changes what this one created. */
  saw(step: Step): void;
  /** Deletes all of it, newest first. Gives what could not be deleted, as sentences. */
  clear(lane: TestContext): Promise<string[]>;
}

/** Deleting one thing may free another, so all are tried again as long as that helps. */
const PASSES = 3;

export function cleanup(contract: Contract): Cleanup {
  const left = new Map<string, Deletable>();
  const resources = Object.values(contract.resources);
  const creators = createdBy(contract);
  const saw = ({ call, outcome }: Step): void => {
    if (!accepted(outcome)) return;
    for (const resource of resources) {
      const meant = String(idSent(resource, call.input));
      if (call.operation === operationOf(resource, 'delete')) left.delete(meant);
      else if (call.operation === operationOf(resource, 'update')) {
        const entry = left.get(meant);
        if (entry) entry.etag = etagIn(resource, outcome) ?? entry.etag;
      }
    }
  };
  return {
    saw,
    follow(step) {
      const { call, outcome } = step;
      const resource = creators.get(call.operation);
      const id = resource && idIn(resource, outcome);
      if (id !== undefined) left.set(id, { resource: resource!, id, etag: etagIn(resource!, outcome) ?? '' });
      saw(step);
    },
    async clear(lane) {
      const reasons = new Map<string, string>();
      for (let pass = 0; pass < PASSES && left.size > 0; pass++) {
        const before = left.size;
        for (const entry of [...left.values()].reverse()) {
          const reason = await remove(lane, entry);
          if (reason === undefined) left.delete(entry.id);
          else reasons.set(entry.id, reason);
        }
        if (left.size === before) break;
      }
      return [...left.values()].map(({ resource, id }) => `${resource.name} ${id} is left: ${reasons.get(id)}`);
    },
  };
}

/** Deletes one thing, after its documented teardown where that is needed. Gives why it could not be, undefined when it is gone. */
async function remove(lane: TestContext, entry: Deletable): Promise<string | undefined> {
  const { resource, id } = entry;
  const address = addressOf(resource, id);
  const read = (): Promise<Outcome> => lane.send(operationOf(resource, 'read'), address);
  const failure = async (etag: string): Promise<string | undefined> => {
    const outcome = await lane.send(operationOf(resource, 'delete'), { ...address, [etagMember(resource)]: etag });
    return accepted(outcome) || isGone(resource, outcome) ? undefined : outcomeText(outcome);
  };
  try {
    if ((await failure(entry.etag)) === undefined) return undefined;
    for (const step of resource.teardown ?? []) {
      const present = await read();
      if (present.kind !== 'response') return isGone(resource, present) ? undefined : outcomeText(present);
      const config = configShown(resource, present.output) as JsonObject;
      if (valueAt(config, step.set) === step.to) continue;
      await lane.send(operationOf(resource, 'update'), {
        ...address,
        [etagMember(resource)]: etagIn(resource, present) ?? '',
        [configMember(resource)]: withValueAt(config, step.set, step.to),
      });
      if (step.wait && !lane.signal.aborted) await waitFor(lane, resource, id, step.wait);
    }
    const present = await read();
    if (present.kind === 'response') return await failure(etagIn(resource, present) ?? '');
    return isGone(resource, present) ? undefined : outcomeText(present);
  } catch (error) {
    if (error instanceof SkipError) return error.message;
    throw error;
  }
}

const isGone = ({ errors }: Resource, outcome: Outcome): boolean =>
  outcome.kind === 'refused' && outcome.error.code === errors.notFound;
