import { randomBytes } from 'node:crypto';

/** A run's own name. */
export const newRunId = (): string => randomBytes(6).toString('hex');

/** In the place of a run's own name, so that the names that come from it are the same from the recording. */
export const RECORDED_RUN = 'recordedrun0';

/** What stands in the names of all that a run creates beside its cases. */
export const tokenOf = (run: string): string => `cloudfront-conformance-${run}`;
