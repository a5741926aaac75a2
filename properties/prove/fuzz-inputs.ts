import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { scriptOf } from '../../src/cli/commands/export.ts';
import { runCommand } from '../../src/cli/commands/run.ts';
import { configSchema } from '../../src/cli/options/config-schema.ts';
import { joinedContract } from '../../src/contracts/contracts.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { UsageError } from '../../src/core/usage.ts';
import { readCassette } from '../../src/formats/cassette.ts';
import { configProblem } from '../../src/formats/config.ts';
import { parsed } from '../../src/formats/format.ts';
import { journalEntries } from '../../src/formats/journal.ts';
import { readKnownList } from '../../src/formats/known.ts';
import { readLastRun } from '../../src/formats/last-run.ts';
import { readOrder } from '../../src/formats/order.ts';
import { readLines } from '../../src/formats/record.ts';
import { readStoredFinding } from '../../src/formats/stored-finding.ts';
import { decodeToken, encodeToken } from '../../src/formats/token.ts';
import { openRuns } from '../../src/provision/open-runs.ts';
import { hasCommand } from '../../src/quoting/actions.ts';
import { visible } from '../../src/quoting/visible.ts';
import { findingPage } from '../../src/report/details.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { recordsTaker } from '../../src/report/records.ts';
import { LANGUAGES } from '../../src/report/script/index.ts';
import { terminalReport } from '../../src/report/terminal.ts';
import { ndjson, sampleEvents, sampleFinding, sampleStep } from '../../src/report/testing/sample-run.ts';
import { trespassOf } from '../../src/run/trespass.ts';
import { createClassifier } from '../../src/schema/classifier.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';

const TIMES = 5_000;

/** Milliseconds after which an input counts as one that hangs. */
const HANGS = 5_000;

const folder = mkdtempSync(join(tmpdir(), 'fuzz-inputs-'));
const file = join(folder, 'input');

/** A kind of input: a valid one, and what reads it and shows what it says; gives what was shown. */
interface Kind {
  name: string;
  valid: string;
  /** Put round a mutated text, such as compression. */
  packed?: (text: string) => string;
  read(text: string): Promise<string> | string;
}

const CREATE = 'CreateContinuousDeploymentPolicy';
const REQUEST = {
  ContinuousDeploymentPolicyConfig: {
    StagingDistributionDnsNames: { Quantity: 1, Items: ['d1.cloudfront.net'] },
    Enabled: true,
    TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1 } },
  },
};
const CAPSULE = {
  ...({ rule: 'lifecycle.create.location', operation: CREATE, phase: 'edges', seed: 1, runs: 1 } as const),
  calls: [
    { operation: CREATE, input: REQUEST },
    { operation: 'DeleteContinuousDeploymentPolicy', input: { Id: 'ididid', IfMatch: 'etagetag' } },
  ],
  bindings: [
    { text: 'ididid', call: 0, path: ['ContinuousDeploymentPolicy', 'Id'] },
    { text: 'etagetag', call: 0, path: ['ETag'] },
  ],
  outcomes: ['201', '204'],
  wanted: { success: false, refusal: ['InvalidArgument'] },
};
const FINDING = sampleFinding('A.b', 'documented', { capsule: CAPSULE, steps: [sampleStep(), sampleStep()] });

const plain = (text: string): string => text;
const NO_PAINT = { red: plain, green: plain, yellow: plain, dim: plain, bold: plain };

const inFile =
  (read: () => unknown) =>
  (text: string): string => {
    writeFileSync(file, text);
    read();
    return '';
  };

