import type { HttpRequest, HttpResponse } from '../../src/core/outcome.ts';
import type { RuleRecord } from '../../src/core/run-record.ts';
import type { Handler } from '../../src/core/target.ts';
import { createReference } from '../../src/reference/reference.ts';
import { requestDecoder } from '../../src/wire/decode-request.ts';
import { writeErrorEnvelope } from '../../src/wire/error-envelope.ts';
import { contract, judge } from './judging.ts';

/** How an operation can be hollow: nothing that a rule demands of it can be observed. */
export type Hollow = 'always refuses' | 'empty success' | 'last success again';

export const HOLLOWS: readonly Hollow[] = ['always refuses', 'empty success', 'last success again'];

type Answer = (request: HttpRequest, next: Handler) => Promise<HttpResponse>;

const utf8 = new TextEncoder();

/** Ways of answering one operation, each remembering what it needs. */
const ANSWERS: Record<Hollow, (operation: string) => Answer> = {
  'always refuses': (operation) => {
    const { errors } = contract.operations[operation]!;
    const code = errors.includes('InvalidArgument') ? 'InvalidArgument' : errors[0]!;
    const error = { code, message: 'never', type: 'Sender', requestId: '1' };
    const body = utf8.encode(writeErrorEnvelope(contract.service.namespace, error));
    const { status } = contract.errors[code] ?? { status: 400 };
    return async () => ({ status, headers: { 'content-type': 'text/xml' }, body });
  },
  'empty success': (operation) => async () => ({
    status: contract.operations[operation]!.status,
    headers: {},
    body: new Uint8Array(0),
  }),
  'last success again': (operation) => {
    const last = successes.get(operation)!;
    return async () => last;
  },
};

/** A success of each operation, of a reference that is no longer there. */
const successes = new Map<string, HttpResponse>();

async function learnSuccesses(): Promise<void> {
  if (successes.size > 0) return;
  const { handle } = createReference({ contract, seed: 99 });
  const decode = requestDecoder(contract);
  const noting: Handler = async (request) => {
    const response = await handle(request);
    const { operation } = decode(request);
    if (operation !== undefined && response.status < 300 && !successes.has(operation))
      successes.set(operation, response);
    return response;
  };
  await judge(noting, '**', { ...QUICK, seed: 99, phases: ['sequences', 'workflow'] });
}

const QUICK = { runs: 2, concurrency: 4, settle: 0, patience: 500, shrink: false };

/** A reference of which one operation is hollow. */
export function hollow(operation: string, how: Hollow): Handler {
  const { handle } = createReference({ contract });
  const decode = requestDecoder(contract);
  const answer = ANSWERS[how](operation);
  return (request) => (decode(request).operation === operation ? answer(request, handle) : handle(request));
}

/** Why a rule may pass on an operation that is hollow. */
export interface Exception {
  rule: RegExp;
  operation?: RegExp;
  how?: Hollow;
  reason: string;
}

/** What a run against a hollow operation came to. */
export interface Hollowness {
  operation: string;
  how: Hollow;
  /** Active rules that rest on the operation, and what came of them. */
  resting: RuleRecord[];
  /** Those that pass and should not. */
  vacuous: string[];
  /** Those that pass for a reason that is listed. */
  excepted: string[];
}

/** Judges a reference with a hollow operation by all rules that rest on it. */
export async function judgeHollow(
  operation: string,
  how: Hollow,
  exceptions: readonly Exception[],
  glob = '**',
): Promise<Hollowness> {
  if (how === 'last success again') await learnSuccesses();
  const { rules } = await judge(hollow(operation, how), glob, QUICK);
  const resting = rules.filter(
    ({ operations, judged }) => operations.includes(operation) && (judged[operation] ?? 0) > 0,
  );
  const passing = resting.filter(({ status }) => status === 'pass').map(({ id }) => id);
  const isListed = (id: string): boolean =>
    exceptions.some(
      (one) =>
        one.rule.test(id) && (one.operation?.test(operation) ?? true) && (one.how === undefined || one.how === how),
    );
  return {
    operation,
    how,
    resting: rules.filter(({ operations }) => operations.includes(operation)),
    vacuous: passing.filter((id) => !isListed(id)),
    excepted: passing.filter(isListed),
  };
}
