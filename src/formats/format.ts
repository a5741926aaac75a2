import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv/dist/2020.js';

/** A form of values that come from outside: a schema, and the type that it stands for. */
export interface Format<T> {
  /** The first place where a value departs from the form; undefined where it fits. */
  departure(value: unknown): Departure | undefined;
  /** Where a value departs from the form, in a few words; undefined where it fits. */
  problem(value: unknown): string | undefined;
  fits(value: unknown): value is T;
}

/** A part of a value that is not as its form wants it. */
export interface Departure {
  path: string[];
  /** What is wrong with the part at `path`: `must be string`. */
  message: string;
  /** A member that the form does not have. */
  unknown?: string;
  /** A member that is missing. */
  missing?: string;
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
  const departure = (value: unknown): Departure | undefined => {
    if (compiled()(value)) return undefined;
    const { instancePath, message = 'is of another form', params } = compiled().errors![0]!;
    const { additionalProperty: unknown, missingProperty: missing } = params as Record<string, unknown>;
    return {
      path: instancePath.split('/').slice(1),
      message,
      ...(typeof unknown === 'string' ? { unknown } : {}),
      ...(typeof missing === 'string' ? { missing } : {}),
    };
  };
  return {
    fits: (value): value is T => compiled()(value),
    departure,
    problem(value) {
      const found = departure(value);
      if (!found) return undefined;
      const place = found.path.length === 0 ? 'it' : found.path.join('.').slice(0, 80);
      if (found.missing !== undefined) return `${place} lacks ${found.missing.slice(0, 40)}`;
      if (found.unknown !== undefined) return `${place} has an unknown member: ${found.unknown.slice(0, 40)}`;
      return `${place} ${found.message.replace(/^must be (?=(object|array)$)/, 'must be an ').replace(/^must be (?=(string|number|boolean)$)/, 'must be a ')}`;
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
