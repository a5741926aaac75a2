import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv/dist/2020.js';

/** A form of values that come from outside: a schema, and the type that it stands for. */
export interface Format<T> {
  /** Where a value departs from the form, in a few words; undefined where it fits. */
  problem(value: unknown): string | undefined;
  fits(value: unknown): value is T;
}

/** Most levels of arrays and objects inside each other. */
const DEEPEST = 200;

/** Makes a format of a JSON Schema, which is compiled when it is first used: ajv takes long to load. */
export function formatOf<T>(schema: object): Format<T> {
  let validate: ValidateFunction<T> | undefined;
  const compiled = (): ValidateFunction<T> => {
    if (!validate) {
      const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
      validate = new Ajv2020({ allowUnionTypes: true, discriminator: true }).compile<T>(schema);
    }
    return validate;
  };
  return {
    fits: (value): value is T => compiled()(value),
    problem(value) {
      if (compiled()(value)) return undefined;
      const { instancePath, message = 'is of another form', params } = compiled().errors![0]!;
      const place = instancePath === '' ? 'it' : instancePath.slice(1).replaceAll('/', '.').slice(0, 80);
      const extra: unknown = params.additionalProperty;
      return `${place} ${message}${typeof extra === 'string' ? `: ${extra.slice(0, 40)}` : ''}`;
    },
  };
}

/** The value of JSON text; undefined for what is none, or nests deeper than anything we write. */
export function parsed(text: string): unknown {
  if (isDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether brackets nest deeper than what walks through values can follow. */
function isDeep(text: string): boolean {
  let depth = 0;
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inside) {
      if (code === 92) at++;
      else if (code === 34) inside = false;
    } else if (code === 34) inside = true;
    else if (code === 91 || code === 123) {
      if (++depth > DEEPEST) return true;
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
}
