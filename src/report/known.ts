import picomatch from 'picomatch';
import type { KnownDeviation, KnownDeviations } from '../core/known.ts';
import type { RuleRecord, RunRecord } from '../core/run-record.ts';
import type { Deviation } from '../deviations/deviation.ts';
import { deviationsOf } from '../deviations/deviations.ts';

/** The first entry that is about a rule, whatever breaks it. */
export function knownOf(known: KnownDeviations | undefined, rule: string): KnownDeviation | undefined {
  return known?.entries.find((entry) => entry.deviation === undefined && speaksOf(entry, rule));
}

/**
 * Why a broken rule does not count: it is known to be broken, or all the deviations that show in its findings are known, and
 * the entry has not expired. Undefined where it counts.
 */
export function excuseOf(record: RunRecord, rule: RuleRecord): KnownDeviation | undefined {
  if (!isBroken(rule)) return undefined;
  if (rule.known !== undefined && !hasExpired(record, rule.known)) return rule.known;
  const entries = byKey(record);
  if (entries.length === 0 || rule.findings.length === 0) return undefined;
  const shown = deviationsOf(record).filter(({ findings }) => findings.some((one) => one.rule === rule.id));
  const known = shown.map(({ key }) => entries.find((entry) => isOf(entry, key) && !hasExpired(record, entry)));
  return known.every((entry) => entry !== undefined) ? known[0] : undefined;
}

/** Whether a broken rule does not count. */
export const isExcused = (record: RunRecord, rule: RuleRecord): boolean => excuseOf(record, rule) !== undefined;

/** Whether all that a deviation breaks does not count. */
export function isKnown(record: RunRecord, { key, findings }: Deviation): boolean {
  if (byKey(record).some((entry) => isOf(entry, key) && !hasExpired(record, entry))) return true;
  const excused = new Set(record.rules.filter((rule) => isExcused(record, rule)).map(({ id }) => id));
  return findings.every(({ rule }) => excused.has(rule));
}

/** What is wrong with the list of known deviations itself, as sentences. */
export function complaintsOf(record: RunRecord): string[] {
  const { entries = [], strict = false } = record.known ?? {};
  return entries.flatMap((entry) => {
    const name = entry.deviation ?? entry.rule;
    if (isThere(record, entry))
      return hasExpired(record, entry) ? [`the known deviation ${name} expired on ${entry.expires}`] : [];
    return strict && isWhole(record) && holdsNow(record, entry)
      ? [`${name} is a known deviation, but no longer occurs: remove it from the list`]
      : [];
  });
}

/**
 * How many entries a strict run can't call out of date, although it does not show them: it left out rules, cases or requests,
 * or their rules were not judged. A rule that passes in part of a run may be broken by a call which that part does not send.
 */
export function uncheckedIn(record: RunRecord): number {
  const { entries = [], strict = false } = record.known ?? {};
  if (!strict) return 0;
  return entries.filter((entry) => !isThere(record, entry) && !(isWhole(record) && holdsNow(record, entry))).length;
}

/** Whether a run judged all that a default run judges. */
const isWhole = ({ known, shard, complete, interrupted, error }: RunRecord): boolean =>
  !known?.partial && shard === undefined && complete && !interrupted && error === undefined;

/**
 * The list as it is after a run: what somebody wrote stays with its reason, unless a whole run shows that it holds now; what is new is added, an entry for
 * each deviation.
 */
export function draftKnown(record: RunRecord, listed: readonly KnownDeviation[] = []): KnownDeviation[] {
  const entries = [...(record.known?.entries ?? []), ...listed];
  const distinct = entries.filter((one, index) => entries.findIndex((other) => isSame(one, other)) === index);
  const kept = distinct.filter((entry) => !isWhole(record) || !holdsNow(record, entry));
  const found = deviationsOf(record).filter(({ warns }) => !warns);
  const drafts = found
    .filter((one) => !isListed(record, one, kept))
    .map(({ key, sentence, finding }) => ({
      deviation: key,
      rule: finding.rule,
      reason: `not analysed yet: ${sentence}`,
    }));
  return [...kept, ...drafts];
}

function isListed(record: RunRecord, deviation: Deviation, entries: readonly KnownDeviation[]): boolean {
  return isKnown({ ...record, known: { strict: false, entries: [...entries] } }, deviation);
}

const byKey = ({ known }: RunRecord): KnownDeviation[] =>
  (known?.entries ?? []).filter(({ deviation }) => deviation !== undefined);

/** Whether an entry is about a deviation: of this key, or of this one in every scope. */
const isOf = ({ deviation }: KnownDeviation, key: string): boolean =>
  deviation === key || (deviation !== undefined && key.startsWith(`${deviation}@`));

const isBroken = ({ status }: RuleRecord): boolean => status === 'fail' || status === 'warn';

function isThere(record: RunRecord, entry: KnownDeviation): boolean {
  if (entry.deviation !== undefined) return deviationsOf(record).some(({ key }) => isOf(entry, key));
  return record.rules.some((rule) => speaksOf(entry, rule.id) && isBroken(rule));
}

/** Whether it is not there any more, and the rules that would show it were judged. */
function holdsNow(record: RunRecord, entry: KnownDeviation): boolean {
  const rules = record.rules.filter(({ id }) => speaksOf(entry, id));
  const judged =
    rules.length > 0 && rules.every(({ status }) => status === 'pass' || isBroken({ status } as RuleRecord));
  if (entry.deviation !== undefined) return judged && !isThere(record, entry);
  return judged && rules.every(({ status }) => status === 'pass');
}

const isSame = (one: KnownDeviation, other: KnownDeviation): boolean =>
  one.deviation === other.deviation && (one.deviation !== undefined || one.rule === other.rule);

function speaksOf({ rule }: KnownDeviation, id: string): boolean {
  return rule !== undefined && picomatch.isMatch(id, rule, { nocase: true, bash: true });
}

function hasExpired({ started }: RunRecord, { expires }: KnownDeviation): boolean {
  return expires !== undefined && expires < started.slice(0, 10);
}
