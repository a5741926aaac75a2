import type { JsonObject } from '../../core/json.ts';
import { accepted } from '../expect.ts';
import { type Parameter, parametersOf, tryValue, unusualFor } from '../parameters.ts';
import { uniqueText } from '../unique.ts';
import { COPY, DELETE, GET_CONFIG, PROMOTE, UPDATE } from './operations.ts';
import { changed, read, type WorkflowResource, type WorkflowState } from './workflow-state.ts';

/** What an operation is sent where nothing about it is unusual. */
const INPUTS: Record<string, (thing: WorkflowResource, state: WorkflowState) => JsonObject> = {
  [GET_CONFIG]: ({ id }) => ({ Id: id }),
  [UPDATE]: ({ id, etag, config }) => ({
    ...{ Id: id, IfMatch: etag },
    DistributionConfig: changed(config, { Comment: 'unusual' }),
  }),
  [COPY]: ({ id, etag }, { lane }) => ({
    ...{ PrimaryDistributionId: id, IfMatch: etag, Staging: true },
    ...{ CallerReference: uniqueText(lane), Enabled: false },
  }),
  [PROMOTE]: ({ id, etag }) => ({ Id: id, StagingDistributionId: id, IfMatch: `${etag}, ${etag}` }),
  [DELETE]: ({ id, etag }) => ({ Id: id, IfMatch: etag }),
};

export const PARAMETRISED = Object.keys(INPUTS);

/** Of the values of each parameter so many are tried: each is a request on something slow. */
const TRIED = 1 / 3;

/** Sends each parameter of the operations on a distribution with unusual values. Throws RuleViolation for a server error. */
export async function expectParametersSurvive(state: WorkflowState, thing: WorkflowResource): Promise<void> {
  for (const operation of PARAMETRISED) {
    if (state.lane.absent(operation)) continue;
    for (const parameter of parametersOf(state.contract, operation)) await eachValue(state, thing, parameter);
  }
}

async function eachValue(state: WorkflowState, thing: WorkflowResource, parameter: Parameter): Promise<void> {
  const { lane } = state;
  const { operation } = parameter;
  const count = Math.ceil(lane.runs * TRIED);
  const options = {
    seed: lane.seed,
    count,
    others: [thing.id],
    harmless: operation !== GET_CONFIG,
  };
  for (const unusual of unusualFor(parameter, options)) {
    const { outcome } = await tryValue(lane, parameter, unusual, INPUTS[operation]!(thing, state));
    if (!accepted(outcome)) continue;
    if (operation === UPDATE) await read(state, thing);
    // What was deleted is there no more, and each copy is another distribution.
    if (operation === DELETE || operation === COPY) return;
  }
}
