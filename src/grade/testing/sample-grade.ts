import { curveOf } from '../curve.ts';
import { type FaultGrade, type Grade, type RuleGrade, summaryOf, type VariantGrade } from '../grade.ts';
import type { Sighting } from '../trial.ts';

/** A first finding of a rule. */
export const sighting = (rule: string, after: number, part: Partial<Sighting> = {}): Sighting => ({
  rule,
  evidence: 'documented',
  phase: 'edges',
  operation: 'PlantTree',
  after,
  expected: 'a tree',
  actual: 'a weed',
  ...part,
});

/** What the suite made of a fault: the rules that found something, in their order; one that is right ends the trial. */
export const faultGrade = (
  name: string,
  seen: [rule: string, after: number, right: boolean][],
  part: Partial<FaultGrade> = {},
): FaultGrade => {
  const first = seen.find(([, , right]) => right);
  return {
    name,
    kind: 'written',
    about: `It does ${name}.`,
    breaks: `rule.of.${name}`,
    ...(first ? { found: sighting(first[0], first[1]) } : {}),
    seen: seen.map(([rule, after, right]) => ({ rule, after, right })),
    requests: 10,
    ...part,
  };
};

export const variantGrade = (name: string, part: Partial<VariantGrade> = {}): VariantGrade => ({
  name,
  about: `It may do ${name}.`,
  seeds: 20,
  alarms: [],
  warnings: [],
  unjudged: [],
  requests: 100,
  ...part,
});

export const gradeOf = (faults: FaultGrade[], variants: VariantGrade[], rules: RuleGrade[]): Grade => ({
  version: '1.2.3',
  date: '2031-02-03',
  seconds: 42,
  faults,
  leftOut: [{ name: 'shade', reason: 'Nobody can tell it from night.' }],
  variants,
  rules,
  curve: curveOf(faults),
  summary: summaryOf(faults, variants, rules),
});

/** A grade in which all is well. */
export const goodGrade = (): Grade =>
  gradeOf(
    [
      faultGrade('moss', [
        ['rule.soil', 3, false],
        ['rule.moss', 7, true],
        ['rule.green', 9, true],
      ]),
      faultGrade('rot', [['rule.rot', 500, true]]),
    ],
    [variantGrade('reference'), variantGrade('pruned', { warnings: ['rule.taste'], unjudged: ['rule.far'] })],
    [
      { rule: 'rule.moss', found: ['moss'] },
      { rule: 'rule.rot', found: ['rot'] },
      { rule: 'rule.soil', found: ['rot'], alone: true },
      { rule: 'rule.green', found: ['moss'] },
    ],
  );

/** A grade in which everything is wrong that can be. */
export const badGrade = (): Grade =>
  gradeOf(
    [
      faultGrade('moss', [['rule.moss', 7, true]]),
      faultGrade('survivor', []),
      faultGrade('misnamed', [['rule.moss', 8, false]]),
      faultGrade('stopped', [], { error: 'the <preflight> failed' }),
    ],
    [variantGrade('pruned', { alarms: [{ rule: 'rule.moss', seed: 3, what: 'PlantTree: expected <a> | b, got c' }] })],
    [
      { rule: 'rule.moss', found: ['moss'] },
      { rule: 'rule.idle', found: [] },
    ],
  );
