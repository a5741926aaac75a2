import { readFileSync } from 'node:fs';
import type { Cassette } from '../core/cassette.ts';
import type { Contract } from '../core/contract.ts';
import { fileProblem } from '../core/file-problem.ts';
import type { Target } from '../core/target.ts';
import { DEFAULT_TIMING } from '../core/timing.ts';
import { UsageError } from '../core/usage.ts';
import { budgeted } from '../middleware/budget.ts';
import { rateLimited } from '../middleware/rate-limit.ts';
import { readOnly } from '../middleware/read-only.ts';
import { retrying } from '../middleware/retry.ts';
import { assertReach, OutOfReach, type Reach, reachOf } from '../reach/reach.ts';
import { httpTarget } from '../targets/http.ts';
import type { Nock } from '../targets/nock.ts';
import { importPeer, NotInstalled } from '../targets/peer.ts';
import { type Credentials, DUMMY_CREDENTIALS } from '../wire/sigv4.ts';
import { credentialsOf } from './credentials.ts';
import type { Emulator } from './emulator.ts';
import { allowedReach, type Limits, limitsFor } from './limits.ts';
import { type TargetOptions, targetWords } from './target-options.ts';

/** A target as the options name it, with everything round it. */
export interface OpenTarget {
  target: Target;
  /** Where it is, if it is anywhere. */
  url?: URL;
  reach: Reach;
  /** How far requests may go; this machine, unless it is said. */
  allowed?: Reach;
  /** Whether it is the built-in reference, which ends with this process. */
  embedded: boolean;
  limits: Limits;
  /** The words by which a command line reaches it again, if any does. */
  words: string[] | undefined;
  /** The command that was started for it. */
  emulator?: Emulator;
}

/** A recording in the place of the target that it is of. */
export async function openCassette(
  contract: Contract,
  { head, exchanges }: Cassette,
  options: Partial<Record<keyof Limits, number | undefined>>,
): Promise<OpenTarget> {
  const { replaying } = await import('../middleware/cassette.ts');
  const { target, url, wire, words } = head;
  return {
    target: replaying(contract, target, { wire, exchanges }),
    ...(url === undefined ? {} : { url: new URL(url) }),
    reach: 'loopback',
    embedded: true,
    limits: limitsFor('loopback', options),
    words,
  };
}

type Closing = (() => Promise<void>)[];

/** A target without anything round it. `embedded`: it ends with this process, and so does all that is in it. */
interface Base {
  target: Target;
  url?: URL;
  embedded: boolean;
  emulator?: Emulator;
}

/**
 * Opens the target that the options name and puts the wrappers round it: retry(rate limit(budget(target))). Closing the
 * target ends all that was started for it. Throws a UsageError.
 */
export async function openTarget(
  contract: Contract,
  options: TargetOptions & { reset?: URL } & Partial<Limits>,
  seed: number,
): Promise<OpenTarget> {
  const url = options.endpoint === undefined ? undefined : new URL(options.endpoint);
  const allowed = allowedReach(options);
  const reach = url ? reachOf(url) : 'loopback';
  const limits = limitsFor(reach, options);
  const closing: Closing = [];
  try {
    const base = await openBase(contract, { options, url, allowed, seed, closing });
    let target = options.readOnly ? readOnly(contract, base.target) : base.target;
    if (limits.budget !== undefined) target = budgeted(contract, target, limits.budget);
    if (limits.rate !== undefined) target = rateLimited(target, limits.rate);
    target = retrying(contract, target, { far: reach !== 'loopback' });
    const close = async (): Promise<void> => {
      for (const end of closing.splice(0).reverse()) await end();
    };
    return { ...base, target: { ...target, close }, reach, allowed, limits, words: targetWords(options) };
  } catch (error) {
    for (const end of closing.reverse()) await end();
    if (error instanceof OutOfReach || error instanceof NotInstalled) throw new UsageError(error.message);
    throw error;
  }
}

interface TargetBase {
  options: TargetOptions;
  url: URL | undefined;
  allowed: Reach;
  seed: number;
  closing: Closing;
}

async function openBase(contract: Contract, opening: TargetBase): Promise<Base> {
  const { options, url, closing } = opening;
  const keep = (target: Target): Target => {
    closing.push(() => target.close());
    return target;
  };
  if (typeof options.target === 'object') return { target: options.target, ...(url ? { url } : {}), embedded: false };
  if (options.target) return { target: keep(await options.target()), ...(url ? { url } : {}), embedded: false };
  if (options.fetch || options.handler !== undefined)
    return { target: keep(await inProcess(contract, options)), embedded: false };
  if (options.nock) return { target: keep(await behindNock(contract, options, opening.seed, closing)), embedded: true };
  const { target, ...base } = await behindUrl(contract, opening);
  return { ...base, target: keep(target) };
}

