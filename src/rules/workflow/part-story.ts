import type { JsonObject } from '../../core/json.ts';
import { SkipError, type Step } from '../../core/test-context.ts';
import { outcomeText, refused } from '../expect.ts';
import { stepFailed } from '../hindered.ts';
import { waitForAnotherTime } from '../lifecycle/aged.ts';
import { timeOf } from '../lifecycle/times.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { similar } from '../lifecycle/unknown-id.ts';
import { sameEtag } from '../resource-handle.ts';
import { uniqueText } from '../unique.ts';
import { configIn } from './compare.ts';
import { policyFor } from './configs.ts';
import { create } from './creating.ts';
import { COPY, CREATE, CREATE_POLICY, GET, GET_CONFIG, PROMOTE } from './operations.ts';
import { PARTS, type Part } from './parts.ts';
import {
  changed,
  distributionOf,
  policyOf,
  read,
  update,
  versionOf,
  type WorkflowResource,
  type WorkflowState,
} from './workflow-state.ts';

/** An update that changed a part, and what was read after it. */
export interface PartUpdate {
  sent: JsonObject;
  steps: Step[];
}

/** The responses to changing every part of a primary distribution, copying it, changing the copy and promoting that. */
export interface PartStory {
  created: Step;
  /** By the part's member; those that were refused are under `refusals`. */
  updates: Map<string, PartUpdate[]>;
  refusals: Map<string, Step>;
  copy?: { before: Step; step: Step; after?: Step };
  /** A distribution that was created with every part, and the update that took the parts away. */
  whole?: { sent: JsonObject; step: Step; read?: Step; cleared?: Step; after?: Step };
  /** Promotions that must be refused, by what is wrong with them. */
  wrongPromotions: Map<WrongPromotion, Step>;
  promotion?: { before: Step; staging: Step; step: Step; after: Step };
  /** Why there was no copy, and no promotion, where a call on the way there could not be made. */
  failures: { copy?: SkipError; promotion?: SkipError };
}

export type WrongPromotion =
  | 'unknown staging'
  | 'unknown primary'
  | 'one ETag'
  | 'swapped ETags'
  | 'altered ETag'
  | 'primary ETag twice';

/** Tells the story as far as the target lets it go. A refusal ends only what needs it. */
export async function tellParts(state: WorkflowState): Promise<PartStory> {
  const created = await create(state, {});
  const primary = distributionOf(state, created);
  const story: PartStory = {
    created,
    updates: new Map(),
    refusals: new Map(),
    wrongPromotions: new Map(),
    failures: {},
  };
  if (!primary) return story;
  for (const part of PARTS) await changePart(state, story, primary, part, 0);
  await createWhole(state, story);
  const staging = await stage(state, story, primary);
  if (!staging) return story;
  await changeAll(state, story, staging);
  await ifPossible(
    () => promoteParts(state, story, primary, staging),
    (failure) => (story.failures.promotion = failure),
  );
  return story;
}

/** Goes on without a call that can't be made, as its operation is not implemented. */
async function ifPossible<T>(
  make: () => Promise<T>,
  failed: (failure: SkipError) => void = () => {},
): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof SkipError)) throw error;
    failed(error);
    return undefined;
  }
}

/** Creates a distribution with every part that is accepted, and takes the parts away that can be. */
async function createWhole(state: WorkflowState, story: PartStory): Promise<void> {
  const parts = PARTS.filter(({ member }) => !story.refusals.has(member));
  const sent = Object.fromEntries(parts.map(({ member, values }) => [member, values[0]]));
  const step = await create(state, { ...sent, Enabled: false });
  story.whole = { sent, step };
  const resource = distributionOf(state, step);
  if (!resource) return;
  story.whole.read = await read(state, resource);
  // Its time must be able to differ.
  await waitForAnotherTime(state.lane, timeOf(state.contract.resources.Distribution!, story.whole.read));
  const clearing = parts.flatMap(({ member, cleared }) => (cleared === undefined ? [] : [[member, cleared] as const]));
  story.whole.cleared = await update(state, resource, Object.fromEntries(clearing));
  story.whole.after = await read(state, resource);
}

async function changePart(
  state: WorkflowState,
  story: PartStory,
  resource: WorkflowResource,
  part: Part,
  which: 0 | 1,
): Promise<void> {
  if (part.values[which] === undefined) return;
  const sent = { [part.member]: part.values[which] };
  const step = await update(state, resource, sent);
  if (refused(step.outcome)) story.refusals.set(part.member, step);
  if (step.outcome.kind === 'response') await remember(state, story, resource, sent, step);
}

/** All parts in one update, or one by one where that is refused. */
async function changeAll(state: WorkflowState, story: PartStory, resource: WorkflowResource): Promise<void> {
  const parts = PARTS.filter(({ member, values }) => !story.refusals.has(member) && values[1] !== undefined);
  const sent = Object.fromEntries(parts.map(({ member, values }) => [member, values[1]]));
  const step = await update(state, resource, { ...sent, ContinuousDeploymentPolicyId: undefined });
  if (step.outcome.kind === 'response') return remember(state, story, resource, sent, step);
  for (const part of parts) await changePart(state, story, resource, part, 1);
}

