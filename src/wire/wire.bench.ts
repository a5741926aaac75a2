import { readFileSync } from 'node:fs';
import { bench, describe } from 'vitest';
import type { Contract } from '../core/contract.ts';
import { encoder } from './encode.ts';
import { responseEncoder } from './encode-response.ts';
import { outcomeReader } from './outcome.ts';
import { sign } from './sigv4.ts';

const contract: Contract = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors/invented-contract.json', import.meta.url), 'utf8'),
);
const encode = encoder(contract);
const read = outcomeReader(contract);
const leaf = { Species: 'Malus', Height: 0.1, Rings: 300, Evergreen: true, Fruits: { Quantity: 1, Items: ['apple'] } };
const tree = { ...leaf, Parent: { ...leaf, Parent: leaf } };
const scope = { service: 'orchard', region: 'us-east-1', host: '127.0.0.1:4510' };
const encoded = encode('PlantTree', { TreeConfig: tree });
if ('unsent' in encoded) throw new Error(encoded.unsent);
const { request } = encoded;
const response = responseEncoder(contract)('PlantTree', {
  Tree: { Id: 'a', LastModifiedTime: '2031-01-01T00:00:00Z', TreeConfig: tree },
  ETag: 'E1',
  Location: '/2031-01-01/tree/a',
});

describe('one call of a client', () => {
  bench('encode', () => {
    encode('PlantTree', { TreeConfig: tree });
  });
  bench('sign', () => {
    sign(request, scope);
  });
  bench('read the outcome', () => {
    read('PlantTree', request, response, 1);
  });
});
