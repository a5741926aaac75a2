import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { namesPlace } from './location.ts';

const contract = loadContract();
const { path } = contract.operations.GetContinuousDeploymentPolicy!;
const isPlace = (location: string): boolean => namesPlace(contract, location, path, 'abc-1');

describe('a Location', () => {
  test('may have the id with or without escapes', () => {
    for (const id of ['a:b+c', 'a%3Ab%2Bc'])
      expect(
        namesPlace(contract, `https://localhost/2020-05-31/continuous-deployment-policy/${id}`, path, 'a:b+c'),
      ).toBe(true);
  });

  test.each([
    'https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy/abc-1',
    'http://127.0.0.1:4566/2020-05-31/continuous-deployment-policy/abc-1',
    'http://localhost/base/2019-03-26/continuous-deployment-policy/abc-1',
    '/2020-05-31/continuous-deployment-policy/abc-1',
    'continuous-deployment-policy/abc-1',
    '//localhost:8080/2020-05-31/continuous-deployment-policy/abc-1/',
  ])('%s is a URL of the resource', (location) => expect(isPlace(location)).toBe(true));

  test.each([
    'abc-1',
    'arn:aws:cloudfront::123456789012:continuous-deployment-policy/abc-1',
    'https://cloudfront.amazonaws.com/2020-05-31/distribution/abc-1',
    'https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy/abc-2',
    'https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy/abc-1/config',
    'https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy?Id=abc-1',
    'https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy/',
    'https://ahttps://a/2020-05-31/continuous-deployment-policy/abc-1',
    'cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy/abc-1',
    'ftp://localhost/2020-05-31/continuous-deployment-policy/abc-1',
    '',
  ])('%j is none', (location) => expect(isPlace(location)).toBe(false));
});
