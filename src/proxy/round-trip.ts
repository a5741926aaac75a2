import {
  configSchema,
  configSent,
  configShown,
  etagShown,
  idSent,
  idShown,
  operationOf,
  resourceOf,
} from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { Json } from '../core/json.ts';
import { callOf } from '../double/turn.ts';
import { sameEtag } from '../rules/resource-handle.ts';
import { changeText, difference, differenceText } from '../rules/same.ts';
import type { AnswerCheck, AnswerFault } from './answer-check.ts';

const ECHOES = {
  create: {
    id: 'lifecycle.create.echoes',
    evidence: 'documented',
    demands: "a create's response and every later read must return what was sent",
  },
  update: {
    id: 'lifecycle.update.echoes',
    evidence: 'documented',
    demands: "an update's response and every later read must return what was sent",
  },
} as const;

const READ = {
  create: {
    id: 'lifecycle.read.after-create',
    evidence: 'documented',
    demands: 'a created resource must be readable, unchanged',
  },
  update: {
    id: 'lifecycle.read.after-update',
    evidence: 'documented',
    demands: 'a read after an update must return the new configuration',
  },
} as const;

const CHANGES = {
  id: 'lifecycle.etag.changes',
  evidence: 'recorded',
  demands: 'an update that changes something must return a new ETag',
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
    const resource = resourceOf(contract, operation);
    // What the service completes by itself comes back as more than was sent; a run judges it in other ways.
    if (!resource || resource.minimal !== undefined) return [];
    const create = operationOf(resource, 'create');
    const update = operationOf(resource, 'update');
    const read = operationOf(resource, 'read');
    const readConfig = operationOf(resource, 'readConfig');
    const etag = etagShown(resource, output);
    const id = operation === create ? idShown(resource, output) : idSent(resource, input);
    const config = configShown(resource, output, operation === readConfig ? 'readConfig' : 'read');
    if (typeof etag !== 'string' || typeof id !== 'string' || config === undefined) return [];
    const key = `${resource.name} ${id}`;
    const known = versions.get(key) ?? [];
    const compare = (before: Json | undefined, after: Json) =>
      difference(contract, configSchema(contract, resource), before, after);
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
      const lost = compare(configSent(resource, input), config);
      if (lost)
        faults.push({ rule: ECHOES[kind], expected: 'what was sent, in the answer', actual: differenceText(lost) });
    }
    const same = known.find((one) => sameEtag(one.etag, etag));
    if (same && compare(same.config, config))
      faults.push({ rule: CHANGES, expected: `an ETag other than ${same.etag}`, actual: etag });
    versions.set(key, [...known.filter((one) => one !== same), { etag, config, kind }]);
    return faults;
  };
}

const isOwn = (contract: Contract, operation: string): boolean => resourceOf(contract, operation) !== undefined;
