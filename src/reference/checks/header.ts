import type { JsonObject } from '../../core/json.ts';
import { textAt } from '../json.ts';
import type { PolicyCheck } from './check.ts';
import { PLACES, part } from './places.ts';

const PREFIX = 'aws-cf-cd-';

const header = (config: JsonObject): string | undefined => {
  const value = part(config, 'header');
  return typeof value === 'string' ? value : undefined;
};

/** A demand on a header that is there and holds the prefix in some case. */
const opening = (
  slug: string,
  what: string,
  demands: string,
  open: 'accept' | 'refuse',
  broken: (name: string) => boolean,
): PolicyCheck => ({
  slug,
  rule: `ContinuousDeploymentSingleHeaderConfig.Header.${what}`,
  code: 'InvalidArgument',
  demands,
  open,
  test: {
    broken: (config) => {
      const name = header(config);
      return name?.toLowerCase().includes(PREFIX) === true && broken(name);
    },
  },
});

/** A demand on one of the two texts. */
const text = (
  place: 'header' | 'value',
  what: string,
  demands: string,
  broken: (value: string) => boolean,
): PolicyCheck => ({
  slug: `${what}-${place}`,
  rule: `ContinuousDeploymentSingleHeaderConfig.${PLACES[place].at(-1)!}.${what}`,
  code: 'InvalidArgument',
  demands,
  open: 'accept',
  test: { broken: (config) => part(config, place) !== undefined && broken(textAt(config, PLACES[place])) },
});

const LONG = 256;

export const headerChecks: PolicyCheck[] = [
  {
    slug: 'header-prefix',
    rule: 'ContinuousDeploymentSingleHeaderConfig.Header.prefix',
    code: 'InvalidArgument',
    demands: `the header has the prefix ${PREFIX}`,
    test: {
      concerns: (config) => header(config) !== undefined,
      broken: (config) => header(config)?.toLowerCase().includes(PREFIX) === false,
    },
  },
  opening('bare-prefix', 'bare', 'something follows the prefix', 'refuse', (name) => name.toLowerCase() === PREFIX),
  opening(
    'prefix-at-start',
    'start',
    'the prefix is at the start',
    'refuse',
    (name) => !name.toLowerCase().startsWith(PREFIX),
  ),
  opening('prefix-case', 'case', 'the prefix is in lower case', 'accept', (name) => !name.includes(PREFIX)),
  text('header', 'characters', 'the header is a field name', (name) => !/^[!#$%&'*+.^_`|~0-9A-Za-z-]*$/.test(name)),
  text('header', 'length', `the header has no more than ${LONG} characters`, (name) => name.length > LONG),
  text('value', 'empty', 'the value is not empty', (value) => value.trim() === ''),
  text('value', 'characters', 'the value is plain ASCII', (value) => !/^[\x20-\x7e]*$/.test(value)),
  text('value', 'length', `the value has no more than ${LONG} characters`, (value) => value.length > LONG),
];
