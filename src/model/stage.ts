/** Where a resource is in its life. An absent one never was. */
export type Life = 'absent' | 'live' | 'gone';

/** The abstract state of a resource: all that decides which answer a call may have. */
export interface Stage {
  life: Life;
  /** Accepted updates that changed something. */
  updates: number;
  /** Whether another resource uses it. */
  attached: boolean;
}

export const ABSENT: Stage = { life: 'absent', updates: 0, attached: false };
export const CREATED: Stage = { life: 'live', updates: 0, attached: false };
export const UPDATED: Stage = { life: 'live', updates: 1, attached: false };
export const GONE: Stage = { life: 'gone', updates: 0, attached: false };

/** A stable key for a stage. */
export const stageKey = ({ life, updates, attached }: Stage): string =>
  `${life} ${updates}${attached ? ' attached' : ''}`;
