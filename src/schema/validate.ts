import { createRequire } from 'node:module';
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Contract, Schema } from '../core/contract.ts';
import { keywords } from './keywords/index.ts';

export type { ErrorObject, ValidateFunction };

/** Teaches the dialect's own keywords to an ajv instance. Annotations are accepted and ignored. */
export function addKeywords(ajv: Ajv2020): Ajv2020 {
  for (const { name, validate, listed } of keywords) {
    if (validate === 'standard' || ajv.getKeyword(name) !== false) continue;
    if (validate === 'annotation') ajv.addKeyword({ keyword: name });
    else ajv.addKeyword({ keyword: name, validate, errors: listed !== undefined });
  }
  return ajv;
}

/** A validator of a shape that collects every error, each with the node of the contract that it comes from as `parentSchema`. Compiled once for each contract. */
export function compile(contract: Contract, shape: string, { supported = false } = {}): ValidateFunction {
  const instances = compilers.get(contract) ?? { demanded: undefined, supported: undefined };
  compilers.set(contract, instances);
  const kind = supported ? 'supported' : 'demanded';
  instances[kind] ??= compiler(contract, supported);
  const ajv = instances[kind];
  const ref = `contract#/$defs/${shape}`;
  return ajv.getSchema(ref) ?? ajv.compile({ $ref: ref });
}

const compilers = new WeakMap<Contract, { demanded: Ajv2020 | undefined; supported: Ajv2020 | undefined }>();

const require = createRequire(import.meta.url);

function compiler(contract: Contract, supported: boolean): Ajv2020 {
  // Loaded late, since a run sends its first requests before it judges any.
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: false,
    inlineRefs: false,
    validateFormats: false,
  });
  if (supported) ajv.addKeyword({ keyword: 'supported', macro: (schema: Schema) => schema });
  addKeywords(ajv);
  return ajv.addSchema({ $id: 'contract', $defs: contract.$defs });
}

/** Whether a float is beyond its bound by no more than its documented type, 32 bits, can tell. */
export function roundsToBound({ keyword, data, parentSchema }: ErrorObject): boolean {
  const bound: unknown = parentSchema?.format === 'float' ? parentSchema[keyword] : undefined;
  return typeof bound === 'number' && typeof data === 'number' && Math.fround(data) === Math.fround(bound);
}
