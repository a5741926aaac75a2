import type { JsonObject } from '../../../core/json.ts';
import { afterwards } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';
import { after, answering } from '../written.ts';
import { COPY } from './helpers.ts';

/** Copies of a distribution are wrong. */
export const copiesFaults: Fault[] = [
  after(
    'copy-rewrites-caller-reference',
    'continuous-deployment.copy.leaves-primary',
    'A copy gives its original the caller reference that was sent.',
    COPY,
    ({ state }, input) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      if (primary)
        state.distributions.set(primary.id, {
          ...primary,
          config: { ...primary.config, CallerReference: input.CallerReference },
        });
    },
  ),
  after(
    'copy-turns-primary-into-staging',
    'continuous-deployment.copy.leaves-primary',
    'A copy makes its original a staging distribution.',
    COPY,
    ({ state }, input) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      if (primary) state.distributions.set(primary.id, { ...primary, config: { ...primary.config, Staging: true } });
    },
  ),
  after(
    'copy-takes-aliases-away',
    'continuous-deployment.copy.leaves-primary',
    'A copy takes the aliases from its original.',
    COPY,
    ({ state }, input) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      if (primary)
        state.distributions.set(primary.id, { ...primary, config: { ...primary.config, Aliases: { Quantity: 0 } } });
    },
  ),
  answering(
    'copy-answers-etag-of-primary',
    '{continuous-deployment.copy.etag,continuous-deployment.staging.update}',
    'The answer to a copy has the ETag of the primary distribution.',
    [COPY],
    (output, { state }, input) => ({
      ...output,
      ETag: state.distributions.get(String(input.PrimaryDistributionId))?.etag,
    }),
  ),
  answering(
    'copy-location-of-primary',
    'continuous-deployment.create.location',
    'The answer to a copy names the place of the primary distribution.',
    [COPY],
    (output, _, input) => ({
      ...output,
      Location: String(output.Location).replace(/[^/]*$/, String(input.PrimaryDistributionId)),
    }),
  ),
  answering(
    'copy-answers-the-primary',
    'continuous-deployment.{copy.makes-staging,copy.caller-reference,copy.own}',
    'The answer to a copy shows the primary distribution.',
    [COPY],
    (output, { state }, input) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      return primary
        ? {
            ...output,
            Distribution: {
              ...(output.Distribution as JsonObject),
              Id: primary.id,
              DomainName: primary.domainName,
              DistributionConfig: primary.config,
            },
          }
        : output;
    },
  ),
  {
    name: 'copy-has-domain-of-primary',
    kind: 'written',
    breaks: 'continuous-deployment.copy.own',
    about: 'A copy has the domain name of the primary distribution.',
    operate: afterwards([COPY], ({ state }, input, result) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      const id = 'output' in result ? String((result.output.Distribution as JsonObject).Id) : '';
      const copy = state.distributions.get(id);
      if (!primary || !copy || !('output' in result)) return;
      state.distributions.set(id, { ...copy, domainName: primary.domainName });
      (result.output.Distribution as JsonObject).DomainName = primary.domainName;
    }),
  },
];
