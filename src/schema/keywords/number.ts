import type { Schema } from '../../core/contract.ts';
import { anything, type Domain } from '../domain.ts';

const domains = new WeakMap<Schema, Domain>();

/** The bounds of a number as its keywords and its practice leave them. */
export function numberDomain(node: Schema): Domain {
  let domain = domains.get(node);
  if (!domain) {
    domain = narrowed(node);
    domains.set(node, domain);
  }
  return domain;
}

function narrowed(node: Schema): Domain {
  const domain = anything();
  for (const layer of [node, node.supported ?? {}]) {
    domain.decimals = Math.min(domain.decimals, layer.decimals ?? domain.decimals);
    const step = node.type === 'integer' ? 1 : 10 ** -domain.decimals;
    domain.min = Math.max(domain.min, layer.minimum ?? domain.min, plus(layer.exclusiveMinimum, step, domain.min));
    domain.max = Math.min(domain.max, layer.maximum ?? domain.max, plus(layer.exclusiveMaximum, -step, domain.max));
  }
  return domain;
}

function plus(bound: number | undefined, step: number, otherwise: number): number {
  return bound === undefined ? otherwise : tidy(bound + step);
}

/** The smallest difference that counts for a number of this node. */
export function stepOf(node: Schema): number {
  return node.type === 'integer' ? 1 : 10 ** -numberDomain(node).decimals;
}

/** A decimal without the noise of binary fractions. */
export function tidy(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}

/** The smallest number of a node among those with the fewest decimals, which every service takes that takes any; 1 where it may be negative. */
export function roundest(node: Schema): number {
  const { min, max, decimals } = numberDomain(node);
  if (min < 0) return Math.min(max, 1);
  for (let digits = 0; digits < decimals; digits++) {
    const value = tidy(Math.ceil(tidy(min * 10 ** digits)) / 10 ** digits);
    if (value <= max) return value;
  }
  return min;
}
