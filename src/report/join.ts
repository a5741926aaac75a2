import type { RecordLine, RunEvent } from '../core/event.ts';

/** A record that can be read more than once. */
export interface RecordSource {
  name: string;
  /** `damage` is told of each line that is left out because it is damaged. */
  lines(damage?: () => void): AsyncIterable<RecordLine>;
}

/** One run as it stands in the sources: whole, or as shards of which each has a place of its own. */
interface Joined {
  tag: string;
  /** Which parts there are, and which of them is to be found where: source and number of the run inside it. */
  parts: Part[];
  missing: number[];
}

interface Part {
  source: number;
  number: number;
  start: Extract<RunEvent, { type: 'start' }>;
  end?: Extract<RunEvent, { type: 'end' }>;
  preflights: number;
  latest: number;
  /** How many lines of its source are damaged, in words; undefined for none. */
  damage?: string;
}

/** What cannot be joined; the message says which shard of what is there twice. */
export class Unjoinable extends Error {}

/** The joined lines of all sources, and which shards of which target are missing. */
export interface Joint {
  lines: AsyncIterable<RecordLine>;
  missing: { target: string; shards: number[]; count: number }[];
}

/**
 * Puts the shards of a run together and the runs of several targets side by side. Shards are of one run if target,
 * seed, version, contract and number of shards are the same. Every event is kept but the preflights and progress of
 * further shards. Reads each source twice and holds none of it. Throws Unjoinable for a shard that is there twice.
 */
export async function join(sources: RecordSource[]): Promise<Joint> {
  const runs = group(await survey(sources));
  return {
    lines: joinedLines(sources, runs),
    missing: runs
      .filter(({ missing }) => missing.length > 0)
      .map(({ parts, missing }) => ({
        target: parts[0]!.start.target.name,
        shards: missing,
        count: parts[0]!.start.shard!.count,
      })),
  };
}

async function survey(sources: RecordSource[]): Promise<Part[]> {
  const parts: Part[] = [];
  for (const [source, { name, lines }] of sources.entries()) {
    const open = new Map<string | undefined, Part>();
    let number = 0;
    let damaged = 0;
    for await (const line of lines(() => damaged++)) {
      if (line.type === 'start') {
        const { run: _, ...start } = line;
        const part: Part = { source, number: number++, start, preflights: 0, latest: 0 };
        open.set(line.run, part);
        parts.push(part);
      }
      const part = open.get(line.run)!;
      if (line.type === 'preflight') part.preflights++;
      else if (line.type === 'progress' || line.type === 'fuzzing') part.latest = line.requests;
      else if (line.type === 'end') {
        const { run: _, ...end } = line;
        part.end = end;
      }
    }
    for (const part of parts) if (part.source === source && damaged > 0) part.damage = damageText(name, damaged);
  }
  return parts;
}

function group(parts: Part[]): Joined[] {
  const runs = new Map<string, Part[]>();
  for (const [index, part] of parts.entries()) {
    const { shard, target, seed, version, contract } = part.start;
    const key = shard
      ? JSON.stringify([target.name, seed, version, contract.digest, part.start.runs, shard.count])
      : String(index);
    const others = runs.get(key) ?? [];
    if (shard && others.some(({ start }) => start.shard!.index === shard.index)) {
      throw new Unjoinable(`shard ${shard.index}/${shard.count} of ${target.name} is there twice`);
    }
    runs.set(key, [...others, part]);
  }
  return [...runs.values()].map((parts, index) => {
    const { shard } = parts[0]!.start;
    const there = parts.map(({ start }) => start.shard?.index);
    const missing = Array.from({ length: shard?.count ?? 0 }, (_, at) => at + 1).filter((at) => !there.includes(at));
    return { tag: String(index + 1), parts, missing };
  });
}

async function* joinedLines(sources: RecordSource[], runs: Joined[]): AsyncGenerator<RecordLine> {
  const noted: [Joined, string][] = [];
  const tagged = (run: Joined, event: RunEvent): RecordLine => (runs.length > 1 ? { ...event, run: run.tag } : event);
  for (const [source, { lines }] of sources.entries()) {
    const open = new Map<string | undefined, { run: Joined; part: Part }>();
    let number = 0;
    for await (const line of lines()) {
      const { run: tag, ...event } = line;
      if (event.type === 'start') {
        open.set(tag, partAt(runs, source, number++));
      }
      const { run, part } = open.get(tag)!;
      const first = part === run.parts[0];
      if (event.type === 'start' && part.damage !== undefined) noted.push([run, part.damage]);
      if (run.parts.length === 1 && run.missing.length === 0) yield tagged(run, damagedEvent(event, part));
      else if (event.type === 'start') {
        const { shard: _, ...start } = event;
        if (first) yield tagged(run, start);
      } else if (event.type === 'preflight') {
        if (first) yield tagged(run, event);
      } else if (event.type !== 'progress' && event.type !== 'fuzzing' && event.type !== 'end')
        yield tagged(run, event);
    }
  }
  for (const [run, text] of noted) yield tagged(run, { type: 'note', text });
  for (const run of runs) {
    if (run.parts.length > 1 || run.missing.length > 0) yield tagged(run, endOf(run));
  }
}

const damageText = (name: string, lines: number): string =>
  `${lines} damaged ${lines === 1 ? 'line' : 'lines'} of ${name} ${lines === 1 ? 'was' : 'were'} skipped`;

/** A run of which lines are missing is not whole, whatever its end says. */
function damagedEvent(event: RunEvent, { damage }: Part): RunEvent {
  return event.type === 'end' && damage !== undefined ? { ...event, error: event.error ?? damage } : event;
}

function partAt(runs: Joined[], source: number, number: number): { run: Joined; part: Part } {
  for (const run of runs) {
    const part = run.parts.find((one) => one.source === source && one.number === number);
    if (part) return { run, part };
  }
  throw new Error('a source changed while it was read');
}

/** The end of a joined run; a progress where some part of it has no end or is missing. */
function endOf({ parts, missing }: Joined): RunEvent {
  const ends = parts.flatMap(({ end }) => (end ? [end] : []));
  const requests = parts.reduce((sum, { end, latest, preflights }) => sum + (end?.requests ?? latest) - preflights, 0);
  const total = requests + (parts[0]?.preflights ?? 0);
  if (ends.length < parts.length || missing.length > 0) {
    const phase = parts[0]?.start.phases[0] ?? 'edges';
    return { type: 'progress', phase, done: parts.length, total: parts.length, requests: total, findings: 0 };
  }
  const error = ends.find((end) => end.error !== undefined)?.error ?? parts.find(({ damage }) => damage)?.damage;
  return {
    type: 'end',
    seconds: Math.max(...ends.map(({ seconds }) => seconds)),
    requests: total,
    retries: ends.reduce((sum, { retries }) => sum + retries, 0),
    interrupted: ends.some(({ interrupted }) => interrupted),
    ...(error === undefined ? {} : { error }),
  };
}
