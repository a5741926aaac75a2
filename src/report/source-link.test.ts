import { expect, test } from 'vitest';
import { sourceOf } from './source-link.ts';

const SDK = '@aws-sdk/client-cloudfront@3.0.0';
const API = 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_';

test.each([
  ['a shape', SDK, 'TrafficConfig', `${API}TrafficConfig.html`],
  ['a member', SDK, 'SessionStickinessConfig.IdleTTL', `${API}SessionStickinessConfig.html`],
  ['an operation', SDK, 'CopyDistribution', `${API}CopyDistribution.html`],
  ['a member of an input', SDK, 'CopyDistributionRequest.IfMatch', `${API}CopyDistribution.html`],
  ['a member of an output', SDK, 'CopyDistributionResult.ETag', `${API}CopyDistribution.html`],
  ['a section of an RFC', 'RFC 9110', '15.5.6', 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6'],
])('%s links to its page', (_, document, place, url) => {
  expect(sourceOf({ document, place })).toMatchObject({ url });
});

test('the document is told where its page does not', () => {
  expect(sourceOf({ document: SDK, place: 'TrafficConfig' }).text).toBe('TrafficConfig');
  expect(sourceOf({ document: 'RFC 9110', place: '15.5.6' }).text).toBe('RFC 9110, 15.5.6');
});

test('public reports are named as such', () => {
  expect(sourceOf({ document: 'field', place: '15' }).text).toBe('public reports, number 15');
});

test('a place that names no page has no link', () => {
  expect(sourceOf({ document: SDK, place: '<script>' })).not.toHaveProperty('url');
  expect(sourceOf({ document: 'field', place: 'row 3' })).not.toHaveProperty('url');
});

test.each([
  ['an RFC without a section', 'RFC 9110', 'all of it', 'https://www.rfc-editor.org/rfc/rfc9110'],
  ['a section that is told with a word before it', 'RFC 9110', 'section 3', 'https://www.rfc-editor.org/rfc/rfc9110'],
  [
    'a section with words after it',
    'RFC 9110',
    '8.4.1 and others',
    'https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1',
  ],
])('%s', (_, document, place, url) => {
  expect(sourceOf({ document, place }).url).toBe(url);
});

test.each([
  ['RFC 9110 draft', '3'],
  ['old RFC 9110', '3'],
  ['other-sdk', 'TrafficConfig'],
])('%s is no document with pages', (document, place) => {
  expect(sourceOf({ document, place })).toStrictEqual({ text: `${document}, ${place}` });
});

test('a place that only ends like a shape has no page', () => {
  expect(sourceOf({ document: SDK, place: 'see TrafficConfig' })).not.toHaveProperty('url');
});
