import type { Contract } from '../core/contract.ts';
import type { Defect, HttpRequest, HttpResponse, Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import { DEFAULT_TIMING } from '../core/timing.ts';
import { assertReach, type Reach } from '../reach/reach.ts';
import { outcomeReader } from '../wire/outcome.ts';
import { type Credentials, DUMMY_CREDENTIALS } from '../wire/sigv4.ts';
import { readBody, TOO_LONG } from './body.ts';
import { type Fate, fateOf, isUnsendable } from './client-error.ts';
import { plainOutput } from './client-output.ts';
import { withoutCoding } from './content-coding.ts';
import { importPeer } from './peer.ts';
import type { Scrubber } from './secrets.ts';
import { isUnreached } from './unreached.ts';
import { scrubberFor } from './wire.ts';

/** A client of the SDK, as far as it is used. */
export interface SdkClient {
  send(command: unknown, options?: { abortSignal?: AbortSignal }): Promise<unknown>;
  destroy?(): void;
}

export interface SdkOptions {
  /** A ready client; what it is told about retries, headers and credentials stays as it is. */
  client?: SdkClient;
  /** Where a client of ours sends to. */
  url?: URL;
  region?: string;
  credentials?: Credentials;
  /** Sent with every request; nobody else sees their values. */
  headers?: Record<string, string>;
  /** PEM of an authority to trust as well. */
  ca?: string;
  /** Milliseconds for a whole exchange. */
  timeout?: number;
  /** How far requests may go; this machine, unless more is said. */
  reach?: Reach;
  /** The SDK's exports; by default those of the installed package. */
  sdk?: Record<string, unknown>;
}

/**
 * A target through a real client of the user's own SDK. What the client refuses by itself is `unsent`. Rejects with
 * NotInstalled where there is no SDK, and with OutOfReach.
 */
export async function sdkTarget(contract: Contract, options: SdkOptions): Promise<Target> {
  // Its remark on the Node version is not ours to print.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const sdk = options.sdk ?? (await importPeer(contract.source.package, 'judging through the SDK'));
  const client = options.client ?? createClient(contract, sdk, options);
  const timeout = options.timeout ?? DEFAULT_TIMING.timeout;
  const scrub = scrubberFor(options.headers, options.credentials);
  const read = outcomeReader(contract);
  return {
    name: options.url ? `the SDK at ${options.url.href}` : 'the SDK',
    wire: false,
    async call(call): Promise<Outcome> {
      const command = commandFor(sdk, call);
      const tap = tapOn(command, scrub);
      const started = performance.now();
      let fate: Fate;
      let attempts = 1;
      try {
        const output = await client.send(command, { abortSignal: AbortSignal.timeout(timeout) });
        attempts = attemptsOf(output);
        fate = {
          kind: 'response',
          status: statusOf(output) ?? contract.operations[call.operation]!.status,
          headers: tap.response?.headers ?? {},
          output: plainOutput(output),
        };
      } catch (error) {
        attempts = attemptsOf(error);
        fate = misfortune(contract, error, tap);
      }
      const ms = performance.now() - started;
      const { request, response } = tap;
      const seen = request && response && read(call.operation, request, response, ms);
      // An answer that the SDK can't read is told as it came, after the repair of its document where it needs one.
      if (fate.kind === 'unreadable' && (seen?.kind === 'unreadable' || (seen && defectsOf(seen)))) return seen;
      const defects = seen && seen.kind === fate.kind ? defectsOf(seen) : undefined;
      return {
        ...fate,
        ...(defects ? { defects } : {}),
        ms,
        ...(attempts > 1 ? { retries: attempts - 1 } : {}),
        ...(request ? { exchange: { request, ...(response ? { response } : {}) } } : {}),
      };
    },
    async close() {
      if (!options.client) client.destroy?.();
    },
  };
}

function createClient(contract: Contract, sdk: Record<string, unknown>, options: SdkOptions): SdkClient {
  const { url, timeout = DEFAULT_TIMING.timeout, ca, headers } = options;
  if (!url) throw new Error('an endpoint or a client is needed');
  assertReach(url, options.reach);
  const Client = sdk[`${contract.service.name}Client`] as new (
    config: object,
  ) => SdkClient & {
    middlewareStack: MiddlewareStack;
  };
  const client = new Client({
    endpoint: url.href.replace(/\/$/, ''),
    region: options.region ?? contract.service.signing.region,
    credentials: options.credentials ?? DUMMY_CREDENTIALS,
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: timeout,
      requestTimeout: timeout,
      ...(ca === undefined ? {} : { httpsAgent: { ca } }),
    },
  });
  if (headers) {
    client.middlewareStack.add(
      (next) => async (args) => {
        Object.assign(args.request.headers, headers);
        return next(args);
      },
      { step: 'build', name: 'conformanceHeaders' },
    );
  }
  return client;
}

