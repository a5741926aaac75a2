import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { contractOf } from '../contracts/contracts.ts';
import { loadContract } from '../contracts/load.ts';
import type { Contract } from '../core/contract.ts';
import type { RunEvent } from '../core/event.ts';
import type { KnownDeviation } from '../core/known.ts';
import type { ActiveRule, Phase } from '../core/rule.ts';
import { drawSeed } from '../core/seed.ts';
import type { Target } from '../core/target.ts';
import { retrying } from '../middleware/retry.ts';
import { journalled } from '../provision/journal.ts';
import { inventory } from '../provision/listing.ts';
import { type OpenRun, openRuns } from '../provision/open-runs.ts';
import { ownedBy } from '../provision/ownership.ts';
import { undo } from '../provision/undo.ts';
import { reachOf } from '../reach/reach.ts';
import { createReference } from '../reference/reference.ts';
import { type Rules, rulesOf } from '../rules/index.ts';
import { run } from '../run/run.ts';
import { type FetchHandler, fromFetch } from '../targets/fetch-handler.ts';
import { handlerTarget } from '../targets/handler.ts';
import { type HttpOptions, httpTarget } from '../targets/http.ts';
import { selectRules } from './select.ts';
import { openStaging, type Staging } from './staging.ts';
import { VERSION } from './version.ts';

/** What is judged, and how. Exactly one of `target`, `endpoint`, `fetch` and `reference` is given. */
export interface RunOptions {
  /** A target, or a function that makes one when it is first needed. The caller closes the first, the run the second. */
  target?: Target | (() => Target | Promise<Target>);
  /** Where to send HTTP requests; this machine only, unless `http.reach` says more. */
  endpoint?: string | URL;
  http?: HttpOptions;
  /** A function on the web's own Request and Response, judged in this process. */
  fetch?: FetchHandler;
  /** Judges the built-in reference, which is never judged by accident. */
  reference?: true;
  /** A kind of resource, such as `OriginAccessControl`; continuous deployment policies, unless it is said. */
  resource?: string;
  /** Instead of the contract with that resource. */
  contract?: Contract;
  /** Globs over rule ids: those that are judged (all, unless it is said), and those that are left out. */
  rules?: readonly string[];
  exclude?: readonly string[];
  phases?: readonly Phase[];
  /** The same seed sends the same requests; drawn, unless it is given. */
  seed?: number;
  /** Random cases of each rule on each operation; 50. */
  runs?: number;
  /** Rules judged at the same time; 4. */
  concurrency?: number;
  /** Milliseconds that a late read or listing may take to show a change; 2000. */
  settle?: number;
  /** Milliseconds to wait for a state that takes real time; 20000. */
  patience?: number;
  /** Where names of staging distributions come from; found out, unless it is said. */
  staging?: Staging;
  /** Deviations that are lived with: reports tell them apart. */
  known?: readonly KnownDeviation[];
  signal?: AbortSignal;
}

/** A target that can be judged by some rules after others. */
export interface Judging {
  contract: Contract;
  /** Those that were asked for. */
  rules: Rules;
  seed: number;
  /** What reports call the target, before it is opened. */
  name: string;
  /** Judges by these rules and by all rules on answers. Opens the target when it is first called. */
  judge(active: readonly ActiveRule[]): AsyncGenerator<RunEvent, void>;
  /** Deletes what is left on the target, and closes what was opened. Gives what could not be deleted, as sentences. */
  close(): Promise<string[]>;
}

/** Makes all ready to judge a target; opens nothing yet. Throws for a resource or a glob that nothing matches. */
export function judgingOf(options: RunOptions = {}): Judging {
  const contract = options.contract ?? (options.resource === undefined ? loadContract() : contractOf(options.resource));
  const rules = selectRules(rulesOf(contract), options.rules ?? [], options.exclude ?? []);
  const seed = options.seed ?? drawSeed();
  const url = options.endpoint === undefined ? undefined : new URL(options.endpoint);
  let opened: Promise<Opened> | undefined;
  return {
    contract,
    rules,
    seed,
    name: nameOf(options),
    async *judge(active) {
      opened ??= open(contract, options, seed, url);
      const { target, names, lanes } = await opened;
      yield* run({
        contract,
        target,
        names,
        rules: { answer: rules.answer, active: [...active] },
        version: VERSION,
        seed,
        runs: options.runs ?? 50,
        concurrency: lanes,
        ...(url ? { url: url.href } : {}),
        ...(options.phases ? { phases: options.phases } : {}),
        ...(options.settle === undefined ? {} : { settle: options.settle }),
        ...(options.patience === undefined ? {} : { patience: options.patience }),
        ...(options.known ? { known: { strict: false, entries: [...options.known] } } : {}),
        ...(options.signal ? { signal: options.signal } : {}),
        reproduce: (rule, token) => reproduceLine(rule, token, seed, url),
      });
    },
    close: async () => (opened ? (await opened).close() : []),
  };
}

interface Opened extends Awaited<ReturnType<typeof openStaging>> {
  close(): Promise<string[]>;
}

async function open(contract: Contract, options: RunOptions, seed: number, url: URL | undefined): Promise<Opened> {
  const { target: given, fetch: answer } = options;
  const bare = await (typeof given === 'function' ? given() : (given ?? targetOf(contract, options, seed, url)));
  const patient = retrying(contract, bare, { far: url !== undefined && reachOf(url) !== 'loopback' });
  const id = randomBytes(6).toString('hex');
  const runs = openRuns();
  const write = runs.take;
  // The built-in reference ends with this process, and so does all that is in it.
  const lasting = given !== undefined || url !== undefined || answer !== undefined;
  if (lasting) {
    const started = new Date().toISOString();
    const before = await inventory(contract, patient);
    write({ type: 'run', run: id, started, pid: process.pid, host: hostname(), before });
  }
  const target = lasting ? journalled(contract, patient, { run: id, write }) : patient;
  const staging = await openStaging(contract, target, options.staging ?? 'auto', {
    seed,
    lanes: options.concurrency ?? 4,
    token: `cloudfront-conformance-${id}`,
  });
  return {
    ...staging,
    async close() {
      const [left] = runs.list();
      const sentences = left ? await clean(contract, patient, left, options.patience ?? 20_000) : [];
      if (typeof given !== 'object') await bare.close();
      return sentences;
    },
  };
}

async function clean(contract: Contract, target: Target, left: OpenRun, patience: number): Promise<string[]> {
  const { owned, unsure } = await ownedBy(left, contract, target);
  const kept = await undo(target, owned, { patience });
  return [...kept.map(({ resource, id, reason }) => `${resource.name} ${id} is left: ${reason}`), ...unsure];
}

function targetOf(contract: Contract, options: RunOptions, seed: number, url: URL | undefined): Target {
  if (url) return httpTarget(contract, url, options.http);
  if (options.fetch) {
    const handler = fromFetch(options.fetch, `https://${contract.service.host}`);
    return handlerTarget(contract, handler, { name: 'the function' });
  }
  return handlerTarget(contract, createReference({ contract, seed }).handle, { name: 'the reference' });
}

function nameOf({ target, endpoint, fetch: answer }: RunOptions): string {
  if (typeof target === 'object') return target.name;
  if (endpoint !== undefined) return String(endpoint);
  return target ? 'the target' : answer ? 'the function' : 'the reference';
}

function reproduceLine(rule: string, token: string, seed: number, url: URL | undefined): string {
  if (token === '' || !url) return `judge ${rule} with the seed ${seed}`;
  return `cloudfront-conformance reproduce ${token} --endpoint ${url.href}`;
}
