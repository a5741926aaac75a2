import type { Contract } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, SkipError, type Step, type TestContext } from '../../core/test-context.ts';
import { acceptance } from '../differences.ts';
import { accepted, outcomeText } from '../expect.ts';
import { blockedBy } from '../hindered.ts';
import { alterations } from '../lifecycle/altered-if-match.ts';
import { alteredIds, ODD_IDS } from '../lifecycle/odd-ids.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { bareEtag } from '../resource-handle.ts';
import { expectNoServerError, sendUnusual } from '../server-error.ts';
import { uniqueText } from '../unique.ts';
import { waitFor } from '../wait.ts';
import { create } from './creating.ts';
import { COPY, CREATE, DELETE, GET, UPDATE } from './operations.ts';
import { expectParametersSurvive, PARAMETRISED } from './unusual-parameters.ts';
import {
  changed,
  distributionOf,
  emptyWorkflow,
  read,
  type WorkflowResource,
  type WorkflowState,
} from './workflow-state.ts';

/** What was answered to requests with ETags and ids that only resemble those of a distribution. */
interface Story {
  made: Step;
  id: string;
  etag: string;
  state: WorkflowState;
  thing: WorkflowResource;
  /** By operation, the requests with an altered ETag; the last one was accepted, if any was. */
  tried: Map<string, Tried[]>;
  /** By operation, why none could be sent. */
  failures: Map<string, SkipError>;
}

interface Tried {
  what: string;
  step: Step;
}

/** A distribution is changed, copied and deleted for its own ETag and by its own id only. */
export function alteredRules(contract: Contract): ActiveRule[] {
  const shared = (lane: TestContext): Promise<Story> =>
    lane.fixture('altered distributions', (own) => tell(emptyWorkflow(own, contract)));
  const documented = ['InvalidIfMatchVersion', 'PreconditionFailed'].flatMap(
    (code) => contract.errors[code]!.basis.citations,
  );
  const refusing = (id: string, operation: string, demands: string): ActiveRule => ({
    kind: 'active',
    id: `continuous-deployment.${id}.altered-if-match`,
    evidence: 'documented',
    demands,
    citations: [...documented, ...contract.operations[operation]!.basis.citations],
    operations: [operation],
    phases: ['workflow'],
    needs: [CREATE],
    fixture: 'altered distributions',
    check: async (lane) => expectRefused(lane, operation, await shared(lane)),
  });
  return [
    refusing(
      'update',
      UPDATE,
      'an update of a distribution whose If-Match is only similar to its ETag must be refused',
    ),
    refusing('copy', COPY, 'a copy of a distribution whose If-Match is only similar to its ETag must be refused'),
    refusing('delete', DELETE, 'a delete of a distribution whose If-Match is only similar to its ETag must be refused'),
    {
      kind: 'active',
      id: 'continuous-deployment.get.odd-id',
      evidence: 'documented',
      demands: "an id that is only similar to a distribution's, or malformed, must not be found",
      citations: contract.errors.NoSuchDistribution!.basis.citations,
      operations: [GET],
      phases: ['workflow'],
      needs: [CREATE],
      fixture: 'altered distributions',
      check: async (lane) => expectUnknown(lane, await shared(lane)),
    },
    {
      kind: 'active',
      id: 'continuous-deployment.unusual-parameters',
      evidence: 'standard',
      demands:
        'an unusual value of a query parameter, a header or a path segment must not cause a server error in operations on distributions',
      citations: [{ document: 'RFC 9110', place: '15.6' }],
      operations: PARAMETRISED.filter((operation) => contract.operations[operation]),
      phases: ['workflow'],
      needs: [CREATE],
      fixture: 'altered distributions',
      async check(lane) {
        const { state, thing } = await shared(lane);
        await expectParametersSurvive({ ...state, lane }, thing);
      },
    },
  ];
}

/** The alterations that are tried: each costs a request on something slow. */
const TRIED = 6;

