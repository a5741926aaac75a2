import type { JsonObject } from '../../core/json.ts';
import type { Operate } from '../context.ts';
import { changed, locationOf, newEntry, pause, show } from '../entries.ts';
import { checkIfMatch } from '../if-match.ts';
import { isObject } from '../json.ts';
import type { Operations } from '../modification.ts';
import { pageRequest } from '../paging.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../state.ts';
import { type Collection, entriesOf } from './collection.ts';

/** The six operations on a kind of thing. */
export function collectionOperations(collection: Collection): Operations {
  const { name, plural } = collection;
  return {
    [`Create${name}`]: create(collection),
    [`Get${name}`]: read(collection, 'read'),
    [`Get${name}Config`]: read(collection, 'read-config'),
    [`Update${name}`]: update(collection),
    [`Delete${name}`]: remove(collection),
    [`List${plural}`]: list(collection),
  };
}

const create =
  (collection: Collection): Operate =>
  async (context, input) => {
    const operation = `Create${collection.name}`;
    const config = input[`${collection.name}Config`];
    if (!isObject(config)) return refuse(context.behaviour.malformedCode, 'The body is no configuration.');
    const broken = collection.check(context, config, undefined);
    if (broken) return broken;
    const gap = pause(context, operation);
    if (gap) await gap;
    const made = newEntry(context, collection.kind, JSON.stringify(config), config);
    const entry = { ...made, created: made.modified };
    entriesOf(context, collection).set(entry.id, entry);
    const shown = show(context, entry, 'create');
    const Location = locationOf(context, operation, shown.id);
    return { output: { [collection.name]: bodyOf(collection, shown), Location, ETag: shown.etag } };
  };

const read =
  (collection: Collection, showing: 'read' | 'read-config'): Operate =>
  (context, input) => {
    const entry = entriesOf(context, collection).get(String(input.Id));
    if (!entry) return missing(collection);
    const shown = show(context, entry, showing);
    return {
      output:
        showing === 'read'
          ? { [collection.name]: bodyOf(collection, shown), ETag: shown.etag }
          : { [`${collection.name}Config`]: shown.config, ETag: shown.etag },
    };
  };

const update =
  (collection: Collection): Operate =>
  async (context, input) => {
    const { behaviour } = context;
    const operation = `Update${collection.name}`;
    const config = input[`${collection.name}Config`];
    if (!isObject(config)) return refuse(behaviour.malformedCode, 'The body is no configuration.');
    const entry = entriesOf(context, collection).get(String(input.Id));
    if (!entry) return missing(collection);
    const broken =
      checkIfMatch(behaviour, operation, input.IfMatch, entry.etag) ?? collection.check(context, config, entry);
    if (broken) return broken;
    const gap = pause(context, operation);
    if (gap) await gap;
    const after = changed(context, entry, behaviour.kept(config, entry.config));
    entriesOf(context, collection).set(after.id, after);
    const shown = show(context, after, 'update');
    return { output: { [collection.name]: bodyOf(collection, shown), ETag: shown.etag } };
  };

const remove =
  (collection: Collection): Operate =>
  async (context, input) => {
    const operation = `Delete${collection.name}`;
    const entry = entriesOf(context, collection).get(String(input.Id));
    if (!entry) return missing(collection);
    const broken =
      checkIfMatch(context.behaviour, operation, input.IfMatch, entry.etag) ?? collection.keeps?.(context, entry);
    if (broken) return broken;
    const gap = pause(context, operation);
    if (gap) await gap;
    entriesOf(context, collection).delete(entry.id);
    return { output: {} };
  };

/** Quantity counts what is on the page, as its documentation has it. */
const list =
  (collection: Collection): Operate =>
  (context, input) => {
    const { behaviour } = context;
    const request = pageRequest(input);
    if ('refusal' in request) return request;
    const entries = [...entriesOf(context, collection).values()];
    const listed = entries.filter((entry) => collection.lists?.(entry, input) ?? true);
    const { items, next } = behaviour.page(listed, request);
    return {
      output: {
        [`${collection.name}List`]: {
          NextMarker: next,
          MaxItems: request.maxItems,
          Quantity: items.length,
          ...collection.listing?.(input, next),
          Items: items.map((entry) => {
            const shown = show(context, entry, 'list');
            return collection.item(bodyOf(collection, shown), shown.config);
          }),
        },
      },
    };
  };

function bodyOf({ name, time }: Collection, entry: StoredResource): JsonObject {
  const { id, config, modified, created = modified } = entry;
  const moment = time ? { [time.member]: time.of === 'creation' ? created : modified } : {};
  return { Id: id, ...moment, [`${name}Config`]: config };
}

const missing = ({ name, notFound }: Collection) => refuse(notFound, `There is no ${name} of this id.`);
