import type { Json, JsonObject } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import type { Context, Operate } from './context.ts';
import { create } from './distributions/create.ts';
import { arn } from './distributions/show.ts';
import { isObject, textsAt } from './json.ts';
import type { Operations } from './modification.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Distribution, Tags } from './state.ts';

/** Creates a distribution and tags it. The body is a configuration and tags side by side. */
const createWithTags: Operate = (context, input) => {
  const both = input.DistributionConfigWithTags;
  const sent = readTags(valueAt(both, ['Tags']));
  return 'refusal' in sent ? sent : create(context, valueAt(both, ['DistributionConfig']), sent.tags);
};

const list: Operate = (context, input) => {
  const tagged = findTagged(context, input.Resource);
  if ('refusal' in tagged) return tagged;
  const Items = [...tagsOf(tagged.distribution)].map(([Key, Value]) => ({ Key, Value }));
  return { output: { Tags: { Items } } };
};

const add: Operate = (context, input) => {
  const tagged = findTagged(context, input.Resource);
  if ('refusal' in tagged) return tagged;
  const sent = readTags(input.Tags);
  if ('refusal' in sent) return sent;
  setTags(context, tagged.distribution, new Map([...tagsOf(tagged.distribution), ...sent.tags]));
  return { output: {} };
};

const remove: Operate = (context, input) => {
  const tagged = findTagged(context, input.Resource);
  if ('refusal' in tagged) return tagged;
  const keys = textsAt(input.TagKeys, ['Items']);
  const kept = [...tagsOf(tagged.distribution)].filter(([key]) => !keys.includes(key));
  setTags(context, tagged.distribution, new Map(kept));
  return { output: {} };
};

export const TAG_OPERATIONS: Operations = {
  CreateDistributionWithTags: createWithTags,
  ListTagsForResource: list,
  TagResource: add,
  UntagResource: remove,
};

const tagsOf = ({ tags }: Distribution): Tags => tags ?? new Map();

/** Tags are no part of the configuration: its version stays. */
function setTags({ state }: Context, distribution: Distribution, tags: Tags): void {
  state.distributions.set(distribution.id, { ...distribution, tags });
}

/** The tags of the distribution that an ARN names. */
function findTagged(
  { state }: Context,
  resource: Json | undefined,
): { distribution: Distribution } | { refusal: Refusal } {
  const name = String(resource);
  if (!/^arn:aws[a-z-]*:cloudfront::\d{12}:/.test(name)) return refuse('InvalidArgument', 'Resource is not an ARN.');
  const found = [...state.distributions.values()].find(({ id }) => arn(id) === name);
  return found ? { distribution: found } : refuse('NoSuchResource', `There is no resource ${name}.`);
}

/** Reads tags as requests hold them. An empty list may be absent. */
function readTags(sent: Json | undefined): { tags: Tags } | { refusal: Refusal } {
  const { Items = [] } = (isObject(sent) ? sent : {}) as { Items?: JsonObject[] };
  const tags = new Map<string, string>();
  for (const { Key, Value = '' } of Array.isArray(Items) ? Items : []) {
    if (typeof Key !== 'string' || Key === '' || Key.length > 128 || String(Value).length > 256)
      return refuse('InvalidTagging', 'A key has 1 to 128 characters, a value at most 256.');
    tags.set(Key, String(Value));
  }
  return { tags };
}
