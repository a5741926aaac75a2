import { placeText } from '../core/place-text.ts';
import type { RuleInfo } from '../core/rule.ts';
import { SkipError } from '../core/test-context.ts';
import { TARGET_SURVIVES } from '../rules/response/target-survives.ts';
import type { SequenceViolation } from '../rules/sequence/violation.ts';
import { ANSWERS, REFUSES } from '../rules/sequence/violation.ts';
import { report } from '../run/findings.ts';
import type { RunState } from '../run/state.ts';
import type { FuzzCase } from './case.ts';
import { minimised } from './minimise.ts';
import type { Played, PlayedStep } from './play.ts';

/** A deviation, and the calls that show it, the decisive one last. */
interface Hit {
  deviation: SequenceViolation;
  steps: PlayedStep[];
}

export interface FinderOptions {
  state: RunState;
  /** Those that are judged. */
  rules: ReadonlyMap<string, RuleInfo>;
  /** Whether there is such a rule, judged or not. */
  isRule(id: string): boolean;
  /** Plays a case on resources of its own, as carefully as can be. */
  replay(one: FuzzCase): Promise<Played>;
  /** Called for each deviation that is reported. */
  broke(rule: RuleInfo): void;
}

export interface Finder {
  /** Looks at what a case showed: what is wrong and not yet known is played again, made smaller and reported. */
  consider(one: FuzzCase, played: Played): Promise<void>;
}

/** Times that a deviation may turn out not to be there, before it is not looked at any more. */
const PATIENCE = 3;

export function createFinder(options: FinderOptions): Finder {
  const known = new Map<string, number>();
  return {
    async consider(one, played) {
      for (const { shown, index } of played.steps) {
        for (const deviation of shown.broken) {
          if (!ruleOf(options, deviation)) continue;
          const key = keyOf(one, index, deviation);
          const before = known.get(key) ?? 0;
          if (before >= PATIENCE) continue;
          known.set(key, PATIENCE);
          const cut = { steps: one.steps.slice(0, index + 1) };
          const hit = await confirmed(options, cut, deviation);
          if (!hit) known.set(key, before + 1);
          else {
            const smaller = keyOf(hit.case, hit.found.steps.at(-1)!.index, hit.found.deviation);
            // Another case may come down to the same.
            if (smaller === key || (known.get(smaller) ?? 0) < PATIENCE) reportHit(options, hit.found);
            known.set(smaller, PATIENCE);
          }
        }
      }
    },
  };
}

/** Rules of which one finding says little about the next: a server may fail for many reasons. */
const FAILURES = new Set<string>([ANSWERS, TARGET_SURVIVES, 'answer.no-server-error']);

/** What deviations of one cause have in common. */
function keyOf(one: FuzzCase, index: number, { rule, operation, path, actual }: SequenceViolation): string {
  const place = path ? placeText(path.filter((key) => typeof key === 'string')) : '';
  const [tried] = one.steps[index]?.tried ?? [];
  const about = place === '' && tried && FAILURES.has(rule) ? tried.place : place;
  return [rule, operation, about, actual.replaceAll(/"(?:[^"\\]|\\.)*"|[\w.-]*\d[\w.-]*/g, '#').slice(0, 80)].join(
    ' | ',
  );
}

/** Cases that are played to make one smaller; few where each of them costs a restart. */
const MOST = 80;
const FEW = 12;

/** The same deviation on fresh resources, with the smallest case that shows it. */
async function confirmed(
  { state, replay }: FinderOptions,
  first: FuzzCase,
  deviation: SequenceViolation,
): Promise<{ case: FuzzCase; found: Hit } | undefined> {
  const { rule } = deviation;
  // The end of the time cuts the search for a smaller case short, and loses nothing that was confirmed.
  const fails = async (one: FuzzCase): Promise<Hit | undefined> => {
    try {
      return state.signal.aborted ? undefined : hitIn(await replay(one), one, deviation);
    } catch (error) {
      if (error instanceof SkipError) return undefined;
      throw error;
    }
  };
  const found = await fails(first);
  if (!found) return undefined;
  const smaller = await minimised(
    state.options.contract,
    { case: first, found },
    fails,
    rule === TARGET_SURVIVES ? FEW : MOST,
  );
  // What is reported was seen on the case as it stands, once more.
  const again = state.signal.aborted ? smaller.found : await fails(smaller.case);
  return again && { case: smaller.case, found: again };
}

function hitIn({ steps }: Played, one: FuzzCase, wanted: SequenceViolation): Hit | undefined {
  const last = one.steps.length - 1;
  for (const [at, { index, shown }] of steps.entries()) {
    const deviation = index === last ? shown.broken.find((other) => isSame(other, wanted)) : undefined;
    if (deviation) return { deviation, steps: steps.slice(0, at + 1) };
  }
  return undefined;
}

function isSame(one: SequenceViolation, other: SequenceViolation): boolean {
  const place = ({ path = [] }: SequenceViolation): string => placeText(path.filter((key) => typeof key === 'string'));
  return one.rule === other.rule && one.operation === other.operation && place(one) === place(other);
}

/** The rule that a violation is reported of; undefined where that one is not judged. A constraint that has none is a matter of all of them. */
function ruleOf({ rules, isRule }: FinderOptions, { rule }: SequenceViolation): RuleInfo | undefined {
  return isRule(rule) ? rules.get(rule) : rules.get(REFUSES);
}

function reportHit(options: FinderOptions, { deviation, steps }: Hit): void {
  const { state, broke } = options;
  const rule = ruleOf(options, deviation)!;
  const { operation, expected, actual, path, wanted, differences } = deviation;
  broke(rule);
  const violation = {
    operation,
    expected,
    actual,
    steps: steps.map(({ step }) => step),
    ...(path ? { path } : {}),
    ...(wanted ? { wanted } : {}),
    ...(differences ? { differences } : {}),
  };
  report(state, rule, violation, 'random');
}
