import { isDeepStrictEqual } from 'node:util';
import { configMember, configPath, etagShown, idSent, idShown } from '../../contracts/resource.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { Step } from '../../core/test-context.ts';
import { allowed, allowedText, isAllowed } from '../../model/allowed.ts';
import { accepted, outcomeText } from '../expect.ts';
import { etagIn, sameEtag } from '../resource-handle.ts';
import { changeText, differenceText } from '../same.ts';
import type { Known, Meaning, SequenceWatch } from './known.ts';
import { configChange } from './round-trip.ts';
import { ALLOWED, type CallVerdict, ROUND_TRIP, UNCHANGED } from './violation.ts';

/** Members whose values change by themselves. */
const CHANGING = new Set(['Status']);

/** Judges a read of a resource or of its configuration. */
export function judgeRead(watch: SequenceWatch, { resource, verb }: Meaning, step: Step): CallVerdict {
  const { operation, input } = step.call;
  const { outcome } = step;
  const kind = verb as 'read' | 'readConfig';
  const id = String(idSent(resource, input));
  const known = watch.known.get(id);
  if (!known) return unknown(step, idShown(resource, outputOf(step)), id, kind);
  if (known.life === 'unclear') {
    relearn(known, kind, step);
    return NONE;
  }
  const state = { life: known.life === 'gone' ? ('gone' as const) : ('live' as const), updates: 0, attached: false };
  const wanted = allowed(resource, state, { kind });
  const verdict = isAllowed(wanted, outcome);
  if (verdict === undefined) return NONE;
  const after = known.life === 'gone' ? 'a read of a deleted resource' : 'a read';
  if (!verdict) return broke(ALLOWED, step, `${allowedText(wanted)} to ${after}`, outcomeText(outcome), wanted);
  if (outcome.kind !== 'response' || known.life === 'gone') return { held: [ALLOWED], broken: [] };
  const wrong = wrongIn(watch, known, kind, outcome.output);
  relearn(known, kind, step);
  return wrong
    ? { held: [], broken: [{ operation, ...wrong }] }
    : { held: [ALLOWED, ROUND_TRIP, UNCHANGED], broken: [] };
}

const NONE: CallVerdict = { held: [], broken: [] };

const outputOf = ({ outcome }: Step): JsonObject => (outcome.kind === 'response' ? outcome.output : {});

function broke(
  rule: string,
  { call }: Step,
  expected: string,
  actual: string,
  wanted?: CallVerdict['broken'][number]['wanted'],
): CallVerdict {
  return { held: [], broken: [{ rule, operation: call.operation, expected, actual, ...(wanted ? { wanted } : {}) }] };
}

/** An id that the sequence did not create: a success that shows another resource takes it for that one's. */
function unknown(step: Step, shown: Json | undefined, id: string, kind: string): CallVerdict {
  if (!accepted(step.outcome) || step.outcome.kind !== 'response') return NONE;
  if (kind === 'readConfig' || shown === id) return NONE;
  return broke(
    ALLOWED,
    step,
    `a refusal: ${JSON.stringify(id)} names nothing`,
    `accepted with the id ${JSON.stringify(shown)}`,
  );
}

/** What a read shows that the calls before it do not lead to. */
function wrongIn(
  watch: SequenceWatch,
  known: Known,
  kind: 'read' | 'readConfig',
  output: JsonObject,
): Omit<CallVerdict['broken'][number], 'operation'> | undefined {
  const { resource } = known;
  const got = valueAt(output, kind === 'read' ? configPath(resource) : (configPath(resource, 'readConfig') ?? []));
  const expected = 'what the earlier calls lead to';
  if (known.config && isObject(got)) {
    const found = configChange(watch, known, known.config, got, known.sent?.lenient ?? false);
    const path = found && [configMember(resource), ...found.path];
    if (found && known.sent) return { rule: ROUND_TRIP, expected, actual: differenceText(found), path: path! };
    if (found) return { rule: UNCHANGED, expected, actual: changeText(found), path: path! };
  }
  const id = idShown(resource, output);
  if (kind === 'read' && id !== known.id)
    return { rule: UNCHANGED, expected, actual: `the id ${JSON.stringify(id)} and not ${known.id}` };
  const etag = etagShown(resource, output);
  if (known.etag !== '' && typeof etag === 'string' && !sameEtag(etag, known.etag))
    return { rule: UNCHANGED, expected, actual: `the ETag ${etag}, after ${known.etag}` };
  const before = known.reads.get(kind);
  const change = before && firstChange(before, output, []);
  return change === undefined
    ? undefined
    : { rule: UNCHANGED, expected: 'the same as the read before it', actual: change };
}

/** The first place at which two answers differ that has no reason to change by itself. */
function firstChange(one: Json | undefined, other: Json | undefined, path: string[]): string | undefined {
  if (isObject(one) && isObject(other)) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const found = CHANGING.has(key) ? undefined : firstChange(one[key], other[key], [...path, key]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isDeepStrictEqual(one, other)) return undefined;
  return changeText({ path, sent: one, got: other });
}

/** From a read on, a resource is held against what it showed. */
function relearn(known: Known, kind: 'read' | 'readConfig', step: Step): void {
  const { outcome } = step;
  const { resource } = known;
  if (outcome.kind === 'refused' && outcome.error.code === resource.errors.notFound) known.life = 'gone';
  if (outcome.kind !== 'response') return;
  const got = valueAt(
    outcome.output,
    kind === 'read' ? configPath(resource) : (configPath(resource, 'readConfig') ?? []),
  );
  known.life = 'live';
  const etag = etagIn(resource, outcome) ?? known.etag;
  if (!sameEtag(etag, known.etag)) {
    if (known.etag !== '') known.older.push(known.etag);
    known.etag = etag;
    known.older = known.older.filter((one) => !sameEtag(one, etag));
  }
  known.reads.set(kind, outcome.output);
  delete known.sent;
  if (isObject(got)) known.config = got;
}
