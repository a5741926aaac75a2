import { addressOf, configInput, operationsOf, type Verb, verbOf, versionOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { HttpRequest } from '../../core/outcome.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { TestContext } from '../../core/test-context.ts';
import { accepted } from '../expect.ts';
import { type Parameter, parametersOf, shown, tryValue, unusualFor } from '../parameters.ts';
import { bareEtag, createResource, updated } from '../resource-handle.ts';
import { expectNoServerError, sendUnusual } from '../server-error.ts';
import { lifecycleRule } from './lifecycle-rule.ts';

const OPERATIONS: readonly Verb[] = ['read', 'readConfig', 'list', 'update', 'delete'];

/** Each documented parameter at its bounds, beyond them, and with what careless code trips over. */
export function unusualParametersRule(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.unusual-parameters',
    evidence: 'standard',
    demands: 'an unusual value of a query parameter, a header or a path segment must not cause a server error',
    on: ['read', 'update', 'delete'],
    phases: ['random'],
    citations: [{ document: 'RFC 9110', place: '15.6' }],
    check: each,
  });
}

async function each(lane: TestContext, resource: Resource): Promise<void> {
  const { contract } = lane;
  const held = { current: await createResource(lane, resource), other: await createResource(lane, resource) };
  for (const operation of operationsOf(resource)) {
    const verb = verbOf(resource, operation)!;
    if (!OPERATIONS.includes(verb) || lane.absent(operation)) continue;
    const parameters = parametersOf(contract, operation);
    for (const parameter of parameters) await eachValue(lane, verb, parameter, held);
    if (verb === 'list') await together(lane, operation, parameters);
    if (verb !== 'update' && verb !== 'delete') await eachRequest(lane, operation, inputFor(verb, held.current));
  }
}

/** The one that is called, and another. */
interface Pair {
  current: ResourceHandle;
  other: ResourceHandle;
}

async function eachValue(lane: TestContext, verb: Verb, parameter: Parameter, held: Pair): Promise<void> {
  const { resource } = held.current;
  const isWrite = verb === 'update' || verb === 'delete';
  const others = [held.current, held.other].flatMap(({ id, etag }) => [id, bareEtag(etag)]).filter((one) => one !== '');
  const options = { seed: lane.seed, count: lane.runs, others, harmless: isWrite };
  for (const unusual of unusualFor(parameter, options)) {
    const before = isWrite ? [held.current.made] : [];
    const { call, outcome } = await tryValue(lane, parameter, unusual, inputFor(verb, held.current), before);
    if (!isWrite || !accepted(outcome)) continue;
    // No page says which versions it may take for the present one.
    if (verb === 'update') updated(held.current, call.input, outcome);
    else held.current = await createResource(lane, resource);
  }
}

/** Several parameters at a time, as code often reads them one by one. */
async function together(lane: TestContext, operation: string, parameters: readonly Parameter[]): Promise<void> {
  const options = { count: Math.ceil(lane.runs / 4), others: [], harmless: false };
  const drawn = parameters.map((parameter, index) =>
    unusualFor(parameter, { ...options, seed: lane.seed + 1 + index }),
  );
  for (let at = 0; at < options.count; at++) {
    const chosen = parameters.flatMap(({ member }, index) => {
      const value = drawn[index]![at]?.value;
      return value === undefined ? [] : [[member, value] as const];
    });
    const input = Object.fromEntries(chosen);
    expectNoServerError(lane, await sendUnusual(lane, operation, input), shown(input));
  }
}

/** What a client or a proxy may add to any request, and what asks for no other representation. */
const HEADERS: [name: string, value: string][] = [
  ['x-unknown', 'a'.repeat(1_000)],
  ['x-forwarded-for', "' OR 1=1"],
  ['cookie', 'a=b; a=c; =; __proto__=1'],
  ['user-agent', '<a>%s'],
  ['content-type', 'text/xml; charset=utf-16'],
  ['referer', 'gr%FC'],
];

const QUERIES = ['Unknown=1', 'a=%ff', '&&', 'Marker=&MaxItems=', 'a[]=1&a[b]=2', '__proto__=1'];

async function eachRequest(lane: TestContext, operation: string, input: JsonObject): Promise<void> {
  for (const query of QUERIES) {
    const wire = (request: HttpRequest): HttpRequest => ({
      ...request,
      path: `${request.path.split('?')[0]}?${query}`,
    });
    expectNoServerError(lane, await sendUnusual(lane, operation, { ...input }, wire), `the query ${query}`);
  }
  for (const [name, value] of HEADERS) {
    const wire = (request: HttpRequest): HttpRequest => ({
      ...request,
      headers: { ...request.headers, [name]: value },
    });
    expectNoServerError(
      lane,
      await sendUnusual(lane, operation, { ...input }, wire),
      `the header ${name}: ${shown(value)}`,
    );
  }
}

/** The plain input of an operation. */
function inputFor(verb: Verb, held: ResourceHandle): JsonObject {
  const { resource, id, config } = held;
  if (verb === 'list') return {};
  if (verb === 'read' || verb === 'readConfig') return addressOf(resource, id);
  return { ...versionOf(resource, held), ...(verb === 'update' ? configInput(resource, config) : {}) };
}
