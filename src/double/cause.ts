import { inspect } from 'node:util';
import type { Ending } from './converse.ts';
import type { Turn } from './turn.ts';

/** Words by which clients speak of a connection that gave no answer. */
const NO_ANSWER =
  /ECONN|EPIPE|UND_ERR|socket|hang up|network|connection|fetch failed|terminated|aborted|premature|truncated|timed? ?out|other side|unexpected end|unclosed|incomplete|pars(e|ing)|deseriali[sz]/i;

/** Whether the end of a wrapper tells of what it was told: by code, status or, where no answer came, by words for that. */
export function namesCause(ending: Ending, turns: readonly Turn[]): boolean {
  if (ending.kind === 'hang') return false;
  const text = inspect(ending.kind === 'error' ? ending.error : ending.value, { depth: 8, maxStringLength: 10_000 });
  return turns.some(({ told }) => {
    if (told?.kind === 'refused')
      return text.includes(told.error.code) || new RegExp(`\\b${told.status}\\b`).test(text);
    return (told?.kind === 'lost' || told?.kind === 'unreadable') && NO_ANSWER.test(text);
  });
}
