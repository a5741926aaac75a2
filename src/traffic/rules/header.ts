import fc, { type Arbitrary } from 'fast-check';
import type { Contract } from '../../core/contract.ts';
import { UNOBSERVED } from '../../core/hindrance.ts';
import { RuleViolation, SkipError } from '../../core/test-context.ts';
import type { Deployment, Side } from '../../core/traffic.ts';
import { forAll } from '../../rules/property.ts';
import type { ByHeader } from '../policy.ts';
import { newViewer, stepsOf } from '../viewers/viewer.ts';
import {
  cannotTell,
  offered,
  type TrafficContext,
  type TrafficRule,
  type TrafficRuleDraft,
  trafficRule,
  VIEWER_REQUEST,
  type Wish,
  withEach,
} from './rule.ts';

const HEADER = 'ContinuousDeploymentSingleHeaderConfig.Header';
const VALUE = 'ContinuousDeploymentSingleHeaderConfig.Value';
const SHAPE = 'ContinuousDeploymentSingleHeaderConfig';

const WISH: Wish<ByHeader> = {
  fits: (traffic) => traffic.kind === 'header',
  wants: [
    { kind: 'header', name: 'aws-cf-cd-conformance', value: 'Blue-42' },
    { kind: 'header', name: 'aws-cf-cd-a', value: '1' },
  ],
};

/** Names that the probes must not have, since a server gives them a meaning of their own. */
const VALUE_TEXT = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 _.-]{0,12}[A-Za-z0-9]$/);

/** Rules on which requests a header leads to the staging distribution. */
export function headerRules(contract: Contract): TrafficRule[] {
  return [
    rule({
      id: 'header.value',
      demands: 'a request with the configured header and value must reach staging',
      places: [HEADER, VALUE, SHAPE],
      side: 'staging',
      probes: ({ name, value }) => fc.constant({ [name]: value }),
    }),
    rule({
      id: 'header.absent',
      demands: 'a request without the configured header must reach the primary distribution',
      places: [HEADER, SHAPE],
      side: 'primary',
      probes: () => fc.constantFrom({}, { accept: '*/*' }),
    }),
    rule({
      id: 'header.other-value',
      demands: 'a request whose header has another value must reach the primary distribution',
      places: [VALUE, SHAPE],
      side: 'primary',
      probes: ({ name, value }) => otherValues(value).map((other) => ({ [name]: other })),
    }),
    rule({
      id: 'header.other-name',
      demands: 'a request with the value in another header must reach the primary distribution',
      places: [HEADER, SHAPE],
      side: 'primary',
      probes: ({ name, value }) => otherNames(name).map((other) => ({ [other]: value })),
    }),
    rule({
      id: 'header.name-case',
      evidence: 'standard',
      demands: 'the case of the header name must not matter',
      places: ['RFC 9110 section 5.1'],
      side: 'staging',
      probes: ({ name, value }) =>
        fc.oneof(fc.constant(name.toUpperCase()), fc.mixedCase(fc.constant(name))).map((given) => ({ [given]: value })),
    }),
    rule({
      id: 'header.value-case',
      evidence: 'inferred',
      demands: 'a value that differs in case must be treated as another value',
      places: [VALUE],
      side: 'primary',
      probes: ({ name, value }) => {
        const others = [value.toUpperCase(), value.toLowerCase()].filter((other) => other !== value);
        return others.length === 0 ? undefined : fc.constantFrom(...others).map((other) => ({ [name]: other }));
      },
    }),
  ].map((draft) => trafficRule(contract, draft));
}

/** Values that are like the right one, and any others. */
function otherValues(value: string): Arbitrary<string> {
  const near = [
    `${value}x`,
    `${value}${value}`,
    `x${value}`,
    value.slice(0, -1),
    value.slice(1),
    `${value}, ${value}x`,
  ];
  const others = near.filter((other) => other !== '' && other.toLowerCase() !== value.toLowerCase());
  const far = VALUE_TEXT.map((text) => (text.toLowerCase() === value.toLowerCase() ? `${text}-` : text));
  return fc.oneof(fc.constantFrom(...others), far);
}

function otherNames(name: string): Arbitrary<string> {
  const near = [`${name}-x`, `${name}x`, `x-${name}`, name.slice(0, -1), 'aws-cf-cd-other', 'x-conformance'];
  return fc.constantFrom(...near.filter((other) => /[a-z0-9]$/i.test(other)));
}

interface Probe extends Omit<TrafficRuleDraft, 'plan' | 'check'> {
  side: Side;
  probes(policy: ByHeader): Arbitrary<Record<string, string>> | undefined;
}

function rule({ side, probes, ...rest }: Probe): TrafficRuleDraft {
  return {
    ...rest,
    plan: (terms, fixed) =>
      offered(WISH, fixed)
        .filter((policy) => probes(policy) !== undefined)
        .map(({ name, value }) => ({ about: `${name}: ${value}`, right: terms.runs, seconds: 0 })),
    async check(lane) {
      let judged = false;
      await withEach(lane, WISH, async (deployment, policy) => {
        const headers = probes(policy);
        if (!headers) return;
        judged = true;
        await forAll(lane, headers, (given) => judgeProbe(lane, deployment, policy, given, side));
        if (side === 'primary') await expectLeading(lane, deployment, policy);
      });
      if (!judged)
        throw new SkipError('the value of the attached policy has no letters', { hindrance: { kind: 'option' } });
    },
  };
}

/** Throws SkipError where the right header leads nowhere, so that other headers can't show that they do not. */
async function expectLeading(lane: TrafficContext, deployment: Deployment, { name, value }: ByHeader): Promise<void> {
  if ((await newViewer(lane, deployment).ask({ [name]: value })) !== 'staging')
    throw new SkipError(`a request with ${name}: ${value} did not reach the staging distribution`, {
      hindrance: UNOBSERVED,
    });
}

/** Throws RuleViolation where a request with these headers goes to the other side. */
async function judgeProbe(
  lane: TrafficContext,
  deployment: Deployment,
  { name, value }: ByHeader,
  headers: Record<string, string>,
  side: Side,
): Promise<void> {
  const viewer = newViewer(lane, deployment);
  const served = await viewer.ask(headers);
  lane.recordCheck();
  if (served === side) return;
  if (served === 'primary') cannotTell(lane.edge, 'a request with the header went to the primary distribution');
  throw new RuleViolation({
    operation: VIEWER_REQUEST,
    expected: `the ${side} distribution, because the policy has ${name}: ${value}`,
    actual: `the ${served} distribution for ${JSON.stringify(headers)}`,
    steps: stepsOf(deployment, viewer.views),
  });
}
