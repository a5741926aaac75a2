import { changes } from '../../core/changes.ts';
import type { Finding, RecordedStep, Status } from '../../core/event.ts';
import type { Evidence } from '../../core/evidence.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import { placeText } from '../../core/place-text.ts';
import type { RuleRecord, RunRecord } from '../../core/run-record.ts';
import { comparisonText } from '../../deviations/compare.ts';
import { headlineOf } from '../../deviations/headline.ts';
import { headingsOf } from '../headings.ts';
import { complaintsOf, excuseOf } from '../known.ts';
import { LANGUAGES } from '../script/index.ts';
import { scriptOf } from '../script/script.ts';
import { skipText } from '../skips.ts';
import { type CitationLink, sourceOf } from '../source-link.ts';
import { countsText, effortText, flawOf, type RunVerdict, verdictOf } from '../verdict.ts';

/** A status as the page shows it: what is known to be broken is apart. */
export type ShownStatus = Status | 'known';

/** The verdict on one rule on one target. */
export interface PageCell {
  status: ShownStatus;
  /** Why it was not judged, or is lived with. */
  reason?: string;
  requests: number;
  /** By operation: judgements, and findings. */
  judged: Record<string, number>;
  broken: Record<string, number>;
  /** Positions in `findings`. */
  findings: number[];
}

export interface PageRule {
  id: string;
  evidence: Evidence;
  demands: string;
  citations: CitationLink[];
  operations: string[];
  /** One for each target, in their order; null where the target was judged without it. */
  cells: (PageCell | null)[];
}

export interface PageStep {
  operation: string;
  outcome: string;
  ms: number;
  input: JsonObject;
  request?: { head: string; body: string };
  response?: { head: string; body: string };
}

export interface PageFinding {
  /** What happened, as one sentence. */
  headline: string;
  rule: string;
  target: number;
  operation: string;
  expected: string;
  actual: string;
  path?: Path;
  /** The broken place of the answer. */
  answerPath?: Path;
  /** Where the decisive input differs from a supported one, as texts of JSON. */
  changes: { place: string; before?: string; after?: string }[];
  steps: PageStep[];
  reproduce: string;
  /** By the name of the language. */
  scripts: Record<string, string>;
}

/** One heading of the page. */
export interface PageDeviation {
  /** Position in `findings`. */
  finding: number;
  key: string;
  sentence: string;
  /** Ids of the rules that it breaks, and that it keeps from being judged. */
  rules: string[];
  masked: string[];
  operations: string[];
  warns: boolean;
  /** Whether an earlier run that was named did not show it. */
  isNew: boolean;
  hint?: string;
}

export interface PageTarget {
  name: string;
  url?: string;
  verdict: RunVerdict;
  flaw?: string;
  counts: string;
  facts: string;
  complaints: string[];
  phases: { phase: string; requests: number }[];
  /** Counts of answers by power of two of milliseconds. */
  latency: number[];
  notes: string[];
  deviations: PageDeviation[];
  /** How it compares with an earlier run, in a line, and what was fixed since. */
  since?: { text: string; fixed: string[] };
}

/** All that the page shows. It travels as JSON and is put on the page as text, never as markup. */
export interface PageData {
  targets: PageTarget[];
  rules: PageRule[];
  findings: PageFinding[];
  languages: { name: string; title: string }[];
}

/** Characters of findings that a page holds with their bytes and scripts; later ones are shown without. */
const BUDGET = 600_000;

/** Longest script that is put on a page; a longer one is what `export` is for. */
const SCRIPT = 50_000;

export function pageData(records: RunRecord[]): PageData {
  const findings: PageFinding[] = [];
  const positions = new Map<Finding, number>();
  let budget = BUDGET;
  for (const [target, record] of records.entries()) {
    for (const finding of inOrder(record)) {
      positions.set(finding, findings.length);
      const shown = findingOf(record, finding, target, budget > 0);
      budget -= JSON.stringify(shown).length;
      findings.push(shown);
    }
  }
  return {
    targets: records.map((record) => targetOf(record, positions)),
    rules: rulesOf(records, positions),
    findings,
    languages: LANGUAGES.map(({ name, title }) => ({ name, title })),
  };
}

/** The findings of a run, those that stand for a deviation first. */
const inOrder = (record: RunRecord): Set<Finding> =>
  new Set([...headingsOf(record).map(({ finding }) => finding), ...record.rules.flatMap((rule) => rule.findings)]);

