import { type Departure, formatOf } from './format.ts';

/** A value that departs from the schema of a configuration file. */
export interface ConfigProblem {
  /** Where it stands. */
  path: string[];
  /** How, as `place problem`. */
  text: string;
  /** The option that there is none of, where that is the problem. */
  unknown?: string;
}

/** What is wrong with the value of a configuration file; undefined where it fits. */
export function configProblem(schema: object, value: unknown): ConfigProblem | undefined {
  const wrong = formatOf(schema).departure(value);
  if (!wrong) return undefined;
  const { path, unknown } = wrong;
  return unknown === undefined ? { path, text: problemText(wrong) } : { path: [...path, unknown], text: '', unknown };
}

function problemText({ path, message }: Departure): string {
  if (path.length === 0) return 'it must hold an object of options, such as { "endpoint": "http://127.0.0.1:4566" }';
  return `${path.join('.').slice(0, 80)} ${message.replace(/^must be (?=[a-z]+(,|$))/, 'must be a ').replaceAll(',', ' or ')}`;
}
