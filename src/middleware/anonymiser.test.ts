import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { type Anonymiser, createAnonymiser, madeUp } from './anonymiser.ts';

const contract = loadContract();
const STARTED = Date.parse('2026-05-04T12:00:00.750Z');

const anonymiser = (literal?: { real: string; standIn: string }): Anonymiser =>
  createAnonymiser(contract, STARTED, literal);

const response = (output: JsonObject): Outcome => ({ kind: 'response', status: 200, headers: {}, output, ms: 0 });

/** What a policy with this id is answered as. */
const policy = (id: string, name = 'd111111abcdef8.cloudfront.net'): Outcome =>
  response({
    ContinuousDeploymentPolicy: {
      Id: id,
      ContinuousDeploymentPolicyConfig: { StagingDistributionDnsNames: { Quantity: 1, Items: [name] } },
    },
    ETag: 'E2QWRUHAPOMQZL',
  });

describe('what is secret is removed', () => {
  test.each([
    ['an access key', 'Credential=AKIAIOSFODNN7EXAMPLE/20260504', 'Credential=REMOVED/20260504'],
    ['a temporary access key', 'ASIAIOSFODNN7EXAMPLE', 'REMOVED'],
    ['the id of a role', 'AROAIOSFODNN7EXAMPLE:me', 'REMOVED:me'],
    ['the id of a user', 'AIDAIOSFODNN7EXAMPLE', 'REMOVED'],
    ['a key of the shortest length', 'AKIAIOSFODNN7EXA', 'REMOVED'],
    ['a signature', `Signature=${'0123456789abcdef'.repeat(4)}`, 'Signature=REMOVED'],
    ['a user', 'arn:aws:iam::123456789012:user/some/one.', 'arn:aws:iam::000000000000:REMOVED'],
    ['a role', 'by arn:aws-cn:sts::123456789012:assumed-role/R/s now', 'by arn:aws-cn:sts::000000000000:REMOVED now'],
    [
      'an account',
      'arn:aws:cloudfront::123456789012:distribution/E',
      'arn:aws:cloudfront::000000000000:distribution/E',
    ],
    [
      'an account in a region',
      'arn:aws-us-gov:s3:us-east-1:123456789012:x',
      'arn:aws-us-gov:s3:us-east-1:000000000000:x',
    ],
  ])('%s', (_, text, hidden) => {
    expect(anonymiser().hide(text)).toBe(hidden);
  });

  test.each([
    ['a text that only begins like a key', 'AKIA-short'],
    ['a number of twelve digits outside an ARN', '123456789012'],
    ['63 hexadecimal digits', 'a'.repeat(63)],
    ['65 hexadecimal digits', 'a'.repeat(65)],
  ])('%s stays', (_, text) => {
    expect(anonymiser().hide(text)).toBe(text);
  });

  test('once an account is known, it is hidden wherever it stands as a word', () => {
    const { hide } = anonymiser();
    hide('arn:aws:cloudfront::123456789012:distribution/E');
    expect(hide('<Owner>123456789012</Owner> 1234567890123')).toBe('<Owner>000000000000</Owner> 1234567890123');
  });

  test('what the run itself sent stays, even if it looks like a credential', () => {
    const { sent, hide } = anonymiser();
    sent({ Comment: 'a'.repeat(64) });
    expect(hide('a'.repeat(64))).toBe('a'.repeat(64));
  });
});

describe('times', () => {
  test.each([
    ['at the start', '2026-05-04T12:00:00Z', '2000-01-01T00:00:00Z'],
    ['with milliseconds', '2026-05-04T12:00:05.123Z', '2000-01-01T00:00:05.123Z'],
    ['with an offset', '2026-05-04T12:01:00+02:00', '2000-01-01T00:01:00+02:00'],
    ['with an offset without a colon', '2026-05-04T12:01:00-0200', '2000-01-01T00:01:00-0200'],
    ['within a text', '<T>2026-05-04T12:00:00Z</T>', '<T>2000-01-01T00:00:00Z</T>'],
  ])('%s are told as if the run had begun in 2000', (_, text, hidden) => {
    expect(anonymiser().hide(text)).toBe(hidden);
  });

  test.each(['2026-13-45T12:00:00Z', '2026-05-04', '2026-05-04T12:00:00'])('%s is no time and stays', (text) => {
    expect(anonymiser().hide(text)).toBe(text);
  });

  test('a time that the run sent stays', () => {
    const { sent, hide } = anonymiser();
    sent({ Comment: '2026-05-04T12:00:00Z' });
    expect(hide('2026-05-04T12:00:00Z')).toBe('2026-05-04T12:00:00Z');
  });
});

