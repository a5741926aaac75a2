import type { Command, Option } from 'commander';

/** Options that only make sense on a command line. */
const NOT_IN_A_FILE = new Set(['config', 'help']);

/** The options of a command that a file may hold. */
export const optionsOf = (command: Command): Option[] =>
  command.options.filter((option) => !NOT_IN_A_FILE.has(option.attributeName()));

/** The JSON Schema of configuration files, of the options of commands that judge. */
export function configSchema(commands: readonly Command[]): object {
  const options = commands.flatMap(optionsOf);
  const names = [...new Set(options.map((option) => option.attributeName()))].sort();
  const properties = Object.fromEntries(
    names.map((name) => [name, valueSchema(options.filter((option) => option.attributeName() === name))]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'cloudfront-conformance.config.json',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...properties,
      profiles: {
        description: 'sets of options with names that --preset takes',
        type: 'object',
        additionalProperties: { type: 'object', additionalProperties: false, properties },
      },
    },
  };
}

/** `options`: one, or a flag and the flag that says no to it. */
function valueSchema(options: readonly Option[]): object {
  const [option] = options as [Option];
  const { description } = option;
  if (!option.required && !option.optional) return { description, type: 'boolean' };
  if (option.argChoices) return { description, enum: option.argChoices };
  const one = { type: ['string', 'number'] };
  return isList(option) ? { description, anyOf: [one, { type: 'array', items: one }] } : { description, ...one };
}

/** Whether a flag may be given several times. */
export const isList = ({ variadic, defaultValue }: Option): boolean =>
  variadic || (typeof defaultValue === 'object' && defaultValue !== null);