function commandFor(sdk: Record<string, unknown>, { operation, input }: Call): { middlewareStack?: MiddlewareStack } {
  const Command = sdk[`${operation}Command`] as new (input: object) => { middlewareStack?: MiddlewareStack };
  return new Command(input);
}

/** What is seen of an exchange just above the socket. */
interface Tap {
  sent: boolean;
  request?: HttpRequest;
  response?: HttpResponse;
}

interface MiddlewareStack {
  add(
    middleware: (next: (args: Arguments) => Promise<SdkResult>) => (args: Arguments) => Promise<SdkResult>,
    options: { step: 'build' | 'deserialize'; priority?: 'low'; name: string },
  ): void;
}

interface Arguments {
  request: {
    method: string;
    path: string;
    query?: Record<string, string | string[] | null>;
    headers: Record<string, string>;
    body?: unknown;
  };
}

interface SdkResult {
  response: { statusCode: number; headers: Record<string, string>; body?: unknown };
}

const defectsOf = (outcome: Outcome): Defect[] | undefined => ('defects' in outcome ? outcome.defects : undefined);

/** Name of an error for an answer whose body is no use to the SDK; its message is the reason. */
const UNREADABLE = 'UnreadableAnswer';

/** Looks at the bytes as they pass; the answer's are read to their end and handed on. */
function tapOn({ middlewareStack }: { middlewareStack?: MiddlewareStack }, scrub: Scrubber): Tap {
  const tap: Tap = { sent: false };
  middlewareStack?.add(
    (next) => async (args) => {
      // Outside the signature, which a proxy must not break.
      args.request.headers['accept-encoding'] ??= 'identity';
      const sent = requestOf(args.request);
      tap.sent = true;
      tap.request = scrub.request(sent);
      const result = await next(args);
      const { response } = result;
      const body = await readBody(response.body as Parameters<typeof readBody>[0]);
      const { statusCode: status } = response;
      const plain = body ? withoutCoding({ status, headers: lowerCased(response.headers), body }) : TOO_LONG;
      if ('unreadable' in plain) throw Object.assign(new Error(plain.unreadable), { name: UNREADABLE });
      tap.response = scrub.response(plain, sent);
      response.body = tap.response.body;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'conformanceTap' },
  );
  return tap;
}

function requestOf({ method, path, query = {}, headers, body }: Arguments['request']): HttpRequest {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) =>
      one === null ? encodeURIComponent(key) : `${encodeURIComponent(key)}=${encodeURIComponent(one)}`,
    ),
  );
  return {
    method,
    path: pairs.length > 0 ? `${path}?${pairs.join('&')}` : path,
    headers: lowerCased(headers),
    body: typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body as string) : new Uint8Array(0),
  };
}

/** What an error of the SDK means, given how far the request came. */
function misfortune(contract: Contract, error: unknown, { sent, response }: Tap): Fate {
  const { name, message } = error as Error;
  if (name === UNREADABLE) return { kind: 'unreadable', reason: message };
  const fate = fateOf(contract, error);
  if (response) {
    const { status, headers } = response;
    if (fate.kind === 'refused' && status >= 400 && !/^Unknown/.test(fate.error.code)) return { ...fate, headers };
    return { kind: 'unreadable', status, headers, reason: `the SDK can't read it: ${message}` };
  }
  if (fate.kind === 'lost' && isUnreached(error)) return { ...fate, unreached: true };
  return fate.kind === 'unsent' && sent && !isUnsendable(error) ? { kind: 'lost', reason: fate.reason } : fate;
}

const statusOf = (result: unknown): number | undefined =>
  (result as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;

const attemptsOf = (result: unknown): number =>
  (result as { $metadata?: { attempts?: number } } | undefined)?.$metadata?.attempts ?? 1;

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
