import type { Finding } from '../core/event.ts';
import type { Path } from '../core/json.ts';
import { placeText } from '../core/place-text.ts';
import { isExcused } from './known.ts';
import type { RuleRecord, RunRecord } from './run-record.ts';

/** Findings that have one cause: the same answer at the same place, of one rule or to one operation. */
export interface Cause {
  /** The first of them, that of the rule with the strongest evidence. */
  finding: Finding;
  rule: RuleRecord;
  /** All of them, the first included. */
  findings: Finding[];
  /** The operations on which they were made. */
  operations: string[];
}

/** The findings of a run by cause without those that are known: those that fail before those that warn, else in the order of the rules. */
export function causesOf(record: RunRecord): Cause[] {
  const causes: Cause[] = [];
  const byKey = new Map<string, Cause>();
  const warns = ({ evidence }: RuleRecord): boolean => evidence === 'inferred';
  const rules = record.rules.filter((rule) => !isExcused(record, rule));
  for (const rule of [...rules.filter((one) => !warns(one)), ...rules.filter(warns)]) {
    for (const finding of rule.findings) {
      const { place, answer, status, outcome } = traits(finding);
      const keys = [
        `to ${finding.operation} | ${place} | ${answer} | ${status} | ${outcome}`,
        `of ${rule.id} | ${place} | ${answer} | ${status}`,
      ];
      let cause = byKey.get(keys[0]!) ?? byKey.get(keys[1]!);
      if (!cause) causes.push((cause = { finding, rule, findings: [], operations: [] }));
      for (const key of keys) byKey.set(key, cause);
      cause.findings.push(finding);
      if (!cause.operations.includes(finding.operation)) cause.operations.push(finding.operation);
    }
  }
  return causes;
}

/** The same for findings of one rule on one operation that have one cause. */
export function causeKey(finding: Finding): string {
  const { place, answer, status, outcome } = traits(finding);
  return [finding.rule, finding.operation, place, answer, status, outcome].join(' | ');
}

/** What an answer says of a defect of a document, before the bytes that show it. */
const DEFECT = /^(.+) at byte \d+: /;

/** What findings of one cause share; `status` where it is none of success. */
function traits({ path, actual, steps }: Finding): Record<'place' | 'answer' | 'status' | 'outcome', string> {
  // What is wrong with the bytes of a document is so whatever the document says.
  const defect = DEFECT.exec(actual);
  if (defect) return { place: '', answer: defect[1]!, status: '', outcome: '' };
  const outcome = steps.at(-1)?.outcome ?? '';
  const [status = ''] = /^[345]\d\d\b/.exec(outcome) ?? [];
  // Other refusals than a 400 do not speak of a place in the input; an answer that names a place speaks of that one.
  const isOfInput = (status === '' || status === '400') && namedPlace(actual) === undefined;
  const place = isOfInput ? placeText((path ?? []).filter((key) => typeof key === 'string')) : '';
  return { place, answer: general(actual), status, outcome: general(outcome) };
}

/** The place of which an answer is told: `Config` and `Name` of `Config.Name was sent as …`. */
export function namedPlace(actual: string): Path | undefined {
  const [, place] = /^([A-Z]\w*(?:\.\w+)*) was sent as /.exec(actual) ?? [];
  return place?.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** Characters by which two answers are told apart. */
const COMPARED = 400;

/** A text without what differs from one case to the next: objects and lists, quoted values, numbers, ids. */
function general(text: string): string {
  return withoutBrackets(text.slice(0, COMPARED))
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '"…"')
    .replaceAll(/(?<![\w-])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w-])/gi, '#')
    .replaceAll(/[\w-]*\d[\w-]*/g, '#');
}

/** A text without what stands in braces and square brackets, a group that was cut off included. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = '';
  for (const character of text) {
    if (character === '{' || character === '[') {
      if (depth === 0) kept += '…';
      depth++;
    } else if ((character === '}' || character === ']') && depth > 0) depth--;
    else if (depth === 0) kept += character;
  }
  return kept;
}
