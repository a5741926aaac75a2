import type { Contract, Resource } from '../../core/contract.ts';
import { Broken, type Lane, type Step } from '../../core/lane.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { at } from '../../schema/places.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { addressOf, call, created, perform } from './subject.ts';

/** As XML Schema and ISO 8601 write a moment. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** Answers may give whole seconds in one place and parts of them in another. */
const GRAIN_MS = 1000;

/** The time of the last change is a timestamp, and that of a later change is no earlier. */
export function lastModifiedRules(contract: Contract): ActiveRule[] {
  const concerns = ({ lastModified }: Resource): boolean => lastModified !== undefined;
  return [
    lifecycleRule(contract, {
      id: 'lifecycle.last-modified.timestamp',
      evidence: 'documented',
      demands: 'the time of the last change is a timestamp',
      on: ['create', 'read', 'update'],
      concerns,
      async check(lane, resource) {
        for (const step of await story(lane, resource)) {
          const time = timeOf(resource, step);
          if (time === undefined) continue;
          lane.judged(step.call.operation);
          if (!TIMESTAMP.test(time) || Number.isNaN(Date.parse(time))) {
            throw new Broken({
              operation: step.call.operation,
              expected: 'a timestamp such as 2024-01-31T12:00:00Z',
              actual: JSON.stringify(time),
              steps: [step],
            });
          }
        }
      },
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.last-modified.never-goes-back',
      evidence: 'documented',
      demands: 'the time of the last change never goes back',
      on: ['read', 'update'],
      concerns,
      async check(lane, resource) {
        const steps = await story(lane, resource);
        for (const [index, step] of steps.entries()) {
          const times = steps.slice(0, index).map((earlier) => Date.parse(timeOf(resource, earlier) ?? ''));
          const latest = Math.max(...times.filter((time) => !Number.isNaN(time)));
          const time = Date.parse(timeOf(resource, step) ?? '');
          if (Number.isNaN(time) || index === 0) continue;
          lane.judged(step.call.operation);
          if (latest - time >= GRAIN_MS) {
            throw new Broken({
              operation: step.call.operation,
              expected: `no time before ${new Date(latest).toISOString()}`,
              actual: new Date(time).toISOString(),
              steps: steps.slice(0, index + 1),
            });
          }
        }
      },
    }),
  ];
}

/** A create, a read, an update and a read. */
async function story(lane: Lane, resource: Resource): Promise<Step[]> {
  const subject = await created(lane, resource);
  const read = (): Promise<Step> => call(lane, resource.operations.read, addressOf(subject.held));
  const first = await read();
  const update = await perform(lane, subject, { kind: 'update', ifMatch: 'fresh', content: 'other' });
  return [subject.held.made, first, update, await read()];
}

function timeOf({ lastModified }: Resource, { outcome }: Step): string | undefined {
  const time = outcome.kind === 'response' && lastModified ? at(outcome.output, lastModified) : undefined;
  return typeof time === 'string' ? time : undefined;
}
