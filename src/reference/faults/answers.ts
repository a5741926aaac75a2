import type { HttpResponse } from '../../core/outcome.ts';
import { answers, bodyText, withBody } from '../rewriting.ts';
import type { Fault } from './fault.ts';

const isError = ({ status }: HttpResponse): boolean => status >= 400;
const codeOf = (response: HttpResponse): string => /<Code>(.*?)<\/Code>/.exec(bodyText(response))?.[1] ?? '';

/** Rewrites what goes out. */
const rewritten = (name: string, breaks: string, about: string, rewrite: Parameters<typeof answers>[0]): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  handle: answers(rewrite),
});

const errors = (
  name: string,
  breaks: string,
  about: string,
  rewrite: (response: HttpResponse, code: string) => HttpResponse,
): Fault =>
  rewritten(name, breaks, about, (response) => (isError(response) ? rewrite(response, codeOf(response)) : response));

const successes = (
  name: string,
  breaks: string,
  about: string,
  rewrite: (response: HttpResponse, text: string) => HttpResponse,
): Fault =>
  rewritten(name, breaks, about, (response) => (isError(response) ? response : rewrite(response, bodyText(response))));

const status =
  (from: string, to: number) =>
  (response: HttpResponse, code: string): HttpResponse =>
    code === from ? { ...response, status: to } : response;

const recoded =
  (from: string, to: string) =>
  (response: HttpResponse, code: string): HttpResponse =>
    code === from ? withBody(response, bodyText(response).replace(`<Code>${from}<`, `<Code>${to}<`)) : response;

