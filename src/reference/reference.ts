import type { Contract } from '../core/contract.ts';
import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import type { Handler } from '../core/target.ts';
import { requestDecoder } from '../wire/decode-request.ts';
import { responseEncoder } from '../wire/encode-response.ts';
import { writeErrorEnvelope } from '../wire/error-envelope.ts';
import type { ReadScalar } from '../wire/scalar.ts';
import { plain } from './behaviour.ts';
import type { Context, Operate } from './context.ts';
import { uuid } from './ids.ts';
import { malformedRefusal, UNDOCUMENTED_STATUSES } from './malformed.ts';
import { type Modification, type Operations, together } from './modification.ts';
import { OPERATIONS } from './operations.ts';
import type { OperationResult, Refusal } from './refusal.ts';
import { readSpelling } from './spellings.ts';
import { emptyState, type ReferenceState } from './state.ts';

export interface ReferenceOptions {
  contract: Contract;
  /** Ids depend on it and on the names that a test chooses, and on nothing else. */
  seed?: number;
  modifications?: readonly Modification[];
  now?: () => Date;
  sleep?: (ms: number) => Promise<void>;
}

/** An in-memory CloudFront: continuous deployment policies and the distributions that they need. */
export interface Reference {
  handle: ForkableHandler;
  /** What it remembers, for a look from outside. */
  state: ReferenceState;
}

const utf8 = new TextEncoder();

/** Answers requests, and can be copied as it stands, so that a request can be tried without effect. */
export type ForkableHandler = Handler & { fork(): Handler };

/** A reference with nothing in it. It answers every request, and only a bug of its own with a 5xx. */
export const createReference = (options: ReferenceOptions): Reference => referenceWith(options, emptyState());

function referenceWith(options: ReferenceOptions, state: ReferenceState): Reference {
  const { contract, seed = 0, modifications = [] } = options;
  const { decide, operate, handle: wrap, scalar = readSpelling } = together(...modifications);
  const context: Context = {
    contract,
    state,
    behaviour: { ...plain, ...decide(plain) },
    seed,
    now: options.now ?? (() => new Date()),
    sleep: options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
  };
  const handle = httpHandler(context, operate(OPERATIONS), scalar);
  const fork = (): Handler => referenceWith(options, structuredClone(state)).handle;
  return { handle: Object.assign(wrap(handle, context), { fork }), state };
}

function httpHandler(context: Context, operations: Operations, scalar: ReadScalar): Handler {
  const { contract, behaviour, state, seed } = context;
  const decode = requestDecoder(contract, { scalar });
  const encode = responseEncoder(contract);

  async function resultOf(request: HttpRequest): Promise<{ operation: string; result: OperationResult }> {
    const decoded = decode(request);
    const { operation = '' } = decoded;
    if ('problem' in decoded)
      return { operation, result: malformedRefusal(behaviour, decoded.problem, decoded.reason) };
    const operate: Operate | undefined = operations[operation];
    if (!operate) return { operation, result: malformedRefusal(behaviour, 'no-operation', operation) };
    return { operation, result: await operate(context, decoded.input) };
  }

  return async (request) => {
    state.requests += 1;
    const requestId = uuid('request', seed, state.requests);
    let response: HttpResponse;
    try {
      const { operation, result } = await resultOf(request);
      response =
        'output' in result ? encode(operation, result.output) : refusalAnswer(contract, result.refusal, requestId);
    } catch (error) {
      response = refusalAnswer(contract, { code: 'InternalFailure', message: String(error) }, requestId);
    }
    response.headers['x-amzn-requestid'] = requestId;
    if (response.status !== 204) response.headers['content-length'] = String(response.body.length);
    return response;
  };
}

function refusalAnswer(contract: Contract, { code, message, headers }: Refusal, requestId: string): HttpResponse {
  const status = contract.errors[code]?.status ?? UNDOCUMENTED_STATUSES[code] ?? 400;
  const type = status < 500 ? 'Sender' : 'Receiver';
  const envelope = writeErrorEnvelope(contract.service.namespace, {
    code,
    message: writable(message),
    type,
    requestId,
  });
  return { status, headers: { 'content-type': 'text/xml', ...headers }, body: utf8.encode(envelope) };
}

/** Messages quote what was sent, which may hold anything. */
const writable = (message: string): string => message.replace(/[^\t\n\x20-\ud7ff]/g, '?');
