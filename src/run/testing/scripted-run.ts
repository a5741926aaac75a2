import { loadContract } from '../../contracts/load.ts';
import type { RunEvent } from '../../core/event.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Reproducer } from '../../core/reproducer.ts';
import type { ActiveRule, AnswerRule } from '../../core/rule.ts';
import type { Call } from '../../core/target.ts';
import { openState } from '../open.ts';
import type { RunParameters } from '../options.ts';
import type { RunState } from '../state.ts';

const contract = loadContract();

export const CREATE = 'CreateContinuousDeploymentPolicy';
export const GET = 'GetContinuousDeploymentPolicy';
export const LIST = 'ListContinuousDeploymentPolicies';

export const FINE: Outcome = { kind: 'response', status: 200, headers: {}, output: {}, ms: 1 };
export const LOST: Outcome & { kind: 'lost' } = { kind: 'lost', reason: 'no answer within 1 s', ms: 1 };
export const UNREACHED: Outcome = { ...LOST, unreached: true };
export const WITHHELD: Outcome = { kind: 'lost', withheld: true, reason: 'the budget of 3 requests is spent', ms: 0 };
export const UNSENT: Outcome = { kind: 'unsent', reason: 'the client knows no such member', ms: 0 };
export const refusal = (status: number, code: string): Outcome => ({
  kind: 'refused',
  status,
  headers: {},
  error: { code },
  ms: 1,
});

/** The reproducer of a finding on one listing. */
export const listReproducer = (rule: string, more: Partial<Reproducer> = {}): Reproducer => ({
  rule,
  operation: LIST,
  phase: 'edges',
  seed: 1,
  runs: 1,
  calls: [{ operation: LIST, input: {} }],
  bindings: [],
  outcomes: ['200'],
  ...more,
});

/** A run on a target that answers as a function says: its state, and what it sends and tells. */
export interface ScriptedRun {
  state: RunState;
  calls: Call[];
  events: RunEvent[];
  /** The events of one type. */
  told<T extends RunEvent['type']>(type: T): Extract<RunEvent, { type: T }>[];
}

export function scriptedRun(
  answer: (call: Call) => Outcome = () => FINE,
  options: Partial<RunParameters> = {},
): ScriptedRun {
  const calls: Call[] = [];
  const events: RunEvent[] = [];
  const whole: RunParameters = {
    contract,
    target: {
      name: 'orchard',
      wire: true,
      async call(call) {
        calls.push(call);
        return answer(call);
      },
      close: async () => {},
    },
    rules: { answer: [], active: [] },
    names: () => () => 'name',
    version: '',
    seed: 1,
    runs: 1,
    reproduce: (rule, token) => `reproduce ${rule} ${token}`,
    ...options,
  };
  const state = openState(whole, (event) => void events.push(event));
  const told: ScriptedRun['told'] = (type) => events.filter((event) => event.type === type) as never;
  return { state, calls, events, told };
}

const info = (id: string) => ({
  id,
  evidence: 'documented' as const,
  demands: `${id} must hold`,
  citations: [],
  operations: [LIST],
});

/** A rule that does what a test says. */
export const activeRule = (id: string, check: ActiveRule['check'], more: Partial<ActiveRule> = {}): ActiveRule => ({
  kind: 'active',
  ...info(id),
  phases: ['edges'],
  needs: [],
  check,
  ...more,
});

export const answerRule = (
  id: string,
  judge: AnswerRule['judge'] = () => 'holds',
  more: Partial<AnswerRule> = {},
): AnswerRule => ({ kind: 'answer', ...info(id), judge, ...more });
