/** Where a resource is in its life. An absent one never was. */
export type Life = 'absent' | 'live' | 'gone';

/** The abstract state of a resource: all that decides which answer a call may have. */
export interface ResourceState {
  life: Life;
  /** Accepted updates that changed something. */
  updates: number;
  /** Whether another resource uses it. */
  attached: boolean;
}

export const ABSENT: ResourceState = { life: 'absent', updates: 0, attached: false };
export const CREATED: ResourceState = { life: 'live', updates: 0, attached: false };
export const UPDATED: ResourceState = { life: 'live', updates: 1, attached: false };
export const GONE: ResourceState = { life: 'gone', updates: 0, attached: false };

/** A stable key for a state. */
export const stateKey = ({ life, updates, attached }: ResourceState): string =>
  `${life} ${updates}${attached ? ' attached' : ''}`;
