import type { Finding } from '../core/event.ts';
import type { RunSettings } from './run-settings.ts';
import type { TargetOptions } from './target-options.ts';

/** Everything that a run can be told, in the API as on the command line. */
export interface RunOptions extends TargetOptions, RunSettings {
  /** What reports call the target; its address or file. */
  name?: string;
  /** Keeps every exchange in this file, without secrets; one rule is then judged after the other. */
  record?: string;
  /** Judges what such a recording holds, without any network. */
  fromCassette?: string;
  /** The folder for the journal and for failing cases, which the next run tries first; neither is kept without it. */
  folder?: string;
  /** Findings of an earlier run to try first, instead of those in the folder. */
  earlier?: readonly Finding[];
  signal?: AbortSignal;
  /** Called with what a person should know beside the events; `process.emitWarning`. */
  warn?: (line: string) => void;
}
