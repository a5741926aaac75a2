import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import picomatch from 'picomatch';
import { parse, stringify } from 'yaml';
import type { KnownDeviation } from '../core/known.ts';
import { UsageError } from '../core/usage.ts';

const SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    required: ['rule', 'reason'],
    additionalProperties: false,
    properties: {
      rule: { type: 'string', minLength: 1 },
      reason: { type: 'string', minLength: 1 },
      expires: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
      link: { type: 'string', pattern: '^https?://' },
    },
  },
};

/** Reads a list of known deviations, YAML or JSON. Throws a UsageError; `ids`: of all rules, so that no entry is about none. */
export function readKnown(file: string, ids: string[]): KnownDeviation[] {
  let value: unknown;
  try {
    // Without its own types, so that a day stays the text that it is.
    value = parse(readFileSync(file, 'utf8'), { schema: 'core' }) ?? [];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file} can't be read (${code ?? message.split('\n')[0]}); give a YAML or JSON file`);
  }
  const validate = new Ajv2020().compile<KnownDeviation[]>(SCHEMA);
  if (!validate(value)) {
    const { instancePath, message } = validate.errors![0]!;
    const place = instancePath === '' ? 'it' : instancePath.slice(1).replaceAll('/', '.');
    throw new UsageError(
      `${file}: ${place} ${message}; an entry has a rule and a reason, and may have expires and link`,
    );
  }
  for (const { rule } of value) {
    if (!ids.some((id) => picomatch.isMatch(id, rule, { nocase: true, bash: true })))
      throw new UsageError(`${file}: no rule matches ${rule}; the command rules lists them`);
  }
  return value;
}

/** Writes a list of known deviations as YAML. */
export function writeKnown(file: string, entries: KnownDeviation[]): void {
  const head = '# Known deviations: say why each is lived with, and until when (expires: YYYY-MM-DD).\n';
  try {
    writeFileSync(file, head + stringify(entries, { lineWidth: 0 }));
  } catch (error) {
    throw new UsageError(`${file} can't be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
