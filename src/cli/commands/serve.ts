import { Command, InvalidArgumentError, Option } from 'commander';
import { joinedContract } from '../../contracts/contracts.ts';
import { didYouMean } from '../../core/closest.ts';
import { UsageError } from '../../core/usage.ts';
import { CLOCK_PATH, type MovableClock, movableClock, withClock } from '../../reference/edge/clock.ts';
import { createEdge } from '../../reference/edge/edge.ts';
import { EDGE_FAULTS } from '../../reference/edge/faults.ts';
import { edgeHandler } from '../../reference/edge/handler.ts';
import { FAULTS } from '../../reference/faults/index.ts';
import type { Modification } from '../../reference/modification.ts';
import { createReference } from '../../reference/reference.ts';
import { type Served, serve } from '../../reference/serve.ts';
import type { ReferenceState } from '../../reference/state.ts';
import { VARIANTS } from '../../reference/variants/index.ts';
import { collect, endpointOf, integerOf, regionOf, secondsOf, textOf, timeoutOf } from '../options/values.ts';
import { runAgainst } from './serve-command.ts';
import { type ForwardingOptions, forwarding } from './serve-forward.ts';
import { archiveFile, type JudgingServer, judging, type ServeJudgeOptions } from './serve-judge.ts';

interface Options extends ServeJudgeOptions, ForwardingOptions {
  port: number;
  host: string;
  seed: number;
  fault: string[];
  variant: string[];
  edge?: number;
  /** Milliseconds. */
  deploying?: number;
  listFaults?: true;
  listVariants?: true;
  judge?: true;
}

/** Serves the reference until it is interrupted. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the reference implementation over HTTP, for your own tests')
    .argument('[command...]', 'with --judge, after --: run this command against the server and report when it ends')
    .option('--port <n>', 'port to listen on; 0 picks a free port', portOf, 0)
    .option('--host <name>', 'address to listen on', '127.0.0.1')
    .option('--seed <n>', 'seed of generated ids', integerOf, 0)
    .option('--fault <name>', 'add a fault, which violates the documentation; repeatable', collect, [])
    .option('--variant <name>', 'add a variant, which the documentation allows; repeatable', collect, [])
    .option('--edge <n>', 'also serve viewers of the distributions, on this port; 0 picks a free port', portOf)
    .option('--deploying <seconds>', 'how long a distribution is InProgress after each change', secondsOf, 0)
    .option('--list-faults', 'list the faults and exit')
    .option('--list-variants', 'list the variants and exit')
    .option(
      '--judge',
      'check every request against the documentation and report at the end; exit code 1 for a violation',
    )
    .option('--no-signature', 'with --judge: accept unsigned requests')
    .option('--leave-nothing', 'with --judge: everything created must be deleted at the end')
    .option(
      '--interactions <file>',
      'with --judge: compare the conversation with this record, or write it if it is missing',
      textOf,
    )
    .option('--report <har=file>', 'with --judge: write the conversation as an HTTP Archive', archiveFile)
    .option(
      '--forward <url>',
      'with --judge: pass every call on to this service, and judge its responses too',
      endpointOf,
    )
    .option('--record <file>', 'with --forward: write a recording, for run --recorded', textOf)
    .option('--allow-remote', 'with --forward: allow requests to other machines')
    .option('--allow-aws', 'with --forward and --allow-remote: allow requests to AWS')
    .option('--profile <name>', 'with --forward: sign with this profile from ~/.aws', textOf)
    .addOption(
      new Option(
        '--credentials <source>',
        'with --forward: env: sign with AWS_ACCESS_KEY_ID and related variables',
      ).choices(['env']),
    )
    .option('--region <name>', 'with --forward: region to sign for', regionOf)
    .option('--ca <file>', 'with --forward: also trust this certificate authority (PEM)', textOf)
    .addOption(
      new Option('--timeout <seconds>', 'with --forward: how long to wait for a response')
        .argParser(timeoutOf)
        .default(10_000, '10'),
    )
    .option('--tls-cert <file>', 'with --judge: serve HTTPS with this certificate (PEM)', textOf)
    .option('--tls-key <file>', 'with --judge: its private key (PEM)', textOf)
    .addHelpText(
      'after',
      `
The server prints its URL when it is ready, runs until Ctrl-C, and stores nothing on disk. With --edge it prints a second URL. The edge selects a distribution by the Host header and names the one that served in x-served-by; POST ${CLOCK_PATH} with {"seconds": 300} moves its clock ahead.

With --judge, GET /_conformance/violations returns the violations so far, GET /_conformance/interactions returns the conversation, and DELETE /_conformance resets both.

With --judge -- COMMAND, the command sends its CloudFront calls to this server: its environment has AWS_ENDPOINT_URL_CLOUDFRONT and dummy credentials, and {endpoint} in its arguments is replaced by the URL. Exit code: 0 the command called the service, broke no rule and succeeded, 1 it broke a rule, 2 it failed or never called the service.

With --judge --forward URL, every call is signed again and passed on to that service, and its responses are judged too. Nothing else is sent there. Credentials are used to sign and are never written.

Examples:
  cloudfront-conformance serve --port 4566
  aws --endpoint-url http://127.0.0.1:4566 cloudfront list-distributions
  cloudfront-conformance serve --fault order-check-off
  cloudfront-conformance serve --port 4566 --edge 8080 --fault weight-inverted
  cloudfront-conformance serve --variant etags-quoted --variant list-settles-late
  cloudfront-conformance serve --judge --port 4566 --interactions deploy.json
  cloudfront-conformance serve --judge -- terraform apply -auto-approve
  cloudfront-conformance serve --judge --forward http://127.0.0.1:5000 --record moto.ndjson -- ./deploy.sh`,
    )
    .action(async (command: string[], options: Options, self: Command) => {
      checkWords(command, options, self);
      if (options.listFaults) print([...FAULTS, ...EDGE_FAULTS]);
      if (options.listVariants) print(VARIANTS);
      if (!options.listFaults && !options.listVariants) await serving(options, command);
    });
}

/** Throws a UsageError for a command that would not be run, or that is missing. */
function checkWords(command: readonly string[], { judge }: Options, self: Command): void {
  const { rawArgs } = (self.parent ?? self) as Command & { rawArgs: readonly string[] };
  if (command.length === 0 && rawArgs.at(-1) === '--') throw new UsageError('there is no command after --');
  if (command.length > 0 && !judge)
    throw new UsageError(`${command[0]} is run with --judge only: serve --judge -- ${command.join(' ')}`);
}

