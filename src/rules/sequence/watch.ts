import { configSent, creatorsOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/test-context.ts';
import type { Classifier } from '../../schema/classifier.ts';
import { accepted, refused } from '../expect.ts';
import { etagIn, idIn } from '../resource-handle.ts';
import { isServerError } from '../server-error.ts';
import { becomeUnclear, type Meaning, meanings, newKnown, type SequenceWatch } from './known.ts';
import { judgeList } from './lists.ts';
import { namesIn } from './names.ts';
import { judgeRead } from './reads.ts';
import type { CallVerdict } from './violation.ts';
import { judgeWrite } from './writes.ts';

export interface Watcher {
  /** Judges a call by those before it. */
  take(step: Step): CallVerdict;
}

/** Judges the calls of a sequence, each by what the earlier calls lead to. It knows of resources that the sequence creates, and of no others. */
export function createWatcher(
  contract: Contract,
  classify: Classifier,
  isGiven: (text: string) => boolean = () => true,
): Watcher {
  const watch: SequenceWatch = { contract, classify, isGiven, known: new Map(), claimed: new Set() };
  const verbs = meanings(contract);
  return {
    take(step) {
      const { held, broken } = judged(watch, verbs.get(step.call.operation), step);
      return { held: [...held], broken: [...broken] };
    },
  };
}

function judged(watch: SequenceWatch, meaning: Meaning | undefined, step: Step): CallVerdict {
  const { outcome } = step;
  if (outcome.kind === 'unsent') return NOTHING;
  const isPlain = meaning !== undefined && step.call.changed !== true && outcome.kind !== 'lost';
  if (!isPlain || isServerError(outcome) || isMurky(step)) {
    expectAnything(watch, meaning, step);
    return NOTHING;
  }
  if (meaning.verb === 'list') return judgeList(watch, meaning.resource, step);
  if (meaning.verb === 'read' || meaning.verb === 'readConfig') return judgeRead(watch, meaning, step);
  const shown = judgeWrite(watch, meaning, step);
  if (accepted(outcome)) touchOthers(watch, meaning, step);
  return shown;
}

const NOTHING: CallVerdict = { held: [], broken: [] };

/** An answer that tells neither a success nor a refusal. */
const isMurky = ({ outcome }: Step): boolean => !accepted(outcome) && !refused(outcome);

/** A call whose effect no page tells: what it names may be as it was, or not. */
function expectAnything(
  { contract, known }: SequenceWatch,
  meaning: Meaning | undefined,
  { call, outcome }: Step,
): void {
  if (refused(outcome) && !isServerError(outcome) && !call.changed) return;
  const method = outcome.exchange?.request.method ?? contract.operations[call.operation]?.method;
  if (method === 'GET' && !call.changed) return;
  const text = JSON.stringify(call.input) + (outcome.exchange?.request.path ?? '');
  for (const one of known.values()) if (text.includes(one.id) || !meaning) becomeUnclear(one);
  for (const resource of Object.values(contract.resources)) {
    if (!creatorsOf(contract, resource).includes(call.operation)) continue;
    const id = idIn(resource, outcome);
    if (id === undefined || known.has(id)) continue;
    const made = newKnown(resource, id, etagIn(resource, outcome) ?? '');
    becomeUnclear(made);
    known.set(id, made);
  }
}

/** An accepted write may show on resources of other kinds, and use those that it names. */
function touchOthers(watch: SequenceWatch, { resource }: Meaning, { call }: Step): void {
  const text = JSON.stringify(call.input);
  for (const one of watch.known.values()) {
    if (one.resource === resource) continue;
    if (one.life === 'live') becomeUnclear(one);
    if (text.includes(one.id)) one.maybeUsed = true;
  }
  const sent = configSent(resource, call.input);
  if (typeof sent === 'object' && sent !== null)
    for (const name of namesIn(watch.contract, resource, sent as JsonObject)) watch.claimed.add(name);
}
