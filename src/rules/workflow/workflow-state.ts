import { configPath, configSent, configShown, etagShown, idPath, idSent, idShown } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import { UNOBSERVED } from '../../core/hindrance.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import { valueAt } from '../../core/path.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import { SkipError, type Step, type TestContext } from '../../core/test-context.ts';
import { LEAVES } from '../basics.ts';
import { accepted, outcomeText } from '../expect.ts';
import { blockedBy, ECHOES, foundElsewhere, stepFailed } from '../hindered.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { etagIn, sameEtag } from '../resource-handle.ts';
import { settled } from '../settled.ts';
import { GET, GET_POLICY, GET_POLICY_CONFIG, UPDATE } from './operations.ts';

/** A distribution or a policy, as it was seen last. */
export interface WorkflowResource extends Pick<ResourceHandle, 'id' | 'etag' | 'config'> {
  /** ETags that it had before. */
  older: string[];
  /** A distribution's domain name. */
  name: string;
}

/** What the workflow works with. A thing is there once it was made. */
export interface WorkflowState {
  lane: TestContext;
  contract: Contract;
  primary?: WorkflowResource;
  staging?: WorkflowResource;
  policy?: WorkflowResource;
  /** A disabled staging distribution. */
  idle?: WorkflowResource;
  /** Why something is not there, by what it is called; only what needs it can't be judged. */
  lacking: Map<string, SkipError>;
  /** Sets things up as the next calls need them, after a call that must be refused succeeded. */
  restore?: () => Promise<void>;
}

/** Thrown where something is not there; `lacking` knows why. */
export class MissingResourceError extends SkipError {
  readonly what: string;
  constructor(what: string) {
    super(`there is no ${what} to work with`, { hindrance: UNOBSERVED });
    this.what = what;
  }
}

/** A world in which nothing was made yet. */
export const emptyWorkflow = (lane: TestContext, contract: Contract): WorkflowState => ({
  lane,
  contract,
  lacking: new Map(),
});

/** Makes one call of the workflow; undefined where it can't be made. */
export type Make = (state: WorkflowState) => Promise<Step | undefined>;

/** The thing that an answer shows; undefined for a refusal. */
export function shown(resource: Resource, { call: sent, outcome }: Step): WorkflowResource | undefined {
  if (outcome.kind !== 'response') return accepted(outcome) ? asSent(resource, sent.input, outcome) : undefined;
  const { output } = outcome;
  const found = idShown(resource, output);
  if (typeof found !== 'string') return undefined;
  return {
    id: found,
    etag: String(etagShown(resource, output) ?? ''),
    older: [],
    config: (configShown(resource, output) ?? {}) as JsonObject,
    name: String(valueAt(output, [...idPath(resource).slice(0, -1), 'DomainName']) ?? ''),
  };
}

/** The thing after an accepted update whose answer can't be read: as it was sent, with the ETag of the headers. */
function asSent(resource: Resource, input: JsonObject, outcome: Outcome): WorkflowResource | undefined {
  const [id, config] = [idSent(resource, input), configSent(resource, input)];
  if (typeof id !== 'string' || typeof config !== 'object') return undefined;
  return { id, etag: etagIn(resource, outcome) ?? '', older: [], config: config as JsonObject, name: '' };
}

export const distributionOf = ({ contract }: WorkflowState, step: Step): WorkflowResource | undefined =>
  shown(contract.resources.Distribution!, step);

export const policyOf = ({ contract }: WorkflowState, step: Step): WorkflowResource | undefined =>
  shown(contract.resources.ContinuousDeploymentPolicy!, step);

/** Takes over what an answer shows of a thing. */
export function see(resource: WorkflowResource, seen: WorkflowResource | undefined): void {
  if (!seen) return;
  if (seen.etag !== '' && !sameEtag(seen.etag, resource.etag)) {
    if (resource.etag !== '') resource.older.push(resource.etag);
    resource.etag = seen.etag;
  }
  resource.config = seen.config;
}

/** The latest ETag of a thing. Throws SkipError where no answer showed one. */
export function versionOf(resource: WorkflowResource): string {
  if (resource.etag === '') throw foundElsewhere('no response showed an ETag', GET, ['answer.etag']);
  return resource.etag;
}

/** A thing without which nothing that follows makes sense. Throws SkipError where it is not there. */
export function needed(resource: WorkflowResource | undefined, what: string): WorkflowResource {
  if (!resource) throw new MissingResourceError(what);
  return resource;
}

/**
 * Reads a distribution and takes over what it shows. Where reads may be late it is read until it shows what is due: the
 * version that is known, unless told otherwise.
 */
export async function read(
  state: WorkflowState,
  resource: WorkflowResource,
  due: (seen: WorkflowResource) => boolean = ({ etag }) => etag === '' || sameEtag(etag, resource.etag),
): Promise<Step> {
  const { lane } = state;
  const { value: step } = await settled(
    lane,
    lane.timing.settleReads,
    `a read of ${resource.id}`,
    () => call(lane, GET, { Id: resource.id }),
    (got) => {
      const seen = distributionOf(state, got);
      return seen && due(seen) ? undefined : 'late';
    },
  );
  takeOver(state, resource, step);
  return step;
}

