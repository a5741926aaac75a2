import fc, { type Arbitrary } from 'fast-check';
import { loadContract } from '../../src/contracts/load.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { createReference } from '../../src/reference/reference.ts';
import { arbitrary } from '../../src/schema/arbitrary.ts';
import { twoAtOnce, violationArbitrary, violationCases } from '../../src/schema/cases.ts';
import { createClassifier } from '../../src/schema/classifier.ts';
import { constraints, practices } from '../../src/schema/constraints.ts';
import { handlerTarget } from '../../src/targets/handler.ts';

const CASES = 200_000;
const OPERATION = 'CreateContinuousDeploymentPolicy';

/**
 * The certificate and the reference's own checks, which share no code, agree on random and shrunk requests wherever
 * the documentation is not silent. Throws for the first request on which they differ.
 */
export async function prove(): Promise<void> {
  const contract = loadContract();
  const judge = createClassifier(contract);
  const shape = contract.operations[OPERATION]!.input;
  const all = constraints(contract, shape);
  const pairs = all.flatMap((first, index) =>
    all.slice(index + 1).flatMap((second) => twoAtOnce(contract, shape, first, second) ?? []),
  );
  const beyond = practices(contract, shape).flatMap((practice) => violationCases(contract, shape, practice));
  const inputs: Arbitrary<JsonObject> = fc.oneof(
    { weight: 3, arbitrary: arbitrary(contract, shape) },
    ...all.flatMap((constraint) => violationArbitrary(contract, shape, constraint)?.map(({ input }) => input) ?? []),
    fc.constantFrom(...pairs, ...beyond).map(({ input }) => input),
  );
  const counts = { supported: 0, broken: 0, open: 0, shrunk: 0 };
  const seed = Number(process.env.CONFORMANCE_SEED ?? Date.now() & 0x7fffffff);
  const agree = async (input: JsonObject): Promise<void> => {
    const { answer, broken } = judge(OPERATION, input);
    counts[answer]++;
    if (answer === 'open') return;
    // A reference of its own for each request: no name is in use yet.
    const outcome = await handlerTarget(contract, createReference({ contract }).handle).call({
      operation: OPERATION,
      input,
    });
    const accepted = outcome.kind === 'response';
    if (accepted !== (answer === 'supported')) {
      throw new Error(
        `${answer} (${broken.map(({ rule }) => rule).join(', ')}), but the reference says ${JSON.stringify(outcome, undefined, 0).slice(0, 300)} to ${JSON.stringify(input)}`,
      );
    }
  };
  const property = fc.asyncProperty(inputs, agree);
  const random = await fc.check(property, { numRuns: CASES * 0.8, seed });
  if (random.failed) throw new Error(`seed ${seed}: ${String(random.errorInstance)}`);
  await shrunk(inputs, seed, CASES * 0.2, async (input) => {
    counts.shrunk++;
    await agree(input);
  });
  const { supported, broken, open } = counts;
  process.stdout.write(
    `0 misjudged of ${supported + broken + open} requests (${supported} supported, ${broken} broken, ${open} open; ${counts.shrunk} of them shrunk), seed ${seed}\n`,
  );
}

/** Shrinks random values towards nothing at all, and checks every step on the way. */
async function shrunk(
  inputs: Arbitrary<JsonObject>,
  seed: number,
  wanted: number,
  check: (input: JsonObject) => Promise<void>,
): Promise<void> {
  let steps = 0;
  for (let round = 0; steps < wanted; round++) {
    const seen: JsonObject[] = [];
    fc.check(
      fc.property(inputs, (input) => {
        seen.push(input);
        // Every other step goes on, so that the way down takes turns.
        return seen.length % 2 === 0;
      }),
      { numRuns: 1, seed: seed + round, endOnFailure: false },
    );
    for (const input of seen) await check(input);
    steps += seen.length;
  }
}
