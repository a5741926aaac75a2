import { joinedContract } from '../../contracts/contracts.ts';
import { UsageError } from '../../core/usage.ts';
import type { Double } from '../../double/double.ts';
import { answerFindings, lackingOperations } from '../../proxy/findings.ts';
import { type ForwardOptions, forwardTo } from '../../proxy/forward.ts';
import { recordedTurns } from '../../proxy/recording.ts';
import { answersText, failing, lostText } from '../../proxy/report.ts';
import { OutOfReach, reachOf } from '../../reach/reach.ts';
import { createCassette } from '../../session/cassette-file.ts';
import { credentialsOf } from '../../session/credentials.ts';
import { allowedReach } from '../../session/limits.ts';
import { readAuthority } from '../../session/target.ts';
import { checkWritable } from '../output/output-file.ts';
import type { JudgedService } from './serve-judge.ts';

/** The options of `serve` that have a meaning with `--forward` only. */
export interface ForwardingOptions {
  forward?: URL;
  record?: string;
  allowRemote?: true;
  allowAws?: true;
  profile?: string;
  credentials?: 'env';
  region?: string;
  ca?: string;
  /** Milliseconds. */
  timeout: number;
}

/** What stands in the reference's place: it passes calls on to a URL and judges what comes back. Throws a UsageError. */
export async function forwarding(
  url: URL,
  options: ForwardingOptions,
): Promise<JudgedService & { close(): Promise<void> }> {
  const contract = joinedContract();
  const { signing } = contract.service;
  const credentials = await credentialsOf(options);
  if (reachOf(url) === 'aws' && !credentials)
    throw new UsageError(`${url.host} belongs to AWS: give --profile NAME or --credentials env to sign for it`);
  const { handle, close } = opened(url, {
    service: signing.name,
    region: options.region ?? signing.region,
    timeout: options.timeout,
    reach: allowedReach(options),
    ...(credentials ? { credentials } : {}),
    ...(options.ca === undefined ? {} : { ca: readAuthority(options.ca) }),
  });
  const file = options.record;
  if (file !== undefined) checkWritable(file);
  const cassette = file === undefined ? undefined : createCassette(file, () => headOf(url));
  return {
    contract,
    service: () => handle,
    trusted: false,
    close,
    conclude({ turns }: Double) {
      for (const exchange of cassette ? recordedTurns(contract, turns) : []) cassette!.write(exchange);
      cassette?.finish();
      const found = answerFindings(contract, turns);
      const lacking = lackingOperations(contract, turns);
      const lost = lostText(turns, url.href);
      const text = [
        answersText(found),
        ...(lacking.length > 0 ? [`${url.href} does not implement ${lacking.join(', ')}`] : []),
        ...(lost === undefined ? [] : [lost]),
      ].join('\n');
      return { text, exitCode: failing(found) ? 1 : lost === undefined ? 0 : 2 };
    },
  };

  function headOf({ href }: URL) {
    return {
      cassette: 'cloudfront-conformance' as const,
      format: 1 as const,
      recorded: new Date().toISOString().slice(0, 10),
      contract: `${contract.source.package}@${contract.source.version}`,
      target: href,
      url: href,
      wire: true,
      // What was recorded is what a client did, which no words of ours do again.
      words: [],
      seed: 0,
      runs: 0,
      patience: 0,
      staging: 'auto' as const,
    };
  }
}

function opened(url: URL, options: ForwardOptions): ReturnType<typeof forwardTo> {
  try {
    return forwardTo(url, options);
  } catch (error) {
    throw error instanceof OutOfReach ? new UsageError(error.message) : error;
  }
}
