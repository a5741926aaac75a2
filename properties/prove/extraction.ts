import { readFileSync } from 'node:fs';
import { type Fact, factsOf } from '../../src/docs/facts.ts';
import type { Claim } from '../../src/docs/patterns/pattern.ts';
import { readSdk } from '../../src/docs/sdk.ts';

interface Label {
  shape: string;
  member: string | null;
  heldBack: boolean;
  facts: (Partial<Claim> & { kind: Claim['kind'] })[];
}

const LABELS = new URL('../../fixtures/labels/cloudfront.json', import.meta.url);
const MEASURED = [
  'range',
  'order',
  'prefix',
  'notPrefix',
  'length',
  'count',
  'values',
  'countOf',
  'excludes',
  'unique',
];
const PRECISION = 0.97;
const RECALL = 0.92;
const DISTANCE = 0.03;

/** Reads all prose of the installed SDK and compares it with what a reader labelled. Throws where precision or recall is below the goal. */
export async function prove(): Promise<void> {
  const { places } = JSON.parse(readFileSync(LABELS, 'utf8')) as { places: Label[] };
  const facts = factsOf(await readSdk());
  const verbose = process.argv.includes('--verbose');
  const open = measure(
    'open',
    places.filter((place) => !place.heldBack),
    facts,
    verbose,
  );
  const heldBack = measure(
    'held back',
    places.filter((place) => place.heldBack),
    facts,
    verbose && process.argv.includes('--held-back'),
  );
  const failures = [
    ...below('open', open, PRECISION, RECALL),
    ...below('held back', heldBack, Math.max(0, open.precision - DISTANCE), Math.max(0, open.recall - DISTANCE)),
  ];
  if (failures.length > 0) throw new Error(failures.join('; '));
}

function measure(
  name: string,
  places: Label[],
  facts: Fact[],
  verbose: boolean,
): { precision: number; recall: number } {
  let right = 0;
  let wrong = 0;
  let missed = 0;
  for (const { shape, member, facts: labels } of places) {
    const wanted = labels.filter((label) => MEASURED.includes(label.kind));
    const given = facts.filter(
      (fact) => fact.shape === shape && fact.member === member && MEASURED.includes(fact.claim.kind),
    );
    const hits = given.filter(({ claim }) => wanted.some((label) => agrees(label, claim)));
    const lost = wanted.filter((label) => !given.some(({ claim }) => agrees(label, claim)));
    right += hits.length;
    wrong += given.length - hits.length;
    missed += lost.length;
    if (verbose) {
      for (const { claim } of given.filter((fact) => !hits.includes(fact))) report('wrong', shape, member, claim);
      for (const label of lost) report('missed', shape, member, label);
    }
  }
  const precision = right / (right + wrong);
  const recall = right / (right + missed);
  process.stdout.write(
    `${name}: ${places.length} places, ${right + missed} facts; ${right} right, ${wrong} wrong, ${missed} missed; ` +
      `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n`,
  );
  return { precision, recall };
}

/** Every field that the label has is the claim's too; a claim may tell more. Bounds must agree on both sides. */
function agrees(label: Label['facts'][number], claim: Claim): boolean {
  const told = claim as unknown as Record<string, unknown>;
  const fields = new Set([...Object.keys(label), 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);
  return [...fields].every(
    (field) => comparable((label as Record<string, unknown>)[field]) === comparable(told[field]),
  );
}

/** Values are a set, and a boolean is written `true`, `True` or true. */
const comparable = (value: unknown): string =>
  Array.isArray(value)
    ? value
        .map((each) => String(each).replace(/^true$/i, 'true'))
        .sort()
        .join('|')
    : String(value);

function below(name: string, got: { precision: number; recall: number }, precision: number, recall: number): string[] {
  return [
    ...(got.precision < precision
      ? [`${name}: precision ${got.precision.toFixed(3)} is below ${precision.toFixed(3)}`]
      : []),
    ...(got.recall < recall ? [`${name}: recall ${got.recall.toFixed(3)} is below ${recall.toFixed(3)}`] : []),
  ];
}

function report(what: string, shape: string, member: string | null, claim: object): void {
  process.stdout.write(`  ${what}: ${shape}.${member ?? ''} ${JSON.stringify(claim)}\n`);
}
