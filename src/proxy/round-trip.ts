import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { callOf } from '../double/turn.ts';
import { sameEtag } from '../rules/held.ts';
import { changeText, difference, differenceText } from '../rules/same.ts';
import { at } from '../schema/places.ts';
import type { AnswerCheck, AnswerFault } from './answer-check.ts';

const ECHOES = {
  create: {
    id: 'lifecycle.create.echoes',
    evidence: 'documented',
    demands: 'what a create sent is what its answer and every later read gives',
  },
  update: {
    id: 'lifecycle.update.echoes',
    evidence: 'documented',
    demands: 'what an update sent is what its answer and every later read gives',
  },
} as const;

const READ = {
  create: {
    id: 'lifecycle.read.after-create',
    evidence: 'documented',
    demands: 'what was created can be read, as it was created',
  },
  update: {
    id: 'lifecycle.read.after-update',
    evidence: 'documented',
    demands: 'after an update its configuration is read and no earlier one',
  },
} as const;

const CHANGES = {
  id: 'lifecycle.etag.changes',
  evidence: 'recorded',
  demands: 'an update that changes something gives an ETag that no earlier version had',
} as const;

/** A version of a resource, as the answer to the write that made it showed it. */
interface Version {
  etag: string;
  config: Json;
  kind: 'create' | 'update';
}

/**
 * What was sent comes back, and a version reads as the write that made it answered. Somebody else may change anything in
 * between, so that only versions of the same ETag are compared.
 */
export function roundTrip(contract: Contract): AnswerCheck {
  const versions = new Map<string, Version[]>();
  return (turn) => {
    const call = callOf(turn);
    if (!call || turn.done?.kind !== 'response') return [];
    const { operation, input } = call;
    const { output } = turn.done;
    // What changes several things at once, as a promotion does, makes versions that were not shown here.
    if (turn.request.method !== 'GET' && !isOwn(contract, operation)) versions.clear();
    const resource = Object.values(contract.resources).find(({ operations }) =>
      Object.values(operations).includes(operation),
    );
    if (!resource) return [];
    const { create, update, read, readConfig } = resource.operations;
    const etag = output[resource.etag.output];
    const id = operation === create ? at(output, resource.id.output) : input[resource.id.input];
    const config = at(output, operation === readConfig ? resource.config.readConfig! : resource.config.output);
    if (typeof etag !== 'string' || typeof id !== 'string' || config === undefined) return [];
    const key = `${resource.name} ${id}`;
    const known = versions.get(key) ?? [];
    const compare = (before: Json, after: Json) => {
      const members = ownMembers(resource, before);
      return difference(contract, schemaOf(contract, resource), only(before, members), only(after, members));
    };
    if (operation === read || operation === readConfig) {
      const version = known.find((one) => sameEtag(one.etag, etag));
      const changed = version && compare(version.config, config);
      return changed
        ? [{ rule: READ[version.kind], expected: `what was answered with ETag ${etag}`, actual: changeText(changed) }]
        : [];
    }
    if (operation !== create && operation !== update) return [];
    const kind = operation === create ? 'create' : 'update';
    const faults: AnswerFault[] = [];
    if (turn.certificate?.answer === 'supported') {
      const lost = lostOf(contract, resource, input[resource.config.input], config);
      if (lost !== undefined)
        faults.push({ rule: ECHOES[kind], expected: 'what was sent, in the answer', actual: lost });
    }
    const same = known.find((one) => sameEtag(one.etag, etag));
    if (same && compare(same.config, config))
      faults.push({ rule: CHANGES, expected: `an ETag other than ${same.etag}`, actual: etag });
    versions.set(key, [...known.filter((one) => one !== same), { etag, config, kind }]);
    return faults;
  };
}

const schemaOf = (contract: Contract, { operations, config }: Resource) =>
  contract.$defs[contract.operations[operations.update]!.input]!.properties![config.input]!;

const isOwn = (contract: Contract, operation: string): boolean =>
  Object.values(contract.resources).some(({ operations }) => Object.values(operations).includes(operation));

/** How what came back differs from what was sent. */
function lostOf(contract: Contract, resource: Resource, sent: Json | undefined, got: Json): string | undefined {
  const members = judgedMembers(resource, sent);
  const found = difference(contract, schemaOf(contract, resource), only(sent, members), only(got, members));
  return found && differenceText(found);
}

/** Members in which a configuration must come back: all, or, where the service completes it, those of the resource table that were sent. */
function judgedMembers({ minimal, varied = [] }: Resource, sent: Json | undefined): string[] | undefined {
  return minimal === undefined ? undefined : varied.filter((name) => (sent as JsonObject)[name] !== undefined);
}

/** Of these, those that only a write to the resource itself changes. */
function ownMembers(resource: Resource, before: Json): string[] | undefined {
  const tied = (resource.dependsOn ?? []).map(({ path: [member] }) => member);
  return judgedMembers(resource, before)?.filter((name) => !tied.includes(name));
}

const only = (value: Json | undefined, members: string[] | undefined): Json | undefined =>
  members === undefined || value === null || typeof value !== 'object'
    ? value
    : Object.fromEntries(members.flatMap((name) => (name in value ? [[name, (value as JsonObject)[name]]] : [])));
