import type { Difference } from '../../core/difference.ts';
import type { Defect, Outcome } from '../../core/outcome.ts';

/** The first defect of a kind that an answer's document had. */
export function defectOf(outcome: Outcome, kind: Defect['kind']): Defect | undefined {
  return 'defects' in outcome ? outcome.defects?.find((defect) => defect.kind === kind) : undefined;
}

/** A defect in words, with the bytes at its place. */
export const defectText = ({ about, offset, excerpt }: Defect): string => `${about} at byte ${offset}: ${excerpt}`;

/** The same for a machine. */
export const defectDifference = (operation: string, { name, about }: Defect): Difference => ({
  kind: 'form',
  operation,
  about: name,
  observed: about,
});
