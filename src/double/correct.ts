import { configMember, resourceOf, verbOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { JsonObject, Path } from '../core/json.ts';
import { valueAt, withValueAt } from '../core/path.ts';
import type { Classifier } from '../schema/classifier.ts';
import { repaired } from '../schema/repair.ts';
import { layout } from '../wire/shapes.ts';
import { callText } from './call-text.ts';
import type { Remark } from './checks/check.ts';
import { leftOut } from './left-out.ts';
import { preconditionOf } from './precondition.ts';
import { addressed, type ResourceRegistry } from './resource-registry.ts';
import { closestRoute } from './route.ts';
import { askedText, callOf, type Turn } from './turn.ts';

/** What a correct request is made of. */
export interface Knowledge {
  contract: Contract;
  judge: Classifier;
  registry: ResourceRegistry;
}

/** Stands for a version that the wrapper was not told of. */
const SOME_ETAG = '<the ETag of the last response>';

/** A request that would have been right, in one line: the operation with its input, or the part of HTTP that was wrong. */
export function correctText(remark: Remark, turn: Turn, knowledge: Knowledge): string {
  if (remark.correct !== undefined) return remark.correct;
  const { contract } = knowledge;
  const { parsed, request } = turn;
  if (remark.demand.id === 'request.signature')
    return `Authorization: AWS4-HMAC-SHA256 Credential=…/${contract.service.signing.name}/aws4_request, SignedHeaders=…, Signature=…`;
  const call = callOf(turn);
  if (call) return callText(call.operation, correctInput(turn, knowledge) ?? call.input);
  if (!('problem' in parsed)) return askedText(turn);
  if (parsed.operation === undefined) return closestRoute(contract, request);
  return documentText(contract, parsed.operation);
}

/** The input with the newest versions and nothing broken in it. */
function correctInput(turn: Turn, { contract, judge, registry }: Knowledge): JsonObject | undefined {
  const { operation } = callOf(turn)!;
  const input = completed(turn, { contract, judge, registry });
  const precondition = preconditionOf(contract, operation);
  if (!precondition?.demanded) return repaired(contract, judge, operation, input);
  const things = addressed(contract, registry, operation, input);
  const count =
    contract.$defs[contract.operations[operation]!.input]?.properties?.[precondition.member]?.form?.split(',').length ??
    1;
  const versions = Array.from({ length: count }, (_, index) => things[index]?.etags.at(-1) ?? SOME_ETAG);
  return repaired(contract, withoutMember(judge, precondition.member), operation, {
    ...input,
    [precondition.member]: versions.join(', '),
  });
}

/**
 * The input of an update with what it leaves out of the resource's configuration: all of that where the whole is supported,
 * else what must be there.
 */
function completed(turn: Turn, { contract, judge, registry }: Knowledge): JsonObject {
  const { operation, input } = callOf(turn)!;
  const resource = resourceOf(contract, operation);
  const before = addressed(contract, registry, operation, input)[0]?.config;
  if (!resource || !before || verbOf(resource, operation) !== 'update') return input;
  const root = configMember(resource);
  if (input[root] === undefined) return input;
  const put = (into: JsonObject, path: Path): JsonObject =>
    withValueAt(into, path, valueAt(before, path.slice(1))!) as JsonObject;
  const left = leftOut(before, input[root], [root]);
  const whole = left.reduce(put, input);
  if (judge(operation, whole).answer === 'supported') return whole;
  const { broken } = judge(operation, input);
  const isDue = (path: Path): boolean =>
    broken.some((one) => one.rule.endsWith('.required') && one.path.join() === path.join());
  return left.filter(isDue).reduce(put, input);
}

/** A judge that says nothing of one member. */
const withoutMember =
  (judge: Classifier, member: string): Classifier =>
  (operation, input) => {
    const { broken, ...rest } = judge(operation, input);
    return { ...rest, broken: broken.filter(({ path }) => path[0] !== member) };
  };

/** The outermost element of an operation's body. */
function documentText(contract: Contract, operation: string): string {
  const { root } = layout(contract, contract.operations[operation]!.input);
  const { method, path } = contract.operations[operation]!;
  return root === undefined ? `${method} ${path}` : `<${root} xmlns="${contract.service.namespace}">…</${root}>`;
}