function targetOf(record: RunRecord, positions: Map<Finding, number>): PageTarget {
  const { target, version, contract, started } = record;
  const flaw = flawOf(record);
  return {
    name: target.name,
    ...(target.url === undefined ? {} : { url: target.url }),
    verdict: verdictOf(record),
    ...(flaw === undefined ? {} : { flaw }),
    counts: countsText(record),
    facts: `${effortText(record)}, begun ${started.slice(0, 16).replace('T', ' ')} UTC, by version ${version} from ${contract.source}`,
    complaints: complaintsOf(record),
    phases: record.work.map(({ phase, requests }) => ({ phase, requests })),
    latency: record.latency,
    ...(record.comparison
      ? { since: { text: comparisonText(record.comparison), fixed: record.comparison.fixed } }
      : {}),
    notes: record.notes.map(({ rule, text }) => (rule === undefined ? text : `${rule}: ${text}`)),
    deviations: headingsOf(record).map(({ key, sentence, finding, rules, masked, operations, warns, hint }) => ({
      finding: positions.get(finding)!,
      key,
      sentence,
      rules,
      masked: masked.map(({ rule }) => rule),
      operations,
      warns,
      isNew: record.comparison?.added.includes(key) === true,
      ...(hint === undefined ? {} : { hint }),
    })),
  };
}

/** The rules of all targets, each once. */
function rulesOf(records: RunRecord[], positions: Map<Finding, number>): PageRule[] {
  const rules = new Map<string, PageRule>();
  for (const [target, record] of records.entries()) {
    for (const rule of record.rules) {
      let shown = rules.get(rule.id);
      if (!shown) {
        const { id, evidence, demands, operations, citations } = rule;
        shown = {
          id,
          evidence,
          demands,
          operations,
          citations: citations.map(sourceOf),
          cells: records.map(() => null),
        };
        rules.set(id, shown);
      }
      shown.cells[target] = cellOf(record, rule, positions);
    }
  }
  return [...rules.values()];
}

function cellOf(record: RunRecord, rule: RuleRecord, positions: Map<Finding, number>): PageCell {
  const { status, requests, judged, broken, findings } = rule;
  const excuse = excuseOf(record, rule);
  const reason = excuse ? excuse.reason : skipText(record, rule);
  return {
    status: excuse ? 'known' : status,
    ...(reason === undefined ? {} : { reason }),
    requests,
    judged,
    broken,
    findings: findings.map((finding) => positions.get(finding)!),
  };
}

function findingOf(record: RunRecord, finding: Finding, target: number, whole: boolean): PageFinding {
  const { rule, operation, expected, actual, path, supported, steps, reproduce } = finding;
  const decisive = steps.at(-1);
  const answerPath = placeInAnswer(finding) ?? path;
  const script = whole ? scriptOf(record, finding) : undefined;
  return {
    headline: headlineOf(finding),
    rule,
    target,
    operation,
    expected,
    actual,
    ...(path ? { path } : {}),
    ...(answerPath ? { answerPath } : {}),
    changes: (supported && decisive ? changes(supported, decisive.input) : []).map((change) => ({
      place: placeText(change.path),
      ...(change.before === undefined ? {} : { before: JSON.stringify(change.before) }),
      ...(change.after === undefined ? {} : { after: JSON.stringify(change.after) }),
    })),
    steps: steps.map((step) => stepOf(step, whole)),
    reproduce,
    scripts: script ? Object.fromEntries(LANGUAGES.map(({ name, write }) => [name, limited(write(script))])) : {},
  };
}

/** Where in the answer it shows, inside the structure that was sent. */
function placeInAnswer({ differences = [] }: Finding): Path | undefined {
  const place = differences.find(({ view }) => view !== undefined)?.place;
  const inner = place?.split('.').slice(1) ?? [];
  return inner.length > 0 ? inner : undefined;
}

function stepOf({ operation, outcome, ms, input, request, response }: RecordedStep, whole: boolean): PageStep {
  const shown = { operation, outcome, ms, input: whole ? input : {} };
  if (!whole) return shown;
  const heads = (headers: Record<string, string>): string =>
    Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
  const bodyOf = ({ text, base64 }: { text?: string; base64?: string }): string => text ?? `base64: ${base64 ?? ''}`;
  return {
    ...shown,
    ...(request
      ? { request: { head: `${request.method} ${request.url}\n${heads(request.headers)}`, body: bodyOf(request.body) } }
      : {}),
    ...(response
      ? { response: { head: `${response.status}\n${heads(response.headers)}`, body: bodyOf(response.body) } }
      : {}),
  };
}

const limited = (script: string): string =>
  script.length <= SCRIPT ? script : '# Too long for this page: the command export writes it.\n';
