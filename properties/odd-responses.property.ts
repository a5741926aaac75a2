import { describe, expect, test } from 'vitest';
import { VARIANTS } from '../src/reference/variants/index.ts';
import { acceptsNoConfiguration, atRandom, CHANGES, ELEMENTS, errorsOf, inElement } from './support/odd-responses.ts';

/** Each element with one change, all changes in turn; `prove odd-responses` tries each with each. */
const TRIED = ELEMENTS.map((name, index) => [name, ...Object.entries(CHANGES)[index % 5]!] as const);

describe('no rule ends in an error of its own where', () => {
  test.each(TRIED)('the element %s %s', async (name, _, change) => {
    expect(await errorsOf(inElement(name, change))).toBeUndefined();
  });

  test.each([1, 2, 3])('responses are odd at random, seed %i', async (seed) => {
    expect(await errorsOf(atRandom(seed))).toBeUndefined();
  });

  test('a path with a slash at its end leads to a service that denies access', async () => {
    const elsewhere = VARIANTS.find(({ name }) => name === 'slash-leads-to-a-locked-door')!;
    expect(await errorsOf(elsewhere)).toBeUndefined();
  });

  test('an update without a configuration is accepted', async () => {
    expect(await errorsOf(acceptsNoConfiguration)).toBeUndefined();
  });
});
