import type { JsonObject } from '../../../core/json.ts';
import { refuse } from '../../refusal.ts';
import type { Distribution } from '../../state.ts';
import { around } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';
import { answering } from '../written.ts';
import { LIST } from './helpers.ts';

const listed = (
  name: string,
  breaks: string,
  about: string,
  change: (list: JsonObject, all: Distribution[]) => JsonObject,
): Fault =>
  answering(`distribution-list-${name}`, breaks, about, [LIST], ({ DistributionList }, { state }) => ({
    DistributionList: change(DistributionList as JsonObject, [...state.distributions.values()]),
  }));

const eachItem =
  (change: (item: JsonObject, first: JsonObject) => JsonObject) =>
  (list: JsonObject): JsonObject => {
    const items = list.Items as JsonObject[];
    return { ...list, Items: items.map((item) => change(item, items[0]!)) };
  };

const AGREES = 'continuous-deployment.list.agrees-with-get';

const TRUNCATED = 'continuous-deployment.list.is-truncated';

/** Listings of distributions are wrong. */
export const listingsFaults: Fault[] = [
  listed('never-truncated', TRUNCATED, 'A listing of distributions always says that it is not truncated.', (list) => ({
    ...list,
    IsTruncated: false,
  })),
  listed('always-truncated', TRUNCATED, 'A listing of distributions always says that it is truncated.', (list) => ({
    ...list,
    IsTruncated: true,
  })),
  listed(
    'truncated-without-marker',
    TRUNCATED,
    'A truncated listing of distributions has no marker.',
    ({ NextMarker: _, ...list }) => list,
  ),
  listed('without-staging', 'continuous-deployment.list.*', 'Staging distributions are not listed.', (list) => ({
    ...list,
    Items: (list.Items as JsonObject[]).filter(({ Staging }) => Staging !== true),
  })),
  listed(
    'everything',
    'continuous-deployment.list.*',
    'A listing of distributions does not look at MaxItems.',
    (list, all) =>
      all.length > 1 && list.MaxItems === 1
        ? { ...list, Items: [...(list.Items as JsonObject[]), ...(list.Items as JsonObject[])] }
        : list,
  ),
  listed(
    'of-the-first',
    AGREES,
    'All entries of a listing have the LastModifiedTime of the first.',
    eachItem((item, first) => ({ ...item, LastModifiedTime: first.LastModifiedTime })),
  ),
  listed(
    'domain-of-the-first',
    AGREES,
    'All entries of a listing have the domain name of the first.',
    eachItem((item, first) => ({ ...item, DomainName: first.DomainName })),
  ),
  listed(
    'enabled-fixed',
    AGREES,
    'All entries of a listing are enabled.',
    eachItem((item) => ({ ...item, Enabled: true })),
  ),
  listed(
    'staging-fixed',
    AGREES,
    'No entry of a listing is a staging distribution.',
    eachItem((item) => ({ ...item, Staging: false })),
  ),
  listed(
    'comment-empty',
    AGREES,
    'Entries of a listing have no comment.',
    eachItem((item) => ({ ...item, Comment: '' })),
  ),
  listed(
    'etag-constant',
    AGREES,
    'Entries of a listing all have one ETag.',
    eachItem((item) => ({ ...item, ETag: 'E0000000000000' })),
  ),
  {
    name: 'distribution-list-fails-on-odd-pages',
    kind: 'written',
    breaks: 'answer.no-server-error',
    about: 'A listing of distributions answers 500 to an unknown marker.',
    operate: around(
      [LIST],
      (next) => (context, input) =>
        input.Marker !== undefined && !/^M\d+$/.test(String(input.Marker))
          ? refuse('InternalFailure', 'No such entry.')
          : next(context, input),
    ),
  },
];
