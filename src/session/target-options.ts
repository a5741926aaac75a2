import type { Target } from '../core/target.ts';
import { shellArgument } from '../quoting/shell.ts';
import type { FetchHandler } from '../targets/fetch-handler.ts';

/** What to send to, how, and what is allowed on the way. Exactly one kind of target is named. */
export interface TargetOptions {
  /** The built-in reference, over HTTP on loopback. */
  reference?: boolean;
  /** A target, or a function that makes one when it is first needed. The caller closes the first, the run the second. */
  target?: Target | (() => Target | Promise<Target>);
  /** A function on the web's own Request and Response, called in this process. */
  fetch?: FetchHandler;
  /** Where to send HTTP requests; this machine only, unless `allowRemote` and `allowAws` say more. */
  endpoint?: string | URL;
  /** Sends through the installed AWS SDK. */
  sdk?: boolean;
  /** A file that exports a factory of functions to send through. */
  module?: string;
  /** A file that exports a fetch function or a Node request listener. */
  handler?: string;
  /** Puts the reference behind nock and sends to the real address. */
  nock?: boolean;
  /** Sends only requests that read. */
  readOnly?: boolean;
  /** Signs requests; true. */
  sign?: boolean;
  /** Headers to send with every request, by name. */
  header?: Record<string, string>;
  /** The region to sign for. */
  region?: string;
  /** A PEM file with an authority to trust as well. */
  ca?: string;
  /** Milliseconds to wait for one response; 10000. */
  timeout?: number;
  /** Lets requests go to another machine. */
  allowRemote?: boolean;
  /** Lets requests go to AWS, together with `allowRemote`. */
  allowAws?: boolean;
  /** A profile of ~/.aws to sign with. */
  profile?: string;
  /** `env`: signs with AWS_ACCESS_KEY_ID and so on. */
  credentials?: 'env';
  /** Most requests a second. */
  rate?: number;
  /** Most requests in all; what deleting takes is kept back. */
  budget?: number;
  /** A command that starts the target. It is ended after the run. */
  start?: string;
  /** With `start`: wait until this URL answers; the endpoint. */
  ready?: URL;
}

/** The words by which a command line reaches the same target again, if any does. Values of headers are left out. */
export function targetWords(options: TargetOptions): string[] | undefined {
  if (options.target || options.fetch) return undefined;
  const { endpoint, sdk, module, handler, nock, header = {}, region, ca, profile, credentials } = options;
  return [
    ...(endpoint === undefined ? [] : ['--endpoint', shellArgument(new URL(endpoint).href)]),
    ...(sdk ? ['--sdk'] : []),
    ...(module === undefined ? [] : ['--module', shellArgument(module)]),
    ...(handler === undefined ? [] : ['--handler', shellArgument(handler)]),
    ...(nock ? ['--nock'] : []),
    ...(options.readOnly ? ['--read-only'] : []),
    ...(options.sign === false ? ['--no-sign'] : []),
    ...Object.keys(header).flatMap((name) => ['--header', shellArgument(`${name}: …`)]),
    ...(region === undefined ? [] : ['--region', region]),
    ...(ca === undefined ? [] : ['--ca', shellArgument(ca)]),
    ...(options.start === undefined ? [] : ['--start', shellArgument(options.start)]),
    ...(options.ready ? ['--ready', shellArgument(options.ready.href)] : []),
    ...(options.allowRemote ? ['--allow-remote'] : []),
    ...(options.allowAws ? ['--allow-aws'] : []),
    ...(profile === undefined ? [] : ['--profile', shellArgument(profile)]),
    ...(credentials === undefined ? [] : ['--credentials', credentials]),
  ];
}
