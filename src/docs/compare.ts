import type { Stated } from './stated.ts';

/** A stated thing and what the other side makes of it. `missing`: only one side states it. */
export type StatedComparison = Pick<Stated, 'part' | 'place' | 'kind'> &
  (
    | { status: 'agreed'; value: string }
    | { status: 'missing' | 'contradicting'; page?: string; documentation?: string }
  );

/** Compares what a page states with what the documentation of the contract states, in the page's order, what only the documentation has last. */
export function compare(page: Stated[], documentation: Stated[]): StatedComparison[] {
  const rest = new Map(documentation.map((stated) => [keyOf(stated), stated]));
  const comparisons = page.map(({ part, place, kind, value }): StatedComparison => {
    const key = keyOf({ part, place, kind });
    const other = rest.get(key);
    rest.delete(key);
    if (other === undefined) return { part, place, kind, status: 'missing', page: value };
    if (other.value !== value)
      return { part, place, kind, status: 'contradicting', page: value, documentation: other.value };
    return { part, place, kind, status: 'agreed', value };
  });
  for (const { part, place, kind, value } of rest.values()) {
    comparisons.push({ part, place, kind, status: 'missing', documentation: value });
  }
  return comparisons;
}

const keyOf = ({ part, place, kind }: Pick<Stated, 'part' | 'place' | 'kind'>): string =>
  JSON.stringify([part, place, kind]);

/** One line about a comparison. */
export function describeComparison(comparison: StatedComparison): string {
  const subject = `${comparison.part}, ${comparison.place}: ${comparison.kind}`;
  if (comparison.status === 'agreed') return `agreed         ${subject} ${comparison.value}`;
  const { page, documentation } = comparison;
  if (page === undefined) return `missing        ${subject} ${documentation} (not on the page)`;
  if (documentation === undefined) return `missing        ${subject} ${page} (only on the page)`;
  return `contradicting  ${subject} ${page} on the page, ${documentation} in the contract`;
}
