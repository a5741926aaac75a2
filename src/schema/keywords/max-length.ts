import fc from 'fast-check';
import type { Keyword } from '../keyword.ts';

/** A text must have at most this many characters. */
export const maxLength: Keyword<number> = {
  name: 'maxLength',
  validate: 'standard',
  breach: 'a text that is too long',
  demand: (length, { member }) => `${member} must have at most ${length} characters`,
  narrow: (domain, length) => {
    domain.maxLength = Math.min(domain.maxLength, length);
  },
  edges: (length, { member }) => [{ name: 'longest', edit: padded(member, length) }],
  violations: (length, { member }) => [
    { name: 'one too long', edit: padded(member, length + 1) },
    { name: '10 kB', edit: padded(member, Math.max(10_000, length * 4)) },
  ],
  violation: (length, { member }) => fc.integer({ min: 1, max: 4_000 }).map((more) => padded(member, length + more)),
};

/** The member's own text, made that long by repeating its last character, so that its beginning stays what it was. */
function padded(member: string, length: number) {
  return (parent: Record<string, unknown>) => {
    const text = typeof parent[member] === 'string' && parent[member] !== '' ? String(parent[member]) : 'a';
    return { [member]: text.slice(0, length).padEnd(length, text.at(-1)) };
  };
}
