import { readFileSync } from 'node:fs';
import { type Fact, factsOf, passagesOf } from '../../src/docs/facts.ts';
import type { Claim } from '../../src/docs/patterns/pattern.ts';
import { readSdk } from '../../src/docs/sdk.ts';

type LabelledFact = Partial<Claim> & { kind: Claim['kind'] };

interface Label {
  shape: string;
  member: string | null;
  /** Only where the patterns' author labelled. */
  heldBack?: boolean;
  facts: LabelledFact[];
  /** What one may read there and may leave: it counts neither way. */
  open?: LabelledFact[];
}

/** Places that the patterns' author labelled. A third is held back. */
const AUTHOR = 'cloudfront.json';
/** Labelled by a reader of all prose who had seen neither patterns nor facts: a place that is not listed holds no fact. */
const SECOND_READER = 'second-reader.json';
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

/** Reads all prose of the installed SDK and compares it with what two readers labelled. Throws where precision or recall is below the goal. */
export async function prove(): Promise<void> {
  const documentation = await readSdk();
  const facts = factsOf(documentation).filter(({ claim }) => MEASURED.includes(claim.kind));
  const verbose = process.argv.includes('--verbose');
  const author = readLabels(AUTHOR);
  const open = measure(
    'open',
    author.filter((place) => !place.heldBack),
    facts,
    verbose,
  );
  const heldBack = measure(
    'held back',
    author.filter((place) => place.heldBack),
    facts,
    verbose && process.argv.includes('--held-back'),
  );
  const second = readLabels(SECOND_READER);
  const unlisted = passagesOf(documentation)
    .map(({ shape, member }): Label => ({ shape, member: member?.name ?? null, facts: [] }))
    .filter((place) => !second.some((listed) => listed.shape === place.shape && listed.member === place.member));
  const secondReader = measure('second reader', [...second, ...unlisted], facts, verbose);
  const failures = [
    ...below('open', open, PRECISION, RECALL),
    ...below('held back', heldBack, Math.max(0, open.precision - DISTANCE), Math.max(0, open.recall - DISTANCE)),
    ...below('second reader', secondReader, PRECISION, RECALL),
  ];
  if (failures.length > 0) throw new Error(failures.join('; '));
}

function readLabels(file: string): Label[] {
  const text = readFileSync(new URL(`../../fixtures/labels/${file}`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { places: Label[] }).places;
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
  for (const { shape, member, facts: labels, open = [] } of places) {
    const wanted = labels.filter((label) => MEASURED.includes(label.kind));
    const given = facts.filter(
      (fact) => fact.shape === shape && fact.member === member && !open.some((either) => agrees(either, fact.claim)),
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
function agrees(label: LabelledFact, claim: Claim): boolean {
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
