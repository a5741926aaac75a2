import fc from 'fast-check';
import type { Schema } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Keyword, MemberEdit } from '../keyword.ts';
import type { Site } from '../site.ts';
import { numberDomain, stepOf, tidy } from './number.ts';

/** A number does not exceed its sibling. */
export const atMost: Keyword<string> = {
  name: 'atMost',
  validate: (sibling: string, value: unknown, _schema, context) => {
    const other = context?.parentData?.[sibling];
    return typeof value !== 'number' || typeof other !== 'number' || value <= other;
  },
  breach: 'a number above the one that it must not exceed',
  demand: (sibling, { member }) => `${member} must not exceed ${sibling}`,
  finish: (parent, member, sibling, owner, pinned) => order(parent, member, sibling, owner, pinned),
  edges: (sibling, site) => [
    {
      name: `equal to ${sibling}, both smallest`,
      edit: both(site, sibling, bounds(site, sibling).low, bounds(site, sibling).low),
    },
    {
      name: `equal to ${sibling}, both largest`,
      edit: both(site, sibling, bounds(site, sibling).high, bounds(site, sibling).high),
    },
    {
      name: `far below ${sibling}`,
      edit: both(site, sibling, numberDomain(site.node).min, bounds(site, sibling).high),
    },
  ],
  violations: (sibling, site) => {
    const { low, high } = bounds(site, sibling);
    const step = stepOf(site.node);
    return [
      { name: `one above ${sibling}`, edit: both(site, sibling, tidy(low + step), low) },
      { name: `one above ${sibling}, at the top`, edit: both(site, sibling, high, tidy(high - step)) },
      { name: `far above ${sibling}`, edit: both(site, sibling, high, low) },
    ];
  },
  violation: (sibling, site) => {
    const { low, high } = bounds(site, sibling);
    const step = stepOf(site.node);
    const steps = Math.round((high - low) / step);
    return fc
      .integer({ min: 0, max: steps - 1 })
      .chain((lower) =>
        fc
          .integer({ min: lower + 1, max: steps })
          .map((upper) => both(site, sibling, tidy(low + upper * step), tidy(low + lower * step))),
      );
  },
};

/** The values that both may have. */
function bounds(site: Site, sibling: string): { low: number; high: number } {
  const mine = numberDomain(site.node);
  const other = numberDomain(site.owner.properties?.[sibling] ?? {});
  return { low: Math.max(mine.min, other.min), high: Math.min(mine.max, other.max) };
}

function both(site: Site, sibling: string, mine: number, other: number): MemberEdit {
  return () => ({ [site.member]: mine, [sibling]: other });
}

/** Brings two members into order, `lower` not above `upper`, by changing one that is not pinned and staying within its bounds. */
export function order(
  parent: JsonObject,
  lower: string,
  upper: string,
  owner: Schema,
  pinned: ReadonlySet<string>,
): void {
  const a = parent[lower];
  const b = parent[upper];
  if (typeof a !== 'number' || typeof b !== 'number' || a <= b) return;
  const lowest = numberDomain(owner.properties?.[lower] ?? {});
  const highest = numberDomain(owner.properties?.[upper] ?? {});
  const step = stepOf(owner.properties?.[upper] ?? {});
  const up = tidy(Math.ceil(a / step) * step);
  const down = tidy(Math.floor(b / step) * step);
  if (!pinned.has(lower) && !pinned.has(upper) && b >= lowest.min && a <= highest.max) {
    parent[lower] = b;
    parent[upper] = a;
  } else if (!pinned.has(upper) && up <= highest.max) parent[upper] = up;
  else if (!pinned.has(lower) && down >= lowest.min) parent[lower] = down;
}
