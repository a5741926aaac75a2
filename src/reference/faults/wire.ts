import type { HttpRequest } from '../../core/outcome.ts';
import { writeErrorEnvelope } from '../../wire/error-envelope.ts';
import { readXml } from '../../wire/xml-read.ts';
import { answers, bodyText, requests, rewritten, withBody } from '../rewriting.ts';
import type { Fault } from './fault.ts';

/** Mends a body that should have been refused, so that it is acted on. */
const mends = (
  name: string,
  breaks: string,
  about: string,
  mend: (text: string, request: HttpRequest) => string,
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  handle: requests((request) =>
    request.body.length === 0 ? request : rewritten(request, (text) => mend(text, request)),
  ),
});

const CONFIG = 'ContinuousDeploymentPolicyConfig';

/** Replaces the references to the entities that a document declares itself, and takes the declaration away. */
function expanded(text: string): string {
  const entities = new Map(
    [...text.matchAll(/<!ENTITY\s+(\w+)\s+"([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
  );
  let result = text.replace(/<!DOCTYPE[^[>]*(\[[^\]]*\])?\s*>/s, '');
  // Eight rounds are enough to show an expansion and too few to fill the memory.
  for (let round = 0; round < 8; round += 1) {
    result = result.replace(/&(\w+);/g, (reference, name: string) => entities.get(name) ?? reference);
  }
  return result;
}

/** Ends every element that a truncated document left open. */
function completed(text: string): string {
  const whole = text.replace(/<[^>]*$/, '');
  const open: string[] = [];
  for (const [, slash, name, empty] of whole.matchAll(/<(\/?)([A-Za-z][\w.:-]*)[^>]*?(\/?)>/g)) {
    if (slash) open.pop();
    else if (!empty) open.push(name!);
  }
  return (
    whole +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join('')
  );
}

/** Gives every end tag the name of the start tag that it ends. */
function matched(text: string): string {
  const open: string[] = [];
  return text.replace(
    /<(\/?)([A-Za-z][\w.:-]*)([^>]*?)(\/?)>/g,
    (tag, slash: string, name: string, _rest, empty: string) => {
      if (slash) return `</${open.pop() ?? name}>`;
      if (!empty) open.push(name);
      return tag;
    },
  );
}

function fromJson(text: string): string {
  try {
    const write = (value: unknown): string => {
      if (Array.isArray(value)) return value.map((item) => `<DnsName>${write(item)}</DnsName>`).join('');
      if (typeof value !== 'object' || value === null) return String(value);
      return Object.entries(value)
        .map(([name, inner]) => `<${name}>${write(inner)}</${name}>`)
        .join('');
    };
    const value = JSON.parse(text) as Record<string, unknown>;
    return `<${CONFIG}>${write(value[CONFIG] ?? value)}</${CONFIG}>`;
  } catch {
    return text;
  }
}

/** Answers 500 to some bodies. */
const breaksDown = (name: string, about: string, when: (request: HttpRequest) => boolean): Fault => ({
  name,
  kind: 'written',
  breaks: 'answer.no-server-error',
  about,
  handle: (next, { contract }) => {
    const error = { code: 'InternalFailure', message: 'Oh.', type: 'Receiver', requestId: '500' };
    const body = new TextEncoder().encode(writeErrorEnvelope(contract.service.namespace, error));
    return async (request) =>
      when(request) ? { status: 500, headers: { 'content-type': 'text/xml' }, body } : next(request);
  },
});

const problem = ({ body }: HttpRequest): string | undefined => {
  const reading = readXml(body);
  return 'problem' in reading ? reading.problem : undefined;
};

const writes = ({ method, path }: HttpRequest): boolean =>
  (method === 'POST' || method === 'PUT') && path.includes('/continuous-deployment-policy');

/** Faults in handling bodies that are not documents, and requests that the service does not know. */
export const wireFaults: Fault[] = [
  {
    name: 'method-not-allowed-without-allow',
    kind: 'written',
    breaks: 'wire.allow',
    about: 'A method that a path does not have is answered 405 without the methods that it has.',
    handle: answers(({ headers: { allow: _, ...headers }, ...response }) => ({ ...response, headers })),
  },
  mends(
    'doctype-expanded',
    'wire.{expands-no-internal-entity,rejects-doctype}',
    'Entities that a body declares are expanded.',
    expanded,
  ),
  mends('truncated-accepted', 'wire.rejects-{truncated,unclosed-element}', 'A truncated body is completed.', completed),
  mends('mismatch-accepted', 'wire.rejects-mismatched-tags', 'An end tag ends whatever is open.', matched),
  mends(
    'control-characters-dropped',
    'wire.rejects-control-characters',
    'Control characters are dropped from bodies.',
    (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ''),
  ),
  // Reading the bytes as text has put replacement characters in the place of those that are no UTF-8.
  {
    name: 'broken-utf-8-replaced',
    kind: 'written',
    breaks: 'wire.rejects-invalid-utf-8',
    about: 'Bytes that are no UTF-8 are replaced.',
    handle: requests((request) => (request.body.length === 0 ? request : withBody(request, bodyText(request)))),
  },
  mends('json-accepted', 'wire.rejects-json', 'JSON is accepted in the place of XML.', fromJson),
  mends('any-root-accepted', 'wire.rejects-other-root', 'A body may have any root element.', (text) => {
    const root = /<([A-Za-z][\w.-]*)([^>]*)>(?=[\s\S]*<StagingDistributionDnsNames>)/.exec(text)?.[1];
    return root === undefined ? text : text.replace(new RegExp(`<(/?)${root}(?=[\\s>])`, 'g'), `<$1${CONFIG}`);
  }),
  breaksDown(
    'malformed-breaks-down',
    'A body that is no XML is answered 500.',
    (request) => writes(request) && problem(request) === 'malformed',
  ),
  breaksDown(
    'doctype-breaks-down',
    'A document type declaration is answered 500.',
    (request) => problem(request) === 'doctype',
  ),
  breaksDown(
    'empty-body-breaks-down',
    'An empty body is answered 500.',
    (request) => writes(request) && problem(request) === 'empty',
  ),
  breaksDown(
    'broken-utf-8-breaks-down',
    'Bytes that are no UTF-8 are answered 500.',
    (request) => problem(request) === 'encoding',
  ),
  breaksDown(
    'large-body-breaks-down',
    'A body of more than 64 kB is answered 500.',
    ({ body }) => body.length > 65_536,
  ),
  breaksDown('depth-breaks-down', 'Deep nesting is answered 500.', (request) =>
    /(<[^/!?][^>]*>\s*){100}/.test(bodyText(request)),
  ),
  {
    name: 'empty-body-accepted',
    kind: 'written',
    breaks: '{wire.rejects-empty-body,*Request.ContinuousDeploymentPolicyConfig.required}',
    about: 'A create without a body is done with everything as it is usual.',
    handle: requests((request) => {
      if (
        request.method !== 'POST' ||
        !request.path.endsWith('/continuous-deployment-policy') ||
        problem(request) !== 'empty'
      ) {
        return request;
      }
      const names = '<Quantity>1</Quantity><Items><DnsName>d0000000000000.cloudfront.net</DnsName></Items>';
      return withBody(
        request,
        `<${CONFIG}><StagingDistributionDnsNames>${names}</StagingDistributionDnsNames><Enabled>false</Enabled></${CONFIG}>`,
      );
    }),
  },
  {
    name: 'empty-update-accepted',
    kind: 'written',
    breaks:
      '{wire.rejects-empty-body,UpdateContinuousDeploymentPolicyRequest.ContinuousDeploymentPolicyConfig.required}',
    about: 'An update without a body is done with everything as it is usual.',
    handle: requests((request) =>
      request.method === 'PUT' &&
      request.path.includes('/continuous-deployment-policy/') &&
      problem(request) === 'empty'
        ? withBody(
            request,
            `<${CONFIG}><StagingDistributionDnsNames><Quantity>1</Quantity><Items><DnsName>d0000000000000.cloudfront.net</DnsName></Items></StagingDistributionDnsNames><Enabled>false</Enabled></${CONFIG}>`,
          )
        : request,
    ),
  },
  {
    name: 'unknown-element-breaks-down',
    kind: 'written',
    breaks: '{wire.unknown-element,answer.no-server-error}',
    about: 'An element that is not documented is answered 500.',
    handle: (next) => async (request) => {
      const response = await next(request);
      const text = bodyText(request);
      const known =
        /^(<\/?(ContinuousDeploymentPolicyConfig|StagingDistributionDnsNames|Quantity|Items|DnsName|Enabled|TrafficConfig|SingleWeightConfig|Weight|SessionStickinessConfig|IdleTTL|MaximumTTL|SingleHeaderConfig|Header|Value|Type)\b)/;
      const strange =
        text.includes(`<${CONFIG}`) && (text.match(/<\/?[A-Za-z][\w.-]*/g) ?? []).some((tag) => !known.test(tag));
      return strange ? { status: 500, headers: {}, body: new Uint8Array(0) } : response;
    },
  },
  {
    name: 'stuck-after-malformed',
    kind: 'written',
    breaks: 'answer.no-server-error',
    about: 'After a body that is no XML every further create is answered 500.',
    handle: (next) => {
      let stuck = false;
      return async (request) => {
        if (stuck && request.method === 'POST') return { status: 500, headers: {}, body: new Uint8Array(0) };
        stuck ||= writes(request) && problem(request) === 'malformed';
        return next(request);
      };
    },
  },
];
