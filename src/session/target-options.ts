import { shellArgument } from '../quoting/shell.ts';

/** What to send to, how, and what is allowed on the way. */
export interface TargetOptions {
  readOnly?: true;
  endpoint?: URL;
  sdk?: true;
  module?: string;
  handler?: string;
  nock?: true;
  sign: boolean;
  header: Record<string, string>;
  region?: string;
  ca?: string;
  /** Seconds for one exchange. */
  timeout: number;
  allowRemote?: true;
  allowAws?: true;
  profile?: string;
  credentials?: 'env';
  /** Requests a second. */
  rate?: number;
  /** Requests in all. */
  budget?: number;
  start?: string;
  ready?: URL;
}

/** The words by which the same target is reached again. Values of headers are left out. */
export function targetWords(options: TargetOptions): string[] {
  const { endpoint, sdk, module, handler, nock, header, region, ca, profile, credentials } = options;
  return [
    ...(endpoint ? ['--endpoint', shellArgument(endpoint.href)] : []),
    ...(sdk ? ['--sdk'] : []),
    ...(module === undefined ? [] : ['--module', shellArgument(module)]),
    ...(handler === undefined ? [] : ['--handler', shellArgument(handler)]),
    ...(nock ? ['--nock'] : []),
    ...(options.readOnly ? ['--read-only'] : []),
    ...(options.sign ? [] : ['--no-sign']),
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
