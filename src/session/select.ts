import picomatch from 'picomatch';
import { closest } from '../core/closest.ts';
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

/** Whether a rule is selected; as selectRules has it. */
export function selecting(
  rules: readonly { id: string }[],
  wanted: readonly string[],
  excluded: readonly string[],
): (rule: { id: string }) => boolean {
  const ids = rules.map(({ id }) => id);
  const matchers = (globs: readonly string[]): ((id: string) => boolean)[] =>
    globs.map((glob) => {
      const matches = picomatch(glob, { nocase: true, bash: true });
      if (!ids.some((id) => matches(id))) throw new UsageError(`no rule matches ${glob}; ${hint(glob, ids)}`);
      return (id) => matches(id);
    });
  const only = matchers(wanted);
  const without = matchers(excluded);
  return ({ id }) =>
    (only.length === 0 || only.some((matches) => matches(id))) && !without.some((matches) => matches(id));
}

function hint(glob: string, ids: string[]): string {
  const best = closest(glob, ids);
  return best.length > 0 ? `did you mean ${best.join(' or ')}?` : 'the command rules lists them';
}
