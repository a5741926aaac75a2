import type { Demand } from './check.ts';

/** What is held against a conversation as a whole, where that is asked for. */
export const NOTHING_LEFT: Demand = {
  id: 'workflow.nothing-left',
  evidence: 'inferred',
  demands: 'what was created must be deleted in the end',
  place: 'the conversation',
};
