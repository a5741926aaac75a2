import type { Contract } from '../../core/contract.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import { Broken, type Lane, type Step, Unjudged } from '../../core/lane.ts';
import { type Action, actionText } from '../../model/action.ts';
import { allowed, allowedText, isAllowed } from '../../model/allowed.ts';
import type { Stage } from '../../model/stage.ts';
import { at } from '../../schema/places.ts';
import { outcomeText } from '../expect.ts';
import { type Held, sameEtag } from '../held.ts';
import { difference, differenceText } from '../same.ts';
import { settled } from '../settled.ts';
import { addressOf, call, type Subject } from './subject.ts';

/** Holds an answer against what the model allows. Throws Broken, and Unjudged for an answer of which nothing can be told. */
export function expectAllowed(
  lane: Lane,
  { resource }: Held,
  stage: Stage,
  action: Action,
  step: Step,
  before: readonly Step[],
): void {
  const { operation } = step.call;
  const wanted = allowed(resource, stage, action);
  const verdict = isAllowed(wanted, step.outcome);
  if (verdict === undefined) throw new Unjudged(`${operation}: ${outcomeText(step.outcome)}`);
  lane.judged(operation);
  if (verdict) return;
  throw new Broken({
    operation,
    expected: `${allowedText(wanted)} to ${actionText(action)}${LIVES[stage.life]}`,
    actual: outcomeText(step.outcome),
    steps: [...before, step],
  });
}

const LIVES = { absent: ' under an id that names nothing', live: '', gone: ' after it was deleted' };

/** What of an answer is looked at. */
export type Aspect = 'id' | 'config' | 'etag';

/**
 * Reads a subject and holds what comes against what the model knows: for a live one the given aspects, for another that it is not
 * there. Throws Broken with the given calls before it, by default those that made the subject what it is.
 */
export async function look(
  lane: Lane,
  subject: Subject,
  options: { with?: 'read' | 'readConfig'; aspects?: Aspect[]; before?: readonly Step[]; expected?: string } = {},
): Promise<Step> {
  const { held, stage } = subject;
  const kind = options.with ?? 'read';
  const operation = held.resource.operations[kind]!;
  let path: Path | undefined;
  const { value: step, wrong } = await settled(
    lane,
    lane.settleReads,
    operation,
    () => call(lane, operation, addressOf(held)),
    (seen) => {
      if (isAllowed(allowed(held.resource, stage, { kind }), seen.outcome) !== true) return outcomeText(seen.outcome);
      const found = disagreement(lane.contract, held, kind, seen, options.aspects ?? ['id', 'config', 'etag']);
      path = found?.path;
      return found?.text;
    },
  );
  const before = options.before ?? subject.steps;
  expectAllowed(lane, held, stage, { kind }, step, before);
  if (wrong !== undefined) {
    throw new Broken({
      operation,
      expected: options.expected ?? 'what the calls before it lead to',
      actual: wrong,
      steps: [...before, step],
      ...(path ? { path } : {}),
    });
  }
  return step;
}

/** Where an answer that shows a resource differs from what is known of it. */
export function disagreement(
  contract: Contract,
  held: Held,
  kind: 'create' | 'read' | 'readConfig' | 'update',
  { outcome }: Step,
  aspects: readonly Aspect[],
): { text: string; path?: Path } | undefined {
  if (outcome.kind !== 'response') return undefined;
  const { resource, etag } = held;
  const { output } = outcome;
  if (aspects.includes('id') && kind !== 'readConfig') {
    const id = at(output, resource.id.output);
    if (id !== held.id) return { text: `the id ${JSON.stringify(id)} and not ${held.id}` };
  }
  if (aspects.includes('config')) {
    const place = kind === 'readConfig' ? resource.config.readConfig : resource.config.output;
    const found = place && configDifference(contract, held, at(output, place) as JsonObject | undefined);
    if (found) return { text: found.text, path: [resource.config.input, ...found.path] };
  }
  const seen = output[resource.etag.output];
  if (aspects.includes('etag') && etag !== '' && typeof seen === 'string' && !sameEtag(seen, etag))
    return { text: `the ETag ${seen}, after ${etag}` };
  return undefined;
}

/** Where a configuration differs from the one that a resource has. */
export function configDifference(
  contract: Contract,
  { resource, config }: Held,
  got: JsonObject | undefined,
): { text: string; path: Path } | undefined {
  const { input } = contract.operations[resource.operations.create]!;
  const schema = contract.$defs[input]!.properties![resource.config.input]!;
  const found = difference(contract, schema, config, got);
  return found && { text: differenceText(found), path: found.path };
}