/** Serves until it is interrupted, or until the command has ended. */
async function serving(options: Options, command: readonly string[]): Promise<void> {
  const { host, port, seed, fault, variant, edge, deploying } = options;
  const onEdge = fault.find(isEdgeFault);
  if (onEdge !== undefined && edge === undefined)
    throw new UsageError(`--fault ${onEdge} is of the edge and needs --edge`);
  const modifications: Modification[] = [
    ...fault.filter((name) => !isEdgeFault(name)).map((name) => named(name, FAULTS, 'fault')),
    ...variant.map((name) => named(name, VARIANTS, 'variant')),
    ...(deploying ? [{ decide: () => ({ deploying }) }] : []),
  ];
  const clock = movableClock();
  const served = await listening(host, port, start(options, modifications, clock));
  let servedEdge: Served | undefined;
  try {
    if (edge !== undefined)
      servedEdge = await listening(host, edge, serveEdge(served.state!, { port: edge, host, seed, fault }, clock));
  } catch (error) {
    await served.close();
    throw error;
  }
  try {
    if (command.length === 0) {
      process.stdout.write(`${served.url}\n${servedEdge ? `${servedEdge.url}\n` : ''}`);
      await interrupted();
      process.exitCode = served.conclude?.() ?? 0;
    } else {
      process.exitCode = served.conclude?.(await runAgainst(served.url, command)) ?? 0;
    }
  } finally {
    await servedEdge?.close();
    await served.close();
  }
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

/** Throws a UsageError where the port can't be had. */
async function listening<T>(host: string, port: number, served: Promise<T>): Promise<T> {
  try {
    return await served;
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new UsageError(`can't listen on ${host}:${port}: ${syscall === 'getaddrinfo' ? 'no such host' : message}`);
  }
}

type Serving = Served & Partial<JudgingServer> & { state?: ReferenceState };

async function start(options: Options, modifications: Modification[], { now }: MovableClock): Promise<Serving> {
  const { seed, port, host, judge, forward } = options;
  if (forward) return startForwarding(forward, options);
  const contract = joinedContract();
  let reference = createReference({ contract, seed, modifications, now });
  if (!judge) return { ...(await serve(reference, { port, host })), state: reference.state };
  const service = () => {
    reference = createReference({ contract, seed, modifications, now });
    return reference.handle;
  };
  return { ...(await judging({ contract, service }, options)), state: reference.state };
}

async function startForwarding(url: URL, options: Options): Promise<Serving> {
  const { close, ...judged } = await forwarding(url, options);
  try {
    const served = await judging(judged, options);
    return { ...served, close: () => served.close().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Serves the edge of a reference. */
function serveEdge(
  state: ReferenceState,
  { port, host, seed, fault }: Pick<Options, 'port' | 'host' | 'seed' | 'fault'>,
  clock: MovableClock,
): Promise<Served> {
  const modifications = EDGE_FAULTS.filter(({ name }) => fault.includes(name));
  const handle = withClock(clock, edgeHandler(createEdge({ state, seed, modifications }), clock.now));
  return serve({ handle }, { port, host });
}

const isEdgeFault = (name: string): boolean => EDGE_FAULTS.some((one) => one.name === name);

function named<T extends { name: string }>(name: string, all: readonly T[], kind: string): T {
  const found = all.find((one) => one.name === name);
  if (found) return found;
  const hint = didYouMean(
    name,
    all.map((one) => one.name),
  );
  throw new UsageError(`there is no ${kind} ${name}${hint || `; --list-${kind}s lists them`}`);
}

function print(all: readonly { name: string; about: string; breaks?: string }[]): void {
  const width = Math.max(...all.map(({ name }) => name.length));
  for (const { name, about } of all) process.stdout.write(`${name.padEnd(width)}  ${about}\n`);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('give a port from 0 to 65535');
  return port;
}
