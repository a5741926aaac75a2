import type { Contract, Operation } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { HttpRequest } from '../core/outcome.ts';
import { bodyReader, headersReader } from './decode.ts';
import { type ReadScalar, readScalar } from './scalar.ts';
import { type Layout, layout, operationOf, perContract, perName, resolve } from './shapes.ts';
import { readXml, XML_LIMITS, type XmlLimits, type XmlProblem } from './xml-read.ts';

/** Why a request is no call of the contract's operations. */
export type RequestProblem = XmlProblem | 'no-operation' | 'method' | 'root' | 'namespace' | 'path';

/** The call that a request makes, or what is wrong with it. The operation is known unless the path is unknown. */
export type DecodedRequest =
  | { operation: string; input: JsonObject }
  | { operation?: string; problem: RequestProblem; reason: string };

export interface RequestReading {
  scalar: ReadScalar;
  limits: XmlLimits;
}

interface RequestRoute {
  name: string;
  method: string;
  /** Segments of the path; a label's name in braces. */
  segments: string[];
  /** Parameters of the query that tell the operation from others at its path; an empty value stands for any. */
  words: [key: string, value: string][];
}

type ReadRequest = (labels: JsonObject, query: URLSearchParams, request: HttpRequest) => DecodedRequest;

/** Compiles a contract for a server, once: the result finds a request's operation and reads its input. One slash at the path's end is passed over. */
export function requestDecoder(
  contract: Contract,
  { scalar = readScalar, limits = XML_LIMITS }: Partial<RequestReading> = {},
): (request: HttpRequest) => DecodedRequest {
  const made = decoders(contract);
  const known = made.find((one) => one.scalar === scalar && one.limits === limits);
  if (known) return known.decode;
  const decode = finder(contract, { scalar, limits });
  made.push({ scalar, limits, decode });
  return decode;
}

/** The decoders of a contract, each with what it was made for. */
const decoders = perContract((): (RequestReading & { decode: (request: HttpRequest) => DecodedRequest })[] => []);

function finder(contract: Contract, reading: RequestReading): (request: HttpRequest) => DecodedRequest {
  const routes = Object.values(contract.operations).map(routeOf);
  // An operation that a word in the query tells from another at the same path is the more exact one.
  routes.sort((a, b) => b.words.length - a.words.length);
  const reader = perName((name) => compile(contract, operationOf(contract, name), reading));
  return (request) => {
    const [path = '', query = ''] = split(request.path);
    const segments = path.replace(/\/$/, '').split('/');
    const words = new URLSearchParams(query);
    const here = routes.filter((candidate) => fits(candidate.segments, segments) && has(words, candidate));
    if (here.length === 0) return { problem: 'no-operation', reason: `nothing is at ${path}` };
    const found = here.find(({ method }) => method === request.method);
    if (!found) return { problem: 'method', reason: here.map(({ method }) => method).join(', ') };
    const labels: JsonObject = {};
    try {
      for (const [index, segment] of found.segments.entries()) {
        const label = /^\{(.*)\}$/.exec(segment)?.[1];
        if (label !== undefined) labels[label] = decodeURIComponent(segments[index]!);
      }
    } catch {
      return { operation: found.name, problem: 'path', reason: 'a percent sign that encodes nothing' };
    }
    return reader(found.name)(labels, words, request);
  };
}

function routeOf({ name, method, path: target }: Operation): RequestRoute {
  const [path = '', query = ''] = split(target);
  return { name, method, segments: path.split('/'), words: [...new URLSearchParams(query)] };
}

const has = (query: URLSearchParams, { words }: RequestRoute): boolean =>
  words.every(([key, value]) => (value === '' ? query.has(key) : query.get(key) === value));

function compile(contract: Contract, { name, input }: Operation, { scalar, limits }: RequestReading): ReadRequest {
  const parts = layout(contract, input);
  const readHeaders = headersReader(contract, parts, scalar);
  const readQuery = queryReader(contract, parts, scalar);
  const readBody = bodyReader(contract, parts, scalar);
  return (labels, query, request) => {
    const read = readQuery(query, readHeaders(lowerCased(request.headers), labels));
    if (parts.root === undefined) return { operation: name, input: read };
    const reading = readXml(request.body, limits);
    if ('problem' in reading) return { operation: name, ...reading };
    const { root } = reading;
    if (root.name !== parts.root)
      return { operation: name, problem: 'root', reason: `the root element is ${root.name}` };
    if (root.namespace !== '' && root.namespace !== contract.service.namespace) {
      return { operation: name, problem: 'namespace', reason: `the namespace is ${root.namespace}` };
    }
    return { operation: name, input: readBody(root, read) };
  };
}

function queryReader(
  contract: Contract,
  { queries }: Layout,
  scalar: ReadScalar,
): (query: URLSearchParams, into: JsonObject) => JsonObject {
  const readers = queries.map(({ member, key }) => ({
    name: member.name,
    key,
    type: resolve(contract, member.schema).type,
  }));
  return (query, into) => {
    for (const { name, key, type } of readers) {
      const text = query.get(key);
      if (text !== null) into[name] = scalar(type, text);
    }
    return into;
  };
}

function split(target: string): string[] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target] : [target.slice(0, mark), target.slice(mark + 1)];
}

function fits(pattern: string[], segments: string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((piece, index) => (piece.startsWith('{') ? segments[index] !== '' : piece === segments[index]))
  );
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name in headers) result[name.toLowerCase()] = headers[name]!;
  return result;
}
