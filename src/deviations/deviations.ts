import type { Finding } from '../core/event.ts';
import type { RunRecord } from '../core/run-record.ts';
import type { Deviation } from './deviation.ts';
import { explanationOf } from './explanation.ts';
import { withoutConsequences } from './kinds/consequences.ts';
import { KINDS } from './kinds/index.ts';
import type { DeviationDraft } from './kinds/kind.ts';
import { compareFindings, compareTexts, distinct, type Symptom, symptomsOf } from './symptom.ts';

/**
 * What a target does otherwise than documented, as a function of a run's record alone: the deviations that explain its
 * findings, what explains and masks most first.
 */
export function deviationsOf(record: RunRecord): Deviation[] {
  const state = stateOf(record);
  const known = explained.get(record.rules);
  if (known?.state === state) return [...known.deviations];
  const deviations = explain(record);
  explained.set(record.rules, { state, deviations });
  return [...deviations];
}

/** By the rules of a record: a report asks many times, and the record of a run under way grows. */
const explained = new WeakMap<RunRecord['rules'], { state: string; deviations: Deviation[] }>();

const stateOf = ({ rules, complete, shard }: RunRecord): string =>
  `${complete} ${shard?.index} ${rules.map(({ status, requests, findings }) => `${status} ${requests} ${findings.length}`).join()}`;

function explain(record: RunRecord): Deviation[] {
  const drafts = draftsOf(symptomsOf(record), record.rules);
  const owners = ownersOf(drafts);
  const masked = maskedBy(record, owners.findings);
  const found = drafts.map((draft): Deviation => {
    const { key, symptoms, sentence, hint } = draft;
    const findings = distinct(symptoms.map(({ finding }) => finding)).sort(compareFindings);
    const kind = symptoms[0]!.difference.kind;
    const places = symptoms.flatMap(({ difference }) => (difference.kind === kind ? (difference.place ?? []) : []));
    return {
      key,
      kind,
      operations: distinct(symptoms.map(({ difference }) => difference.operation)),
      places: distinct(places),
      sentence,
      finding: evidenceOf(draft, findings, owners),
      findings,
      rules: [...owners.rules].filter(([, owner]) => owner === draft).map(([rule]) => rule),
      masked: masked.filter((one) => one.by === draft).map(({ rule, why }) => ({ rule, why })),
      warns: symptoms.every(({ rule }) => rule.evidence === 'inferred'),
      ...(hint === undefined ? {} : { hint }),
    };
  });
  return found.sort(compareDeviations);
}

/** The finding that is shown: one of its own, of what the sentence tells rather than of what follows from it. */
function evidenceOf(draft: DeviationDraft, findings: readonly Finding[], { findings: owned }: Owners): Finding {
  const { symptoms, told } = draft;
  const { kind: main } = symptoms[0]!.difference;
  const own = findings.filter((finding) => owned.get(finding) === draft);
  if (told && own.includes(told)) return told;
  const isTold = ({ differences = [] }: Finding): boolean => differences.some(({ kind }) => kind === main);
  return own.find(isTold) ?? own[0] ?? findings[0]!;
}

/** Kind after kind takes the differences that are its own, and then all that its deviations predict. */
function draftsOf(symptoms: readonly Symptom[], rules: RunRecord['rules']): DeviationDraft[] {
  let rest = [...symptoms];
  const drafts = KINDS.flatMap(({ kinds, drafts, predicts }) => {
    const own = drafts(
      rest.filter(({ difference }) => kinds.includes(difference.kind)),
      rules,
      symptoms,
    );
    const taken = new Set(own.flatMap((draft) => draft.symptoms));
    rest = rest.filter((symptom) => !taken.has(symptom));
    for (const draft of own) {
      const more = predicts ? rest.filter((symptom) => predicts(draft, symptom)) : [];
      draft.symptoms.push(...more);
      rest = rest.filter((symptom) => !more.includes(symptom));
    }
    return own;
  });
  return withoutConsequences(drafts);
}

interface Owners {
  findings: Map<Finding, DeviationDraft>;
  rules: Map<string, DeviationDraft>;
}

/**
 * The deviation of each finding and of each broken rule: of several that show in it, one that has no finding yet, so that
 * each has evidence of its own where that is possible.
 */
function ownersOf(drafts: readonly DeviationDraft[]): Owners {
  const findings = new Map<Finding, DeviationDraft>();
  const rules = new Map<string, DeviationDraft>();
  const choices = new Map<Finding, DeviationDraft[]>();
  for (const draft of drafts)
    for (const { finding } of draft.symptoms) choices.set(finding, [...(choices.get(finding) ?? []), draft]);
  const has = new Set<DeviationDraft>();
  for (const [finding, own] of [...choices].sort(([, one], [, other]) => one.length - other.length)) {
    const owner = own.find((draft) => !has.has(draft)) ?? own[0]!;
    has.add(owner);
    findings.set(finding, owner);
  }
  const ruling = new Set<DeviationDraft>();
  for (const [finding, owner] of findings) {
    const known = rules.get(finding.rule);
    if (known && (ruling.has(owner) || countOf(rules, known) < 2)) continue;
    rules.set(finding.rule, owner);
    ruling.add(owner);
  }
  return { findings, rules };
}

const countOf = (rules: ReadonlyMap<string, DeviationDraft>, draft: DeviationDraft): number =>
  [...rules.values()].filter((owner) => owner === draft).length;

/** Rules that were not judged because of a finding, each with the deviation of that finding. */
function maskedBy(
  record: RunRecord,
  findings: ReadonlyMap<Finding, DeviationDraft>,
): { rule: string; why: string; by: DeviationDraft }[] {
  return record.rules.flatMap((rule) => {
    const explanation = explanationOf(record, rule);
    if (explanation?.kind !== 'finding') return [];
    const finding = record.rules
      .find(({ id }) => id === explanation.rule)
      ?.findings.find(({ operation }) => operation === explanation.operation);
    const by = finding && findings.get(finding);
    return by ? [{ rule: rule.id, why: rule.reason ?? '', by }] : [];
  });
}

/** What fails a run before what warns, then what explains and masks most. */
function compareDeviations(one: Deviation, other: Deviation): number {
  const weight = ({ rules, masked }: Deviation): number => rules.length + masked.length;
  return Number(one.warns) - Number(other.warns) || weight(other) - weight(one) || compareTexts(one.key, other.key);
}
