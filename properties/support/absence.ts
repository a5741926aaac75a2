import type { HttpResponse } from '../../src/core/outcome.ts';

const answer = (status: number, type: string, text: string, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: { ...(type === '' ? {} : { 'content-type': type }), ...headers },
  body: new TextEncoder().encode(text),
});

const error = (code: string): string =>
  `<?xml version="1.0"?>\n<ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>No.</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

const TRACEBACK =
  '<html><body><h1>Internal Server Error</h1><pre>Traceback: raise NotImplementedError\nNotImplementedError: that action is not implemented</pre></body></html>';

/** How servers answer to an operation that they lack, whatever it is asked for. */
export const ABSENT: [string, HttpResponse][] = [
  ...[404, 405, 501].flatMap((status): [string, HttpResponse][] => [
    [`${status} with HTML`, answer(status, 'text/html', '<!doctype html><title>Not here</title>')],
    [`${status} with an empty body`, answer(status, '', '')],
    [`${status} with JSON`, answer(status, 'application/json', '{"message":"no such route"}')],
    [`${status} with text`, answer(status, 'text/plain', 'Not here')],
    [`${status} with an unknown code`, answer(status, 'text/xml', error('NoSuchRoute'))],
    [`${status} with an unknown code in JSON`, answer(status, 'application/json', '{"__type":"NoSuchRoute"}')],
  ]),
  ['500 NotImplemented', answer(500, 'text/xml', error('NotImplemented'))],
  [
    '500 InternalFailure, not implemented',
    answer(500, 'text/xml', error('InternalFailure').replace('No.', 'Not yet implemented')),
  ],
  ['500 with the page of a traceback', answer(500, 'text/html', TRACEBACK)],
  ['302 to a page of documentation', answer(302, 'text/html', '<html>Moved</html>', { location: '/docs' })],
  ['301 without a body', answer(301, '', '', { location: 'http://127.0.0.1:1/docs' })],
  ['400 InvalidAction', answer(400, 'text/xml', error('InvalidAction'))],
  ['400 UnknownOperation', answer(400, 'text/xml', error('UnknownOperation'))],
  [
    '400 UnknownOperationException in JSON',
    answer(400, 'application/json', '{"__type":"com.amazon#UnknownOperationException"}'),
  ],
];

/** The code of what is not found in other documents than the one that is due: the operation is there. */
export const PRESENT: [string, (code: string) => HttpResponse][] = [
  ['ErrorResponse', (code) => answer(404, 'text/xml', error(code))],
  ['Error alone', (code) => answer(404, 'text/xml', `<Error><Code>${code}</Code><Message>No.</Message></Error>`)],
  ['Code in ErrorResponse', (code) => answer(404, 'text/xml', `<ErrorResponse><Code>${code}</Code></ErrorResponse>`)],
  [
    'Errors in Response',
    (code) => answer(404, 'text/xml', `<Response><Errors><Error><Code>${code}</Code></Error></Errors></Response>`),
  ],
  ['another root element', (code) => answer(404, 'text/xml', `<Fault><Code>${code}</Code></Fault>`)],
  ['a JSON body', (code) => answer(404, 'application/json', `{"Error":{"Code":"${code}","Message":"No."}}`)],
  ['a JSON body with __type', (code) => answer(404, 'application/json', `{"__type":"com.amazonaws#${code}"}`)],
  ['ErrorResponse with another status', (code) => ({ ...answer(404, 'text/xml', error(code)), status: 400 })],
];
