import type { Phase } from '../core/rule.ts';
import type { Staging } from './staging.ts';

/** How a target is judged, whichever it is. */
export interface RunSettings {
  /** A kind of resource, whose contract is judged. */
  resource?: string;
  seed?: number;
  runs?: number;
  /** Requests in all. */
  best?: number;
  concurrency?: number;
  phase?: Phase[];
  /** Seconds. */
  settle?: number;
  patience?: number;
  rules: string[];
  exclude: string[];
  require: string[];
  /** A file that holds a recording of the real service. */
  recorded?: string;
  staging: Staging;
  reset?: URL;
  known?: string;
  knownStrict?: boolean;
}