/** What goes wrong with answers as such. */
export const answerFaults: Fault[] = [
  errors('errors-as-html', 'answer.error-envelope', 'Errors are HTML pages.', (response) =>
    withBody(response, '<!DOCTYPE html><html><body>Error</body></html>', { 'content-type': 'text/html' }),
  ),
  errors('errors-as-json', 'answer.error-envelope', 'Errors are JSON.', (response, code) =>
    withBody(response, JSON.stringify({ __type: code, message: '' }), { 'content-type': 'application/json' }),
  ),
  errors('errors-empty', 'answer.error-envelope', 'Errors have no body.', (response) => withBody(response, '')),
  errors(
    'errors-without-envelope',
    'answer.error-envelope',
    'Errors are an Error element without the envelope around it.',
    (response) => withBody(response, bodyText(response).replace(/<ErrorResponse[^>]*>|<RequestId>.*$/gs, '')),
  ),
  errors('errors-without-code', 'answer.error-envelope', 'Errors have no code.', (response) =>
    withBody(response, bodyText(response).replace(/<Code>.*<\/Code>/s, '')),
  ),
  errors('errors-without-message', 'answer.error-message', 'Errors have no message.', (response) =>
    withBody(response, bodyText(response).replace(/<Message>.*<\/Message>/s, '')),
  ),
  errors('errors-without-type', 'answer.error-type', 'Errors do not say whose fault they are.', (response) =>
    withBody(response, bodyText(response).replace(/<Type>.*<\/Type>/s, '')),
  ),
  errors(
    'errors-of-the-receiver',
    'answer.error-type',
    'Every error is said to be the fault of the service.',
    (response) => withBody(response, bodyText(response).replace('<Type>Sender<', '<Type>Receiver<')),
  ),
  errors(
    'errors-without-request-id',
    'answer.error-request-id',
    'Errors have no request id.',
    ({ headers: { 'x-amzn-requestid': _, ...headers }, ...response }) =>
      withBody({ ...response, headers }, bodyText(response).replace(/<RequestId>.*<\/RequestId>/s, '')),
  ),
  errors('errors-with-status-200', 'answer.readable', 'Errors come with status 200.', (response) => ({
    ...response,
    status: 200,
  })),
  errors(
    'errors-with-status-500',
    'answer.{no-server-error,error-status}',
    'Errors come with status 500.',
    (response) => ({ ...response, status: 500 }),
  ),
  errors('errors-with-status-400', 'answer.error-status', 'Every error comes with status 400.', (response) => ({
    ...response,
    status: 400,
  })),
  errors(
    'not-found-with-status-400',
    'answer.error-status',
    'An unknown id is answered with status 400.',
    status('NoSuchContinuousDeploymentPolicy', 400),
  ),
  errors(
    'not-found-with-status-500',
    'answer.{no-server-error,error-status}',
    'An unknown id is answered with status 500.',
    status('NoSuchContinuousDeploymentPolicy', 500),
  ),
  errors(
    'in-use-with-status-400',
    'answer.error-status',
    'A staging distribution in use is answered with status 400.',
    status('StagingDistributionInUse', 400),
  ),
  errors('errors-as-plain-text', 'answer.content-type', 'Errors say that they are plain text.', (response) => ({
    ...response,
    headers: { ...response.headers, 'content-type': 'text/plain' },
  })),
  errors(
    'invalid-breaks-down',
    'answer.{no-server-error,error-status}',
    'An invalid argument is answered with status 500.',
    status('InvalidArgument', 500),
  ),
  errors(
    'invalid-with-status-422',
    'answer.error-status',
    'An invalid argument is answered with status 422.',
    status('InvalidArgument', 422),
  ),
  errors(
    'invalid-is-bad-request',
    '{answer.error-known,refusal.*}',
    'An invalid argument has a code of another service.',
    recoded('InvalidArgument', 'BadRequestException'),
  ),
  errors(
    'malformed-is-bad-request',
    '{answer.error-known,refusal.{required,type}}',
    'A body of the wrong form has a code of another service.',
    recoded('MalformedXML', 'BadRequestException'),
  ),
  errors(
    'count-is-invalid-argument',
    'refusal.countOf',
    'A wrong count has the code of any invalid argument.',
    recoded('InconsistentQuantities', 'InvalidArgument'),
  ),
  errors(
    'not-found-is-resource-not-found',
    '{answer.error-known,lifecycle.*.unknown-id,lifecycle.read.deleted}',
    'An unknown id has a code of another service.',
    recoded('NoSuchContinuousDeploymentPolicy', 'ResourceNotFoundException'),
  ),
  errors(
    'not-found-is-distribution',
    '{answer.error-known,lifecycle.*.unknown-id,lifecycle.read.deleted}',
    'An unknown policy is answered as an unknown distribution.',
    recoded('NoSuchContinuousDeploymentPolicy', 'NoSuchDistribution'),
  ),
  errors(
    'in-use-is-invalid-argument',
    '{answer.error-status,continuous-deployment.{second-policy,move-to-taken,staging.disable-in-use}}',
    'A staging distribution in use has the code of any invalid argument.',
    recoded('StagingDistributionInUse', 'InvalidArgument'),
  ),
  errors(
    'missing-if-match-is-invalid-argument',
    'lifecycle.{update,delete}.requires-if-match',
    'A missing If-Match has the code of any invalid argument.',
    recoded('InvalidIfMatchVersion', 'InvalidArgument'),
  ),
  rewritten('create-with-status-200', 'answer.documented-status', 'A create is answered 200.', (response) =>
    response.status === 201 ? { ...response, status: 200 } : response,
  ),
  rewritten('create-with-status-202', 'answer.documented-status', 'A create is answered 202.', (response) =>
    response.status === 201 ? { ...response, status: 202 } : response,
  ),
  rewritten('delete-with-status-200', 'answer.documented-status', 'A delete is answered 200.', (response) =>
    response.status === 204 ? { ...response, status: 200 } : response,
  ),
  rewritten(
    'update-with-status-201',
    'answer.documented-status',
    'An update is answered 201.',
    (response, { method }) => (response.status === 200 && method === 'PUT' ? { ...response, status: 201 } : response),
  ),
  successes('success-as-json', 'answer.readable', 'Successes are JSON.', (response, text) =>
    text === '' ? response : withBody(response, '{}', { 'content-type': 'application/json' }),
  ),
  successes('success-empty', 'answer.readable', 'Successes have no body.', (response) => withBody(response, '')),
  successes('success-truncated', 'answer.well-formed', 'Successes lose their last twenty bytes.', (response, text) =>
    withBody(response, text.slice(0, -20)),
  ),
  successes('success-without-namespace', 'answer.namespace', 'Successes are in no namespace.', (response, text) =>
    withBody(response, text.replace(/ xmlns="[^"]*"/, '')),
  ),
  successes(
    'success-in-other-namespace',
    'answer.namespace',
    'Successes are in the namespace of another version.',
    (response, text) =>
      withBody(response, text.replace(/ xmlns="[^"]*"/, ' xmlns="http://cloudfront.amazonaws.com/doc/2019-03-26/"')),
  ),
  successes('success-as-plain-text', 'answer.content-type', 'Successes say that they are plain text.', (response) => ({
    ...response,
    headers: { ...response.headers, 'content-type': 'text/plain' },
  })),
  successes(
    'root-renamed',
    'answer.readable',
    'The root element is that of the answer, not of what it carries.',
    (response, text) => withBody(response, text.replace(/<(\/?)ContinuousDeploymentPolicy(?=[ >])/g, '<$1Response')),
  ),
  successes(
    'one-level-deeper',
    'answer.readable',
    'What an answer carries sits one element deeper.',
    (response, text) =>
      withBody(response, text.replace(/^(<\?xml.*\?>\s*<[^>]*>)(.*)(<\/[^>]*>)$/s, '$1<Result>$2</Result>$3')),
  ),
  successes('id-renamed', 'answer.matches-schema', 'The id is called PolicyId.', (response, text) =>
    withBody(response, text.replace(/<(\/?)Id>/g, '<$1PolicyId>')),
  ),
  successes('ttl-renamed', 'answer.matches-schema', 'IdleTTL is called IdleTtl.', (response, text) =>
    withBody(response, text.replace(/<(\/?)IdleTTL>/g, '<$1IdleTtl>')),
  ),
  successes(
    'items-renamed',
    'lifecycle.{create,update,list}.echoes',
    'Names of staging distributions are called member.',
    (response, text) => withBody(response, text.replace(/<(\/?)DnsName>/g, '<$1member>')),
  ),
  successes(
    'list-items-flat',
    'answer.matches-schema',
    'Items are listed without the structure around them.',
    (response, text) =>
      withBody(
        response,
        text.replace(
          /(<ContinuousDeploymentPolicySummary>)<ContinuousDeploymentPolicy>(.*?)<\/ContinuousDeploymentPolicy>/g,
          '$1$2',
        ),
      ),
  ),
  successes('booleans-capitalised', 'answer.matches-schema', 'Booleans are spelled True and False.', (response, text) =>
    withBody(response, text.replaceAll('>true<', '>True<').replaceAll('>false<', '>False<')),
  ),
  successes(
    'integers-with-fraction',
    'answer.matches-schema',
    'Integers are spelled with a fraction.',
    (response, text) => withBody(response, text.replace(/>(\d+)<\/(IdleTTL|MaximumTTL|Quantity)>/g, '>$1.0</$2>')),
  ),
  successes(
    'time-without-zone',
    'lifecycle.last-modified.timestamp',
    'Times have neither zone nor T.',
    (response, text) => withBody(response, text.replace(/(\d{4}-\d\d-\d\d)T([\d:]+)(\.\d+)?Z/g, '$1 $2')),
  ),
  successes(
    'type-lower-cased',
    'lifecycle.{create,update,list}.echoes',
    'The type of traffic is spelled in another case.',
    (response, text) =>
      withBody(
        response,
        text.replaceAll('>SingleWeight<', '>singleWeight<').replaceAll('>SingleHeader<', '>singleHeader<'),
      ),
  ),
];
