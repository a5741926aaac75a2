import { formatOf } from './format.ts';

/** A value that departs from the schema of a configuration file. */
export interface ConfigProblem {
  /** Where and how, as `place problem`. */
  text: string;
  /** The option that there is none of, where that is the problem. */
  unknown?: string;
}

/** What is wrong with the value of a configuration file; undefined where it fits. */
export function configProblem(schema: object, value: unknown): ConfigProblem | undefined {
  const text = formatOf(schema).problem(value);
  if (text === undefined) return undefined;
  const unknown = / must NOT have additional properties: (.+)$/.exec(text)?.[1];
  return { text, ...(unknown === undefined ? {} : { unknown }) };
}
