import { readFileSync } from 'node:fs';
import type { Contract, Schema } from '../core/contract.ts';
import { keywordOf } from '../schema/keywords/index.ts';
import { CONTRACT_FILE } from './shipped.ts';

/** Reads a contract and checks that this code understands it. Throws one clear line if it doesn't. */
export function loadContract(file: string | URL = CONTRACT_FILE): Contract {
  return checkContract(JSON.parse(readFileSync(file, 'utf8')) as Contract, String(file));
}

/** The contract itself, if every keyword in it belongs to the dialect and every reference leads somewhere. */
export function checkContract(contract: Contract, name = 'the contract'): Contract {
  if (contract.format !== 1)
    throw new Error(`${name} has format ${String(contract.format)}; this version reads format 1`);
  const check = (node: Schema, place: string): void => {
    for (const [keyword, value] of Object.entries(node)) {
      try {
        keywordOf(keyword);
      } catch {
        throw new Error(`${name}: unknown keyword ${keyword} at ${place}`);
      }
      if (keyword === 'properties') {
        for (const [member, inner] of Object.entries(value as Record<string, Schema>))
          check(inner, `${place}.${member}`);
      } else if (keyword === 'items' || keyword === 'supported') check(value as Schema, `${place}.${keyword}`);
      else if (keyword === '$ref' && !contract.$defs[String(value).replace('#/$defs/', '')]) {
        throw new Error(`${name}: ${place} refers to ${String(value)}, which is not there`);
      }
    }
  };
  for (const [shape, node] of Object.entries(contract.$defs)) check(node, shape);
  return contract;
}
