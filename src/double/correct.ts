import { likeness } from '../core/closest.ts';
import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Classifier } from '../schema/classifier.ts';
import { repaired } from '../schema/repair.ts';
import { layout } from '../wire/shapes.ts';
import { callText } from './call-text.ts';
import type { Remark } from './checks/check.ts';
import { preconditionOf } from './precondition.ts';
import { addressed, type ResourceRegistry } from './resource-registry.ts';
import { askedText, callOf, type Turn } from './turn.ts';

/** What a correct request is made of. */
export interface Knowledge {
  contract: Contract;
  judge: Classifier;
  registry: ResourceRegistry;
}

/** Stands for a version that the wrapper was not told of. */
const SOME_ETAG = '<the ETag of the last answer>';

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
  if (parsed.operation === undefined) return closestRoute(contract, request.method, request.path);
  return documentText(contract, parsed.operation);
}

/** The input with the newest versions and nothing broken in it. */
function correctInput(turn: Turn, { contract, judge, registry }: Knowledge): JsonObject | undefined {
  const { operation, input } = callOf(turn)!;
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

/** A judge that says nothing of one member. */
const withoutMember =
  (judge: Classifier, member: string): Classifier =>
  (operation, input) => {
    const { broken, ...rest } = judge(operation, input);
    return { ...rest, broken: broken.filter(({ path }) => path[0] !== member) };
  };

/** The documented method and path that is most like the one that was asked for. */
function closestRoute(contract: Contract, method: string, path: string): string {
  const asked = `${method} ${path.split('?')[0]}`;
  const routes = [...new Set(Object.values(contract.operations).map((one) => `${one.method} ${one.path}`))];
  return routes.reduce((best, route) => (likeness(asked, route) > likeness(asked, best) ? route : best));
}

/** The outermost element of an operation's body. */
function documentText(contract: Contract, operation: string): string {
  const { root } = layout(contract, contract.operations[operation]!.input);
  const { method, path } = contract.operations[operation]!;
  return root === undefined ? `${method} ${path}` : `<${root} xmlns="${contract.service.namespace}">…</${root}>`;
}
