import type { RuleRecord, RunRecord } from '../core/run-record.ts';
import { type Explanation, explanationOf, explanationText } from '../deviations/explanation.ts';
import { reasonOf } from './record.ts';

/** Rules that were not judged for one reason. */
export interface Skip {
  /** The reason, and where the report shows what is behind it. */
  text: string;
  /** Ids. */
  rules: string[];
  /** False where nothing in the report says why they could not be judged. */
  explained: boolean;
}

/** What was not judged, by reason: each absent operation is one reason, and what is unexplained comes last. */
export function skipsOf(record: RunRecord): Skip[] {
  const skips = new Map<string, Skip>();
  for (const rule of record.rules) {
    const reason = reasonOf(record, rule);
    if (reason === undefined) continue;
    const explanation = explanationOf(record, rule);
    const text = textOf(record, reason, rule, explanation);
    const skip = skips.get(text) ?? {
      text,
      rules: [],
      explained: explanation !== undefined || rule.status === 'error',
    };
    skips.set(text, skip);
    skip.rules.push(rule.id);
  }
  const all = [...skips.values()];
  return [...all.filter(({ explained }) => explained), ...all.filter(({ explained }) => !explained)];
}

/** Why one rule was not judged, in a line; undefined for one that was. */
export function skipText(record: RunRecord, rule: RuleRecord): string | undefined {
  const reason = reasonOf(record, rule);
  return reason === undefined ? undefined : textOf(record, reason, rule, explanationOf(record, rule));
}

function textOf(
  { preflight }: RunRecord,
  reason: string,
  { status }: RuleRecord,
  explanation: Explanation | undefined,
): string {
  if (status === 'error') return reason;
  if (explanation?.kind === 'not-implemented') {
    const [operation = ''] = explanation.operations;
    const detail = preflight.find((one) => one.operation === operation)?.detail;
    return `${operation} is not implemented${detail === undefined ? '' : ` (${detail})`}`;
  }
  const words = explanationText(explanation);
  return words === '' ? reason : `${reason}; ${words}`;
}