async function inProcess(contract: Contract, options: TargetOptions): Promise<Target> {
  const { fetch: answer, handler, timeout = DEFAULT_TIMING.timeout, sign = true } = options;
  const { handlerTarget } = await import('../targets/handler.ts');
  const origin = `https://${contract.service.host}`;
  if (answer) {
    const { fromFetch } = await import('../targets/fetch-handler.ts');
    return handlerTarget(contract, fromFetch(answer, origin), { name: 'the function', timeout, sign });
  }
  const { loadHandler } = await import('./load-module.ts');
  return handlerTarget(contract, await loadHandler(handler!, origin), { name: handler!, timeout, sign });
}

async function behindUrl(
  contract: Contract,
  { options, url: given, allowed, seed, closing }: TargetBase,
): Promise<Base & { url: URL }> {
  const url = given ?? (await serveReference(contract, seed, closing));
  const credentials = await credentialsOf(options);
  const emulator = await startedFor(options, given, allowed);
  if (emulator) closing.push(emulator.stop);
  const base = { url, embedded: given === undefined, ...(emulator ? { emulator } : {}) };
  if (options.module !== undefined) {
    // The guards and headers are the wrapper's own matter, but where it goes is not.
    assertReach(url, allowed);
    return { ...base, target: await moduleAt(contract, options, url, credentials) };
  }
  const client = {
    reach: allowed,
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    ...(options.header ? { headers: options.header } : {}),
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(credentials ? { credentials } : {}),
    ...(options.ca === undefined ? {} : { ca: readAuthority(options.ca) }),
  };
  const target = options.sdk
    ? await (await import('../targets/sdk.ts')).sdkTarget(contract, { ...client, url })
    : httpTarget(contract, url, { ...client, sign: options.sign ?? true });
  const name = options.sdk ? 'the reference through the SDK' : 'the reference';
  return { ...base, target: base.embedded ? { ...target, name } : target };
}

/** Runs the command of `--start`, if there is one, and waits until it answers. Throws a UsageError. */
async function startedFor(
  { start, ready }: TargetOptions,
  endpoint: URL | undefined,
  allowed: Reach,
): Promise<Emulator | undefined> {
  if (start === undefined) return undefined;
  if (!endpoint) throw new UsageError('--start needs --endpoint, where the command listens');
  const { startEmulator } = await import('./emulator.ts');
  return startEmulator(start, endpoint, ready, allowed);
}

async function serveReference(contract: Contract, seed: number, closing: Closing): Promise<URL> {
  const [{ createReference }, { serve }] = await Promise.all([
    import('../reference/reference.ts'),
    import('../reference/serve.ts'),
  ]);
  const served = await serve(createReference({ contract, seed }));
  closing.push(served.close);
  return new URL(served.url);
}

async function behindNock(contract: Contract, options: TargetOptions, seed: number, closing: Closing): Promise<Target> {
  const { default: nock } = await importPeer('nock', '--nock');
  const [{ createReference }, { installHandler, nockTarget }] = await Promise.all([
    import('../reference/reference.ts'),
    import('../targets/nock.ts'),
  ]);
  const { handle } = createReference({ contract, seed });
  if (options.module === undefined) return nockTarget(contract, nock as Nock, handle);
  const origin = `https://${contract.service.host}`;
  const uninstall = installHandler(nock as Nock, handle, origin);
  closing.push(async () => uninstall());
  return moduleAt(contract, options, new URL(origin), undefined);
}

async function moduleAt(
  contract: Contract,
  options: TargetOptions,
  url: URL,
  credentials: Credentials = DUMMY_CREDENTIALS,
): Promise<Target> {
  const region = options.region ?? contract.service.signing.region;
  const file = options.module!;
  shieldEnvironment(url, region, credentials);
  const endpoint = url.href.replace(/\/$/, '');
  const [{ loadWrapper }, { moduleTarget }] = await Promise.all([
    import('./load-module.ts'),
    import('../targets/module.ts'),
  ]);
  const wrapper = await loadWrapper(file, { endpoint, region, credentials });
  return moduleTarget(contract, wrapper, {
    name: file,
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
  });
}

/** Any client that the module builds without more words goes where we say, with the credentials that were asked for and no others. */
function shieldEnvironment(
  url: URL,
  region: string,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
): void {
  for (const name of Object.keys(process.env))
    if (/^AWS_(PROFILE|DEFAULT_PROFILE|SESSION_TOKEN|ROLE_|WEB_IDENTITY|CONTAINER_)/.test(name))
      delete process.env[name];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url.href,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
  });
}

/** The PEM text of a certificate authority. Throws a UsageError where the file holds none. */
export function readAuthority(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${fileProblem((error as NodeJS.ErrnoException).code)}`);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new UsageError(`${file} holds no certificate in PEM`);
  return text;
}
