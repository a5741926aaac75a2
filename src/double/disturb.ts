import type { Contract } from '../core/contract.ts';
import type { HttpResponse, ServiceError } from '../core/outcome.ts';
import { writeErrorEnvelope } from '../wire/error-envelope.ts';
import type { Disturbance } from './disturbance.ts';

/** An answer and how much of it arrives: all, the beginning of its body (`bytes`), or nothing at all. */
export type Delivery =
  | { fate: 'whole'; response: HttpResponse }
  | { fate: 'cut'; response: HttpResponse; bytes: number }
  | { fate: 'reset'; reason?: string };

/** Puts a disturbance between a request and its answer. `ask` has the service do what is asked. */
export async function disturb(
  contract: Contract,
  disturbance: Disturbance,
  ask: () => Promise<HttpResponse>,
): Promise<Delivery> {
  switch (disturbance.kind) {
    case 'throttling':
    case 'server-error':
    case 'refusal':
      return { fate: 'whole', response: errorAnswer(contract, disturbance.status, disturbance.code) };
    case 'answer':
      return { fate: 'whole', response: disturbance.response };
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, disturbance.ms));
      return { fate: 'whole', response: await ask() };
    case 'cut': {
      const response = await ask();
      // What has no body can only be lost as a whole.
      if (response.body.length === 0) return { fate: 'reset' };
      return { fate: 'cut', response, bytes: Math.floor(response.body.length * disturbance.share) };
    }
    case 'reset':
      if (disturbance.done) await ask();
      return { fate: 'reset' };
    case 'unknown-members':
      return { fate: 'whole', response: withUnknown(await ask()) };
    case 'concurrent-change':
      return { fate: 'whole', response: await ask() };
  }
}

/** An error as the service answers it. */
export function errorAnswer(contract: Contract, status: number, code: string): HttpResponse {
  const error: ServiceError = {
    code,
    message: `${code}, as the test asked for`,
    type: status < 500 ? 'Sender' : 'Receiver',
    requestId: '00000000-0000-0000-0000-000000000000',
  };
  const body = new TextEncoder().encode(writeErrorEnvelope(contract.service.namespace, error));
  return { status, headers: { 'content-type': 'text/xml', 'content-length': String(body.length) }, body };
}

const UNKNOWN = '<NotYetDocumented><Inner>1</Inner><Items><Item>2</Item></Items></NotYetDocumented>';

/** Adds what no documentation knows: an element at the beginning and at the end of the root, and a header. */
function withUnknown(response: HttpResponse): HttpResponse {
  const headers: Record<string, string> = { ...response.headers, 'x-amz-not-yet-documented': '1' };
  const text = new TextDecoder().decode(response.body);
  const body = new TextEncoder().encode(
    text.replace(/(<[A-Za-z]\w*(?:\s[^>]*)?>)/, `$1${UNKNOWN}`).replace(/(<\/\w+>\s*)$/, `${UNKNOWN}$1`),
  );
  if (headers['content-length'] !== undefined) headers['content-length'] = String(body.length);
  return { ...response, headers, body };
}
