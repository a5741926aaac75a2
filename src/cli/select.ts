import picomatch from 'picomatch';
import type { Rules } from '../rules/index.ts';
import { UsageError } from './usage.ts';

/** The rules whose id matches one of `wanted` (all, if there is none) and none of `excluded`. Throws a UsageError for a glob that matches nothing. */
export function selectRules({ answer, active }: Rules, wanted: string[], excluded: string[]): Rules {
  const ids = [...answer, ...active].map(({ id }) => id);
  const matchers = (globs: string[]): ((id: string) => boolean)[] =>
    globs.map((glob) => {
      const matches = picomatch(glob, { nocase: true, bash: true });
      if (!ids.some((id) => matches(id))) throw new UsageError(`no rule matches ${glob}; ${closest(glob, ids)}`);
      return (id) => matches(id);
    });
  const only = matchers(wanted);
  const without = matchers(excluded);
  const kept = ({ id }: { id: string }): boolean =>
    (only.length === 0 || only.some((matches) => matches(id))) && !without.some((matches) => matches(id));
  return { answer: answer.filter(kept), active: active.filter(kept) };
}

/** The ids that share most with what was written. */
function closest(glob: string, ids: string[]): string {
  const words = glob
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const score = (id: string): number => words.filter((word) => id.toLowerCase().includes(word)).length;
  const best = ids
    .filter((id) => score(id) > 0)
    .sort((a, b) => score(b) - score(a))
    .slice(0, 3);
  return best.length > 0 ? `did you mean ${best.join(' or ')}?` : 'the command rules lists them';
}
