import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Contract, Schema } from '../core/contract.ts';
import { keywords } from './keywords/index.ts';

export type { ErrorObject, ValidateFunction };

/** Teaches the dialect's own keywords to an ajv instance. Annotations are accepted and ignored. */
export function addKeywords(ajv: Ajv2020): Ajv2020 {
  for (const { name, validate } of keywords) {
    if (validate === 'standard' || ajv.getKeyword(name) !== false) continue;
    if (validate === 'annotation') ajv.addKeyword({ keyword: name });
    else ajv.addKeyword({ keyword: name, validate, errors: false });
  }
  return ajv;
}

/** A validator of a shape that collects every error, each with the node of the contract that it comes from as `parentSchema`. */
export function compile(contract: Contract, shape: string, options: { supported?: boolean } = {}): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, inlineRefs: false, validateFormats: false });
  if (options.supported) ajv.addKeyword({ keyword: 'supported', macro: (schema: Schema) => schema });
  addKeywords(ajv);
  ajv.addSchema({ $id: 'contract', $defs: contract.$defs });
  return ajv.compile({ $ref: `contract#/$defs/${shape}` });
}
