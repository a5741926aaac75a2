import type { Json, JsonObject } from '../../core/json.ts';
import type { Context } from '../context.ts';
import { isObject } from '../json.ts';
import { around } from '../wrapping.ts';
import type { Fault } from './fault.ts';

const WRITES = ['CreateDistribution', 'UpdateDistribution'];
const COPY = 'CopyDistribution';

/** What stands in for what is missing; on an update what was there. */
type Mend = (config: JsonObject, before: JsonObject | undefined, context: Context) => JsonObject;

/** A demand on a distribution's configuration that is not held, since what breaks it is mended. */
const mended = (name: string, rule: string, about: string, mend: Mend): Fault => ({
  name,
  kind: 'derived',
  breaks: rule,
  about,
  operate: around(WRITES, (next) => (context, input) => {
    const config = input.DistributionConfig;
    const before = context.state.distributions.get(String(input.Id))?.config;
    return next(context, isObject(config) ? { ...input, DistributionConfig: mend(config, before, context) } : input);
  }),
});

const copies = (
  name: string,
  rule: string,
  about: string,
  mend: (input: JsonObject, context: Context) => JsonObject,
): Fault => ({
  name,
  kind: 'derived',
  breaks: rule,
  about,
  operate: around([COPY], (next) => (context, input) => next(context, mend(input, context))),
});

/** A configuration with a member put in where it is absent. */
const filled =
  (member: string, value: (context: Context) => Json): Mend =>
  (config, before, context) =>
    config[member] === undefined ? { ...config, [member]: before?.[member] ?? value(context) } : config;

/** A configuration with a member of the wrong kind replaced. */
const replacing =
  (member: string, fits: (value: Json) => boolean, value: Json): Mend =>
  (config) =>
    config[member] === undefined || fits(config[member]) ? config : { ...config, [member]: value };

/** A configuration with other aliases, where there are some. */
const aliased =
  (change: (aliases: JsonObject) => JsonObject): Mend =>
  (config) =>
    isObject(config.Aliases) ? { ...config, Aliases: change(config.Aliases) } : config;

const isBoolean = (value: Json): boolean => typeof value === 'boolean';
const counted = (aliases: JsonObject): number => (Array.isArray(aliases.Items) ? aliases.Items.length : 0);

/** One that no distribution has, as a number of requests was never seen before. */
const reference = ({ state }: Context): string => `made up ${state.requests}`;

/** Demands on a distribution's configuration and on the copy of one that are not held. */
export const distributionFormFaults: Fault[] = [
  mended(
    'distribution-without-caller-reference',
    'DistributionConfig.CallerReference.required',
    'A distribution needs no caller reference.',
    filled('CallerReference', reference),
  ),
  mended(
    'distribution-without-comment',
    'DistributionConfig.Comment.required',
    'A distribution needs no comment.',
    filled('Comment', () => ''),
  ),
  mended(
    'distribution-without-enabled',
    'DistributionConfig.Enabled.required',
    'A distribution need not say whether it is enabled.',
    filled('Enabled', () => true),
  ),
  mended(
    'distribution-enabled-word',
    'DistributionConfig.Enabled.type',
    'Any word enables a distribution.',
    replacing('Enabled', isBoolean, true),
  ),
  mended(
    'distribution-staging-word',
    'DistributionConfig.Staging.type',
    'Any word makes no staging distribution.',
    replacing('Staging', isBoolean, false),
  ),
  mended(
    'aliases-as-text',
    'Aliases.type',
    'Text in the place of aliases is taken for none.',
    replacing('Aliases', isObject, { Quantity: 0 }),
  ),
  mended(
    'aliases-without-quantity',
    'Aliases.Quantity.required',
    'Aliases need no Quantity.',
    aliased((aliases) => ({ Quantity: counted(aliases), ...aliases })),
  ),
  mended(
    'aliases-quantity-word',
    'Aliases.Quantity.type',
    'A Quantity of aliases that is no integer is not looked at.',
    aliased((aliases) =>
      aliases.Quantity === undefined || Number.isInteger(aliases.Quantity)
        ? aliases
        : { ...aliases, Quantity: counted(aliases) },
    ),
  ),
  mended(
    'aliases-not-counted',
    'Aliases.Quantity.countOf',
    'The Quantity of aliases need not be their number.',
    aliased((aliases) => (Number.isInteger(aliases.Quantity) ? { ...aliases, Quantity: counted(aliases) } : aliases)),
  ),
  copies(
    'copy-without-caller-reference',
    'CopyDistributionRequest.CallerReference.required',
    'A copy needs no caller reference.',
    (input, context) => ({ ...input, CallerReference: input.CallerReference ?? reference(context) }),
  ),
  copies('copy-enabled-word', 'CopyDistributionRequest.Enabled.type', 'Any word enables a copy.', (input) =>
    input.Enabled === undefined || isBoolean(input.Enabled) ? input : { ...input, Enabled: true },
  ),
];
