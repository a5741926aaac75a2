import type { JsonObject } from '../../../core/json.ts';
import { part } from '../../checks/places.ts';
import { replaced } from '../config.ts';
import type { Fault } from '../fault.ts';
import { stores } from '../fields.ts';
import { number } from './helpers.ts';

/** Members that depend on each other. */
export const dependentMembersFaults: Fault[] = [
  {
    ...stores(
      'sessions-kept-on-update',
      'An update that leaves the sessions out keeps those of before.',
      (config) => config,
    ),
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const had = before && part(before, 'stickiness');
        const after = kept(sent, before);
        if (had === undefined || part(after, 'weightConfig') === undefined || part(after, 'stickiness') !== undefined)
          return after;
        return replaced(after, 'weightConfig', (weight) => ({
          ...(weight as JsonObject),
          SessionStickinessConfig: had,
        }));
      },
    }),
    breaks: `{lifecycle.update.*,lifecycle.read.after-update,lifecycle.list.after-update,*.carried}`,
  },
  {
    ...stores(
      'other-choice-kept-on-update',
      'An update from a weight to a header keeps the weight beside it.',
      (config) => config,
    ),
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const had = before && part(before, 'weightConfig');
        const after = kept(sent, before);
        if (had === undefined || part(after, 'headerConfig') === undefined) return after;
        return replaced(after, 'traffic', (traffic) => ({ ...(traffic as JsonObject), SingleWeightConfig: had }));
      },
    }),
    breaks: '{lifecycle.update.*,lifecycle.read.after-update,lifecycle.selected-only}',
  },
  {
    ...stores('type-kept-on-update', 'The type of traffic is that of the create for ever.', (config) => config),
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const type = before && part(before, 'type');
        return type === undefined ? kept(sent, before) : replaced(kept(sent, before), 'type', () => type);
      },
    }),
    breaks: '{lifecycle.update.*,lifecycle.read.after-update,*.carried}',
  },
  {
    ...stores('name-kept-on-update', 'The staging distribution is that of the create for ever.', (config) => config),
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const names = before && part(before, 'items');
        return names === undefined ? kept(sent, before) : replaced(kept(sent, before), 'items', () => names);
      },
    }),
    breaks: '{lifecycle.update.*,lifecycle.read.after-update,continuous-deployment.*,*.carried}',
  },
  {
    ...stores('weight-only-rises', 'A weight is never lowered by an update.', (config) => config),
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const had = before && part(before, 'weight');
        return typeof had === 'number'
          ? number(kept(sent, before), 'weight', (weight) => Math.max(weight, had))
          : kept(sent, before);
      },
    }),
    breaks: '{lifecycle.*,*.carried}',
  },
];
