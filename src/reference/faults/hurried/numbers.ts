import type { Fault } from '../fault.ts';
import { stores } from '../fields.ts';
import { misreads, rewrites } from '../written.ts';
import { CONSTRAINT, number } from './helpers.ts';

/** Numbers are stored, written and read wrong. */
export const numbersFaults: Fault[] = [
  stores('weight-truncated-to-hundredths', 'A weight is kept with two decimals.', (config) =>
    number(config, 'weight', (weight) => Math.floor(weight * 100) / 100),
  ),
  stores('weight-plus-noise', 'A weight comes back with the noise of a sum.', (config) =>
    number(config, 'weight', (weight) => weight + 1e-6),
  ),
  rewrites('weight-with-comma', 'answer.matches-schema', 'A weight is written with a decimal comma.', (text) =>
    text.replace(/<Weight>(\d+)\.(\d+)</g, '<Weight>$1,$2<'),
  ),
  rewrites('weight-with-percent-sign', 'answer.matches-schema', 'A weight is written in percent.', (text) =>
    text.replace(/<Weight>([\d.]+)</g, (_, weight) => `<Weight>${Number(weight) * 100}%<`),
  ),
  rewrites(
    'quantity-as-text',
    'answer.matches-schema',
    'A Quantity is written as the number and the word items.',
    (text) => text.replace(/<Quantity>(\d+)</g, '<Quantity>$1 items<'),
  ),
  misreads('nan-taken-for-zero', CONSTRAINT, 'A TTL that is NaN is taken for 300.', (text) =>
    text.replace(/TTL>NaN</g, 'TTL>300<'),
  ),
  misreads('weight-nan-accepted', CONSTRAINT, 'A weight that is NaN passes every comparison.', (text) =>
    text.replace(/Weight>NaN</g, 'Weight>0.05<'),
  ),
  misreads('infinite-clamped', CONSTRAINT, 'An infinite number is taken for the greatest.', (text) =>
    text.replace(/TTL>Infinity</g, 'TTL>3600<').replace(/Weight>Infinity</g, 'Weight>0.15<'),
  ),
  misreads('digits-before-letters', CONSTRAINT, 'A number ends at the first letter.', (text) =>
    text.replace(/(TTL|Weight|Quantity)>([\d.]+)x</g, '$1>$2<'),
  ),
  misreads('fractions-cut', CONSTRAINT, 'A fraction where an integer is due is cut.', (text) =>
    text.replace(/(TTL|Quantity)>(\d+)\.\d+</g, '$1>$2<'),
  ),
  misreads('empty-number-is-default', CONSTRAINT, 'An empty number is taken for its default.', (text) =>
    text
      .replace(/TTL><\//g, 'TTL>300</')
      .replace(/Weight><\//g, 'Weight>0.05</')
      .replace(/Quantity><\//g, 'Quantity>1</'),
  ),
  misreads('word-is-true', CONSTRAINT, 'Any word that is not false is true.', (text) =>
    text.replace(/Enabled>(?!true|false)[^<]*</g, 'Enabled>true<'),
  ),
  misreads('negative-made-positive', CONSTRAINT, 'The sign of a number is dropped.', (text) =>
    text.replace(/(TTL|Weight|Quantity)>-(\d)/g, '$1>$2'),
  ),
];
