import type { HttpResponse } from '../../core/outcome.ts';
import { answers, bodyText, withBody } from '../rewriting.ts';
import type { Fault } from './fault.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** Rewrites the documents of answers, of all or of those with some statuses. */
const documents =
  (concerned: (response: HttpResponse) => boolean) =>
  (name: string, breaks: string, about: string, change: (text: string) => string): Fault => ({
    name,
    kind: 'written',
    breaks,
    about,
    handle: answers((response) =>
      response.body.length > 0 && concerned(response) ? withBody(response, change(bodyText(response))) : response,
    ),
  });

const all = documents(() => true);
const errors = documents(({ status }) => status >= 400);
const successes = documents(({ status }) => status < 400);

const labelled =
  (encoding: string) =>
  (text: string): string =>
    text.replace(/encoding="[^"]*"/, `encoding="${encoding}"`);

const FORM = 'answer.well-formed';

/** The content of the root element. */
const inside = (text: string): string => /^<\?xml[^>]*>\s*<[^>]*>([\s\S]*)<\/[^>]*>\s*$/.exec(text)?.[1] ?? text;

/** Documents that clients with a forgiving parser read all the same. */
export const defectFaults: Fault[] = [
  all('declaration-doubled', FORM, 'Every document has two XML declarations.', (text) => `${DECLARATION}\n${text}`),
  all('blank-before-declaration', FORM, 'Every document begins with an empty line.', (text) => `\n${text}`),
  all('byte-order-mark-doubled', FORM, 'Every document has two byte order marks.', (text) => `\ufeff\ufeff${text}`),
  all('notice-before-document', FORM, 'A notice stands before every document.', (text) => `Notice: debug\n${text}`),
  all('nul-after-document', FORM, 'A NUL ends every document.', (text) => `${text}\u0000`),
  all('labelled-utf-16', FORM, 'Every document says that it is in UTF-16, and is not.', labelled('utf-16')),
  all('labelled-unknown', FORM, 'Every document is in an encoding that nobody knows.', labelled('unicode-2')),
  all('ampersands-bare', FORM, 'Ampersands that begin no reference are not escaped.', (text) =>
    text.replaceAll(/&amp;(?![\w#]+;)/g, '&'),
  ),
  all('less-than-bare', FORM, 'Less-than signs are not escaped.', (text) => text.replaceAll(/&lt;(?=[\d\s<&])/g, '<')),
  errors('control-characters-in-messages', FORM, 'Messages of errors hold control characters.', (text) =>
    text.replace('<Message>', '<Message>\u001b[31m'),
  ),
  errors('control-references-in-messages', FORM, 'Messages of errors refer to control characters.', (text) =>
    text.replace('<Message>', '<Message>&#27;'),
  ),
  all('prefix-undeclared', FORM, 'Documents have an attribute with a prefix that is not declared.', (text) =>
    text.replace(/ xmlns="/, ' xsi:schemaLocation="none" xmlns="'),
  ),
  all('namespace-doubled', FORM, 'Documents declare their namespace twice.', (text) =>
    text.replace(/ xmlns="[^"]*"/, '$&$&'),
  ),
  errors('errors-without-error', 'answer.error-envelope', 'Errors have their Code directly in ErrorResponse.', (text) =>
    text.replace(/<\/?Error>/g, ''),
  ),
  errors('errors-in-a-list', 'answer.error-envelope', 'Errors come as other protocols of AWS have them.', (text) =>
    text
      .replace(/<(\/?)ErrorResponse/g, '<$1Response')
      .replace('<Error>', '<Errors><Error>')
      .replace('</Error>', '</Error></Errors>'),
  ),
  errors(
    'errors-without-root',
    'answer.error-envelope',
    'Errors have no root element.',
    (text) => `${DECLARATION}${inside(text)}`,
  ),
  successes('successes-wrapped', 'answer.readable', 'What an answer holds has two elements around it.', (text) =>
    text.replace(/^(<\?xml[^>]*>\s*)([\s\S]*)$/, '$1<Response><Result>$2</Result></Response>'),
  ),
  successes(
    'successes-without-root',
    'answer.readable',
    'What an answer holds has no root element.',
    (text) => `${DECLARATION}${inside(text)}`,
  ),
];
