import { warn } from '../../session/print.ts';
import type { RunOptions } from '../../session/run-options.ts';
import type { TargetOptions } from '../../session/target-options.ts';
import type { JudgeOptions } from './judge-options.ts';

/** Where a run started in the present folder keeps its journal and its failing cases. */
export const FOLDER = '.cloudfront-conformance';

/** What the words of a command line ask of a run. Without a target it is the reference. */
export function runOptionsOf({
  phase,
  report: _report,
  open: _open,
  verbose: _verbose,
  ...options
}: TargetOptions & JudgeOptions): RunOptions {
  return { ...targeted(options), ...(phase ? { phases: phase } : {}), folder: FOLDER, warn };
}

/** The options with the reference as the target, where they name none. */
export function targeted<Options extends TargetOptions>(options: Options): Options {
  return namesTarget(options) ? options : { ...options, reference: true };
}

/** Whether the options say what is judged. */
export const namesTarget = ({ endpoint, handler, nock }: TargetOptions): boolean =>
  endpoint !== undefined || handler !== undefined || nock === true;
