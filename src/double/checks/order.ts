import { operationOf, resourceOf, verbOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Json, JsonObject, Path } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import { valueAt } from '../../core/path.ts';
import { placeText } from '../../core/place-text.ts';
import { perContract, perName } from '../../wire/shapes.ts';
import { callText } from '../call-text.ts';
import { addressed, type KnownResource, type ResourceRegistry } from '../resource-registry.ts';
import type { Turn } from '../turn.ts';
import { answered, type Demand } from './check.ts';

export const TEARDOWN: Demand = {
  id: 'workflow.order',
  evidence: 'documented',
  demands: 'a resource must be disabled, and used by no other, before it is deleted',
  place: 'the path',
  says: ({ resources }) => Object.values(resources).map((resource) => operationOf(resource, 'delete')),
};
const CHANGE: Demand = {
  id: 'workflow.refused-change',
  evidence: 'recorded',
  demands: 'a change must be one that the service accepts at this point of the workflow',
  place: 'the request',
};

/**
 * A request that comes at the wrong point of the workflow, as the service's refusal says, whatever else is open in it.
 * Refusals that a wrapper may well ask for (is it there already, is it taken) are no violation.
 */
export const order = answered([TEARDOWN, CHANGE], (turn, { contract, registry, turns }) => {
  // After a write of whose success it was not told, a wrapper can't know where in the workflow it is.
  if (turns.some((one) => one.done?.kind === 'response' && one.told?.kind !== 'response')) return [];
  const { parsed, second } = turn;
  const refusal = refusalByWorkflow(contract, turn);
  if ('problem' in parsed || refusal === undefined) return [];
  const { operation, input } = parsed;
  const { code, message } = refusal.error;
  if (refusal.status === 404 || mayBeAskedFor(contract)(operation).has(code)) return [];
  const found = `${refusal.status} ${code}${message ? ` (${message.replace(/\.$/, '')})` : ''}`;
  if (verbOf(resourceOf(contract, operation), operation) === 'delete')
    return [{ demand: TEARDOWN, found, correct: takenDownFirst(contract, registry, operation, input) }];
  const cause = second?.cause;
  if (!cause) {
    const correct = `${operation} once the reason for the refusal is gone`;
    const remark = { demand: CHANGE, found, correct };
    // Only some codes say by themselves that it is the point of the workflow that is wrong.
    return [isOfWorkflow(contract, code) ? remark : { ...remark, open: true }];
  }
  const [path] = cause.paths;
  const because = cause.paths.map((one) => memberText(one, valueAt(input, one))).join(' and ');
  return [
    { demand: CHANGE, found: `${found}, because of ${because}`, path, correct: callText(operation, cause.input) },
  ];
});

const memberText = (path: Path, value: Json | undefined): string =>
  `${placeText(path)}${value === undefined ? ', which is left out' : ` ${JSON.stringify(value)}`}`;

type Refused = Extract<Outcome, { kind: 'refused' }>;

/**
 * The refusal of a request that is right by itself. Where something in it is open, that is what the service says without
 * it; where something is broken, or the service can't be asked twice, a refusal with a code that can mean nothing else.
 */
function refusalByWorkflow(
  contract: Contract,
  { parsed, certificate: classification, done, second }: Turn,
): Refused | undefined {
  if ('problem' in parsed || done?.kind !== 'refused' || !classification) return undefined;
  const open = classification.answer === 'open' || parsed.odd !== undefined;
  if (classification.answer === 'supported' && !open) return done;
  if (open && second?.plain) return second.plain.kind === 'refused' ? second.plain : undefined;
  const { code } = done.error;
  return isOfWorkflow(contract, code) ? done : undefined;
}

/** Whether a code can mean nothing else than that the request comes at the wrong point of the workflow. */
const isOfWorkflow = ({ errors }: Contract, code: string): boolean =>
  errors[code]?.status === 409 || code.startsWith('Illegal');

/** What must be done before a resource is deleted, in order. */
export function takenDownFirst(
  contract: Contract,
  registry: ResourceRegistry,
  operation: string,
  input: JsonObject,
): string {
  const resource = resourceOf(contract, operation)!;
  const [known] = addressed(contract, registry, operation, input);
  const steps = known ? [...stepsToFree(contract, registry, known), ...stepsToTakeDown(resource, known)] : [];
  if (steps.length === 0) steps.push(...stepsToTakeDown(resource, known));
  return steps.length > 0
    ? `${steps.join(', ')}, then ${operation}`
    : `${operation} once nothing names ${known?.id ?? 'it'} any more`;
}

/** How each thing that names another lets go of it; one that must be deleted for that is freed first. */
function stepsToFree(contract: Contract, registry: ResourceRegistry, { resource, names }: KnownResource): string[] {
  return [...registry.values()]
    .filter(({ gone }) => gone === 'no')
    .flatMap((user) =>
      (contract.resources[user.resource.name]?.dependsOn ?? [])
        .filter((one) => one.resource === resource.name && names.has(String(valueAt(user.config, one.path))))
        .flatMap(({ path, detach }) =>
          detach === undefined
            ? [...stepsToFree(contract, registry, user), `${operationOf(user.resource, 'delete')} ${user.id}`]
            : [`${operationOf(user.resource, 'update')} ${user.id} with ${path.join('.')} ${JSON.stringify(detach)}`],
        ),
    );
}

/** What the resource itself must become, unless it is so already. */
const stepsToTakeDown = (resource: Resource, known: KnownResource | undefined): string[] =>
  (resource.teardown ?? [])
    .filter(({ set, to }) => known?.config === undefined || valueAt(known.config, set) !== to)
    .map(({ set, to, wait }) => {
      const change = `${operationOf(resource, 'update')}${known ? ` ${known.id}` : ''} with ${set.join('.')} ${JSON.stringify(to)}`;
      return `${change}${wait ? `, wait until ${wait.path.join('.')} is ${wait.equals}` : ''}`;
    });

/** Codes that depend on what is there, that other checks speak of, or that say nothing about the request. */
const mayBeAskedFor = perContract((contract) =>
  perName((operation) => {
    const codes = Object.values(contract.resources).flatMap(({ errors }) => circumstances(errors));
    const { dependsOn = [], unique = [] } = resourceOf(contract, operation) ?? {};
    return new Set([...codes, ...[...dependsOn, ...unique].map(({ error }) => error)]);
  }),
);

const circumstances = (errors: Contract['resources'][string]['errors']): string[] =>
  [errors.notFound, errors.alreadyExists, errors.tooMany, errors.missingIfMatch, ...errors.staleIfMatch].filter(
    (code) => code !== undefined,
  );
