import { expect, test } from 'vitest';
import { CONTRACTS, contractFile } from './contracts.ts';
import { loadContract } from './load.ts';

test.each(CONTRACTS)('this code understands the contract %s, which is not checked again when it is read', (name) => {
  expect(() => loadContract(contractFile(name))).not.toThrow();
});
