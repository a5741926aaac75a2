import type { JsonObject } from '../../../core/json.ts';
import type { Context } from '../../context.ts';
import type { Fault } from '../fault.ts';
import { answering } from '../written.ts';
import { CREATE, GET, GET_CONFIG, UPDATE } from './helpers.ts';

const inDistribution =
  (change: (body: JsonObject, context: Context, input: JsonObject) => JsonObject) =>
  (output: JsonObject, context: Context, input: JsonObject): JsonObject => ({
    ...output,
    Distribution: change(output.Distribution as JsonObject, context, input),
  });

/** Responses about distributions are wrong. */
export const answersFaults: Fault[] = [
  answering(
    'distribution-time-unreadable',
    'answer.timestamps',
    'LastModifiedTime of distributions has neither T nor zone.',
    [CREATE, GET, UPDATE],
    inDistribution((body) => ({
      ...body,
      LastModifiedTime: String(body.LastModifiedTime).replace('T', ' ').slice(0, 19),
    })),
  ),
  answering(
    'distribution-counts-nothing',
    'answer.counts',
    'The Quantity of every list in a distribution is 0.',
    [GET],
    inDistribution((body) => JSON.parse(JSON.stringify(body), (name, value) => (name === 'Quantity' ? 0 : value))),
  ),
  answering(
    'distribution-origins-not-counted',
    'answer.counts',
    'The Quantity of origins is one too many.',
    [GET_CONFIG],
    ({ DistributionConfig, ...output }) => {
      const config = DistributionConfig as JsonObject;
      const origins = config.Origins as JsonObject;
      return {
        ...output,
        DistributionConfig: { ...config, Origins: { ...origins, Quantity: Number(origins.Quantity) + 1 } },
      };
    },
  ),
];
