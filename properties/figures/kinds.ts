import type { Difference, DifferenceKind } from '../../src/core/difference.ts';
import type { Finding, RecordedStep } from '../../src/core/event.ts';
import type { JsonObject } from '../../src/core/json.ts';

/** A deviation as the page of findings shows it: differences that lead to its headline, and what its author should do. */
export interface Example {
  kind: DifferenceKind;
  /** What the author of the target should look at, in one sentence. */
  todo: string;
  /** One finding for each: its differences, its decisive call, and the words that a headline takes from it. */
  found: { differences: Omit<Difference, 'kind' | 'operation'>[]; input?: JsonObject; finding?: Partial<Finding> }[];
  operation?: string;
  outcome?: string;
  request?: RecordedStep['request'];
}

const CREATE = 'CreateContinuousDeploymentPolicy';
const CONFIG = 'ContinuousDeploymentPolicyConfig';
const SESSIONS = `${CONFIG}.TrafficConfig.SingleWeightConfig.SessionStickinessConfig`;
const UPDATE = 'UpdateContinuousDeploymentPolicy';

const sessions = (IdleTTL: number, MaximumTTL: number): JsonObject => ({
  [CONFIG]: { TrafficConfig: { SingleWeightConfig: { SessionStickinessConfig: { IdleTTL, MaximumTTL } } } },
});
const written = { view: 'answer', looked: ['answer', 'read'] } as const;