describe('what the service makes up', () => {
  test('gets a stand-in of the same form, and gets it back', () => {
    const { learn, swap, reveal } = anonymiser();
    learn(policy('4b7a31f2-90ab-4c11-8d22-1234567890ab'));
    const standIn = swap('4b7a31f2-90ab-4c11-8d22-1234567890ab');
    expect(standIn).toMatch(/^4[0-9a-f]{7}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(standIn).not.toBe('4b7a31f2-90ab-4c11-8d22-1234567890ab');
    expect(reveal(`/policy/${standIn}`)).toBe('/policy/4b7a31f2-90ab-4c11-8d22-1234567890ab');
  });

  test('keeps its first letter, the kind of each letter, and what follows a dot', () => {
    const { learn, swap } = anonymiser();
    learn(policy('somewhere', 'd111111abcdef8.cloudfront.net'));
    expect(swap('d111111abcdef8.cloudfront.net')).toMatch(/^d[0-9]{6}[a-f]{6}[0-9]\.cloudfront\.net$/);
    expect(swap('E2QWRUHAPOMQZL')).toMatch(/^E[0-9][A-Z]{12}$/);
  });

  test('gets the same stand-in wherever it comes from, and in the same order the same ones', () => {
    const swapped = () => {
      const { learn, swap } = anonymiser();
      learn(policy('policy-one'));
      learn(policy('policy-one'));
      learn(policy('policy-two'));
      return [swap('policy-one'), swap('policy-two')];
    };
    expect(swapped()).toEqual(swapped());
    expect(new Set(swapped()).size).toBe(2);
  });

  test('has a stand-in in lists, in ids of requests, and for what is known beforehand', () => {
    const { learn, swap, standIn } = anonymiser();
    learn(
      response({
        ContinuousDeploymentPolicyList: {
          Items: [
            { ContinuousDeploymentPolicy: { Id: 'first-listed' } },
            { ContinuousDeploymentPolicy: { Id: 'second-listed' } },
          ],
        },
      }),
    );
    learn({ kind: 'refused', status: 400, headers: {}, error: { code: 'Odd', requestId: 'request-number-7' }, ms: 0 });
    for (const text of ['first-listed', 'second-listed', 'request-number-7']) expect(swap(text)).not.toBe(text);
    expect(standIn('known.before.it')).toBe(swap('known.before.it'));
    expect(swap('known.before.it')).not.toBe('known.before.it');
  });

  test.each([
    ['shorter than eight letters and digits', 'abc-123'],
    ['unknown', 'never-learnt-of'],
  ])('stays where it is %s', (_, text) => {
    const { learn, swap } = anonymiser();
    learn(policy('abc-123'));
    expect(swap(text)).toBe(text);
  });

  test('is hidden from eight letters and digits on', () => {
    const { learn, swap } = anonymiser();
    learn(policy('abc-1234'));
    expect(swap('abc-1234')).toBe('abc-1234');
    learn(policy('abcd-1234'));
    expect(swap('abcd-1234')).not.toBe('abcd-1234');
  });

  test('stays where the run itself sent it; a stand-in that it sends back is no text of its own', () => {
    const { sent, learn, swap } = anonymiser();
    sent({ Id: 'my-own-reference' });
    learn(policy('my-own-reference'));
    expect(swap('my-own-reference')).toBe('my-own-reference');
    learn(policy('made-by-service'));
    const standIn = swap('made-by-service');
    sent({ Id: standIn });
    learn(policy('made-by-service'));
    expect(swap('made-by-service')).toBe(standIn);
  });

  test('has no stand-in that was learnt or sent itself', () => {
    const first = anonymiser();
    first.learn(policy('policy-one'));
    const taken = first.swap('policy-one');
    const second = anonymiser();
    second.sent({ Id: taken });
    second.learn(policy('policy-one'));
    expect(second.swap('policy-one')).not.toBe(taken);
    first.learn(policy(taken));
    expect(first.swap(taken)).toBe(taken);
  });
});

test('a literal text has the stand-in given wherever it stands, even within a word', () => {
  const { swap, reveal } = anonymiser({ real: 'cf.example', standIn: 'HOST' });
  expect(swap('https://cf.example/xcf.examplex')).toBe('https://HOST/xHOSTx');
  expect(reveal('https://HOST/xHOSTx')).toBe('https://cf.example/xcf.examplex');
});

test('an account comes back only in an ARN, and only where one is known', () => {
  const { hide, reveal } = anonymiser();
  expect(reveal('arn:aws:cloudfront::000000000000:x')).toBe('arn:aws:cloudfront::000000000000:x');
  hide('arn:aws:cloudfront::123456789012:x');
  expect(reveal('arn:aws:cloudfront::000000000000:x')).toBe('arn:aws:cloudfront::123456789012:x');
  expect(reveal('arn:aws:cloudfront::999999999999:x')).toBe('arn:aws:cloudfront::999999999999:x');
});

test('what an answer makes up is told by its place, without what stands in lists', () => {
  const found = madeUp(contract)(policy('policy-one'));
  expect(found.get('ContinuousDeploymentPolicy.Id')).toBe('policy-one');
  expect(found.get('ETag')).toBe('E2QWRUHAPOMQZL');
  expect([...found.values()]).not.toContain('d111111abcdef8.cloudfront.net');
  expect(madeUp(contract)({ kind: 'lost', reason: 'no', ms: 0 }).size).toBe(0);
});
