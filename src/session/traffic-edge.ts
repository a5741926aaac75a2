import { readFileSync } from 'node:fs';
import { didYouMean } from '../core/closest.ts';
import type { Contract } from '../core/contract.ts';
import { fileProblem } from '../core/file-problem.ts';
import type { JsonObject } from '../core/json.ts';
import type { Edge, PolicyController } from '../core/traffic.ts';
import { UsageError } from '../core/usage.ts';
import { OutOfReach, reachOf } from '../reach/reach.ts';
import { EDGE_FAULTS } from '../reference/edge/faults.ts';
import { httpTarget } from '../targets/http.ts';
import { realClock, virtualClock } from '../traffic/clock.ts';
import { httpClock, NoClock } from '../traffic/edges/clock-http.ts';
import { httpEdge } from '../traffic/edges/http.ts';
import type { Marker } from '../traffic/edges/marker.ts';
import { moduleEdge } from '../traffic/edges/module.ts';
import { trafficOf } from '../traffic/policy.ts';
import { apiController, fixedController } from '../traffic/policy-controller.ts';
import { loadRoute } from './load-module.ts';
import { warn } from './print.ts';
import { referenceEdge } from './traffic-reference.ts';
import { writtenDown } from './written-down.ts';

/** Milliseconds in which what was made must be deleted again. */
const PATIENCE = 60_000;

/** Options that say what is judged. */
export interface TrafficEdgeOptions {
  edge?: URL;
  host?: string;
  stagingHost?: string;
  stagingMarker?: Marker;
  endpoint?: URL;
  policy?: string;
  module?: string;
  fault: string[];
  steady?: true;
  forwarded?: true;
  markerStays?: true;
  clock?: URL;
  sign: boolean;
  allowRemote?: true;
}

/** Opens the edge that is meant; without any option the reference's, in process. Throws a UsageError. */
export async function openEdge(
  contract: Contract,
  options: TrafficEdgeOptions,
  seed: number,
  signal: AbortSignal,
): Promise<{ edge: Edge; controller: PolicyController; close(): Promise<void> }> {
  const { edge: url, module, fault } = options;
  if (url) {
    try {
      return await openUrl(contract, options, url, signal);
    } catch (error) {
      throw error instanceof OutOfReach || error instanceof NoClock ? new UsageError(error.message) : error;
    }
  }
  const opened = module
    ? moduleEdge(module, await loadRoute(module), virtualClock())
    : referenceEdge(contract, seed, fault.map(faultNamed));
  return { ...opened, close: opened.edge.close };
}

async function openUrl(
  contract: Contract,
  {
    host,
    stagingHost,
    stagingMarker,
    endpoint,
    policy,
    steady,
    forwarded,
    markerStays,
    clock,
    sign,
    allowRemote,
  }: TrafficEdgeOptions,
  url: URL,
  signal: AbortSignal,
): Promise<{ edge: Edge; controller: PolicyController; close(): Promise<void> }> {
  if (!stagingMarker)
    throw new UsageError(
      'say what marks the staging distribution, such as --staging-marker header:x-served-by=staging',
    );
  if (endpoint === undefined && policy === undefined)
    throw new UsageError(
      'say which policy is attached with --policy FILE, or let it be attached through --endpoint URL',
    );
  if (endpoint && reachOf(endpoint) === 'aws')
    throw new UsageError(
      `${endpoint.host} is AWS itself; attach a policy there by other means and give it with --policy`,
    );
  const reach = allowRemote ? 'remote' : 'loopback';
  const edge = httpEdge(url, {
    reach,
    marker: stagingMarker,
    clock: clock ? await httpClock(clock, { reach }) : realClock(signal),
    steady: steady ?? false,
    forwarded: forwarded ?? false,
    tellsDistributions: markerStays ?? false,
    ...(host === undefined ? {} : { servername: host }),
  });
  if (policy !== undefined)
    return {
      edge,
      controller: fixedController(readPolicy(policy), host ?? url.hostname, stagingHost),
      close: edge.close,
    };
  const target = httpTarget(contract, endpoint!, { sign, reach });
  const session = await writtenDown(contract, target, {
    url: endpoint!,
    patience: PATIENCE,
    folder: '.cloudfront-conformance',
  });
  const close = async (): Promise<void> => {
    for (const line of await session.clean()) warn(line);
    await edge.close();
    await target.close();
  };
  return { edge, controller: apiController(contract, session.target, `traffic-${Date.now()}`), close };
}

/** A policy's configuration from a file, in the shape that the AWS CLI takes; what it would be wrapped in is taken off. */
export function readPolicy(file: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === undefined ? `it is not JSON: ${message}` : fileProblem(code);
    throw new UsageError(`${file} can't be read as a policy: ${why}; give its configuration as JSON`);
  }
  const outer = (typeof value === 'object' && value !== null ? value : {}) as JsonObject;
  const config = (outer.ContinuousDeploymentPolicyConfig ?? outer) as JsonObject;
  if (!trafficOf(config)) throw new UsageError(`${file} holds no enabled policy that divides traffic`);
  return config;
}

function faultNamed(name: string): (typeof EDGE_FAULTS)[number] {
  const names = EDGE_FAULTS.map((one) => one.name);
  const found = EDGE_FAULTS.find((one) => one.name === name);
  if (found) return found;
  throw new UsageError(
    `there is no fault ${name} of the edge${didYouMean(name, names) || '; serve --edge --list-faults lists them'}`,
  );
}
