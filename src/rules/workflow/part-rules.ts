import type { Contract, Resource } from '../../core/contract.ts';
import type { Difference, View } from '../../core/difference.ts';
import type { Citation, Evidence } from '../../core/evidence.ts';
import type { Json, JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { SkipError, Step } from '../../core/test-context.ts';
import { acceptance, memberPlace, refusal as refusalOf, valueDifference, wrongTime } from '../differences.ts';
import { accepted, outcomeText, refused } from '../expect.ts';
import { blockedBy, ECHOES } from '../hindered.ts';
import type { WrongValue } from '../judgement.ts';
import { millisecondsOf, timeOf } from '../lifecycle/times.ts';
import { namesPlace } from '../location.ts';
import { sameEtag } from '../resource-handle.ts';
import { configIn, etagIn } from './compare.ts';
import { isNothing, lacking } from './covers.ts';
import { COPY, CREATE, GET, GET_CONFIG, PROMOTE, UPDATE } from './operations.ts';
import { type PartStory, shows, tellParts, type WrongPromotion } from './part-story.ts';
import { PARTS, type Part } from './parts.ts';
import { emptyWorkflow } from './workflow-state.ts';

/** What a rule looked at, the decisive call last, and what is wrong there. */
interface Sight {
  steps: Step[];
  wrong: WrongValue | undefined;
}

/** A rule on the story of a distribution whose parts are changed, copied and promoted. */
interface PartRule {
  id: string;
  evidence: Evidence;
  demands: string;
  on: string;
  field?: string[];
  errors?: string[];
  /** A member whose page says it. */
  member?: [shape: string, member: string];
  /** What it says of the story. Throws SkipError where the story does not tell it. */
  sights(story: PartStory, contract: Contract): Sight[];
}

/** What is told of each part by an update, a copy and a promotion. */
export function partRules(contract: Contract): ActiveRule[] {
  return [...PARTS.flatMap(rulesOn), ...STORY_RULES].map((rule) => activeRule(contract, rule));
}

function activeRule(contract: Contract, rule: PartRule): ActiveRule {
  const { id, evidence, demands, on, field = [], errors = [], member } = rule;
  const page = member && contract.$defs[member[0]]?.properties?.[member[1]]?.basis?.type?.citations;
  const documented = [...errors.map((code) => contract.errors[code]!.basis), contract.operations[on]!.basis];
  return {
    kind: 'active',
    id,
    evidence,
    demands,
    citations: [
      ...field.map((place): Citation => ({ document: 'field', place })),
      ...(page ?? []),
      ...(evidence === 'documented' ? documented.flatMap(({ citations }) => citations) : []),
    ],
    operations: [on],
    phases: ['workflow'],
    needs: on === CREATE ? [] : [CREATE],
    fixture: 'parts',
    async check(lane) {
      const story = await lane.fixture('parts', (own) => tellParts(emptyWorkflow(own, contract)));
      const { created } = story;
      const message = `${CREATE}: ${outcomeText(created.outcome)}`;
      if (!shows(created)) throw blockedBy(message, created, ['continuous-deployment.create.primary']);
      for (const { steps, wrong } of rule.sights(story, contract)) {
        lane.recordCheck(on);
        if (wrong) return lane.reportViolation({ operation: on, ...wrong, steps });
      }
    },
  };
}

const rulesOn = ({ member, values, cleared: none }: Part): PartRule[] => [
  {
    id: `continuous-deployment.parts.${member}.create`,
    evidence: 'documented',
    demands: `a create with ${member} must store and return it`,
    on: CREATE,
    sights: (story) => createdWith(story, member),
  },
  {
    id: `continuous-deployment.parts.${member}.update`,
    evidence: 'documented',
    demands: `an accepted update of ${member} must be stored and returned`,
    on: UPDATE,
    sights: (story) => updated(story, member),
  },
  {
    id: `continuous-deployment.parts.${member}.copy`,
    evidence: 'documented',
    demands: `a copy must have the ${member} of its primary distribution`,
    on: COPY,
    sights: (story) => copied(story, member),
  },
  ...(none === undefined
    ? []
    : [
        {
          id: `continuous-deployment.parts.${member}.clear`,
          evidence: 'documented' as const,
          demands: `an update with ${isNothing(none) ? 'an empty' : 'no'} ${member} must remove it`,
          on: UPDATE,
          sights: (story: PartStory) => cleared(story, member, none),
        },
      ]),
  ...(values[1] === undefined
    ? []
    : [
        {
          id: `continuous-deployment.parts.${member}.promote`,
          evidence: 'documented' as const,
          demands: `a promotion must copy ${member} to the primary distribution`,
          on: PROMOTE,
          field: ['9'],
          sights: (story: PartStory) => promoted(story, member),
        },
      ]),
];

function createdWith(story: PartStory, member: string): Sight[] {
  const { whole, refusals } = story;
  if (!whole || refusals.has(member)) throw isRefused(story, member);
  const { sent, step, read } = whole;
  const { outcome } = step;
  if (!shows(step)) throw blockedBy(`${CREATE}: ${outcomeText(outcome)}`, step, [ACCEPTED]);
  return [step, read].filter(shows).map((seen) => ({
    steps: seen === step ? [step] : [step, seen],
    wrong: partLacks(
      member,
      { due: sent, got: configIn(seen), how: `as it was sent, in ${seen.call.operation}` },
      CREATE,
      seen,
    ),
  }));
}

/** What was taken away is no longer there, neither in the answer nor in a read. */
function cleared(story: PartStory, member: string, none: Json): Sight[] {
  const { whole, refusals } = story;
  if (!whole?.cleared || refusals.has(member)) throw isRefused(story, member);
  const { step, cleared: update, after } = whole;
  const { outcome } = update;
  if (!shows(update)) throw blockedBy(`${UPDATE}: ${outcomeText(outcome)}`, update, [ACCEPTED]);
  return [update, after].filter(shows).map((seen) => {
    const got = configIn(seen)[member];
    if (got === undefined || isNothing(got)) return { steps: [step, update, seen], wrong: undefined };
    const wrong = isNothing(none)
      ? {
          expected: `no ${member}: it was sent as ${short(none)}`,
          actual: `${member} ${short(got)}`,
          differences: [partDifference(UPDATE, seen, [member], undefined, got)],
        }
      : partLacks(
          member,
          { due: { [member]: none }, got: configIn(seen), how: `as it was sent, in ${seen.call.operation}` },
          UPDATE,
          seen,
        );
    return { steps: seen === update ? [step, update] : [step, update, seen], wrong };
  });
}

/** Each answer that shows a part after an update of it, against what was sent. */
function updated(story: PartStory, member: string): Sight[] {
  const { updates, created } = story;
  const found = updates.get(member);
  if (!found) throw isRefused(story, member);
  return found.flatMap(({ sent, steps }) =>
    steps.flatMap((step) => {
      const config = step.call.operation === GET_CONFIG ? configAlone(step) : configIn(step);
      if (step.outcome.kind !== 'response') return [];
      return {
        steps: [created, ...steps],
        wrong: partLacks(
          member,
          { due: sent, got: config, how: `as it was sent, in ${step.call.operation}` },
          UPDATE,
          step,
        ),
      };
    }),
  );
}

const ACCEPTED = 'continuous-deployment.parts.accepted';

/** Rules that show that an update of a part was lost, or refused. */
const updatesOf = (member: string): string[] => [
  `continuous-deployment.parts.${member}.update`,
  `continuous-deployment.parts.${member}.clear`,
  ACCEPTED,
];

/** A step as one of the operation that did not do what it should have done. */
const asOperation = (step: Step, operation: string): Step => ({ ...step, call: { ...step.call, operation } });

function isRefused({ refusals, created }: PartStory, member: string): SkipError {
  const step = refusals.get(member);
  if (!step) return blockedBy(`no ${member} was sent`, asOperation(created, UPDATE), [ACCEPTED, ...updatesOf(member)]);
  return blockedBy(`${step.call.operation} of ${member}: ${outcomeText(step.outcome)}`, step, [ACCEPTED]);
}

const noCopy = ({ copy, failures, created }: PartStory): SkipError => {
  const step = copy?.step;
  return step
    ? blockedBy(`${COPY}: ${outcomeText(step.outcome)}`, step, [
        'continuous-deployment.copy.makes-staging',
        'continuous-deployment.copy.caller-reference',
      ])
    : (failures.copy ?? blockedBy('no copy was made', created, ['continuous-deployment.create.primary']));
};

/** A promotion may be refused where the policy does not name the staging distribution, since its names were lost. */
const notPromoted = ({ promotion, failures, created }: PartStory): SkipError =>
  promotion
    ? blockedBy(`${PROMOTE}: ${outcomeText(promotion.step.outcome)}`, promotion.step, [
        'continuous-deployment.promote',
        ...ECHOES,
      ])
    : (failures.promotion ?? blockedBy('nothing was promoted', created, ['continuous-deployment.create.primary']));

const configAlone = ({ outcome }: Step): JsonObject =>
  ((outcome.kind === 'response' ? outcome.output.DistributionConfig : undefined) ?? {}) as JsonObject;

/** What an answer lacks of a part. `write`: what should have put it there. */
function partLacks(
  member: string,
  { due, got, how, old = {} }: { due: JsonObject; got: JsonObject; how: string; old?: JsonObject },
  write: string,
  seen: Step,
): WrongValue | undefined {
  const found = lacking(due[member], got[member], [member]);
  if (!found) return undefined;
  const place = found.path.join('.');
  return {
    expected: `${place} ${short(found.due)} ${how}`,
    actual: found.got === undefined ? `no ${place}` : `${place} ${short(found.got)}`,
    differences: [
      {
        ...partDifference(write, seen, found.path, found.due, found.got),
        ...(JSON.stringify(old[member]) === JSON.stringify(got[member]) ? { kind: 'stale' as const } : {}),
      },
    ],
  };
}

function partDifference(
  operation: string,
  seen: Step,
  path: Path,
  due: Json | undefined,
  got: Json | undefined,
): Difference {
  const kind = got === undefined ? 'loses' : due === undefined ? 'stale' : 'changes';
  const view = VIEW[seen.call.operation] ?? 'answer';
  const place = memberPlace(['DistributionConfig', ...path]);
  return {
    kind,
    operation,
    view,
    looked: [view],
    place,
    ...(due === undefined ? {} : { expected: short(due) }),
    ...(got === undefined ? {} : { observed: short(got) }),
  };
}

/** The calls that only read. */
const VIEW: Record<string, View> = { [GET]: 'read', [GET_CONFIG]: 'readConfig' };

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 150)}…` : text;
}

function copied(story: PartStory, member: string): Sight[] {
  const { copy, created } = story;
  if (!copy || !shows(copy.step) || !shows(copy.before)) throw noCopy(story);
  const { before, step, after } = copy;
  const due = configIn(before);
  if (due[member] === undefined)
    throw blockedBy(`the primary distribution shows no ${member}`, asOperation(before, UPDATE), updatesOf(member));
  return [step, after].filter(shows).map((seen) => ({
    steps: [created, before, ...(seen === step ? [step] : [step, seen])],
    wrong: partLacks(member, { due, got: configIn(seen), how: 'as the primary distribution has it' }, COPY, seen),
  }));
}

function promoted(story: PartStory, member: string): Sight[] {
  const { promotion, created, copy } = story;
  if (!promotion || !shows(promotion.step) || !shows(promotion.staging)) throw notPromoted(story);
  const { before, staging, step, after } = promotion;
  const [old, due] = [configIn(before), configIn(staging)];
  // Where both have the same, nothing shows whether it was copied.
  if (lacking(due[member], old[member]) === undefined)
    throw blockedBy(
      `the staging distribution has the same ${member} as the primary one`,
      asOperation(staging, UPDATE),
      updatesOf(member),
    );
  return [step, after].filter(shows).map((seen) => ({
    steps: [created, ...(copy ? [copy.step] : []), staging, step, ...(seen === step ? [] : [seen])],
    wrong: partLacks(
      member,
      { due, got: configIn(seen), how: 'as the staging distribution has it', old },
      PROMOTE,
      seen,
    ),
  }));
}

/** A promotion with something wrong in it, against its documentation. */
const refusesPromotion = (id: string, what: WrongPromotion, demands: string, errors: string[]): PartRule => ({
  id: `continuous-deployment.promote.${id}`,
  evidence: 'documented',
  demands,
  on: PROMOTE,
  field: ['9'],
  errors,
  member: [
    'UpdateDistributionWithStagingConfigRequest',
    what === 'unknown staging' ? 'StagingDistributionId' : 'IfMatch',
  ],
  sights(story) {
    const { wrongPromotions, created } = story;
    const step = wrongPromotions.get(what);
    if (!step) throw notPromoted(story);
    if (!accepted(step.outcome) && !refused(step.outcome))
      throw blockedBy(`${PROMOTE}: ${outcomeText(step.outcome)}`, step, ['continuous-deployment.promote']);
    const wrong = accepted(step.outcome)
      ? {
          expected: 'a refusal',
          actual: `accepted (${outcomeText(step.outcome)})`,
          differences: [acceptance(PROMOTE, WRONG_VERSIONS.has(what) ? 'another If-Match' : what, step.outcome)],
        }
      : undefined;
    return [{ steps: [created, step], wrong }];
  },
});

/** Promotions that name the right distributions and not their versions. */
const WRONG_VERSIONS = new Set<WrongPromotion>(['one ETag', 'swapped ETags', 'altered ETag']);

const idIn = (step: Step): string =>
  step.outcome.kind === 'response' ? String(valueAt(step.outcome.output, ['Distribution', 'Id']) ?? '') : '';

const domainIn = (step: Step): string =>
  step.outcome.kind === 'response' ? String(valueAt(step.outcome.output, ['Distribution', 'DomainName']) ?? '') : '';

const resourceOf = ({ resources }: Contract): Resource => resources.Distribution!;

/** Whether responses show a later time of the last change than one before the write did. */
function laterIn(
  contract: Contract,
  operation: string,
  before: Step,
  [step, ...rest]: readonly [Step, ...Step[]],
  first: readonly Step[],
): Sight[] {
  const resource = resourceOf(contract);
  const was = timeOf(resource, before);
  return [step, ...rest].filter(shows).flatMap((seen) => {
    const is = timeOf(resource, seen);
    if (was === undefined || is === undefined || Number.isNaN(millisecondsOf(was) + millisecondsOf(is))) return [];
    const isLater = millisecondsOf(is) > millisecondsOf(was);
    const wrong = {
      expected: `a LastModifiedTime after ${was}`,
      actual: `LastModifiedTime ${is}`,
      differences: [wrongTime(resource, operation, is)],
    };
    return { steps: [...first, step, ...(seen === step ? [] : [seen])], wrong: isLater ? undefined : wrong };
  });
}

/** What else the story shows. */
const STORY_RULES: PartRule[] = [
  refusesPromotion(
    'unknown-staging',
    'unknown staging',
    'a promotion of a staging distribution that does not exist must be refused',
    ['NoSuchDistribution'],
  ),
  refusesPromotion(
    'one-etag',
    'one ETag',
    'a promotion with the ETag of the primary distribution alone must be refused',
    ['InvalidIfMatchVersion', 'PreconditionFailed'],
  ),
  refusesPromotion(
    'swapped-etags',
    'swapped ETags',
    'a promotion with the two ETags in the wrong order must be refused',
    ['PreconditionFailed'],
  ),
  refusesPromotion(
    'primary-etag-twice',
    'primary ETag twice',
    'a promotion with the ETag of the primary distribution in the place of that of the staging one must be refused',
    ['PreconditionFailed'],
  ),
  refusesPromotion(
    'unknown-primary',
    'unknown primary',
    'a promotion of a distribution that does not exist must be refused',
    ['NoSuchDistribution'],
  ),
  refusesPromotion(
    'altered-etag',
    'altered ETag',
    'a promotion with an ETag that is only similar to the one of the staging distribution must be refused',
    ['InvalidIfMatchVersion', 'PreconditionFailed'],
  ),
  {
    id: 'continuous-deployment.parts.accepted',
    evidence: 'inferred',
    demands: `${PARTS.map(({ member }) => member).join(', ')} of a distribution must be updatable`,
    on: UPDATE,
    field: ['18'],
    sights: ({ updates, refusals, created }) =>
      PARTS.filter(({ member }) => updates.has(member) || refusals.has(member)).map(({ member }) => {
        const refusal = refusals.get(member);
        const wrong = refusal && {
          expected: `an update of ${member} to succeed`,
          actual: `refused: ${outcomeText(refusal.outcome)}`,
          differences: [refusalOf(UPDATE, ['DistributionConfig', member], refusal.outcome)],
        };
        return { steps: refusal ? [created, refusal] : [created], wrong };
      }),
  },
  {
    id: 'continuous-deployment.copy.etag',
    evidence: 'documented',
    demands: "the ETag of a copy's response must be that of the staging distribution",
    on: COPY,
    member: ['CopyDistributionResult', 'ETag'],
    sights(story) {
      const { copy, created } = story;
      if (!copy?.after || etagIn(copy.after) === '' || etagIn(copy.step) === '') throw noCopy(story);
      const [got, due] = [etagIn(copy.step), etagIn(copy.after)];
      const differences = [valueDifference('changes', COPY, 'ETag', due, got)];
      const wrong = sameEtag(got, due)
        ? undefined
        : { expected: `the ETag ${due}, as ${GET} gives it`, actual: got, differences };
      return [{ steps: [created, copy.step, copy.after], wrong }];
    },
  },
  {
    id: 'continuous-deployment.copy.own',
    evidence: 'inferred',
    demands: 'a copy must have an Id and a DomainName of its own',
    on: COPY,
    sights(story) {
      const { copy, created } = story;
      if (!shows(copy?.step)) throw noCopy(story);
      const same = [idIn, domainIn].find((of) => of(copy.step) !== '' && of(copy.step) === of(created));
      const wrong = same && { expected: `another than ${same(created)}`, actual: same(copy.step) };
      return [{ steps: [created, copy.step], wrong }];
    },
  },
  {
    id: 'continuous-deployment.create.location',
    evidence: 'documented',
    demands: 'the Location of a new distribution or copy must be its URL',
    on: CREATE,
    member: ['CreateDistributionResult', 'Location'],
    sights({ created, copy }, contract) {
      return [created, ...(copy ? [copy.step] : [])].filter(shows).flatMap((step) => {
        const location = step.outcome.kind === 'response' ? step.outcome.output.Location : undefined;
        const id = idIn(step);
        if (typeof location !== 'string' || id === '') return [];
        const fits = namesPlace(contract, location, contract.operations[GET]!.path, id);
        return {
          steps: step === created ? [step] : [created, step],
          wrong: fits
            ? undefined
            : {
                expected: `a URL that ends with distribution/${id}`,
                actual: location,
                differences: [
                  { kind: 'header', operation: step.call.operation, about: 'Location', observed: location },
                ],
              },
        };
      });
    },
  },
  {
    id: 'continuous-deployment.last-modified.advances',
    evidence: 'documented',
    demands: 'a promotion must set LastModifiedTime of the primary distribution to a later time',
    on: PROMOTE,
    member: ['Distribution', 'LastModifiedTime'],
    sights(story, contract) {
      const { promotion, created } = story;
      if (!promotion || !shows(promotion.step)) throw notPromoted(story);
      const { before, step, after } = promotion;
      return laterIn(contract, PROMOTE, before, [step, after], [created, before]);
    },
  },
  {
    id: 'continuous-deployment.update.last-modified',
    evidence: 'documented',
    demands: 'an update of a distribution must set its LastModifiedTime to a later time',
    on: UPDATE,
    member: ['Distribution', 'LastModifiedTime'],
    sights(story, contract) {
      const { whole, created } = story;
      if (!shows(whole?.read) || !shows(whole.cleared))
        throw blockedBy('no distribution with all parts was updated', whole?.cleared ?? asOperation(created, UPDATE), [
          ACCEPTED,
          'continuous-deployment.create.primary',
        ]);
      const { step, read, cleared, after } = whole;
      return laterIn(contract, UPDATE, read, after ? [cleared, after] : [cleared], [step, read]);
    },
  },
];
