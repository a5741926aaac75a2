import type { Handler } from '../../core/target.ts';
import { writeErrorEnvelope } from '../../wire/error-envelope.ts';
import type { Context } from '../context.ts';
import { newEntry } from '../entries.ts';
import { claim } from '../policies/claims.ts';
import type { ReferenceState } from '../state.ts';
import { around } from '../wrapping.ts';
import type { Variant } from './variant.ts';

/** Every how many requests one is throttled. */
const THROTTLED = 15;
const LATE_MS = 500;
const OTHERS = 5;

/** What the AWS SDKs take for throttling, with statuses that such answers have. */
const THROTTLING: { status: number; code: string }[] = [
  { status: 403, code: 'RequestThrottledException' },
  { status: 400, code: 'LimitExceededException' },
  { status: 400, code: 'PriorRequestNotComplete' },
  { status: 429, code: 'ThrottledException' },
  { status: 400, code: 'ProvisionedThroughputExceededException' },
  { status: 503, code: 'SlowDown' },
  { status: 403, code: 'EC2ThrottledException' },
  { status: 409, code: 'TransactionInProgressException' },
  { status: 400, code: 'RequestTimeout' },
  { status: 500, code: 'BandwidthLimitExceeded' },
];

function throttling(...refusals: { status: number; code: string; headers?: Record<string, string> }[]) {
  return (next: Handler, { contract }: Context): Handler => {
    let count = 0;
    return async (request) => {
      count += 1;
      if (count % THROTTLED !== 0) return next(request);
      const { status, code, headers } = refusals[(count / THROTTLED) % refusals.length]!;
      const error = { code, message: 'Rate exceeded', type: 'Sender', requestId: `throttled-${count}` };
      const body = new TextEncoder().encode(writeErrorEnvelope(contract.service.namespace, error));
      return {
        status,
        headers: { 'content-type': 'text/xml', 'content-length': String(body.length), ...headers },
        body,
      };
    };
  };
}

/** Adds a policy that somebody else made. */
function addForeign(context: Context, n: number): void {
  const config = {
    StagingDistributionDnsNames: { Quantity: 1, Items: [`dforeign${String(n).padStart(6, '0')}.cloudfront.net`] },
    Enabled: n % 2 === 0,
  };
  const policy = newEntry(context, 'policy', `foreign ${n}`, config);
  context.state.policies.set(policy.id, policy);
  claim(context, policy);
}

/** Listings show the state of a while ago. */
const lateLists: Variant['operate'] = (before) => {
  const past: { at: number; policies: ReferenceState['policies']; distributions: ReferenceState['distributions'] }[] =
    [];
  const remember = ({ state, now }: Context): void => {
    const at = now().getTime();
    while (past.length > 1 && past[1]!.at <= at - LATE_MS) past.shift();
    past.push({ at, policies: new Map(state.policies), distributions: new Map(state.distributions) });
  };
  const writing = around(
    Object.keys(before).filter((name) => !/^(Get|List)/.test(name)),
    (next) => async (context, input) => {
      if (past.length === 0) remember(context);
      const result = await next(context, input);
      if ('output' in result) remember(context);
      return result;
    },
  );
  const listing = around(
    Object.keys(before).filter((name) => name.startsWith('List')),
    (next) => (context, input) => {
      const limit = context.now().getTime() - LATE_MS;
      const seen = past.findLast(({ at }) => at <= limit) ?? past[0];
      return next(seen ? { ...context, state: { ...context.state, ...seen } } : context, input);
    },
  );
  return listing(writing(before));
};

/** Other circumstances under which the same service is met. */
export const circumstanceVariants: Variant[] = [
  {
    name: 'names-must-exist',
    about: 'A policy names staging distributions that exist.',
    decide: () => ({ unknownNames: 'refused' }),
  },
  { name: 'quota-20', about: 'There may be twenty policies.', decide: () => ({ quota: 20 }) },
  {
    name: 'throttling-503',
    about: 'One request in fifteen is answered 503.',
    handle: throttling({ status: 503, code: 'ServiceUnavailable' }),
  },
  {
    name: 'throttling-400',
    about: 'One request in fifteen is answered 400 Throttling.',
    handle: throttling({ status: 400, code: 'Throttling' }),
  },
  {
    name: 'throttling-429',
    about: 'One request in fifteen is answered 429 with Retry-After.',
    handle: throttling({ status: 429, code: 'TooManyRequests', headers: { 'retry-after': '0' } }),
  },
  {
    name: 'throttling-in-many-words',
    about: 'One request in fifteen is throttled, with one of the codes that the SDKs know.',
    handle: throttling(...THROTTLING),
  },
  { name: 'list-settles-late', about: 'Listings lag half a second behind.', operate: lateLists },
  {
    name: 'deployment-takes-time',
    about: 'A distribution is in progress for a fifth of a second after each change.',
    decide: () => ({ deploying: 200 }),
  },
  {
    name: 'others-live-here',
    about: 'There are policies from before, and others add more during the run.',
    handle: (next, context) => {
      let added = 0;
      let count = 0;
      while (added < OTHERS) addForeign(context, added++);
      return (request) => {
        count += 1;
        if (count % 40 === 0) addForeign(context, added++);
        return next(request);
      };
    },
  },
  {
    name: 'unsigned-refused',
    about: 'Requests without a signature are refused with 403.',
    handle:
      (next, { contract }) =>
      async (request) => {
        if (/^AWS4-HMAC-SHA256 /.test(request.headers.authorization ?? '')) return next(request);
        const error = {
          code: 'MissingAuthenticationToken',
          message: 'No signature.',
          type: 'Sender',
          requestId: 'unsigned',
        };
        const body = new TextEncoder().encode(writeErrorEnvelope(contract.service.namespace, error));
        return { status: 403, headers: { 'content-type': 'text/xml', 'content-length': String(body.length) }, body };
      },
  },
];
