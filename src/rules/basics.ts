import { creatorsOf, operationOf, operationsOf, type Verb, verbOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { Basics } from '../core/hindrance.ts';
import type { RuleInfo } from '../core/rule.ts';

/** Rules that find that something is left where nothing should be, so that what it claims is taken. */
export const LEAVES = [
  'lifecycle.read.deleted',
  'lifecycle.delete.twice',
  'lifecycle.delete.accepts-fresh-if-match',
  'lifecycle.create.refused-leaves-nothing',
  'lifecycle.update.accepts-supported',
  // What has no version can't be deleted.
  'answer.etag',
  'continuous-deployment.deleting-frees',
  'continuous-deployment.moving-frees',
  'continuous-deployment.second-policy',
  'continuous-deployment.identical-policy',
];

/** Rules on answers without which nothing can be read from them. */
const ANSWERS = [
  'answer.readable',
  'answer.well-formed',
  'answer.error-envelope',
  'answer.matches-schema',
  'answer.counts',
  'answer.timestamps',
  'answer.etag',
  'answer.location',
  'answer.no-server-error',
];

/** That a copy is made and that a promotion succeeds: what no operation of a resource does. */
const BESIDE = ['continuous-deployment.copy.makes-staging', 'continuous-deployment.promote'];

/** What others build on, by what an operation does to a resource. */
const BASICS: Record<Verb, readonly string[]> = {
  create: [
    'lifecycle.create.accepts-supported',
    'lifecycle.create.echoes',
    'lifecycle.create.location',
    'lifecycle.id.unique',
    'continuous-deployment.create.primary',
    'continuous-deployment.create.staging',
    'continuous-deployment.policy-for-copy',
  ],
  read: [
    'lifecycle.read.after-create',
    'lifecycle.read.after-update',
    'lifecycle.read.deleted',
    'lifecycle.read.unknown-id',
    'lifecycle.create.leaves-others',
    'lifecycle.update.leaves-others',
    'lifecycle.delete.leaves-others',
    'lifecycle.etag.agrees',
    'lifecycle.last-modified.timestamp',
  ],
  readConfig: ['continuous-deployment.get-config.agrees'],
  update: [
    'lifecycle.update.accepts-supported',
    'lifecycle.update.accepts-fresh-if-match',
    'lifecycle.update.echoes',
    'lifecycle.update.requires-if-match',
    'lifecycle.update.refuses-stale-if-match',
    'lifecycle.update.replaces',
    'lifecycle.etag.changes',
    'lifecycle.concurrency.at-most-one-update',
    'lifecycle.concurrency.one-update-wins',
    'continuous-deployment.staging.update',
    'continuous-deployment.attach',
  ],
  delete: [
    'lifecycle.delete.accepts-fresh-if-match',
    'lifecycle.delete.twice',
    'lifecycle.delete.requires-if-match',
    'lifecycle.concurrency.delete-and-delete',
    'continuous-deployment.delete.detached-policy',
    'continuous-deployment.delete.enabled',
    'continuous-deployment.delete.disabled-staging',
    'continuous-deployment.delete.disabled-primary',
  ],
  list: [
    'lifecycle.list.after-create',
    'lifecycle.list.after-update',
    'lifecycle.list.after-delete',
    'lifecycle.list.echoes',
    'lifecycle.list.respects-max-items',
    'lifecycle.list.pages',
  ],
};

/** What a rule builds on: it is judged on these operations, or needs them. */
export function basicsOf(
  contract: Contract,
  { operations, needs = [] }: Pick<RuleInfo, 'operations'> & { needs?: string[] },
): Basics {
  const own = [...new Set([...operations, ...needs])];
  // What an operation did shows in the reads of the same resource.
  const concerned = Object.values(contract.resources).filter((resource) =>
    operationsOf(resource).some((name) => own.includes(name)),
  );
  const around = concerned.flatMap((resource) => [operationOf(resource, 'read'), ...creatorsOf(contract, resource)]);
  const names = [...new Set([...own, ...around])];
  const verbs = concerned.flatMap((resource) => names.flatMap((name) => verbOf(resource, name) ?? []));
  return { operations: names, rules: [...new Set([...ANSWERS, ...BESIDE, ...verbs.flatMap((verb) => BASICS[verb])])] };
}
