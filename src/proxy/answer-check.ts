import type { AnswerRule } from '../core/rule.ts';
import type { Turn } from '../double/turn.ts';

/** What is wrong with an answer, in the terms of the rule that it breaks. */
export interface AnswerFault {
  rule: Pick<AnswerRule, 'id' | 'evidence' | 'demands'>;
  expected: string;
  actual: string;
}

/** Judges the answers of a conversation one after the other, each by what came before it. */
export type AnswerCheck = (turn: Turn) => AnswerFault[];
