import { expect, test } from 'vitest';
import type { TargetOptions } from './target-options.ts';
import { toldEndpoint } from './told-endpoint.ts';

const says = 'the journal says that the run went to';

test('an endpoint that a file names is used', () => {
  expect(toldEndpoint('http://127.0.0.1:9/', { header: {} }, says).href).toBe('http://127.0.0.1:9/');
});

test.each<[string, Partial<TargetOptions>]>([
  ['a profile', { profile: 'p' }],
  ['credentials', { credentials: 'env' }],
  ['a header', { header: { authorization: 'x' } }],
])('%s never goes to it', (_, options) => {
  expect(() => toldEndpoint('http://127.0.0.1:9/', options, says)).toThrow(
    `${says} http://127.0.0.1:9/; credentials and headers`,
  );
});
