import { existsSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Command, Option } from 'commander';
import { UsageError } from '../../core/usage.ts';
import { writing } from '../../session/write-file.ts';
import { PRESETS } from '../options/presets.ts';
import { endpointOf } from '../options/values.ts';
import { parseReport } from '../output/reports.ts';

interface Options {
  endpoint?: URL;
  preset?: string;
  report?: string;
  format?: string;
  force?: true;
}

interface Answers {
  endpoint: string;
  preset: string;
  report: string;
  format: string;
}

const FORMATS = ['ts', 'js', 'json'];
const DEFAULTS: Answers = { endpoint: 'http://127.0.0.1:4566', preset: 'workflow', report: '', format: 'json' };

/** Writes a configuration file. */
export function initCommand(): Command {
  return new Command('init')
    .description('write a configuration file from a few questions, or from flags')
    .option('--endpoint <url>', 'URL to judge', endpointOf)
    .addOption(new Option('--preset <name>', 'set of options to start from').choices(Object.keys(PRESETS)))
    .option('--report <format=file>', 'report to write with every run, such as junit=conformance.xml', reportOf)
    .addOption(new Option('--format <extension>', 'format of the file').choices(FORMATS))
    .option('--force', 'overwrite an existing file')
    .addHelpText(
      'after',
      `
Examples:
  cloudfront-conformance init
  cloudfront-conformance init --endpoint http://127.0.0.1:4566 --preset policies --report junit=conformance.xml --format json`,
    )
    .action(async (options: Options) => {
      const answers = await ask(options);
      const file = `cloudfront-conformance.config.${answers.format}`;
      if (existsSync(file) && !options.force) throw new UsageError(`${file} exists; --force overwrites it`);
      writing(file, () => writeFileSync(file, textOf(answers)));
      process.stdout.write(`${file} is written; cloudfront-conformance run reads it\n`);
    });
}

/** What the flags say, then what the person says, then the defaults. */
async function ask({ endpoint, preset, report, format }: Options): Promise<Answers> {
  const known: Partial<Answers> = {
    ...(endpoint ? { endpoint: endpoint.href } : {}),
    ...(preset === undefined ? {} : { preset }),
    ...(report === undefined ? {} : { report }),
    ...(format === undefined ? {} : { format }),
  };
  if (!process.stdin.isTTY || !process.stdout.isTTY) return { ...DEFAULTS, ...known };
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = async (name: keyof Answers, words: string): Promise<string> =>
    known[name] ?? ((await terminal.question(`${words} [${DEFAULTS[name] || 'none'}] `)).trim() || DEFAULTS[name]);
  try {
    return {
      endpoint: checked(await question('endpoint', 'What is judged (URL)?'), (text) => endpointOf(text).href),
      preset: checked(
        await question('preset', `How (${Object.keys(PRESETS).join(', ')})?`),
        among(Object.keys(PRESETS)),
      ),
      report: checked(
        await question('report', 'A report to write with every run (such as junit=conformance.xml)?'),
        (text) => (text === '' ? text : reportOf(text)),
      ),
      format: checked(await question('format', `What kind of file (${FORMATS.join(', ')})?`), among(FORMATS)),
    };
  } finally {
    terminal.close();
  }
}

/** `FORMAT=FILE` as it was written, once it is known to be that. */
function reportOf(text: string): string {
  parseReport(text, []);
  return text;
}

/** What a person wrote, as it is read. Throws a UsageError with the reader's words. */
function checked(text: string, read: (text: string) => string): string {
  try {
    return read(text);
  } catch (error) {
    throw new UsageError(`${text}: ${(error as Error).message}`);
  }
}

const among =
  (names: readonly string[]) =>
  (text: string): string => {
    if (!names.includes(text)) throw new Error(`give one of ${names.join(', ')}`);
    return text;
  };

function textOf({ endpoint, preset, report, format }: Answers): string {
  const schema = './node_modules/cloudfront-conformance/src/cli/options/config.schema.json';
  const options = { endpoint, preset, ...(report === '' ? {} : { report: [report] }) };
  if (format === 'json') return `${JSON.stringify({ $schema: schema, ...options }, null, 2)}\n`;
  const value = JSON.stringify(options, null, 2);
  return format === 'js'
    ? `/** @type {import('cloudfront-conformance').ConfigFile} */\nexport default ${value};\n`
    : `import type { ConfigFile } from 'cloudfront-conformance';\n\nexport default ${value} satisfies ConfigFile;\n`;
}
