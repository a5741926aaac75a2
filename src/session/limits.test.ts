import { describe, expect, test } from 'vitest';
import { UsageError } from '../core/usage.ts';
import { allowedReach, limitsFor } from './limits.ts';
import type { TargetOptions } from './target-options.ts';

describe('the limits of a run', () => {
  test('the real service gets two requests a second, one at a time, and 2,000 in all', () => {
    expect(limitsFor('aws', {})).toMatchObject({ concurrency: 1, rate: 2, budget: 2_000, settle: 30_000 });
  });

  test.each(['loopback', 'remote'] as const)('a target on %s has neither a rate nor a budget', (reach) => {
    expect(limitsFor(reach, {})).toMatchObject({
      concurrency: 4,
      rate: undefined,
      budget: undefined,
      settle: undefined,
    });
  });

  test('an option goes over the limit of the place; one that was not given does not', () => {
    expect(limitsFor('aws', { rate: 9, budget: undefined })).toMatchObject({ rate: 9, budget: 2_000 });
  });

  test('what is no limit stays out', () => {
    expect(limitsFor('loopback', { other: 1 } as never)).not.toHaveProperty('other');
  });
});

describe('how far requests may go', () => {
  const reach = (options: TargetOptions & { reset?: URL }): string => allowedReach(options);
  const AWS = 'https://cloudfront.amazonaws.com/';

  test('by default no farther than this machine', () => {
    expect(reach({ endpoint: 'http://127.0.0.1:1/' })).toBe('loopback');
    expect(reach({})).toBe('loopback');
  });

  test.each<[string, TargetOptions & { reset?: URL }]>([
    ['an endpoint', { endpoint: 'http://emulator.example/' }],
    ['a URL to wait for', { endpoint: 'http://127.0.0.1:1/', ready: new URL('http://emulator.example/') }],
    ['a URL that resets', { endpoint: 'http://127.0.0.1:1/', reset: new URL('http://emulator.example/') }],
    ['AWS', { endpoint: AWS }],
    ['AWS, where only other machines are allowed', { endpoint: AWS, allowRemote: true, profile: 'p' }],
    ['AWS, where that alone is allowed', { endpoint: AWS, allowAws: true, profile: 'p' }],
  ])('%s beyond that is refused', (_, options) => {
    expect(() => reach(options)).toThrow(UsageError);
  });

  test('another machine is allowed by one option, AWS by two', () => {
    expect(reach({ endpoint: 'http://emulator.example/', allowRemote: true })).toBe('remote');
    expect(reach({ endpoint: AWS, allowRemote: true, allowAws: true, profile: 'p' })).toBe('aws');
  });

  test('AWS takes no dummy credentials', () => {
    expect(() => reach({ endpoint: AWS, allowRemote: true, allowAws: true })).toThrow(/--profile/);
    expect(reach({ endpoint: AWS, allowRemote: true, allowAws: true, credentials: 'env' })).toBe('aws');
  });

  test.each<[string, TargetOptions]>([
    ['of a profile', { profile: 'p' }],
    ['of the environment', { credentials: 'env' }],
  ])('credentials %s never leave this machine in clear text', (_, secret) => {
    expect(() => reach({ endpoint: 'http://emulator.example/', allowRemote: true, ...secret })).toThrow(/clear text/);
    expect(reach({ endpoint: 'https://emulator.example/', allowRemote: true, ...secret })).toBe('remote');
    expect(reach({ endpoint: 'http://127.0.0.1:1/', ...secret })).toBe('loopback');
  });
});
