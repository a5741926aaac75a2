import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import type { RuleRecord, RunRecord } from '../core/run-record.ts';
import type { Deviation } from '../deviations/deviation.ts';
import { deviationsOf } from '../deviations/deviations.ts';
import { visible, visibleLine } from '../quoting/visible.ts';
import { findingLines } from './finding-text.ts';
import { complaintsOf, excuseOf } from './known.ts';
import { reasonOf } from './record.ts';
import { skipText } from './skips.ts';
import { flawOf } from './verdict.ts';

/** Most characters of what stands in an attribute. */
const MESSAGE = 500;

/** The verdict on one rule, in the words of JUnit. */
interface TestResult {
  kind: 'passed' | 'failure' | 'error' | 'skipped';
  message: string;
  /** Told beside it. */
  text: string;
}

/** A JUnit report: a suite for each target, a case for each rule. What keeps a run from being whole is a case in error. */
export function junitReport(records: RunRecord[]): string {
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const suites = records.map((record) => ({ record, cases: casesOf(record) }));
  const all = suites.flatMap(({ cases }) => cases);
  const root = document.ele('testsuites', {
    name: 'conformance',
    ...counts(all),
    time: seconds(records.reduce((sum, record) => sum + record.seconds, 0)),
  });
  for (const { record, cases } of suites) suite(root, record, cases);
  return `${document.end({ prettyPrint: true })}\n`;
}

interface TestCase {
  name: string;
  group: string;
  ms: number;
  result: TestResult;
}

function casesOf(record: RunRecord): TestCase[] {
  const deviations = deviationsOf(record);
  const cases = record.rules.map((rule) => ({
    name: rule.id,
    group: groupOf(rule.id),
    ms: rule.ms,
    result: resultOf(record, rule, deviations),
  }));
  const extra = (name: string, kind: 'error' | 'failure', message: string): TestCase => ({
    name,
    group: 'run',
    ms: 0,
    result: { kind, message, text: message },
  });
  const flaw = flawOf(record);
  if (flaw !== undefined) cases.push(extra('the run is whole', 'error', flaw));
  for (const complaint of complaintsOf(record)) cases.push(extra('known deviations are true', 'failure', complaint));
  return cases;
}

function suite(root: XMLBuilder, record: RunRecord, cases: TestCase[]): void {
  const { target, seconds: took, started, seed, version, contract } = record;
  const name = line(target.name) || 'conformance';
  const element = root.ele('testsuite', {
    name,
    ...counts(cases),
    time: seconds(took),
    timestamp: line(started).replace(/(\.\d+)?Z?$/, ''),
  });
  const properties = element.ele('properties');
  for (const [key, value] of Object.entries({ seed, version, contract: contract.source, url: target.url ?? '' }))
    properties.ele('property', { name: key, value: line(String(value)) });
  for (const { name: rule, group, ms, result } of cases) {
    const one = element.ele('testcase', { name: line(rule), classname: line(group), time: seconds(ms / 1000) });
    const message = line(result.message);
    if (result.kind === 'skipped') one.ele('skipped', { message });
    else if (result.kind !== 'passed')
      one.ele(result.kind, { message, type: result.kind }).txt(literal(visible(result.text)));
    else if (result.text !== '') one.ele('system-out').txt(literal(visible(result.text)));
  }
}

function resultOf(record: RunRecord, rule: RuleRecord, deviations: readonly Deviation[]): TestResult {
  const cause = deviations.find(({ rules }) => rules.includes(rule.id));
  const text = [
    ...(cause ? [`deviation ${cause.key}: ${cause.sentence}`] : []),
    ...rule.findings.map((finding) => findingLines(finding).join('\n')),
  ].join('\n\n');
  const message = `${rule.demands}; got ${rule.findings[0]?.actual ?? 'another answer'}`;
  const excuse = excuseOf(record, rule);
  if (excuse) return { kind: 'skipped', message: `known deviation: ${excuse.reason}`, text: '' };
  switch (rule.status) {
    case 'fail':
      return { kind: 'failure', message: cause ? `${cause.key}: ${cause.sentence}; ${message}` : message, text };
    case 'error':
      return { kind: 'error', message: reasonOf(record, rule)!, text };
    case 'skip':
      return { kind: 'skipped', message: skipText(record, rule)!, text: '' };
    case 'warn':
      return { kind: 'passed', message: '', text: `warning: ${message}\n\n${text}` };
    case 'pass':
      return { kind: 'passed', message: '', text: '' };
  }
}

const line = (text: string): string => literal(visibleLine(text, MESSAGE));

/** Text as it stands: the builder reads entities in what it is given. */
const literal = (text: string): string => text.replaceAll('&', '&amp;');

function counts(cases: TestCase[]): Record<'tests' | 'failures' | 'errors' | 'skipped', string> {
  const of = (kind: TestResult['kind']): string => String(cases.filter(({ result }) => result.kind === kind).length);
  return { tests: String(cases.length), failures: of('failure'), errors: of('error'), skipped: of('skipped') };
}

/** `Shape`, or the group of rules. */
const groupOf = (id: string): string => id.split('.')[0]!;

const seconds = (value: number): string => value.toFixed(3);
