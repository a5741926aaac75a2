import { type Command, InvalidArgumentError, Option } from 'commander';
import { PRESET_HELP } from './presets.ts';
import { endpointOf, integerOf, positiveOf, regionOf, timeoutOf } from './values.ts';

/** Adds the options by which a command finds the one target that it talks to. */
export function addTargetOptions(command: Command): Command {
  return addTransportOptions(command)
    .option('--endpoint <url>', 'what to judge; a path in it is kept', endpointOf)
    .option('--handler <file>', 'judge a module that exports a fetch function or a Node request listener')
    .option('--nock', 'put the reference behind nock, and send to the real address')
    .option('--start <command>', 'start this first, and end it after the run; nothing may answer there before')
    .option('--ready <url>', 'with --start: wait until this answers (default: the endpoint)', endpointOf);
}

/** Adds the options that say how requests are sent, wherever they go. */
export function addTransportOptions(command: Command): Command {
  return command
    .option('--config <file>', 'read options from here (default: cloudfront-conformance.config.ts, .js or .json)')
    .option('--no-config', 'read no configuration file')
    .option('--preset <name>', PRESET_HELP)
    .option('--read-only', 'send only what reads')
    .option('--sdk', 'send through the installed AWS SDK')
    .option('--module <file>', 'send through functions of your own: a module that exports a factory of them')
    .addOption(
      new Option('--timeout <seconds>', 'how long to wait for one response').argParser(timeoutOf).default(10_000, '10'),
    )
    .option('--rate <n/s>', 'most requests a second', rateOf)
    .option('--budget <n>', 'most requests in all; what deleting takes is kept back', integerOf)
    .addOption(
      new Option('--header <name:value>', 'send a header with every request; may be given several times')
        .argParser(headerOf)
        .default({}, 'none'),
    )
    .option('--region <name>', 'the region to sign for', regionOf)
    .option('--ca <file>', 'trust this authority too (PEM)')
    .option('--no-sign', 'send requests without a signature')
    .option('--allow-remote', 'send to another machine')
    .option('--allow-aws', 'send to AWS itself, with --allow-remote; creates resources there')
    .option('--profile <name>', 'sign with this profile of ~/.aws')
    .addOption(new Option('--credentials <source>', 'env: sign with AWS_ACCESS_KEY_ID and so on').choices(['env']));
}

function headerOf(text: string, before: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined || /[^\t\x20-\x7e]/.test(value))
    throw new InvalidArgumentError("give 'Name: value'");
  return { ...before, [name.toLowerCase()]: value };
}

function rateOf(text: string): number {
  return positiveOf(text.replace(/\/s$/, ''));
}
