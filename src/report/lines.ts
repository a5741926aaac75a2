import type { RecordLine } from '../core/event.ts';

/** Text that is no record of a run; the message names the line and what is wrong with it. */
export class Unreadable extends Error {}

/**
 * Reads the newline-delimited record of one run or several. A last line that was cut off is left out. Throws Unreadable
 * for anything else that is no event, for an event before its run's start, and where there is no run at all.
 */
export async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<RecordLine> {
  const begun = new Set<string | undefined>();
  let number = 0;
  const check = (line: string, last: boolean): RecordLine | undefined => {
    number++;
    if (line.trim() === '') return undefined;
    const event = eventOf(line);
    if (event === undefined) {
      if (last && begun.size > 0) return undefined;
      throw new Unreadable(`line ${number} is no event of a run`);
    }
    if (event.type === 'start') {
      if (event.format !== 1) throw new Unreadable(`line ${number} is of format ${event.format}; only 1 is known`);
      begun.add(event.run);
    } else if (!begun.has(event.run)) throw new Unreadable(`line ${number} comes before the start of its run`);
    return event;
  };
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const event = check(line, false);
      if (event) yield event;
    }
  }
  const event = check(rest, true);
  if (event) yield event;
  if (begun.size === 0) throw new Unreadable('there is no run in it');
}

function eventOf(line: string): RecordLine | undefined {
  try {
    const value = JSON.parse(line) as RecordLine | null;
    return typeof value === 'object' && value !== null && typeof value.type === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
