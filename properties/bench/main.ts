import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { Command } from 'commander';
import { VERSION } from '../../dist/session/version.js';
import { BENCHMARKS } from './benchmarks.ts';
import type { Measure, Measured } from './measure.ts';
import { tableOf } from './table.ts';

/** The SDK's remark on the Node version is not ours to print. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const names = Object.keys(BENCHMARKS);

await new Command('npm run bench --')
  .description('Measures how fast and how large it is. Leave the machine alone meanwhile.')
  .argument('[name...]', 'only these')
  .option('--json [file]', 'the figures as JSON too, or with no file in place of the tables')
  .addHelpText('after', `\n${names.map((name) => `${name.padEnd(14)} ${BENCHMARKS[name]!.about}`).join('\n')}`)
  .action(async (wanted: string[], { json }: { json?: string | true }) => {
    const unknown = wanted.find((name) => !names.includes(name));
    if (unknown !== undefined) {
      process.stderr.write(`there is no benchmark ${unknown}; give some of ${names.join(', ')}\n`);
      process.exitCode = 2;
      return;
    }
    const [load = 0] = loadavg();
    const measures: Measure[] = [];
    for (const name of wanted.length > 0 ? wanted : names) {
      const { about, measure } = BENCHMARKS[name]!;
      const measured = await measure(1);
      measures.push(...measured);
      if (json !== true) process.stdout.write(`${about}\n${tableOf(measured)}\n\n`);
    }
    const all: Measured = {
      version: VERSION,
      date: new Date().toISOString(),
      node: process.version,
      cpus: cpus().length,
      cpu: cpus()[0]?.model ?? 'unknown',
      load,
      measures,
    };
    const text = `${JSON.stringify(all, null, 2)}\n`;
    if (json === true) process.stdout.write(text);
    else if (json !== undefined) writeFileSync(json, text);
  })
  .parseAsync();
