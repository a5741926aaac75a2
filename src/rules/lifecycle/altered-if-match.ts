import { addressOf, configInput, etagMember, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { CREATED } from '../../model/resource-state.ts';
import { acceptance } from '../differences.ts';
import { accepted, outcomeText } from '../expect.ts';
import { blockedBy } from '../hindered.ts';
import { bareEtag, createResource } from '../resource-handle.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { call, type TrackedResource, taken, withSharedResource } from './tracked-resource.ts';

type Verb = 'update' | 'delete';

/** An If-Match that resembles the present ETag, and in what. */
export type Altered = [what: string, value: string];

/** No write is done for an If-Match that only resembles the present ETag. */
export function alteredIfMatchRules(contract: Contract): ActiveRule[] {
  return (['update', 'delete'] as const).map((verb) =>
    lifecycleRule(contract, {
      id: `lifecycle.${verb}.refuses-altered-if-match`,
      evidence: 'documented',
      demands: `${verb === 'update' ? 'an update' : 'a delete'} whose If-Match is only similar to the current ETag must be refused`,
      on: [verb],
      errors: ({ missingIfMatch, staleIfMatch }) => [missingIfMatch, ...staleIfMatch],
      usesShared: true,
      check: (lane, resource) =>
        withSharedResource(lane, resource, CREATED, (tracked) => each(lane, resource, verb, tracked)),
    }),
  );
}

async function each(lane: TestContext, resource: Resource, verb: Verb, tracked: TrackedResource): Promise<void> {
  const operation = operationOf(resource, verb);
  const { handle } = tracked;
  const current = bareEtag(handle.etag);
  if (current === '') throw blockedBy('no response had an ETag', handle.made, ['answer.etag']);
  const other = verb === 'update' ? bareEtag((await createResource(lane, resource)).etag) : current;
  for (const [what, value] of [
    ...alterations(current),
    ...(other === current ? [] : [['another resource’s ETag', other] as Altered]),
  ]) {
    const step = await call(lane, operation, {
      ...addressOf(handle.resource, handle.id),
      [etagMember(resource)]: value,
      ...(verb === 'update' ? configInput(resource, handle.config) : {}),
    });
    lane.recordCheck(operation);
    if (!accepted(step.outcome)) continue;
    const steps = [...tracked.steps, step];
    forget(tracked, verb, step);
    throw new RuleViolation({
      operation,
      expected: `a refusal: If-Match ${value} (${what}) is not the current ETag ${current}`,
      actual: `accepted (${outcomeText(step.outcome)})`,
      differences: [acceptance(operation, 'another If-Match', step.outcome)],
      steps,
    });
  }
}

/** Takes over what the wrong success did, so that no other rule works on a resource that is not as it was. */
function forget(tracked: TrackedResource, verb: Verb, step: Step): void {
  if (verb === 'delete') tracked.state = { ...tracked.state, life: 'gone' };
  else Object.assign(tracked, taken(tracked, step));
}

/** ETags that share a part with the current one. What RFC 9110 lets mean the same is not among them: quotation marks, lists, an asterisk. */
export function alterations(current: string): Altered[] {
  const swapped = current.replace(/[A-Za-z]/g, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  const all: Altered[] = [
    ['its last character changed', current.slice(0, -1) + other(current.at(-1)!)],
    ['its first character changed', other(current[0]!) + current.slice(1)],
    ['in another case', swapped],
    ['followed by another character', `${current}0`],
    ['preceded by another character', `0${current}`],
    ['without its last character', current.slice(0, -1)],
    ['without its first character', current.slice(1)],
    ['its first half', current.slice(0, Math.ceil(current.length / 2))],
    ['its second half', current.slice(Math.ceil(current.length / 2))],
    ['reversed', [...current].reverse().join('')],
  ];
  return all.filter(([, value]) => value !== '' && value !== current);
}

/** Another letter or digit of the same kind. */
const other = (character: string): string => {
  const [zero, last, wrapped] = /\d/.test(character) ? ['0', '9', '1'] : ['A', 'Z', 'B'];
  return character === zero ? wrapped : character === last ? zero : zero;
};
