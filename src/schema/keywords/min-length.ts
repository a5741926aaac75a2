import type { Schema } from '../../core/contract.ts';
import { type Keyword, set } from '../keyword.ts';

/** A text must have at least this many characters. */
export const minLength: Keyword<number> = {
  name: 'minLength',
  validate: 'standard',
  breach: 'a text that is too short',
  demand: (length, { member }) => `${member} must have at least ${length} characters`,
  narrow: (domain, length) => {
    domain.minLength = Math.max(domain.minLength, length);
  },
  // A text that must fit a pattern, or that says which version of which resource is meant, isn't right for its length alone.
  edges: (length, { member, node }) =>
    node.pattern === undefined && node.supported?.pattern === undefined && !isAddress(node)
      ? [{ name: 'shortest', edit: set(member, 'a'.repeat(length)) }]
      : [],
  violations: (length, { member }) =>
    length > 0 ? [{ name: 'one too short', edit: set(member, 'a'.repeat(length - 1)) }] : [],
};

const isAddress = ({ binding }: Schema): boolean =>
  binding !== undefined && ('header' in binding || 'label' in binding);
