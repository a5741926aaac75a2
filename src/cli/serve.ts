import { Command, InvalidArgumentError } from 'commander';
import type { Deviation } from '../reference/deviation.ts';
import { createEdge } from '../reference/edge/edge.ts';
import { EDGE_FAULTS } from '../reference/edge/faults.ts';
import { edgeHandler } from '../reference/edge/handler.ts';
import { FAULTS } from '../reference/faults/index.ts';
import { createReference } from '../reference/reference.ts';
import { type Served, serve } from '../reference/serve.ts';
import type { State } from '../reference/state.ts';
import { VARIANTS } from '../reference/variants/index.ts';
import { loadContract } from '../schema/contract.ts';
import { closest } from './closest.ts';
import { UsageError } from './usage.ts';

interface Options {
  port: number;
  host: string;
  seed: number;
  fault: string[];
  variant: string[];
  edge?: number;
  listFaults?: true;
  listVariants?: true;
}

/** Serves the reference until it is interrupted. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the reference implementation over HTTP, for your own tests or with a fault in it')
    .option('--port <n>', 'where to listen; 0 for a free port', portOf, 0)
    .option('--host <name>', 'the address to listen on', '127.0.0.1')
    .option('--seed <n>', 'ids depend on it', Number, 0)
    .option('--fault <name>', 'deviate from the documentation; may be given several times', collect, [])
    .option('--variant <name>', 'deviate within what it allows; may be given several times', collect, [])
    .option('--edge <n>', 'answer viewers of the distributions as well, on this port; 0 for a free port', portOf)
    .option('--list-faults', 'print the faults and end')
    .option('--list-variants', 'print the variants and end')
    .addHelpText(
      'after',
      `
It prints one line with its URL when it is ready, with --edge a second one with that of its edge, and ends on Ctrl-C.
It keeps nothing. The edge goes by the Host header; x-served-by says which distribution served.

Examples:
  cloudfront-conformance serve --port 4566
  aws --endpoint-url http://127.0.0.1:4566 cloudfront list-continuous-deployment-policies
  cloudfront-conformance serve --fault order-check-off
  cloudfront-conformance serve --port 4566 --edge 8080 --fault weight-inverted
  cloudfront-conformance serve --variant etags-quoted --variant list-settles-late`,
    )
    .action(async (options: Options) => {
      if (options.listFaults) print([...FAULTS, ...EDGE_FAULTS]);
      if (options.listVariants) print(VARIANTS);
      if (!options.listFaults && !options.listVariants) await untilInterrupted(options);
    });
}

async function untilInterrupted({ port, host, seed, fault, variant, edge }: Options): Promise<void> {
  const deviations: Deviation[] = [
    ...fault.filter((name) => !isEdgeFault(name)).map((name) => named(name, FAULTS, 'fault')),
    ...variant.map((name) => named(name, VARIANTS, 'variant')),
  ];
  const reference = createReference({ contract: loadContract(), seed, deviations });
  const served = await serve(reference, { port, host }).catch((error: Error) => {
    throw new UsageError(`can't listen on ${host}:${port}: ${error.message}`);
  });
  process.stdout.write(`${served.url}\n`);
  const servedEdge =
    edge === undefined ? undefined : await serveEdge(reference.state, { port: edge, host, seed, fault });
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await served.close();
  await servedEdge?.close();
}

/** Serves the edge of a reference and prints its URL. */
async function serveEdge(
  state: State,
  { port, host, seed, fault }: Pick<Options, 'port' | 'host' | 'seed' | 'fault'>,
): Promise<Served> {
  const deviations = EDGE_FAULTS.filter(({ name }) => fault.includes(name));
  const handle = edgeHandler(createEdge({ state, seed, deviations }), () => new Date());
  const served = await serve({ handle }, { port, host }).catch((error: Error) => {
    throw new UsageError(`can't listen on ${host}:${port}: ${error.message}`);
  });
  process.stdout.write(`${served.url}\n`);
  return served;
}

const isEdgeFault = (name: string): boolean => EDGE_FAULTS.some((one) => one.name === name);

function named<T extends { name: string }>(name: string, all: readonly T[], kind: string): T {
  const found = all.find((one) => one.name === name);
  if (found) return found;
  const best = closest(
    name,
    all.map((one) => one.name),
  );
  const hint = best.length > 0 ? `did you mean ${best.join(' or ')}?` : `--list-${kind}s lists them`;
  throw new UsageError(`there is no ${kind} ${name}; ${hint}`);
}

function print(all: readonly { name: string; about: string; breaks?: string }[]): void {
  const width = Math.max(...all.map(({ name }) => name.length));
  for (const { name, about } of all) process.stdout.write(`${name.padEnd(width)}  ${about}\n`);
}

const collect = (name: string, before: string[]): string[] => [...before, name];

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 to 65535');
  return port;
}
