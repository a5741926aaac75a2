import { spawn } from 'node:child_process';
import { UsageError } from '../core/usage.ts';

/** How a command ended: with a code, or by a signal. */
export type ChildEnd = { code: number } | { signal: NodeJS.Signals };

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds that a command has after a SIGTERM: what sends one often kills us after ten seconds, and the verdict with us. */
const GRACE = 7000;

/**
 * Runs a command without a shell, on our own standard streams, until it ends. Signals to this process go on to it, and
 * the second one kills it, as does one SIGTERM that it ignores. A terminal sends an interrupt to both, so there it is not
 * passed on: many programs take two for an order to stop at once. Throws a UsageError where the command cannot be started.
 */
export function runChild(
  [command = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  { grace: milliseconds = GRACE }: { grace?: number } = {},
): Promise<ChildEnd> {
  const child = spawn(command, args, { stdio: 'inherit', env });
  let signals = 0;
  let grace: NodeJS.Timeout | undefined;
  const forward = (signal: NodeJS.Signals): void => {
    signals += 1;
    if (signal === 'SIGTERM') grace ??= setTimeout(() => child.kill('SIGKILL'), milliseconds);
    if (signals > 1) child.kill('SIGKILL');
    else if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  return new Promise<ChildEnd>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) reject(new UsageError(`${command} cannot be started: ${reasonOf(error)}`));
    });
    child.once('exit', (code, signal) => resolve(signal === null ? { code: code ?? 0 } : { signal }));
  }).finally(() => {
    clearTimeout(grace);
    for (const signal of FORWARDED) process.off(signal, forward);
  });
}

const reasonOf = ({ code, message }: NodeJS.ErrnoException): string =>
  code === 'ENOENT' ? 'there is no such program' : code === 'EACCES' ? 'it is not executable' : message;

/** Variables that would lead a client past the endpoint or the credentials that are given to it. */
const CLEARED = [
  'AWS_ENDPOINT_URL',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
];

/** The environment in which clients send calls of CloudFront to `endpoint`, and only these, with credentials that open nothing. */
export function childEnvironment(endpoint: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { hostname } = new URL(endpoint);
  // A proxy for the way out would be asked for the double as well.
  const direct = [...new Set([env.NO_PROXY || env.no_proxy || '', hostname, 'localhost'])].filter(Boolean).join(',');
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1';
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !CLEARED.includes(name))),
    AWS_ENDPOINT_URL_CLOUDFRONT: endpoint,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: direct,
    no_proxy: direct,
  };
}
