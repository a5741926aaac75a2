import type { Context } from '../context.ts';
import { textsAt } from '../json.ts';
import { refuse } from '../refusal.ts';
import { atMost, needs, taken } from './checks.ts';
import { type Collection, entriesOf } from './collection.ts';

/** What no update may change. */
const FIXED = ['CallerReference', 'Name', 'EncodedKey'];

export const publicKeys: Collection = {
  name: 'PublicKey',
  plural: 'PublicKeys',
  notFound: 'NoSuchPublicKey',
  kind: 'key',
  time: { member: 'CreatedTime', of: 'creation' },
  check: (context, config, before) =>
    needs(context, config, 'CallerReference', 'Name', 'EncodedKey') ??
    (before && FIXED.some((member) => config[member] !== before.config[member])
      ? refuse('CannotChangeImmutablePublicKeyFields', `Of a public key only the comment can change.`)
      : undefined) ??
    atMost(config, 'Comment', 128) ??
    taken(context, 'PublicKey', config, before, 'CallerReference') ??
    taken(context, 'PublicKey', config, before, 'Name'),
  keeps: (context, { id }) =>
    groupWith(context, id) ? refuse('PublicKeyInUse', 'A key group holds the key.') : undefined,
  item: ({ Id, CreatedTime }, { Name, EncodedKey, Comment }) => ({ Id, CreatedTime, Name, EncodedKey, Comment }),
};

export const keyGroups: Collection = {
  name: 'KeyGroup',
  plural: 'KeyGroups',
  notFound: 'NoSuchResource',
  kind: 'key-group',
  time: { member: 'LastModifiedTime', of: 'change' },
  check: (context, config, before) =>
    needs(context, config, 'Name', 'Items') ??
    // An empty element is read as empty text.
    (Array.isArray(config.Items) ? undefined : refuse(context.behaviour.malformedCode, 'Items is a list.')) ??
    atMost(config, 'Comment', 128) ??
    (textsAt(config, ['Items']).every((id) => entriesOf(context, publicKeys).has(id))
      ? undefined
      : refuse('InvalidArgument', 'There is no public key of this id.')) ??
    taken(context, 'KeyGroup', config, before, 'Name'),
  item: (body) => ({ KeyGroup: body }),
};

function groupWith(context: Context, key: string): boolean {
  return [...entriesOf(context, keyGroups).values()].some(({ config }) => textsAt(config, ['Items']).includes(key));
}
