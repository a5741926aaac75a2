import picomatch from 'picomatch';
import { didYouMean } from '../core/closest.ts';
import type { Phase } from '../core/rule.ts';
import { UsageError } from '../core/usage.ts';
import type { Rules } from '../rules/index.ts';

/** The rules whose id matches one of `wanted` (all, if there is none) and none of `excluded`. Throws a UsageError for a glob that matches nothing. */
export function selectRules({ answer, active }: Rules, wanted: readonly string[], excluded: readonly string[]): Rules {
  const kept = selecting([...answer, ...active], wanted, excluded);
  return { answer: answer.filter(kept), active: active.filter(kept) };
}

/** Throws a UsageError where the rules that were left out are all that were chosen. */
export function assertSelected(selected: number): void {
  if (selected === 0) throw new UsageError('nothing is left to judge: --exclude leaves out every rule that was chosen');
}

/** Throws a UsageError where none of the selected rules is judged in the selected phases. */
export function assertPhases({ answer, active }: Rules, phases: readonly Phase[] | undefined): void {
  if (!phases || answer.length > 0 || active.some((rule) => rule.phases.some((one) => phases.includes(one)))) return;
  const possible = [...new Set(active.flatMap((rule) => rule.phases))];
  throw new UsageError(
    `nothing is left to judge: the selected rules are judged in the phases ${possible.join(', ')}, not in ${phases.join(', ')}`,
  );
}

/** Whether a rule is selected; as selectRules has it. */
export function selecting(
  rules: readonly { id: string }[],
  wanted: readonly string[],
  excluded: readonly string[],
): (rule: { id: string }) => boolean {
  const ids = rules.map(({ id }) => id);
  const matchers = (globs: readonly string[]): ((id: string) => boolean)[] =>
    globs.map((glob) => {
      if (glob.trim() === '')
        throw new UsageError('a glob of rules must not be empty; the command rules lists the ids');
      const matches = picomatch(glob, { nocase: true, bash: true });
      if (!ids.some((id) => matches(id))) throw new UsageError(noSuchRule(glob, ids));
      return (id) => matches(id);
    });
  const only = matchers(wanted);
  const without = matchers(excluded);
  return ({ id }) =>
    (only.length === 0 || only.some((matches) => matches(id))) && !without.some((matches) => matches(id));
}

/** What is said of a glob that matches no rule. */
export function noSuchRule(glob: string, ids: readonly string[]): string {
  const said = `no rule matches ${glob}`;
  const isGlob = /[*?]/.test(glob);
  // A glob is meant for a family of rules: what stands before its first wildcard, corrected.
  const families = [...new Set(ids.map((id) => id.slice(0, id.indexOf('.') + 1)))];
  const hint = isGlob ? didYouMean(`${glob.split('.')[0]}.`, families).replace('?', '*?') : didYouMean(glob, ids);
  return hint === '' ? `${said}; the command rules lists them` : `${said}${hint}`;
}
