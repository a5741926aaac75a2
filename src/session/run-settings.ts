import type { Contract } from '../core/contract.ts';
import type { Shard } from '../core/event.ts';
import type { KnownDeviation } from '../core/known.ts';
import type { Phase } from '../core/rule.ts';
import type { OwnRules } from './own-rules.ts';
import type { Staging } from './staging.ts';

/** How a target is judged, whichever it is. */
export interface RunSettings {
  /** A kind of resource, such as `OriginAccessControl`; continuous deployment policies. */
  resource?: string;
  /** Instead of the contract with that resource. */
  contract?: Contract;
  /** Globs over rule ids: those that are judged (all), and those that are left out. */
  rules?: readonly string[];
  exclude?: readonly string[];
  /** Rules of your own, or a file that exports them; judged beside the others. */
  ownRules?: OwnRules | string;
  phases?: readonly Phase[];
  /** Judges only this part of the rules. */
  shard?: Shard;
  /** The same seed sends the same requests; drawn. */
  seed?: number;
  /** Random cases of each rule on each operation; 50. */
  runs?: number;
  /** Sends about so many requests, those that find most. */
  best?: number;
  /** Rules judged at the same time; 4. */
  concurrency?: number;
  /** Milliseconds that a late read or listing may take to show a change; 2000, and none for reads on this machine. */
  settle?: number;
  /** Milliseconds to wait for a state that takes real time; 20000. */
  patience?: number;
  /** Operations that must be implemented: `all`, `policies` or globs. */
  require?: readonly string[];
  /** Where names of staging distributions come from; `auto`. */
  staging?: Staging;
  /** A URL to which POST is sent before each phase, for emulators that can be reset. */
  reset?: URL;
  /** A file with a recording of the real service. What is open is held against it. */
  recorded?: string;
  /** Deviations that do not fail the run, or a YAML or JSON file of them. */
  known?: readonly KnownDeviation[] | string;
  /** Whether a known deviation that no longer applies fails the run; in CI. */
  knownStrict?: boolean;
}
