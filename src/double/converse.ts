import type { JsonObject } from '../core/json.ts';
import type { Planned } from './disturbance.ts';
import { createDouble, type Double, type DoubleOptions } from './double.ts';
import { listen } from './listen.ts';

/** What a wrapper is given to talk to. */
export interface ConversationService<A = undefined> {
  /** A URL without a slash at its end. */
  endpoint: string;
  /** Aborted once the conversation is over. */
  signal: AbortSignal;
  /** What was made ready before it was called. */
  arranged: A;
}

/** Code that calls the service: a function of one input that ends in success or in an error. */
export type WrapperUnderTest<T, A = undefined> = (input: T, service: ConversationService<A>) => Promise<unknown>;

/** Has the service do something by another's hand. Rejects where that is refused. */
export type Ask = (operation: string, input: JsonObject) => Promise<JsonObject>;

/** A way from a wrapper to a double. */
export type Connect = (double: Double) => Promise<{ url: string; close(): Promise<void> }>;

export interface ConversationOptions<T, A = undefined>
  extends Pick<DoubleOptions, 'contract' | 'service' | 'signed' | 'credentials' | 'leaveNothing'> {
  /** Makes ready what the wrapper needs, and is not judged. */
  arrange?: (input: T, ask: Ask) => Promise<A>;
  /** Milliseconds after which a wrapper that has not ended is taken to hang (default 3000). */
  patience?: number;
  /** A port of its own on loopback for each conversation, unless another way is given. */
  connect?: Connect;
}

/** How a wrapper ended. */
export type Ending =
  | { kind: 'success'; value: unknown }
  | { kind: 'error'; error: unknown }
  | { kind: 'hang'; ms: number };

/** A whole conversation and its end. */
export interface Transcript {
  double: Double;
  ending: Ending;
}

const PATIENCE = 3000;

/** Calls a wrapper once, against a fresh service, with a plan of disturbances between them. */
export async function converse<T, A>(
  wrapper: WrapperUnderTest<T, A>,
  input: T,
  plan: readonly Planned[],
  options: ConversationOptions<T, A>,
): Promise<Transcript> {
  const { arrange, patience = PATIENCE, connect = listen, ...rest } = options;
  const double = createDouble({ ...rest, disturbances: plan });
  const arranged = (await arrange?.(input, asking(double))) as A;
  const connection = await connect(double);
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<Ending>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'hang', ms: patience }), patience);
  });
  try {
    const service = { endpoint: connection.url, signal: over.signal, arranged };
    const ending = await Promise.race([ended(wrapper, input, service), hang]);
    return { double, ending };
  } finally {
    clearTimeout(timer);
    over.abort();
    await connection.close();
  }
}

async function ended<T, A>(
  wrapper: WrapperUnderTest<T, A>,
  input: T,
  service: ConversationService<A>,
): Promise<Ending> {
  try {
    return { kind: 'success', value: await wrapper(input, service) };
  } catch (error) {
    return { kind: 'error', error };
  }
}

function asking(double: Double): Ask {
  return async (operation, input) => {
    const outcome = await double.arrange(operation, input);
    if (outcome.kind === 'response') return outcome.output;
    throw new Error(`${operation} could not be arranged: ${JSON.stringify({ ...outcome, exchange: undefined })}`);
  };
}