/**
 * Updates a distribution. What happens to one may change the version of the other, so a stale ETag is refreshed once.
 */
export async function update(state: WorkflowState, resource: WorkflowResource, change: JsonObject): Promise<Step> {
  const send = (): Promise<Step> =>
    call(state.lane, UPDATE, {
      Id: resource.id,
      IfMatch: versionOf(resource),
      DistributionConfig: changed(resource.config, change),
    });
  let step = await send();
  const { staleIfMatch } = state.contract.resources.Distribution!.errors;
  if (step.outcome.kind === 'refused' && staleIfMatch.includes(step.outcome.error.code)) {
    await read(state, resource);
    step = await send();
  }
  takeOver(state, resource, step);
  return step;
}

/** An ETag that a distribution had before; it is changed where it has always had the same. Throws SkipError where it keeps that. */
export async function olderEtag(state: WorkflowState, resource: WorkflowResource): Promise<string> {
  let step: Step | undefined;
  if (resource.older.length === 0) step = await update(state, resource, { Comment: 'once more' });
  const [oldest] = resource.older;
  if (oldest !== undefined) return oldest;
  throw stepFailed(state.lane, 'the ETag did not change, so none is stale', [step!], {
    demandedBy: 'continuous-deployment.staging.update',
    seenBy: ['continuous-deployment.attach.new-etag', 'answer.etag'],
  });
}

/** Takes over what an answer shows of a thing. Throws SkipError where it shows another one. */
function takeOver(state: WorkflowState, resource: WorkflowResource, step: Step): void {
  const seen = distributionOf(state, step);
  if (seen && seen.id !== resource.id)
    throw stepFailed(state.lane, `${step.call.operation} of ${resource.id} shows ${seen.id}`, [step], {
      seenBy: ['lifecycle.read.own-id', 'continuous-deployment.get.own', 'continuous-deployment.staging.update'],
    });
  see(resource, seen);
}

/**
 * Reads a policy, by its configuration alone where that is what works, and takes over what it shows. Throws SkipError where
 * nothing shows the version that it has by now.
 */
export async function readPolicy(state: WorkflowState, policy: WorkflowResource): Promise<void> {
  const { lane, contract } = state;
  const resource = contract.resources.ContinuousDeploymentPolicy!;
  const step = await call(lane, GET_POLICY, { Id: policy.id });
  const seen = policyOf(state, step);
  if (seen) return see(policy, seen);
  if (!lane.absent(GET_POLICY_CONFIG)) {
    const { outcome } = await call(lane, GET_POLICY_CONFIG, { Id: policy.id });
    const config =
      outcome.kind === 'response' ? valueAt(outcome.output, configPath(resource, 'readConfig')!) : undefined;
    const etag = etagIn(resource, outcome);
    if (etag !== undefined && config !== undefined)
      return see(policy, { ...policy, etag, config: config as JsonObject });
  }
  throw blockedBy(`${GET_POLICY}: ${outcomeText(step.outcome)}`, step, ['lifecycle.read.after-create', 'answer.etag']);
}

/** A configuration with some members changed; undefined takes one away. */
export function changed(config: JsonObject, change: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...config, ...change }).filter(([, value]) => value !== undefined));
}

/** Why a call could not be made: for what is lacking, the reason for that. */
export const reasonFor = ({ lacking }: WorkflowState, error: SkipError): SkipError =>
  error instanceof MissingResourceError ? (lacking.get(error.what) ?? error) : error;

/** Throws SkipError where something did not happen on which a call rests. */
export function expectHas({ lacking }: WorkflowState, what: string): void {
  const failure = lacking.get(what);
  if (failure) throw failure;
}

/** Remembers that something is not there, as a call did not do what it should have done, and why. */
export function lacks(
  state: WorkflowState,
  what: string,
  step: Step,
  demandedBy?: string,
  message?: string,
): SkipError {
  const { operation } = step.call;
  const failure = stepFailed(state.lane, message ?? `${operation} was refused: ${outcomeText(step.outcome)}`, [step], {
    ...(demandedBy === undefined ? {} : { demandedBy }),
    // What was read before is sent again, so that it may be refused for what was lost or added.
    seenBy: ['answer.readable', 'answer.matches-schema', ...ECHOES, ...LEAVES],
  });
  state.lacking.set(what, failure);
  return failure;
}

/** A call on which others rest. `what`: what there is after it; `demandedBy`: the rule that demands that it succeeds. */
export function mustSucceed(state: WorkflowState, step: Step, what: string, demandedBy?: string): Step {
  if (step.outcome.kind === 'response') state.lacking.delete(what);
  else state.lane.hindered(lacks(state, what, step, demandedBy));
  return step;
}

/** A call that must be refused; where it succeeds, things are set up again before the next one. */
export function mustFail(state: WorkflowState, step: Step, restore: () => Promise<void>): Step {
  if (step.outcome.kind === 'response') state.restore = restore;
  return step;
}
