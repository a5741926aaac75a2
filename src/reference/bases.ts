import type { HttpResponse } from '../core/outcome.ts';
import { defectFaults } from './faults/defects.ts';
import type { Modification } from './modification.ts';
import { refuse } from './refusal.ts';
import { answers, bodyText, withBody } from './rewriting.ts';
import { around } from './wrapping.ts';

/**
 * A thing that is wrong with a whole server, and that must not keep a run from finding what else is wrong there. Faults are
 * judged on top of it.
 */
export interface Base {
  /** A stable slug. */
  name: string;
  about: string;
  modification: Modification;
  /** Rules that need what is missing or wrong: only these may be left unjudged. */
  rests: RegExp;
}

/** Every call of an operation is answered like a path that nobody serves. */
const withoutRoute = (isRoute: (method: string, path: string) => boolean): Modification => ({
  handle: (next) => async (request) => {
    const [path = ''] = request.path.split('?');
    return isRoute(request.method, path) ? { status: 404, headers: {}, body: new Uint8Array() } : next(request);
  },
});

const refusing = (operations: string[], found: RegExp): Modification => ({
  operate: around(
    operations,
    (next) => (context, input) =>
      found.test(JSON.stringify(input)) ? refuse('InvalidArgument', 'That is not known here.') : next(context, input),
  ),
});

const withCode = (from: string, to: string): Modification => ({
  handle: answers((response: HttpResponse) => {
    const text = response.status >= 400 ? bodyText(response) : '';
    return text.includes(`<Code>${from}<`) ? withBody(response, text.replaceAll(from, to)) : response;
  }),
});

const POLICY = 'continuous-deployment-policy';

/** What kind of call a request is. Promotions are updates. */
function verbOf(method: string, path: string): 'create' | 'update' | 'read' | 'list' | undefined {
  const [, kind = '', id, part] = path.split('?')[0]!.split('/').slice(1);
  if (kind !== POLICY && kind !== 'distribution') return undefined;
  if (method === 'POST') return 'create';
  if (method === 'PUT') return 'update';
  if (method !== 'GET' || part !== undefined) return undefined;
  return id === undefined ? 'list' : 'read';
}

/** Rewrites the successes of some kinds of calls. */
const successes = (
  verbs: readonly ReturnType<typeof verbOf>[],
  rewrite: (response: HttpResponse) => HttpResponse,
): Modification => ({
  handle: answers((response, { method, path }) =>
    response.status < 300 && verbs.includes(verbOf(method, path)) ? rewrite(response) : response,
  ),
});

/** A document that breaks off: no repair mends it. */
const brokenOff = (response: HttpResponse): HttpResponse => {
  const text = bodyText(response);
  return withBody(response, text.slice(0, Math.floor((2 * text.length) / 3)));
};

const withoutEtag = (response: HttpResponse): HttpResponse => {
  const { etag: _, ...headers } = response.headers;
  return { ...response, headers };
};

const defect = (name: string): Modification => defectFaults.find((fault) => fault.name === name)!;

/** An error document that begins with its Error element. */
function bare(response: HttpResponse): HttpResponse {
  const [error] = /<Error>[\s\S]*<\/Error>/.exec(bodyText(response)) ?? [];
  return error === undefined ? response : withBody(response, `<?xml version="1.0"?>\n${error}`);
}

/** An error as JSON. */
function inJson(response: HttpResponse): HttpResponse {
  const [, code] = /<Code>([^<]*)/.exec(bodyText(response)) ?? [];
  const headers = { ...response.headers, 'content-type': 'application/x-amz-json-1.1' };
  return code === undefined
    ? response
    : withBody({ ...response, headers }, JSON.stringify({ __type: code, message: '' }));
}

export const BASES: readonly Base[] = [
  {
    name: 'declaration-doubled',
    about: 'Every document has two XML declarations.',
    modification: defect('declaration-doubled'),
    rests: /^answer\.well-formed$/,
  },
  {
    name: 'errors-without-envelope',
    about: 'Errors have no ErrorResponse around them.',
    modification: { handle: answers((response) => (response.status >= 400 ? bare(response) : response)) },
    rests: /^answer\.(error-|well-formed)/,
  },
  {
    name: 'errors-in-json',
    about: 'Errors are JSON, as other protocols of AWS write them.',
    modification: { handle: answers((response) => (response.status >= 400 ? inJson(response) : response)) },
    rests: /^answer\.error-/,
  },
  {
    name: 'wrong-not-found',
    about: 'What does not exist is answered with a code that is not documented.',
    modification: withCode('NoSuchContinuousDeploymentPolicy', 'PolicyNotFound'),
    rests: /unknown-id|deleted|twice|^answer\.error-known|odd-id/,
  },
  {
    name: 'no-copy',
    about: 'There is no CopyDistribution.',
    modification: withoutRoute((method, path) => method === 'POST' && path.endsWith('/copy')),
    rests: /\.copy\b|^CopyDistribution/,
  },
  {
    name: 'no-stickiness',
    about: 'A policy with session stickiness is refused.',
    modification: refusing(
      ['CreateContinuousDeploymentPolicy', 'UpdateContinuousDeploymentPolicy'],
      /"SessionStickinessConfig"/,
    ),
    rests: /SessionStickiness|update\.replaces|list\.echoes/,
  },
  {
    name: 'no-aliases',
    about: 'A distribution with an alias is refused.',
    modification: refusing(['CreateDistribution', 'UpdateDistribution'], /"Aliases":\{[^}]*"Items":\["/),
    rests: /[Aa]lias/,
  },
  {
    name: 'no-config-reads',
    about: 'There is no reading of a configuration alone.',
    modification: withoutRoute((method, path) => method === 'GET' && path.endsWith('/config')),
    rests: /get-config|read-config/i,
  },
  {
    name: 'writes-unreadable',
    about: 'The documents of creates, copies, updates and promotions break off.',
    modification: successes(['create', 'update'], brokenOff),
    rests: /^answer\.(well-formed|matches-schema|counts|timestamps)|\.echoes$|promote\.answer|last-modified\.agrees/,
  },
  {
    name: 'reads-unreadable',
    about: 'The documents of reads break off.',
    modification: successes(['read'], brokenOff),
    rests: /^answer\.(well-formed|matches-schema)|last-modified|\.get\b|wire\.allow/,
  },
  {
    name: 'lists-unreadable',
    about: 'The documents of lists break off.',
    modification: successes(['list'], brokenOff),
    rests: /^answer\.(well-formed|matches-schema)|\.list\b|selected-only|every-transition/,
  },
  {
    name: 'no-reads',
    about: 'A resource cannot be read: there is only its configuration, and the list.',
    modification: withoutRoute((method, path) => verbOf(method, path) === 'read'),
    // Much of what becomes of distributions is judged on a read of them.
    rests:
      /\.read\b|\.get\b|last-modified|wire\.allow|^answer\.|etag\.agrees|copy\.(leaves|separate)|attach\.(shows|omitted)|\.detach$|promote\.(copies|keeps|new-etag|leaves|disables)/,
  },
  {
    name: 'etags-in-reads-only',
    about: 'Creates and updates answer without an ETag.',
    modification: successes(['create', 'update'], withoutEtag),
    rests: /etag|^answer\.etag/i,
  },
];
