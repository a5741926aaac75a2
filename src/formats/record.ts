import type { RecordLine, RunEvent } from '../core/event.ts';
import { UsageError } from '../core/usage.ts';
import { type Format, formatOf, parsed } from './format.ts';
import * as shape from './shapes.ts';

/** Text that is no record of a run; the message names the line and what is wrong with it. */
export class Unreadable extends UsageError {}

/** Characters of a line that are read; a longer one is damaged. */
const LONGEST = 64 * 1024 * 1024;

/** Told of each line that is left out because it is damaged: its number, from 1, and what is wrong with it. */
export type Damage = (line: number, problem: string) => void;

/**
 * Reads the newline-delimited record of one run or several. A last line that was cut off is left out, and so are damaged
 * ones, of which `damage` is told. Throws Unreadable for a run of another format, and where there is no run at all.
 */
export async function* readLines(chunks: AsyncIterable<string>, damage: Damage = () => {}): AsyncGenerator<RecordLine> {
  const begun = new Set<string | undefined>();
  let number = 0;
  let first: string | undefined;
  const read = (line: string, last: boolean): RecordLine | undefined => {
    number++;
    if (line.trim() === '') return undefined;
    const event = eventOf(line, begun);
    if (typeof event !== 'string') return event;
    first ??= `line ${number} ${event}`;
    if (event.includes('of format')) throw new Unreadable(first);
    if (!last || begun.size === 0) damage(number, event);
    return undefined;
  };
  for await (const [line, last] of linesOf(chunks)) {
    const event = read(line, last);
    if (event) yield event;
  }
  if (begun.size === 0) throw new Unreadable(first ?? 'there is no run in it');
}

/** The event of a line, or what is wrong with it. */
function eventOf(line: string, begun: Set<string | undefined>): RecordLine | string {
  const value = line.length > LONGEST ? undefined : parsed(line);
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  if (typeof type !== 'string' || !Object.hasOwn(EVENTS, type)) return 'is not an event of a run';
  const { format, run } = value as { format?: unknown; run?: string };
  if (type === 'start' && typeof format === 'number' && format !== 1) return `is of format ${format}; only 1 is known`;
  const problem = EVENTS[type as RunEvent['type']].problem(value);
  if (problem !== undefined) return `is damaged: ${problem}`;
  if (type === 'start') begun.add(run);
  else if (!begun.has(run)) return 'comes before the start of its run';
  return value as RecordLine;
}

/** The lines of a text that comes in pieces, and whether each is the last. What is too long to be read is cut. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<[string, boolean]> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = chunk.split('\n');
    for (const [index, line] of lines.entries()) {
      if (rest.length <= LONGEST) rest += line;
      if (index === lines.length - 1) break;
      yield [rest, false];
      rest = '';
    }
  }
  yield [rest, true];
}

const { text, list, oneOf, count, amount, name, ruleId, phase, object } = shape;
const run = { 'run?': text(200) };
const target = object({ name: text(10_000), 'url?': text(10_000) });
const citation = object({ document: text(10_000), place: text(10_000) });
const ruleInfo = object({
  id: ruleId,
  evidence: shape.evidence,
  demands: text(10_000),
  citations: list(citation),
  operations: list(name),
});
const known = object({
  strict: { type: 'boolean' },
  'partial?': { const: true },
  entries: list(
    object({
      'deviation?': shape.key,
      'rule?': shape.glob,
      reason: text(),
      'expires?': text(100),
      'link?': text(10_000),
    }),
    10_000,
  ),
});
const chartPoint = object({ requests: amount, share: amount, low: amount, high: amount });
const chart = {
  oneOf: [
    object({
      kind: oneOf('share'),
      title: text(),
      expected: amount,
      points: list(chartPoint, 100_000),
      outcome: text(),
    }),
    object({
      kind: oneOf('lanes'),
      title: text(),
      lanes: list(
        object({
          viewer: text(1_000),
          requests: list(object({ at: amount, side: oneOf('staging', 'primary', 'neither'), session: count }), 100_000),
        }),
        10_000,
      ),
      outcome: text(),
    }),
  ],
};

const basics = object({ operations: list(name), rules: list(ruleId) });

const hindrance = {
  oneOf: [
    object({ kind: oneOf('option', 'transport') }),
    object({ kind: oneOf('not-implemented'), operations: list(name) }),
    object({ kind: oneOf('step'), operation: name, outcome: text(), rules: list(ruleId), 'basics?': basics }),
    object({ kind: oneOf('unobserved'), basics }),
  ],
};

/** Each event with what is read of it. */
const SCHEMAS: Record<RunEvent['type'], object> = {
  start: object({
    ...run,
    version: text(1_000),
    target,
    seed: shape.seed,
    started: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]{5,20}Z?$' },
    runs: count,
    phases: list(phase, 100),
    rules: list(ruleInfo, 10_000),
    contract: object({ source: text(1_000), digest: text(1_000), service: text(1_000) }),
    'shard?': object({ index: { ...count, minimum: 1 }, count: { ...count, minimum: 1, maximum: 10_000 } }),
    'known?': known,
  }),
  preflight: object({
    ...run,
    operation: name,
    state: oneOf('implemented', 'refused', 'missing', 'unknown'),
    detail: text(),
  }),
  prepared: object({ ...run, preparation: text(1_000), way: text(1_000), 'instead?': text() }),
  phase: object({ ...run, phase, tasks: count }),
  replayed: object({ ...run, rule: ruleId, operation: name, token: text(), verdict: text(100), reason: text() }),
  finding: object({ ...run, finding: shape.finding }),
  judged: object({
    ...run,
    rule: ruleId,
    phase,
    status: shape.status,
    'reason?': text(),
    'hindrance?': hindrance,
    requests: count,
    operations: shape.mapOf(count),
    ms: amount,
    latency: list(count, 64),
  }),
  chart: object({ ...run, rule: ruleId, chart }),
  open: object({
    ...run,
    operation: name,
    matter: list(text(1_000), 10),
    broken: { type: 'boolean' },
    did: oneOf('accepted', 'refused'),
    'code?': text(1_000),
    'shown?': oneOf('as meant', 'otherwise', 'not at all'),
  }),
  note: object({ ...run, 'rule?': ruleId, text: text() }),
  progress: object({ ...run, phase, done: count, total: count, requests: count, findings: count }),
  fuzzing: object({
    ...run,
    cases: count,
    requests: count,
    findings: count,
    kept: count,
    signatures: count,
    blocks: count,
  }),
  end: object({
    ...run,
    seconds: amount,
    requests: count,
    retries: count,
    interrupted: { type: 'boolean' },
    'error?': text(),
  }),
};

const EVENTS = Object.fromEntries(
  Object.entries(SCHEMAS).map(([type, schema]) => [type, formatOf<RunEvent>(schema)]),
) as Record<RunEvent['type'], Format<RunEvent>>;
