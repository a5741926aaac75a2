import type { HttpRequest } from '../../core/outcome.ts';
import { bodyText, requests, withBody } from '../rewriting.ts';
import type { Fault } from './fault.ts';

const POLICIES = '/continuous-deployment-policy';
const CONFIG = 'ContinuousDeploymentPolicyConfig';
const WHOLE = `<${CONFIG}><StagingDistributionDnsNames><Quantity>1</Quantity><Items><DnsName>d0000000000000.cloudfront.net</DnsName></Items></StagingDistributionDnsNames><Enabled>false</Enabled></${CONFIG}>`;

const writes = ({ method, path }: HttpRequest): boolean =>
  (method === 'POST' || method === 'PUT') && path.includes(POLICIES);

/** Leaves out of a body what makes it no document, so that it is acted on. */
const lenient = (name: string, rule: string, about: string, mend: (text: string) => string): Fault => ({
  name,
  kind: 'written',
  breaks: `wire.${rule}`,
  about,
  handle: requests((request) => {
    const text = bodyText(request);
    const whole = writes(request) && request.body.length > 0 ? mend(text) : text;
    return whole === text ? request : withBody(request, whole);
  }),
});

/** Fetches what a body refers to. */
const fetching = (name: string, rule: string, about: string, reference: RegExp): Fault => ({
  name,
  kind: 'written',
  breaks: `wire.${rule}`,
  about,
  handle: (next) => async (request) => {
    const url = reference.exec(bodyText(request))?.[1];
    // Nothing of ours goes any farther than this machine.
    if (url?.startsWith('http://127.0.0.1:')) await fetch(url).catch(() => {});
    return next(request);
  },
});

/** Reads a body of an unusual form as if it said something else: `plain` makes the usual form of it. */
const misreads = (
  form: string,
  about: string,
  when: (text: string, request: HttpRequest) => boolean,
  plain: (text: string, request: HttpRequest) => string = (text) => text,
): Fault => ({
  name: `${form}-misread`,
  kind: 'written',
  breaks: `wire.${form}`,
  about: `${about} is read as if its booleans were the other way round.`,
  handle: requests((request) => {
    const text = bodyText(request);
    if (!writes(request) || !when(text, request)) return request;
    const turned = plain(text, request).replaceAll(/>(true|false)</g, (_, value) => `>${value !== 'true'}<`);
    const usual = withBody(request, turned);
    return {
      ...usual,
      path: request.path.replace(/\/$/, ''),
      headers: { ...usual.headers, 'content-type': 'text/xml' },
    };
  }),
});

/** Turns down the next write after a body of some form. */
const poisons = (form: string, rule: string, about: string, when: (request: HttpRequest) => boolean): Fault => ({
  name: `broken-after-${form}`,
  kind: 'written',
  breaks: `wire.${rule}`,
  about,
  handle: (next) => {
    let broken = false;
    return (request) => {
      const refuse = broken && writes(request);
      broken = writes(request) && when(request);
      return next(refuse ? withBody(request, '<Broken') : request);
    };
  },
});

const without =
  (pattern: RegExp) =>
  (text: string): string =>
    text.replaceAll(pattern, '');

const known = new Set(['lt', 'gt', 'amp', 'quot', 'apos']);

const decoded = ({ body }: HttpRequest): string =>
  new TextDecoder('utf-16le').decode(body).replace('encoding="UTF-16"', 'encoding="UTF-8"');

/** Ends with a body of some form, and answers nothing from then on. */
const dies = (form: string, about: string, when: (request: HttpRequest) => boolean): Fault => ({
  name: `dies-of-${form}`,
  kind: 'written',
  breaks: 'answer.target-survives',
  about: `${about} ends it.`,
  handle: (next) => {
    let dead = false;
    return async (request) => {
      dead ||= writes(request) && when(request);
      if (dead) throw new Error('it has ended');
      return next(request);
    };
  },
});

