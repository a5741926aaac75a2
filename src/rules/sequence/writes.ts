import { configMember, configSent, etagSent, idSent } from '../../contracts/resource.ts';
import type { Classification } from '../../core/classification.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/test-context.ts';
import { type Action, actionText } from '../../model/action.ts';
import { type Allowed, allowed, allowedText, isAllowed } from '../../model/allowed.ts';
import type { ResourceState } from '../../model/resource-state.ts';
import { accepted, circumstantial, outcomeText } from '../expect.ts';
import { etagIn, idIn, sameEtag } from '../resource-handle.ts';
import { ifMatchOf } from './if-match.ts';
import { becomeUnclear, type Known, type Meaning, newKnown, type SequenceWatch } from './known.ts';
import { namesIn } from './names.ts';
import { roundTrip } from './round-trip.ts';
import { ACCEPTS, ALLOWED, type CallVerdict, REFUSES } from './violation.ts';

/** Judges a create, an update or a delete, and takes over what its answer says. */
export function judgeWrite(watch: SequenceWatch, meaning: Meaning, step: Step): CallVerdict {
  const { resource, verb } = meaning;
  const { operation, input } = step.call;
  const classification = watch.classify(operation, input);
  const id = String(idSent(resource, input));
  const known = verb === 'create' ? undefined : watch.known.get(id);
  const shown = judgeAnswer(watch, meaning, step, { certificate: classification, known, id });
  if (!accepted(step.outcome)) return shown;
  if (verb === 'delete') {
    if (known) remove(known);
    return shown;
  }
  const written = known ?? created(watch, meaning, step);
  return written ? joined(shown, take(watch, written, step, classification)) : shown;
}

interface JudgedWrite {
  certificate: Classification;
  known: Known | undefined;
  id: string;
}

function judgeAnswer(watch: SequenceWatch, meaning: Meaning, step: Step, judged: JudgedWrite): CallVerdict {
  const { outcome, call } = step;
  const { operation, input } = call;
  const { certificate: classification, known } = judged;
  const { broken } = classification;
  if (circumstantial(watch.contract, outcome) && known?.life !== 'gone') return NONE;
  if (classification.answer === 'broken' && accepted(outcome)) {
    const [first] = broken;
    const expected = `a refusal: ${broken.map(({ rule }) => rule).join(', ')}`;
    const wanted = { success: false, refusal: 'any' as const };
    const text = `accepted (${outcomeText(outcome)})`;
    return broke({ rule: first?.rule ?? REFUSES, operation, expected, actual: text, wanted, path: first?.path ?? [] });
  }
  const { wanted, action, rule } = expectation(watch, meaning, input, judged);
  const verdict = wanted && isAllowed(wanted, outcome);
  if (verdict === undefined) return NONE;
  const held = classification.answer === 'broken' ? [...broken.map((one) => one.rule), REFUSES] : [rule];
  if (verdict) return { held, broken: [] };
  const expected = `${allowedText(wanted!)} to ${action}`;
  return broke({ rule, operation, expected, actual: outcomeText(outcome), wanted: wanted! });
}

const NONE: CallVerdict = { held: [], broken: [] };
const broke = (one: CallVerdict['broken'][number]): CallVerdict => ({ held: [], broken: [one] });
const joined = (one: CallVerdict, other: CallVerdict): CallVerdict => ({
  held: [...one.held, ...other.held],
  broken: [...one.broken, ...other.broken],
});

interface Expected {
  wanted?: Allowed;
  action: string;
  rule: string;
}

/** Which answers a write may have. None is expected where no page tells which resource, or which version of it, is meant. */
function expectation(
  watch: SequenceWatch,
  { resource, verb }: Meaning,
  input: JsonObject,
  judged: JudgedWrite,
): Expected {
  const { certificate: classification, known } = judged;
  const sent = configSent(resource, input) as JsonObject | undefined;
  const content = classification.broken.some(({ path }) => path[0] === configMember(resource)) ? 'broken' : 'other';
  const isClear = classification.open.length === 0 && (sent === undefined || isOwn(watch, resource, known, sent));
  if (verb === 'create') {
    const wanted = allowed(resource, LIVE, { kind: 'create', content });
    const wants = content === 'broken' || !isClear || classification.answer === 'broken' ? wanted : SUCCESS;
    return { wanted: wants, action: 'a supported create', rule: ACCEPTS };
  }
  const ifMatch = ifMatchOf(known, etagSent(resource, input));
  if (ifMatch === 'open' || known?.life === 'unclear') return { action: '', rule: ALLOWED };
  if (!known) return { wanted: REFUSAL, action: `a ${verb} by an id that names nothing`, rule: ALLOWED };
  const state: ResourceState = {
    life: known.life === 'gone' ? 'gone' : 'live',
    updates: known.updates,
    attached: false,
  };
  const action: Action = verb === 'delete' ? { kind: 'delete', ifMatch } : { kind: 'update', ifMatch, content };
  const wanted = allowed(resource, state, action);
  const text = `${actionText(action)}${known.life === 'gone' ? ', after the resource was deleted' : ''}`;
  if (wanted.success) {
    const sure = isClear && !(verb === 'delete' && known.maybeUsed);
    return { wanted: sure ? wanted : EITHER, action: text, rule: ACCEPTS };
  }
  // Of several things that are wrong or open, no page says which is looked at first.
  const only = isClear && classification.broken.length <= 1 && !known.maybeUsed;
  return { wanted: only ? wanted : REFUSAL, action: text, rule: ALLOWED };
}

const LIVE: ResourceState = { life: 'live', updates: 0, attached: false };
const SUCCESS: Allowed = { success: true, refusal: [] };
const REFUSAL: Allowed = { success: false, refusal: 'any' };
const EITHER: Allowed = { success: true, refusal: 'any' };

/** Whether all names in a configuration are free or its own, so that nothing that others hold stands in its way. */
function isOwn(
  watch: SequenceWatch,
  resource: Meaning['resource'],
  known: Known | undefined,
  sent: JsonObject,
): boolean {
  const names = namesIn(watch.contract, resource, sent);
  if (!known)
    return names.every((name) => !watch.claimed.has(name) && (isUnique(resource, sent, name) || watch.isGiven(name)));
  return known.config !== undefined && names.join() === namesIn(watch.contract, resource, known.config).join();
}

const isUnique = ({ unique = [] }: Meaning['resource'], sent: JsonObject, name: string): boolean =>
  unique.some(({ path }) => path.reduce<unknown>((at, key) => (at as JsonObject | undefined)?.[key], sent) === name);

function created(watch: SequenceWatch, { resource }: Meaning, { outcome }: Step): Known | undefined {
  const id = idIn(resource, outcome);
  if (id === undefined) return undefined;
  const known = newKnown(resource, id, '');
  watch.known.set(id, known);
  return known;
}

function remove(known: Known): void {
  known.life = 'gone';
  known.reads.clear();
}

/** Takes over what an accepted create or update says, and holds it against what was sent. */
function take(watch: SequenceWatch, known: Known, step: Step, classification: Classification): CallVerdict {
  const etag = etagIn(known.resource, step.outcome) ?? '';
  if (known.etag !== '' && !sameEtag(etag, known.etag)) known.older.push(known.etag);
  known.etag = etag;
  known.older = known.older.filter((one) => !sameEtag(one, etag));
  known.reads.clear();
  if (known.life === 'gone' || classification.answer === 'broken') {
    becomeUnclear(known);
    return NONE;
  }
  known.life = 'live';
  known.updates++;
  return roundTrip(watch, known, step, classification.answer === 'open');
}