async function tell(state: WorkflowState): Promise<Story> {
  const made = await create(state, { Enabled: false, Comment: 'altered' });
  const thing = distributionOf(state, made);
  if (!thing)
    throw blockedBy(`${CREATE}: ${outcomeText(made.outcome)}`, made, ['continuous-deployment.create.primary']);
  const resource = state.contract.resources.Distribution!;
  // A delete before that is refused for another reason.
  await waitFor(state.lane, resource, thing.id, { path: ['Distribution', 'Status'], equals: 'Deployed' });
  await read(state, thing);
  const { id, etag } = thing;
  const story: Story = { made, id, etag, state, thing, tried: new Map(), failures: new Map() };
  const inputs: [string, (IfMatch: string) => JsonObject][] = [
    [
      UPDATE,
      (IfMatch) => ({ Id: thing.id, IfMatch, DistributionConfig: changed(thing.config, { Comment: 'altered again' }) }),
    ],
    [
      COPY,
      (IfMatch) => ({
        PrimaryDistributionId: thing.id,
        Staging: true,
        IfMatch,
        CallerReference: uniqueText(state.lane),
        Enabled: false,
      }),
    ],
    [DELETE, (IfMatch) => ({ Id: thing.id, IfMatch })],
  ];
  for (const [operation, input] of inputs) await tryAll(state, story, thing, operation, input);
  return story;
}

async function tryAll(
  state: WorkflowState,
  { tried: all, failures }: Story,
  resource: WorkflowResource,
  operation: string,
  input: (ifMatch: string) => JsonObject,
): Promise<void> {
  const tried: Tried[] = [];
  all.set(operation, tried);
  const current = bareEtag(resource.etag);
  try {
    for (const [what, value] of current === '' ? [] : alterations(current).slice(0, TRIED)) {
      const step = await call(state.lane, operation, input(value));
      tried.push({ what: `${value} (${what})`, step });
      if (accepted(step.outcome)) break;
    }
  } catch (error) {
    // An operation that is not implemented says nothing of the others.
    if (!(error instanceof SkipError)) throw error;
    failures.set(operation, error);
  }
  if (tried.some(({ step }) => accepted(step.outcome)) && operation !== DELETE) await read(state, resource);
}

function expectRefused(lane: TestContext, operation: string, { tried, failures, made, etag }: Story): void {
  const all = tried.get(operation) ?? [];
  if (all.length === 0) throw failures.get(operation) ?? blockedBy(`${CREATE} shows no ETag`, made, ['answer.etag']);
  for (const { what, step } of all) {
    lane.recordCheck(operation);
    if (!accepted(step.outcome)) continue;
    throw new RuleViolation({
      operation,
      expected: `a refusal: If-Match ${what} is not the current ETag ${etag}`,
      actual: `accepted (${outcomeText(step.outcome)})`,
      differences: [acceptance(operation, 'another If-Match', step.outcome)],
      steps: [made, step],
    });
  }
}

async function expectUnknown(lane: TestContext, { id, made }: Story): Promise<void> {
  for (const [what, altered] of [...alteredIds(id), ...ODD_IDS]) {
    const step = await sendUnusual(lane, GET, { Id: altered });
    expectNoServerError(lane, step, `the id ${altered.slice(0, 40)} (${what})`, [made]);
    const { outcome } = step;
    if (outcome.kind !== 'response') continue;
    const shown = (outcome.output.Distribution as JsonObject | undefined)?.Id;
    if (shown === altered) continue;
    throw new RuleViolation({
      operation: GET,
      expected: `a refusal: ${JSON.stringify(altered.slice(0, 40))} (${what}) names nothing`,
      differences: [acceptance(GET, 'another id', outcome)],
      actual: `accepted (${outcomeText(outcome)}) with the id ${JSON.stringify(shown)}`,
      steps: [made, step],
    });
  }
}