async function remember(
  state: WorkflowState,
  story: PartStory,
  resource: WorkflowResource,
  sent: JsonObject,
  step: Step,
): Promise<void> {
  const steps = [step, await read(state, resource)];
  if (!state.lane.absent(GET_CONFIG) && (Object.keys(sent).length > 1 || 'Logging' in sent))
    steps.push(await call(state.lane, GET_CONFIG, { Id: resource.id }));
  for (const member of Object.keys(sent)) {
    const earlier = story.updates.get(member) ?? [];
    story.updates.set(member, [...earlier, { sent, steps }]);
  }
}

/** A staging distribution: a copy of the primary one, else one that is created as such. */
async function stage(
  state: WorkflowState,
  story: PartStory,
  primary: WorkflowResource,
): Promise<WorkflowResource | undefined> {
  const before = await read(state, primary);
  const input = { PrimaryDistributionId: primary.id, Staging: true, IfMatch: versionOf(primary), Enabled: true };
  const CallerReference = uniqueText(state.lane);
  const step = await ifPossible(
    () => call(state.lane, COPY, { ...input, CallerReference }),
    (failure) => (story.failures.copy = failure),
  );
  const copy = step && distributionOf(state, step);
  if (step && copy && copy.id !== primary.id) {
    story.copy = { before, step, after: await read(state, copy) };
    if (copy.config.Staging === true) return copy;
  }
  if (step && !story.copy) story.copy = { before, step };
  const config = changed(primary.config, {
    Staging: true,
    CallerReference: uniqueText(state.lane),
    Aliases: undefined,
  });
  const made = await create(state, config);
  const staging = distributionOf(state, made);
  if (!staging)
    story.failures.promotion = stepFailed(state.lane, `${CREATE}: ${outcomeText(made.outcome)}`, [made], {
      demandedBy: 'continuous-deployment.create.staging',
    });
  return staging;
}

/** Promotes with a policy attached where that can be done, else without. */
async function promoteParts(
  state: WorkflowState,
  story: PartStory,
  primary: WorkflowResource,
  staging: WorkflowResource,
): Promise<void> {
  await attach(state, primary, staging);
  await read(state, primary);
  await read(state, staging);
  const original = primary.config;
  const both = (): string => `${versionOf(primary)}, ${versionOf(staging)}`;
  const tries: [WrongPromotion, () => JsonObject][] = [
    ['unknown staging', () => ({ StagingDistributionId: similar(staging.id, 7), IfMatch: both() })],
    ['unknown primary', () => ({ Id: similar(primary.id, 7), StagingDistributionId: staging.id, IfMatch: both() })],
    ['altered ETag', () => ({ StagingDistributionId: staging.id, IfMatch: `${primary.etag}, ${staging.etag}0` })],
    ['one ETag', () => ({ StagingDistributionId: staging.id, IfMatch: primary.etag })],
    ['primary ETag twice', () => ({ StagingDistributionId: staging.id, IfMatch: `${primary.etag}, ${primary.etag}` })],
    ['swapped ETags', () => ({ StagingDistributionId: staging.id, IfMatch: `${staging.etag}, ${primary.etag}` })],
  ];
  for (const [what, input] of tries) {
    // Where versions are counted, both may have come to the same.
    if (sameEtag(primary.etag, staging.etag)) await update(state, primary, original);
    const step = await call(state.lane, PROMOTE, { Id: primary.id, ...input() });
    story.wrongPromotions.set(what, step);
    if (step.outcome.kind !== 'response') continue;
    // It took over what the next one would have to take over.
    await read(state, primary);
    await read(state, staging);
    await update(state, primary, original);
  }
  const before = await read(state, primary);
  const stagingBefore = await read(state, staging);
  await waitForAnotherTime(state.lane, timeOf(state.contract.resources.Distribution!, before));
  const step = await call(state.lane, PROMOTE, { Id: primary.id, StagingDistributionId: staging.id, IfMatch: both() });
  const after = await call(state.lane, GET, { Id: primary.id });
  story.promotion = { before, staging: stagingBefore, step, after };
}

async function attach(state: WorkflowState, primary: WorkflowResource, staging: WorkflowResource): Promise<void> {
  const config = policyFor(staging.name);
  const made = await ifPossible(() => call(state.lane, CREATE_POLICY, { ContinuousDeploymentPolicyConfig: config }));
  const policy = made && policyOf(state, made);
  if (policy) await update(state, primary, { ContinuousDeploymentPolicyId: policy.id });
}

/** Whether a step shows a configuration at all. */
export const shows = (step: Step | undefined): step is Step =>
  step?.outcome.kind === 'response' && Object.keys(configIn(step)).length > 0;