/** What goes wrong with documents of a form that few clients send. */
export const documentFaults: Fault[] = [
  dies('entity-bomb', 'An entity bomb', (request) => /(<!ENTITY[^>]*>){8}/.test(bodyText(request))),
  dies(
    'depth',
    'Deep nesting',
    ({ body }) => body.length > 100_000 && /(<n>){100}/.test(bodyText({ body: body.subarray(0, 2_000) })),
  ),
  lenient(
    'no-xml-accepted',
    'rejects-no-xml',
    'A body that is no XML is done with everything as it is usual.',
    (text) => (/^\s*[<{\ufeff]/.test(text) || text.includes('\u0000') ? text : WHOLE),
  ),
  lenient('two-roots-accepted', 'rejects-two-roots', 'What stands behind the root element is not looked at.', (text) =>
    text.replace(new RegExp(`(</${CONFIG}>)[\\s\\S]+$`), '$1'),
  ),
  lenient(
    'unclosed-accepted',
    'rejects-unclosed-element',
    'A start tag that nothing ends is not looked at.',
    without(/<Open>(?![\s\S]*<\/Open>)/g),
  ),
  lenient(
    'control-references-dropped',
    'rejects-control-references',
    'References to control characters are dropped.',
    without(/&#(x?0*1?[0-9a-f]);/gi),
  ),
  lenient(
    'bare-ampersands-dropped',
    'rejects-bare-ampersand',
    'Ampersands that begin no reference are dropped.',
    without(/& b|&(?![\w#]+;)/g),
  ),
  lenient(
    'undeclared-entities-dropped',
    'rejects-undeclared-entity',
    'References to entities that nobody declared are dropped.',
    (text) =>
      text.includes('<!DOCTYPE') ? text : text.replaceAll(/&(\w+);/g, (all, name) => (known.has(name) ? all : '')),
  ),
  lenient(
    'unbound-prefix-ignored',
    'rejects-unbound-prefix',
    'Namespace prefixes that nobody declared are dropped.',
    (text) => (text.includes('xmlns:') ? text : text.replaceAll(/(<\/?)\w+:/g, '$1')),
  ),
  lenient(
    'repeated-attributes-dropped',
    'rejects-repeated-attribute',
    'Of an attribute that stands twice none is looked at.',
    without(/ (\w+)="[^"]*" \1="[^"]*"/g),
  ),
  lenient('late-declaration-dropped', 'rejects-late-declaration', 'An XML declaration may stand anywhere.', (text) =>
    text.replaceAll(/\s+<\?xml [^>]*\?>/g, ''),
  ),
  fetching(
    'external-entity-fetched',
    'fetches-no-external-entity',
    'External entities are fetched.',
    /<!ENTITY \w+ SYSTEM "([^"]+)"/,
  ),
  fetching(
    'external-subset-fetched',
    'fetches-no-external-subset',
    'External document types are fetched.',
    /<!DOCTYPE \w+ SYSTEM "([^"]+)"/,
  ),
  poisons('doctype', 'rejects-doctype', 'After a document type declaration the next write is turned down.', (request) =>
    /<!DOCTYPE \w+>/.test(bodyText(request)),
  ),
  poisons('bomb', 'survives-entity-bomb', 'After an entity bomb the next write is turned down.', (request) =>
    /(<!ENTITY[^>]*>){8}/.test(bodyText(request)),
  ),
  poisons(
    'depth',
    'survives-deep-nesting',
    'After deep nesting the next write is turned down.',
    ({ body }) => body.length > 100_000 && /(<n>){100}/.test(bodyText({ body: body.subarray(0, 2_000) })),
  ),
  poisons(
    'long-text',
    'survives-long-text',
    'After a megabyte of text the next write is turned down.',
    ({ body }) => body.length > 500_000 && !/(<n>){100}/.test(bodyText({ body: body.subarray(0, 2_000) })),
  ),
  poisons(
    'repetition',
    'repeated-element',
    'After an element that stood twice the next write is turned down.',
    (request) => /<(\w+)>([^<]+)<\/\1><\1>\2<\/\1>/.test(bodyText(request)),
  ),
  misreads('unknown-attribute', 'A body with attributes that are not documented', (text) => / unknown="/.test(text)),
  misreads(
    'element-order',
    'A body whose elements are in another order',
    (text) =>
      text.indexOf('<Enabled>') >= 0 && text.indexOf('<Enabled>') < text.indexOf('<StagingDistributionDnsNames>'),
  ),
  misreads('comments', 'A body with comments', (text) => text.includes('<!--')),
  misreads('processing-instruction', 'A body with a processing instruction', (text) => /<\?(?!xml )/.test(text)),
  misreads('cdata', 'A body with CDATA sections', (text) => text.includes('<![CDATA[')),
  misreads('character-references', 'A body with character references', (text) => /(&#x\w+;){3}/.test(text)),
  misreads('blanks-between-elements', 'A body with blanks between its elements', (text) =>
    />\s+<(?!\?)[^>]*>\s+</.test(text),
  ),
  misreads('byte-order-mark', 'A body with a byte order mark', (_, { body }) => body[0] === 0xef && body[1] === 0xbb),
  misreads(
    'utf-16',
    'A body in UTF-16',
    (_, { body }) => body[0] === 0xff && body[1] === 0xfe,
    (_, request) => decoded(request),
  ),
  misreads('no-declaration', 'A body without an XML declaration', (text) => text.startsWith(`<${CONFIG}`)),
  misreads(
    'no-namespace',
    'A body in no namespace',
    (text) => text.includes(`<${CONFIG}>`) && text.startsWith('<?xml'),
  ),
  misreads(
    'other-namespace',
    'A body in another namespace',
    (text) => text.includes('xmlns="urn:'),
    (text) => text.replace(/ xmlns="[^"]*"/, ''),
  ),
  misreads(
    'namespace-prefix',
    'A body with a namespace prefix',
    (text) => text.includes(' xmlns:'),
    (text) => text.replaceAll(/(<\/?)\w+:/g, '$1').replace(' xmlns:p=', ' xmlns='),
  ),
  misreads(
    'no-content-type',
    'A body without a content type',
    (text, { headers }) => text !== '' && headers['content-type'] === undefined,
  ),
  misreads(
    'other-content-type',
    'A body that says that it is plain text',
    (_, { headers }) => headers['content-type'] === 'text/plain',
  ),
  misreads('trailing-slash', 'A body for a path with a slash at its end', (_, { path }) => path.endsWith('/')),
];
