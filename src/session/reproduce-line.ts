import { shellArgument, shellQuoted } from '../quoting/shell.ts';

/** What a command line needs to show a finding again. */
export interface ReproduceLine {
  /** What runs the rule; `run` unless another is named. */
  command?: 'run' | 'traffic';
  rule: string;
  /** Empty or absent where the finding has none. */
  token?: string;
  /** The words by which the target is reached; undefined where no command line reaches it. */
  words: readonly string[] | undefined;
  resource?: string;
  seed: number;
  runs?: number;
}

/** The command that replays a finding's calls, or where there are none, runs its rule. A sentence where no command reaches the target. */
export function reproduceLine({
  command = 'run',
  rule,
  token,
  words: where,
  resource,
  seed,
  runs,
}: ReproduceLine): string {
  if (where === undefined) return `judge ${rule} with the seed ${seed}`;
  const words = token
    ? ['reproduce', token, ...where]
    : [
        command,
        ...where,
        ...(resource === undefined ? [] : [`--resource ${shellArgument(resource)}`]),
        `--rules ${shellQuoted(rule)}`,
        `--seed ${seed}`,
        ...(runs === undefined ? [] : [`--runs ${runs}`]),
      ];
  return `cloudfront-conformance ${words.join(' ')}`;
}
