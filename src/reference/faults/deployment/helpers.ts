import type { JsonObject } from '../../../core/json.ts';
import type { Behaviour, Protection } from '../../behaviour.ts';
import { isObject } from '../../json.ts';
import { around } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';

export const UPDATE = 'UpdateDistribution';

export const DELETE = 'DeleteDistribution';

export const COPY = 'CopyDistribution';

export const PROMOTE = 'UpdateDistributionWithStagingConfig';

/** A protection that is forgotten. */
export const forgets = (what: Protection, name: string, breaks: string, about: string): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  decide: ({ protects }) => ({ protects: (asked) => asked !== what && protects(asked) }),
});

export const decides = (
  name: string,
  breaks: string,
  about: string,
  decide: (before: Behaviour) => Partial<Behaviour>,
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  decide,
});

/** A member that a promotion loses or a copy leaves out. */
export const without = (config: JsonObject, member: string): JsonObject => {
  const { [member]: _, ...rest } = config;
  return rest;
};

export const configOf = ({ DistributionConfig: config }: JsonObject): JsonObject => (isObject(config) ? config : {});

/** Updates of some distributions that give no new ETag. */
export const keepingEtag = (which: (config: JsonObject) => boolean): Required<Fault>['operate'] =>
  around([UPDATE], (next) => async (context, input) => {
    const { distributions } = context.state;
    const before = distributions.get(String(input.Id));
    const result = await next(context, input);
    const after = distributions.get(String(input.Id));
    if (!before || !after || !('output' in result) || !which(after.config)) return result;
    distributions.set(after.id, { ...after, etag: before.etag });
    return { output: { ...result.output, ETag: before.etag } };
  });
