import { atMost, needs, oneOf, taken } from './checks.ts';
import type { Collection } from './collection.ts';

export const originAccessControls: Collection = {
  name: 'OriginAccessControl',
  plural: 'OriginAccessControls',
  notFound: 'NoSuchOriginAccessControl',
  kind: 'access-control',
  check: (context, config, before) =>
    needs(context, config, 'Name', 'SigningProtocol', 'SigningBehavior', 'OriginAccessControlOriginType') ??
    oneOf(context, config, 'SigningProtocol', ['sigv4', 'sigv4a']) ??
    oneOf(context, config, 'SigningBehavior', ['never', 'always', 'no-override', 'always-amz-auth']) ??
    oneOf(context, config, 'OriginAccessControlOriginType', ['s3', 'mediastore', 'lambda', 'mediapackagev2']) ??
    atMost(config, 'Name', 64) ??
    taken(context, 'OriginAccessControl', config, before, 'Name'),
  item: ({ Id }, config) => ({ Id, Description: '', ...config }),
  listing: ({ Marker = '' }, next) => ({ Marker, IsTruncated: next !== undefined }),
};