function kinds(): Kind[] {
  const contract = joinedContract();
  const judge = createClassifier(contract, { complete: true });
  const schema = configSchema([runCommand()]);
  return [
    {
      name: 'token',
      valid: inflateRawSync(Buffer.from(encodeToken(CAPSULE), 'base64url')).toString(),
      packed: (text) => deflateRawSync(text).toString('base64url'),
      read: (text) => visible(trespassOf(contract, decodeToken(text)) ?? ''),
    },
    {
      name: 'export',
      valid: inflateRawSync(Buffer.from(encodeToken(CAPSULE), 'base64url')).toString(),
      packed: (text) => deflateRawSync(text).toString('base64url'),
      async read(text) {
        const script = await scriptOf(contract, decodeToken(text), text, undefined);
        return LANGUAGES.map(({ write }) => write(script)).join('\n');
      },
    },
    {
      name: 'last run',
      valid: JSON.stringify({ format: 1, findings: [{ endpoint: 'http://127.0.0.1:4566/', finding: FINDING }] }),
      read(text) {
        writeFileSync(file, text);
        return readLastRun(file)
          .findings.flatMap(({ finding }) => findingPage(finding, NO_PAINT, { number: 1 }))
          .join('\n');
      },
    },
    {
      name: 'configuration',
      valid: JSON.stringify({
        endpoint: 'http://127.0.0.1:4566',
        seed: 7,
        rules: ['a.*'],
        profiles: { ci: { runs: 5 } },
      }),
      read: (text) => visible(configProblem(schema, parsed(text))?.text ?? ''),
    },
    {
      name: 'record',
      valid: ndjson(
        sampleEvents({
          rules: [
            { id: 'A.b', status: 'fail', findings: [FINDING] },
            { id: 'B.c', status: 'pass' },
          ],
        }),
      ),
      async read(text) {
        const { records, take } = recordsTaker();
        for await (const line of readLines(chunks(text))) take(line);
        const reports: string[] = [];
        for (const { render } of FORMATS) reports.push(await render(records));
        return [...terminalReport(records, NO_PAINT, { verbose: true }), ...reports].join('\n');
      },
    },
    {
      name: 'recording',
      valid: [
        {
          cassette: 'cloudfront-conformance',
          format: 1,
          recorded: '2026-01-01',
          contract: 'c',
          target: 't',
          wire: true,
          words: ['--sdk'],
          seed: 1,
          runs: 1,
          patience: 1,
          staging: 'auto',
        },
        { operation: CREATE, input: REQUEST, order: [1, 2], time: [1, 1], outcome: { kind: 'lost', reason: 'x' } },
        {
          operation: CREATE,
          input: REQUEST,
          order: [3, 4],
          time: [1, 1],
          request: { method: 'POST', path: '/', headers: {} },
          answer: { status: 201, headers: { etag: 'E' }, body: { text: '<A/>' } },
        },
        { end: 2 },
      ]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
      read: inFile(() => readCassette(file)),
    },
    {
      name: 'journal',
      valid: [
        {
          type: 'run',
          run: 'r',
          started: '2026-01-01T00:00:00.000Z',
          endpoint: 'http://127.0.0.1:1/',
          pid: 1,
          host: 'h',
          before: { A: ['x'], B: null },
        },
        { type: 'create', run: 'r', n: 1, resource: 'A', marks: ['m'], config: REQUEST },
        { type: 'made', run: 'r', n: 1, id: 'i' },
        { type: 'update', run: 'r', resource: 'A', id: 'i', marks: [] },
        { type: 'undone', run: 'r', resource: 'A', id: 'i' },
      ]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
      read: inFile(() => {
        const runs = openRuns();
        for (const entry of journalEntries(file, () => {})) runs.take(entry);
        runs.list();
      }),
    },
    {
      name: 'stored finding',
      valid: JSON.stringify({ format: 1, target: 't', finding: FINDING }),
      read: inFile(() => readStoredFinding(file)),
    },
    {
      name: 'known list',
      valid: '- rule: "A.*"\n  reason: "because"\n  expires: 2027-01-01\n  link: https://a.test\n',
      read: inFile(() => readKnownList(file)),
    },
    {
      name: 'order',
      valid: JSON.stringify({ note: 'n', tasksKnown: 1, tasks: [{ task: 'edges a', requests: 1, finds: 1 }] }),
      read: inFile(() => readOrder(new URL(`file://${file}`))),
    },
    {
      name: 'request',
      valid: JSON.stringify(REQUEST),
      read(text) {
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          return '';
        }
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) judge(CREATE, value as JsonObject);
        return '';
      },
    },
  ];
}

async function* chunks(text: string): AsyncGenerator<string> {
  yield text;
}

/** Reads 5,000 mutated inputs of every kind, and writes what they say. Throws where one is not told in one line, hangs, or acts on a terminal. */
export async function prove(): Promise<void> {
  const lines: string[] = [];
  for (const kind of kinds()) {
    let random = 1;
    const draw = (below: number): number => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((random / 2_147_483_648) * below);
    };
    let refused = 0;
    let slowest = 0;
    for (let index = 0; index < TIMES; index++) {
      const text = mutated(kind.valid, draw);
      const begun = performance.now();
      const shown = await shownOf(kind, kind.packed ? kind.packed(text) : text, index);
      if (shown === undefined) refused++;
      slowest = Math.max(slowest, performance.now() - begun);
    }
    if (slowest > HANGS) throw new Error(`${kind.name}: one input took ${Math.round(slowest)} ms`);
    lines.push(
      `${kind.name}: ${TIMES} inputs, ${refused} refused in one line, 0 exceptions, slowest ${Math.round(slowest)} ms`,
    );
  }
  rmSync(folder, { recursive: true });
  process.stdout.write(`${lines.join('\n')}\n0 control bytes on the terminal\n`);
}

/** What was shown of an input; undefined where it was refused. Throws for anything but a refusal in one line. */
async function shownOf({ name, read }: Kind, text: string, index: number): Promise<string | undefined> {
  const save = (): string => {
    const kept = join(tmpdir(), `fuzz-inputs-${name.replace(' ', '-')}-${index}`);
    writeFileSync(kept, text);
    return kept;
  };
  try {
    const shown = await read(text);
    if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(shown) || hasCommand(shown))
      throw new Error(`${name}: what is shown acts on a terminal; the input is in ${save()}`);
    return shown;
  } catch (error) {
    if (error instanceof UsageError && !/\n/.test(error.message)) return undefined;
    if (error instanceof Error) error.message = `${name}: ${error.message}; the input is in ${save()}`;
    throw error;
  }
}

const VALUES = ['null', '[]', '{}', '0', '-1', '1e308', 'true', '""', '"__proto__"', '"constructor"', '[[]]', '1.5'];

/** A text with one to three changes: of a JSON value, of a text in it, or of characters. */
function mutated(text: string, draw: (below: number) => number): string {
  let out = text;
  for (let times = 1 + draw(3); times > 0; times--) {
    const tokens = [...out.matchAll(/"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null/g)];
    const token = tokens[draw(tokens.length)];
    const at = draw(out.length);
    const way = draw(5);
    if (token && way < 2) {
      const value =
        way === 0 ? VALUES[draw(VALUES.length)]! : JSON.stringify(HOSTILE_TEXTS[draw(HOSTILE_TEXTS.length)]!);
      out = out.slice(0, token.index) + value + out.slice(token.index + token[0].length);
    } else if (way === 2) out = out.slice(0, at) + out.slice(at + 1 + draw(20));
    else if (way === 3) out = out.slice(0, at) + String.fromCharCode(draw(256)) + out.slice(at);
    else out = out.slice(0, at) + out.slice(draw(at + 1), at + draw(200)) + out.slice(at);
  }
  return out;
}
