import type { Documentation } from './documentation.ts';
import { passagesOf, statementsOf } from './facts.ts';
import { PATTERNS } from './patterns/index.ts';

/** Words by which a sentence looks like a constraint. */
const CUES =
  /\b(?:must|shall|cannot|can't|may not|not allowed|only valid|valid (?:values?|characters?)|allowed values?|maximum (?:length|size|value)|minimum (?:length|size|value)|at least|at most|no more than|no longer than|up to \d|less than|greater than|exceed|unique|prefix|required (?:if|when)|not both|mutually exclusive|between \d|characters)\b/i;

/** Sentences that look like constraints and gave none, with the place where they stand. */
export function unreadIn(documentation: Documentation, shapes?: Set<string>): { place: string; sentence: string }[] {
  return passagesOf(documentation)
    .filter(({ shape }) => shapes === undefined || shapes.has(shape))
    .flatMap((passage) =>
      statementsOf(passage)
        .filter(
          (statement) => CUES.test(statement.text) && !PATTERNS.some((pattern) => pattern.read(statement).length > 0),
        )
        .map(({ text }) => ({
          place: passage.member === null ? passage.shape : `${passage.shape}.${passage.member.name}`,
          sentence: text,
        })),
    );
}
