import { Command } from 'commander';
import { loadContract } from '../../contracts/load.ts';
import { operationOf } from '../../contracts/resource.ts';
import type { Cassette, RecordedExchange } from '../../core/cassette.ts';
import type { Contract } from '../../core/contract.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Target } from '../../core/target.ts';
import { UsageError } from '../../core/usage.ts';
import { readCassette } from '../../formats/cassette.ts';
import { madeUp } from '../../middleware/anonymiser.ts';
import { exchangesOf, hideAll, translated } from '../../middleware/exchanges.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { outcomeText } from '../../rules/expect.ts';
import { reasons } from '../../rules/request-class.ts';
import { createClassifier } from '../../schema/classifier.ts';
import { print, warn } from '../../session/print.ts';
import { newRunId, RECORDED_RUN } from '../../session/run-name.ts';
import { openTarget } from '../../session/target.ts';
import type { TargetOptions } from '../../session/target-options.ts';
import { openVisit } from '../../session/visit.ts';
import { FOLDER, targeted } from '../options/run-options.ts';
import { addTargetOptions } from '../options/target-options.ts';
import { endpointOf } from '../options/values.ts';

/** Lists where a target answers otherwise than a recording. */
export function cassetteDiffCommand(): Command {
  const command = new Command('diff')
    .description('replay a recording on a target and list the differences')
    .argument('<file>', 'recording made with run --record')
    .argument('[endpoint]', 'URL of the target (default: the target of the options, or the reference)', endpointOf);
  return addTargetOptions(command)
    .addHelpText(
      'after',
      `
Exit code: 0 no difference, 1 some, 2 it could not be compared.

Examples:
  cloudfront-conformance cassette diff recording.ndjson http://127.0.0.1:4566
  cloudfront-conformance cassette diff recording.ndjson --module ./wrapper.ts`,
    )
    .action(async (file: string, _: URL | undefined, options: TargetOptions) => {
      process.exitCode = await diff(readCassette(file), options);
    });
}

async function diff(cassette: Cassette, options: TargetOptions): Promise<0 | 1> {
  const contract = loadContract();
  const { seed } = cassette.head;
  const open = await openTarget(contract, targeted(options), seed);
  try {
    const run = newRunId();
    const { target, clean } = await openVisit(contract, open, { staging: 'synthetic', seed, run, folder: FOLDER });
    let found: Differences;
    try {
      found = await differences(contract, cassette, target, run);
    } finally {
      for (const line of await clean()) warn(visibleLine(line));
    }
    const lines = [...found.times].map(([text, times]) => visibleLine(times === 1 ? text : `${text} (${times} times)`));
    lines.push(
      `${found.compared} of ${cassette.exchanges.length} exchanges compared with the recording of ${cassette.head.recorded}: ${lines.length === 0 ? 'no difference' : `${lines.length} differences`}`,
    );
    print(...lines);
    return found.times.size === 0 ? 0 : 1;
  } finally {
    await open.target.close();
  }
}

interface Differences {
  compared: number;
  /** How often each difference was seen. */
  times: Map<string, number>;
}

/** Calls without an answer after which a target is given up. */
const SILENCE = 8;

/** Makes the calls in the order in which they were answered. What was on its way together is made and not compared. */
async function differences(
  contract: Contract,
  { exchanges }: Cassette,
  target: Target,
  run: string,
): Promise<Differences> {
  const { read, callOf } = exchangesOf(contract);
  const judge = createClassifier(contract);
  const made = madeUp(contract);
  const lists = new Set(Object.values(contract.resources).flatMap((resource) => operationOf(resource, 'list') ?? []));
  const theirs = new Map([[RECORDED_RUN, run]]);
  const ours = new Map([[run, RECORDED_RUN]]);
  const swapped = (by: Map<string, string>) => (text: string) => text.replace(NAME, (name) => by.get(name) ?? name);
  const found: Differences = { compared: 0, times: new Map() };
  let silence = 0;
  for (const exchange of exchanges) {
    const call = callOf(exchange);
    if (!call || !(call.operation in contract.operations)) continue;
    const { operation, input, wire } = call;
    const to = swapped(theirs);
    const then = read(exchange);
    const now = await target.call({
      operation,
      input: hideAll(input, to),
      ...(wire ? { wire: (request) => translated(wire(request), to) } : {}),
    });
    silence = now.kind === 'lost' ? silence + 1 : 0;
    if (now.kind === 'lost' && (now.withheld || silence === SILENCE))
      throw new UsageError(`${target.name} gives no answer: ${now.reason}`);
    const [before, after] = [made(then), made(now)];
    for (const [place, value] of before) {
      const other = after.get(place);
      if (other === undefined || theirs.has(bare(value))) continue;
      theirs.set(bare(value), bare(other));
      ours.set(bare(other), bare(value));
    }
    if (!isAlone(exchange, exchanges)) continue;
    found.compared++;
    const text = differenceBetween(then, now, swapped(ours), lists.has(operation));
    if (text === undefined) continue;
    const because = wire ? ['bytes changed by hand'] : reasons(judge(operation, input));
    const line = `${operation}${because.length === 0 ? '' : ` (${because.join(', ')})`}: ${text}`;
    found.times.set(line, (found.times.get(line) ?? 0) + 1);
  }
  return found;
}

/** A name or a version, without quotation marks. */
const NAME = /[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/g;
const bare = (text: string): string => text.replace(/^(W\/)?"(.*)"$/, '$2');

/** Whether nothing else was on its way. */
function isAlone({ order: [sent, answered] }: RecordedExchange, exchanges: readonly RecordedExchange[]): boolean {
  if (answered !== sent + 1) return false;
  return !exchanges.some(({ order }) => order[0] < sent && order[1] > answered);
}

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/;

function differenceBetween(
  then: Outcome,
  now: Outcome,
  known: (text: string) => string,
  isList: boolean,
): string | undefined {
  const [was, is] = [outcomeText(then), outcomeText(now)];
  if (then.kind !== 'response' || now.kind !== 'response') return was === is ? undefined : `${was} then, ${is} now`;
  if (then.status !== now.status) return `status ${then.status} then, ${now.status} now`;
  // A listing may hold what others made.
  return isList ? undefined : differing(then.output, hideAll(now.output as JsonObject, known), '');
}

/** The first place in which two outputs differ; what is empty and what is left out are the same. */
function differing(then: Json | undefined, now: Json | undefined, place: string): string | undefined {
  if (isObject(then) && isObject(now)) {
    for (const key of new Set([...Object.keys(then), ...Object.keys(now)])) {
      const found = differing(then[key], now[key], place === '' ? key : `${place}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isNothing(then) && isNothing(now)) return undefined;
  if (typeof then === 'string' && typeof now === 'string') {
    if (bare(then) === bare(now) || (TIME.test(then) && TIME.test(now)) || isAddress(then, now)) return undefined;
  }
  return then === now ? undefined : `${place} ${JSON.stringify(then)} then, ${JSON.stringify(now)} now`;
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null;
const isNothing = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether two addresses are the same but for where they begin. */
function isAddress(then: string, now: string): boolean {
  const [a, b] = [then, now].map((text) => /^(?:https?:\/\/[^/]+)?(\/.+)$/.exec(text)?.[1]);
  return a !== undefined && b !== undefined && (a.endsWith(b) || b.endsWith(a));
}
