import { DIFFERENCE_KINDS, VIEWS } from '../core/difference.ts';
import { PHASES } from '../core/rule.ts';

/** Schemas of what several formats hold. Texts have bounds, so that a small file can't make much of itself. */

export const text = (maxLength = 1_000_000): object => ({ type: 'string', maxLength });
export const list = (items: object, maxItems = 1_000): object => ({ type: 'array', items, maxItems });
export const oneOf = (...values: unknown[]): object => ({ enum: values });
export const count = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
export const amount = { type: 'number', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

/** An object with these members, of which those that end with `?` may be absent. Others may be there. */
export function object(members: Record<string, object>): object {
  const names = Object.keys(members);
  return {
    type: 'object',
    required: names.filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), members[name]!])),
  };
}

export const mapOf = (values: object, maxProperties = 1_000): object => ({
  type: 'object',
  additionalProperties: values,
  maxProperties,
});

/** The id of a rule, and the name of an operation or a kind of resource. */
export const ruleId = { type: 'string', pattern: '^[\\w.-]{1,200}$' };
export const name = { type: 'string', pattern: '^\\w{1,100}$' };
export const phase = oneOf(...PHASES, 'traffic');
export const evidence = oneOf('documented', 'standard', 'recorded', 'inferred');
export const status = oneOf('skip', 'pass', 'warn', 'fail', 'error');
export const input = { type: 'object' };
export const path = list({ type: ['string', 'integer'], maxLength: 200 }, 100);
export const seed = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

/** A glob of few wildcards: each more of them multiplies the ways to match in vain. */
export const glob = { type: 'string', minLength: 1, maxLength: 200, pattern: '^[^*+@()]*(\\*+[^*+@()]*){0,5}$' };
/** The key of a deviation: its kind, then what it is about. */
export const key = { type: 'string', maxLength: 500, pattern: `^(${DIFFERENCE_KINDS.join('|')})(:.+)?$` };
export const bytes = object({ 'text?': text(), 'base64?': { ...text(), pattern: '^[\\w+/=-]*$' } });
export const headers = { ...mapOf(text(100_000)), propertyNames: { pattern: "^[!#$%&'*+.^_`|~\\w-]{1,200}$" } };

/** As it is told, whatever was sent. */
const method = { type: 'string', pattern: '^[!-~]{1,40}$' };
const request = object({ method, url: text(), headers, body: bytes });
const response = object({ status: { type: 'integer', minimum: 0, maximum: 999 }, headers, body: bytes });

export const recordedStep = object({
  operation: name,
  input,
  'request?': request,
  'response?': response,
  outcome: text(),
  ms: amount,
});

/** As it may be sent again. */
const reproducerBytes = object({
  method,
  path: { type: 'string', maxLength: 100_000, pattern: '^/[^\\u0000-\\u0020\\u007f]*$' },
  headers: {
    ...headers,
    additionalProperties: { type: 'string', pattern: '^[^\\u0000-\\u0008\\u000a-\\u001f\\u007f]*$' },
  },
  body: bytes,
});

/** Most milliseconds that a reproducer may make anybody wait for one state. */
export const LONGEST_WAIT = 3_600_000;
const wait = { type: 'number', minimum: 0, maximum: LONGEST_WAIT };

/** Most random cases for which a rule is judged again as a whole. */
export const MOST_RUNS = 10_000;

export const reproducer = object({
  rule: ruleId,
  operation: name,
  phase,
  seed,
  runs: { type: 'integer', minimum: 0, maximum: MOST_RUNS },
  calls: list(object({ operation: name, input, 'bytes?': reproducerBytes }), 200),
  bindings: list(
    {
      ...object({ text: { ...text(100_000), minLength: 1 } }),
      anyOf: [
        object({
          call: { type: 'integer', minimum: 0, maximum: 200 },
          path,
          'made?': {
            oneOf: [
              object({ keep: { type: 'integer', minimum: 1, maximum: 10_000 } }),
              object({ similar: { type: 'integer', minimum: 1, maximum: 9 } }),
            ],
          },
        }),
        object({ resource: name }),
        object({ unique: oneOf(true) }),
      ],
    },
    2_000,
  ),
  outcomes: list(text(), 200),
  'wanted?': object({
    success: { type: 'boolean' },
    refusal: { anyOf: [oneOf('any'), list(text(200), 100)] },
  }),
  'answer?': text(100),
  'settle?': wait,
  'patience?': wait,
  'showsMore?': oneOf(true),
});

const difference = object({
  kind: oneOf(...DIFFERENCE_KINDS),
  operation: name,
  'view?': oneOf(...VIEWS),
  'looked?': list(oneOf(...VIEWS), 10),
  'place?': text(2_000),
  'about?': text(2_000),
  'expected?': text(),
  'observed?': text(),
});

export const finding = object({
  rule: ruleId,
  evidence,
  demands: text(),
  operation: name,
  phase,
  expected: text(),
  actual: text(),
  steps: list(recordedStep),
  'differences?': list(difference, 100),
  'path?': path,
  'supported?': input,
  reproduce: text(),
  token: text(),
  'capsule?': reproducer,
  after: count,
});
