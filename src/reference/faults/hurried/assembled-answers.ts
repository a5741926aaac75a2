import type { JsonObject } from '../../../core/json.ts';
import { refuse } from '../../refusal.ts';
import { afterwards, around } from '../../wrapping.ts';
import { CREATE, type Fault, GET, GET_CONFIG, UPDATE } from '../fault.ts';
import { rewrites, wrapped } from '../written.ts';
import { configOf, policyIn } from './helpers.ts';

/** Responses are put together by hand. */
export const assembledAnswersFaults: Fault[] = [
  wrapped(
    'update-answers-another-id',
    '{lifecycle.{update.*,any-sequence,every-transition},continuous-deployment.*}',
    'The answer to an update has the id of the newest policy.',
    [UPDATE],
    (next) => async (context, input) => {
      const result = await next(context, input);
      const policy = policyIn(result);
      const newest = [...context.state.policies.keys()].at(-1);
      return policy && 'output' in result
        ? { output: { ...result.output, ContinuousDeploymentPolicy: { ...policy, Id: newest! } } }
        : result;
    },
  ),
  wrapped(
    'create-answers-etag-of-another',
    'lifecycle.{etag.agrees,update.accepts-fresh-if-match}',
    'The answer to a create has the ETag of the policy before.',
    [CREATE],
    (next) => async (context, input) => {
      const [previous] = [...context.state.policies.values()].slice(-1);
      const result = await next(context, input);
      return previous && 'output' in result ? { output: { ...result.output, ETag: previous.etag } } : result;
    },
  ),
  wrapped(
    'read-answers-other-id',
    'lifecycle.read.after-*',
    'A read gives the id in capitals.',
    [GET],
    (next) => async (context, input) => {
      const result = await next(context, input);
      const policy = policyIn(result);
      return policy && 'output' in result
        ? {
            output: {
              ...result.output,
              ContinuousDeploymentPolicy: { ...policy, Id: String(policy.Id).toUpperCase() },
            },
          }
        : result;
    },
  ),
  {
    name: 'config-of-the-create',
    kind: 'written',
    breaks: 'lifecycle.{read.after-update,update.echoes}',
    about: 'GetConfig gives what was created, not what was updated.',
    operate: (before) => {
      const created = new Map<string, JsonObject>();
      const creating = afterwards([CREATE], (_, input, result) => {
        const policy = policyIn(result);
        if (policy) created.set(String(policy.Id), configOf(input));
      });
      const reading = around([GET_CONFIG], (next) => async (context, input) => {
        const result = await next(context, input);
        const first = created.get(String(input.Id));
        return 'output' in result && first
          ? { output: { ...result.output, ContinuousDeploymentPolicyConfig: first } }
          : result;
      });
      return reading(creating(before));
    },
  },
  {
    name: 'create-answers-before-storing',
    kind: 'written',
    breaks: '{lifecycle.read.after-create,lifecycle.list.after-create,lifecycle.*}',
    about: 'A policy can be read three milliseconds after its create was answered.',
    operate: (before) => {
      const born = new Map<string, number>();
      const creating = afterwards([CREATE], (_, __, result) => {
        const policy = policyIn(result);
        if (policy) born.set(String(policy.Id), performance.now());
      });
      const reading = around(
        [GET],
        (next) => (context, input) =>
          performance.now() - (born.get(String(input.Id)) ?? 0) < 3
            ? refuse('NoSuchContinuousDeploymentPolicy', 'Not yet.')
            : next(context, input),
      );
      return reading(creating(before));
    },
  },
  rewrites(
    'empty-members-written',
    '{lifecycle.selected-only,answer.matches-schema}',
    'Every member that a policy may have is written, empty where it was not sent.',
    (text) =>
      text.replace(
        /<TrafficConfig>(?!.*<SingleHeaderConfig>)(.*?)<\/TrafficConfig>/g,
        '<TrafficConfig>$1<SingleHeaderConfig><Header/><Value/></SingleHeaderConfig></TrafficConfig>',
      ),
  ),
  rewrites(
    'list-doubled-envelope',
    'answer.{matches-schema,readable}',
    'A listing has one element too many around it.',
    (text) =>
      text.replace(
        /(<ContinuousDeploymentPolicyList[^>]*>)(.*)(<\/ContinuousDeploymentPolicyList>)/s,
        '$1<ContinuousDeploymentPolicyList>$2</ContinuousDeploymentPolicyList>$3',
      ),
  ),
  rewrites('items-quantity-left-out', 'answer.matches-schema', 'The Quantity of names is left out.', (text) =>
    text.replace(/(<StagingDistributionDnsNames>)<Quantity>\d+<\/Quantity>/g, '$1'),
  ),
  rewrites('names-not-counted', '{answer.counts,lifecycle.*}', 'The Quantity of names is 2.', (text) =>
    text.replace(/(<StagingDistributionDnsNames>)<Quantity>\d+<\/Quantity>/g, '$1<Quantity>2</Quantity>'),
  ),
];
