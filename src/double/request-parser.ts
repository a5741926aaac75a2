import type { Contract } from '../core/contract.ts';
import type { HttpRequest } from '../core/outcome.ts';
import { requestDecoder } from '../wire/decode-request.ts';
import { withoutProlog } from './prolog.ts';
import type { ParsedRequest } from './turn.ts';

/** Compiles what requests are understood as: calls of the contract's operations, other operations of the service, or neither. */
export function createRequestParser(contract: Contract): (request: HttpRequest) => ParsedRequest {
  const decode = requestDecoder(contract);
  const others = (contract.elsewhere ?? []).map(patternOf);
  return (request) => {
    const [path = '', query = ''] = request.path.split('?', 2);
    const words = new URLSearchParams(query);
    const elsewhere = others.find(
      (other) =>
        other.method === request.method && other.path.test(path) && other.words.every((word) => words.has(word)),
    );
    // An operation that differs from another by a word in its query is the more exact one.
    if (elsewhere && elsewhere.words.length > 0) return { problem: 'elsewhere', reason: elsewhere.text };
    const decoded = decode(request);
    const { problem } = decoded as { problem?: string };
    const unknown = problem === 'no-operation' || problem === 'method';
    if (unknown && elsewhere) return { problem: 'elsewhere', reason: elsewhere.text };
    return 'problem' in decoded ? (readAllTheSame(decode, request, decoded) ?? decoded) : decoded;
  };
}

/** The call of a body that only some readers take, for its document type or its declared encoding: all else in it can be judged. */
function readAllTheSame(
  decode: ReturnType<typeof requestDecoder>,
  request: HttpRequest,
  { problem, reason }: { problem: string; reason: string },
): ParsedRequest | undefined {
  if (problem !== 'doctype' && problem !== 'encoding') return undefined;
  const decoded = decode({ ...request, body: withoutProlog(request.body) });
  return 'problem' in decoded ? undefined : { ...decoded, odd: reason };
}

function patternOf(text: string): { text: string; method: string; path: RegExp; words: string[] } {
  const [method = '', target = ''] = text.split(' ');
  const [path = '', query] = target.split('?');
  const expression = path
    .split('/')
    .map((piece) => (piece.startsWith('{') ? '[^/]+' : piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  const words = query === undefined ? [] : [...new URLSearchParams(query).keys()];
  return { text, method, path: new RegExp(`^${expression}/?$`), words };
}