/** An example for each kind of headline, in the order in which kinds explain findings. */
export const EXAMPLES: Example[] = [
  {
    kind: 'dies',
    todo: 'Find the request in the log of your server. Limit sizes, nesting and entities before parsing, and catch errors per request.',
    found: [{ differences: [{}] }],
  },
  {
    kind: 'absent',
    todo: 'Route the operation, or accept that rules about it are not judged. A route that exists must answer with an error document.',
    operation: 'CopyDistribution',
    found: [{ differences: [{}], finding: { actual: '404 with HTML' } }],
  },
  {
    kind: 'form',
    todo: 'Compare the bytes of the response with the excerpt in the finding. Write documents with an XML library, not by hand.',
    found: [{ differences: [{ about: 'declaration', observed: 'a second XML declaration' }] }],
  },
  {
    kind: 'form',
    todo: 'Change the form of the document. Errors have the form ErrorResponse, Error, Code.',
    found: [
      {
        differences: [{ about: 'envelope' }],
        finding: { expected: 'the AWS error envelope', actual: 'the root is Error instead of ErrorResponse' },
      },
    ],
  },
  {
    kind: 'status',
    todo: 'Use the HTTP status that the documentation gives for this success or error code.',
    operation: 'DeleteContinuousDeploymentPolicy',
    found: [{ differences: [{ expected: '204', observed: '200' }] }],
  },
  {
    kind: 'fails',
    todo: 'Catch the error and answer 4xx with a documented code. A request from outside must never end in 5xx.',
    outcome: '500 InternalError',
    found: [{ differences: [{ about: 'x' }] }],
  },
  {
    kind: 'refuses',
    todo: 'Accept this value. The headline names the only member that distinguishes the refused request from an accepted one.',
    outcome: '400 InvalidArgument',
    found: [
      { differences: [{ place: `${SESSIONS}.IdleTTL`, observed: '400 InvalidArgument' }], input: sessions(300, 300) },
    ],
  },
  {
    kind: 'refuses',
    todo: 'Accept the request. Start with `show`: every request of this operation may be refused for one reason.',
    outcome: '400 MalformedXML',
    found: [{ differences: [{ observed: '400 MalformedXML' }], input: { [CONFIG]: {} } }],
  },
  {
    kind: 'refuses',
    todo: 'Check what the refused request before it left behind. A refusal must not change any state.',
    outcome: '400 InvalidArgument',
    found: [
      { differences: [{ observed: '400 InvalidArgument', about: 'after a refused request' }], input: { [CONFIG]: {} } },
    ],
  },
  {
    kind: 'accepts',
    todo: 'Check this constraint before you store anything, and refuse with the code that `explain RULE` lists.',
    outcome: '201',
    found: [
      {
        differences: [{ place: `${SESSIONS}.IdleTTL`, about: 'SessionStickinessConfig.IdleTTL.atMost' }],
        input: sessions(301, 300),
        finding: {
          demands: 'IdleTTL must not exceed MaximumTTL',
          path: [...SESSIONS.split('.'), 'IdleTTL'],
        },
      },
    ],
  },
  {
    kind: 'accepts',
    todo: 'Validate the whole structure: none of its tested constraints is checked.',
    outcome: '201',
    found: Array.from({ length: 9 }, (_, index) => ({
      differences: [
        {
          place: `${CONFIG}.M${index}`,
          about: `${CONFIG}.M${index}.${['required', 'type', 'enum'][index % 3]}`,
        },
      ],
    })),
  },
  {
    kind: 'accepts',
    todo: 'Compare If-Match with the current ETag of the resource on every update and delete; refuse if they differ.',
    operation: UPDATE,
    outcome: '200',
    found: [{ differences: [{ about: 'an earlier If-Match' }] }, { differences: [{ about: 'another If-Match' }] }],
  },
  {
    kind: 'loses',
    todo: 'Store the member, and write it into every response. The headline says where it is missing.',
    found: [
      {
        differences: [
          { ...written, place: `${CONFIG}.TrafficConfig`, expected: '{"Type":"SingleWeight"}' },
          { ...written, place: `${CONFIG}.TrafficConfig`, expected: '{"Type":"SingleWeight"}', view: 'read' },
        ],
      },
    ],
  },
  {
    kind: 'changes',
    todo: 'Store the value as it was sent. Rounding, defaults and type conversion are the usual causes.',
    found: [{ differences: [{ ...written, place: `${CONFIG}.Weight`, expected: '0.125', observed: '0.13' }] }],
  },
  {
    kind: 'changes',
    todo: 'Fix the codec: several members are changed in the same way.',
    found: ['Header', 'Value'].map((member) => ({
      differences: [{ ...written, place: `${CONFIG}.${member}`, expected: '"aws-cf-cd-A"', observed: '"AWS-CF-CD-A"' }],
    })),
  },
  {
    kind: 'adds',
    todo: 'Leave out what was not sent, unless the documentation states a default.',
    found: [{ differences: [{ ...written, place: `${CONFIG}.SingleHeaderConfig`, observed: '{"Header":""}' }] }],
  },
  {
    kind: 'stale',
    todo: 'Apply the update to this member. An update replaces the whole configuration.',
    operation: UPDATE,
    found: [{ differences: [{ ...written, place: `${CONFIG}.Enabled`, expected: 'false', observed: 'true' }] }],
  },
  {
    kind: 'stale',
    todo: 'Store the configuration of an update. If only a list or a read is stale, invalidate its cache.',
    operation: UPDATE,
    found: ['Enabled', 'TrafficConfig', 'StagingDistributionDnsNames'].map((member, index) => ({
      differences: [{ ...written, place: `${CONFIG}.${member}`, expected: `${index}`, observed: `${index + 1}` }],
    })),
  },
  {
    kind: 'code',
    todo: 'Use the documented code for this mistake. Clients decide by the code whether they read again, retry or stop.',
    operation: UPDATE,
    found: [{ differences: [{ expected: 'PreconditionFailed', observed: '400 VersionConflict' }] }],
  },
  {
    kind: 'header',
    todo: 'Send the header. Clients take the ETag, and some the Location, from the headers only.',
    found: [{ differences: [{ about: 'ETag' }] }],
  },
  {
    kind: 'race',
    todo: 'Make the check of If-Match and the write one atomic step, for example with a lock per resource.',
    operation: UPDATE,
    found: [{ differences: [{}], finding: { demands: 'of updates with one ETag exactly one must succeed' } }],
  },
  {
    kind: 'broken',
    todo: 'Read `show N` and `explain RULE`. No pattern is known for this rule, so the headline shows its demand.',
    operation: 'ListContinuousDeploymentPolicies',
    found: [
      {
        differences: [{ about: 'lifecycle.list.respects-max-items' }],
        finding: {
          demands: 'a page must not hold more than MaxItems items',
          expected: 'at most 1 item',
          actual: '9 items',
        },
      },
    ],
  },
];

export const OPERATION = CREATE;
