import { configMember, configShown, resourceOf } from '../contracts/resource.ts';
import type { Classification } from '../core/classification.ts';
import type { Contract } from '../core/contract.ts';
import type { RunEvent } from '../core/event.ts';
import type { Json, Path } from '../core/json.ts';
import type { OpenMatter } from '../core/open-matter.ts';
import { valueAt } from '../core/path.ts';
import type { Step } from '../core/test-context.ts';
import { reasons, speaksOfRequest } from '../rules/request-class.ts';
import { withTrait } from './open-traits.ts';

/** Takes what a target does in open matters, and tells of each kind once. */
export interface OpenMatters {
  take(matter: OpenMatter): void;
  /** Takes what an answer says of the one thing that is open in its request, or of one or two rules that it breaks. */
  see(step: Step, classification: Classification): void;
}

export function openMatters(contract: Contract, emit: (event: RunEvent) => void): OpenMatters {
  const speaks = speaksOfRequest(contract);
  const told = new Set<string>();
  const take = (matter: OpenMatter): void => {
    const key = Object.values(matter).join(' ');
    if (told.has(key)) return;
    told.add(key);
    emit({ type: 'open', ...matter });
  };
  return {
    take,
    see(step, classification) {
      const { outcome } = step;
      if (classification.answer === 'supported' || !speaks(outcome)) return;
      const { operation } = step.call;
      const broken = classification.answer === 'broken';
      const named = reasons(classification);
      const [open] = classification.open;
      const matter =
        broken || !open ? named : named.map((reason) => withTrait(reason, valueAt(step.call.input, open.path)));
      if (outcome.kind === 'refused' && matter.length <= (broken ? 2 : 1))
        take({ operation, matter, broken, did: 'refused', code: outcome.error.code });
      // That something is accepted which is forbidden is a finding, and no open matter.
      if (outcome.kind !== 'response' || broken || matter.length > 1) return;
      const shown = shownIn(contract, step, open!);
      take({ operation, matter, broken, did: 'accepted', ...(shown === undefined ? {} : { shown }) });
    },
  };
}

/** How an answer with a configuration shows the place that is open; undefined for other answers and places. */
function shownIn(
  contract: Contract,
  { call, outcome }: Step,
  { path, reason }: { path: Path; reason: string },
): OpenMatter['shown'] {
  const resource = resourceOf(contract, call.operation, 'create', 'update');
  if (!resource || path[0] !== configMember(resource) || outcome.kind !== 'response') return undefined;
  const config = configShown(resource, outcome.output);
  if (config === undefined) return undefined;
  const sent = valueAt(call.input, path);
  const got = valueAt(config, path.slice(1));
  if (isNone(got)) return isNone(sent) ? 'as meant' : 'not at all';
  return meaning(sent, reason) === meaning(got, reason) ? 'as meant' : 'otherwise';
}

/** A value by what it means: of a number or a boolean the spelling does not count. */
function meaning(value: Json | undefined, reason: string): string {
  const text = JSON.stringify(value);
  if (!reason.endsWith('.spelling') && !reason.endsWith('.rounds-to-bound')) return text;
  const plain = String(value).trim().toLowerCase();
  return plain === '' || Number.isNaN(Number(plain)) ? plain : String(Math.fround(Number(plain)));
}

const isNone = (value: Json | undefined): boolean => value === undefined || value === null || value === '';
