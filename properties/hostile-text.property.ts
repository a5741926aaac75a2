import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';
import type { RunRecord } from '../src/core/run-record.ts';
import { hasCommand } from '../src/quoting/actions.ts';
import { annotations } from '../src/report/annotations.ts';
import { FORMATS } from '../src/report/formats.ts';
import { LANGUAGES } from '../src/report/script/index.ts';
import { type Script, scriptOf } from '../src/report/script/script.ts';
import { terminalReport } from '../src/report/terminal.ts';
import { sampleRecords, sampleStep } from '../src/report/testing/sample-run.ts';
import { trafficHtml } from '../src/traffic/report/html.ts';
import { HOSTILE_TEXTS } from './support/hostile-texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A record with a finding of two calls and a chart, in which every text that is not one of a few words is this one. */
function recordOf(text: string): RunRecord {
  const [record] = sampleRecords({
    rules: [
      {
        id: 'a',
        status: 'fail',
        findings: [
          {
            steps: [sampleStep(), sampleStep({ request: { ...sampleStep().request!, body: { base64: 'QQ==' } } })],
            capsule: {
              rule: 'a',
              operation: 'PlantTree',
              phase: 'edges',
              seed: 1,
              runs: 1,
              calls: [
                { operation: 'PlantTree', input: { Tree: { Id: 'T1' } } },
                { operation: 'PlantTree', input: { Tree: { Id: 'T1' }, IfMatch: 'E1' } },
              ],
              bindings: [
                { text: 'T1', call: 0, path: ['Tree', 'Id'] },
                { text: 'E1', call: 0, path: ['ETag'] },
                { text: 'oak', unique: true },
              ],
              outcomes: ['201', '201'],
              wanted: { success: false, refusal: ['InvalidTree'] },
            },
          },
        ],
      },
      { id: 'b', status: 'skip', reason: 'because' },
    ],
  });
  const chart = { kind: 'share', title: '', expected: 0.1, alarm: 0.1, points: [], outcome: '', broken: true } as const;
  const whole = {
    ...record!,
    notes: [{ text: '' }],
    error: '',
    charts: [{ rule: 'a', chart }],
    known: { strict: true, entries: [{ rule: 'b', reason: '', link: '', expires: '2000-01-01' }] },
  };
  return filled(whole, text) as RunRecord;
}

/** Words that say what kind of thing something is: a reader lets no other through. */
const KINDS = /^(edges|random|documented|inferred|pass|fail|skip|share|lanes|implemented|refused|\d{4}-.*)$/;

function filled(value: unknown, text: string): unknown {
  if (typeof value === 'string') return KINDS.test(value) ? value : text;
  if (Array.isArray(value)) return value.map((inner) => filled(inner, text));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, filled(inner, text)]);
  return Object.fromEntries([...entries, ...('content-type' in value || 'Id' in value ? [[text, text] as const] : [])]);
}

/** What stands round what acts. */
function excerpt(text: string): string {
  const at = ACTS.exec(text)?.index ?? text.split('\n').findIndex((line) => hasCommand(line));
  return ACTS.test(text) ? JSON.stringify(text.slice(at - 80, at + 20)) : (text.split('\n')[at] ?? '');
}

const plain = (text: string): string => text;
const NO_PAINT = { red: plain, green: plain, yellow: plain, dim: plain, bold: plain };

/** Characters that act on a terminal. */
const ACTS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/;

function scriptsOf(text: string): { name: string; code: string }[] {
  const record = recordOf(text);
  const script = scriptOf(record, record.rules[0]!.findings[0]!)!;
  const variants: Script[] = [script, { ...script, wanted: undefined as never }];
  return LANGUAGES.flatMap(({ name, write }) => variants.map((one) => ({ name, code: write(one) })));
}

async function written(text: string): Promise<{ name: string; output: string }[]> {
  const record = recordOf(text);
  const reports = [...FORMATS, { ...trafficHtml, name: 'traffic' }];
  return [
    ...(await Promise.all(reports.map(async ({ name, render }) => ({ name, output: await render([record]) })))),
    { name: 'terminal', output: terminalReport([record], NO_PAINT, { verbose: true }).join('\n') },
    { name: 'several targets', output: terminalReport([record, record], NO_PAINT).join('\n') },
    ...scriptsOf(text).map(({ name, code }) => ({ name, output: code })),
  ];
}

describe.each(HOSTILE_TEXTS.map((text) => [text]))('%j', (text) => {
  test('acts on no terminal and commands no CI service, whoever writes it', async () => {
    const acting = (await written(text)).filter(({ output }) => ACTS.test(output) || hasCommand(output));
    expect(acting.map(({ name, output }) => [name, excerpt(output)])).toEqual([]);
  });

  test('is one annotation of GitHub Actions, and begins no other', () => {
    for (const line of annotations([recordOf(text)])) {
      expect(line).toMatch(/^::(error|warning) title=[^\n\r:,]*::[^\n\r]*$/);
      expect(line).not.toMatch(ACTS);
    }
  });

  test('is text in HTML and XML', async () => {
    for (const { name, output } of await written(text)) {
      if (name === 'html' || name === 'traffic') {
        expect([name, output.match(/<script/g)?.length ?? 0]).toEqual([name, name === 'html' ? 2 : 1]);
        expect(output).not.toMatch(/<img|<b on|<CANARY/);
      }
      if (name === 'junit') expect(elementsOf(output)).not.toContain('CANARY');
      if (name === 'markdown')
        expect(output.replaceAll(/^(`{3,}).*?^\1$/gms, '')).not.toMatch(/<(?!\/?(details|summary)>)|^# |\]\(/m);
    }
  });

  test('runs nothing in a shell', () => {
    for (const { name, code } of scriptsOf(text)) {
      if (name !== 'curl' && name !== 'aws-cli') continue;
      execFileSync('sh', ['-c', code], { cwd: folder, env: { PATH: stubs() }, stdio: 'ignore' });
      expect([name, existsSync(join(folder, 'CANARY'))]).toEqual([name, false]);
    }
  });

  test('is no code in JavaScript', () => {
    for (const { name, code } of scriptsOf(text)) {
      if (name === 'curl' || name === 'aws-cli') continue;
      expect([name, namedIn(code)]).toEqual([name, []]);
    }
  });
});

function elementsOf(xml: string): string[] {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => names.push(name));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return names;
}

/** A folder of programs that do nothing where real ones would send, before those that every system has. */
function stubs(): string {
  const place = join(folder, 'bin');
  if (!existsSync(place)) {
    mkdirSync(place);
    for (const name of ['curl', 'aws']) {
      writeFileSync(join(place, name), '#!/bin/sh\nexit 0\n');
      chmodSync(join(place, name), 0o755);
    }
  }
  return `${place}:/usr/bin:/bin`;
}

/** Where a script's own code names the canary, and what is wrong with its syntax. */
function namedIn(code: string): string[] {
  const file = ts.createSourceFile('script.mts', code, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: ts.Diagnostic[] };
  const found = parseDiagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'CANARY') found.push('CANARY');
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
