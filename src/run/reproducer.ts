import { createHash } from 'node:crypto';
import { createdBy, etagPath, etagSent, etagShown, idPath, idSent, resourceOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import { given } from '../core/given.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { valueAt } from '../core/path.ts';
import { replaceTexts, TELLING } from '../core/replace-texts.ts';
import type { Reproducer, ReproducerCall, TextBinding } from '../core/reproducer.ts';
import type { Phase } from '../core/rule.ts';
import type { Step, ViolationDetails } from '../core/test-context.ts';
import { idIn } from '../provision/resources.ts';
import { addressesOf } from '../provision/sparing.ts';
import { accepted, outcomeText } from '../rules/expect.ts';
import { bindNames } from '../schema/bind.ts';
import type { Classifier } from '../schema/classifier.ts';
import { showsMore } from './comparable.ts';
import { derivationOf } from './derived.ts';
import { ownVersions } from './own-versions.ts';
import { bytesOf } from './record.ts';

/** Headers that each sending writes anew; of others that hold a secret only the name is known. */
const WRITTEN_ANEW = /^(authorization|host|content-length|x-amz-date|x-amz-content-sha256|x-amz-security-token)$/i;

/** The path in an endpoint's URL, which stands before that of every request. */
export function prefixOf(url: string | undefined): string {
  return url === undefined ? '' : new URL(url).pathname.replace(/\/+$/, '');
}

/** Bytes of a changed request beyond which its calls are not kept: the rule is then judged as a whole. */
const KEPT = 64_000;

/** The reproducer of a finding; undefined where no call led to it. `prefix`: the path in the endpoint's URL. */
export function reproducerOf(
  contract: Contract,
  judge: Classifier,
  found: {
    rule: string;
    violation: ViolationDetails;
    phase: Phase;
    seed: number;
    runs: number;
    prefix: string;
    settle?: number;
    patience?: number;
  },
): Reproducer | undefined {
  const { rule, violation, phase, seed, runs, prefix } = found;
  const { steps, operation } = violation;
  const last = steps.at(-1);
  if (!last) return undefined;
  const large = steps.some(({ call, outcome }) => call.changed && (outcome.exchange?.request.body.length ?? 0) > KEPT);
  const made = large ? [] : steps.map((step) => callOf(step, prefix));
  const { calls, versions } = ownVersions(contract, steps, made);
  const others = large ? [] : bindingsOf(contract, steps, calls);
  const bindings = [...versions.map(({ binding }) => binding), ...others];
  const asSent = [...versions.map(({ binding, was }) => ({ ...binding, text: was })), ...others];
  const wanted = violation.wanted ?? wantedOf(judge, rule, last);
  return {
    rule,
    operation,
    phase,
    seed,
    runs,
    calls,
    bindings,
    outcomes: large ? [] : steps.map(({ outcome }) => outcomeText(outcome)),
    ...(wanted ? { wanted } : {}),
    ...given({ settle: found.settle, patience: found.patience }),
    answer: answerDigest(last.outcome, made, asSent),
    ...(showsMore(contract, steps) ? { showsMore: true } : {}),
  };
}

/** A refusal, where the documentation demands it of the input by this very rule. */
function wantedOf(judge: Classifier, rule: string, { call, outcome }: Step): Reproducer['wanted'] {
  if (call.changed || !accepted(outcome)) return undefined;
  const { answer, broken } = judge(call.operation, call.input);
  const demanded = answer === 'broken' && broken.some((breach) => breach.rule === rule);
  return demanded ? { success: false, refusal: 'any' } : undefined;
}

function callOf({ call, outcome }: Step, prefix: string): ReproducerCall {
  const { operation, input, changed } = call;
  const request = outcome.exchange?.request;
  if (!changed || !request) return { operation, input };
  const headers = Object.entries(request.headers).filter(([name]) => !WRITTEN_ANEW.test(name));
  const path = request.path.startsWith(prefix) ? request.path.slice(prefix.length) : request.path;
  return {
    operation,
    input,
    bytes: { method: request.method, path, headers: Object.fromEntries(headers), body: bytesOf(request.body) },
  };
}

/** Every text of the calls that another run must replace, longest first. */
function bindingsOf(contract: Contract, steps: Step[], calls: ReproducerCall[]): TextBinding[] {
  const bindings = new Map<string, TextBinding>();
  const add = (binding: TextBinding): void => {
    if (!bindings.has(binding.text)) bindings.set(binding.text, binding);
  };
  for (const [index, { call, outcome }] of steps.entries()) {
    const before = steps.slice(0, index);
    for (const [at, made] of before.entries()) {
      for (const { text, path } of madeUp(made.outcome, steps.slice(0, at + 1))) {
        if (isIn(text, calls[index] as unknown as Json)) add({ text, call: at, path });
      }
    }
    const resource = addressed(contract, call.operation);
    const etag = resource && calls[index] && etagSent(resource, calls[index].input);
    const isVersion = typeof etag === 'string' && !etag.startsWith('~version-') && accepted(outcome);
    if (resource && isVersion && !bindings.has(etag)) {
      // The call that made this version is not among these: the latest that they know stands for it. One that was refused may
      // be what is wrong with the request, and stays as it was.
      const at = before.findLastIndex((step) => givesEtag(resource, step, call.input));
      if (at >= 0) add({ text: etag, call: at, path: etagPath(resource) });
    }
    for (const text of writtenTo(contract, call)) {
      // An id that was never created names nothing, and neither may its replacement.
      if (!bindings.has(text)) add(madeOfId(contract, before, text) ?? { text, unique: true });
    }
    bindNames(contract, contract.operations[call.operation]!.input, call.input, (kind, text) => {
      add({ text, resource: kind });
      return text;
    });
    for (const text of uniqueTexts(contract, call.input)) add({ text, unique: true });
  }
  return [...bindings.values()].sort((a, b) => b.text.length - a.text.length);
}

/** The ids that a call changes or deletes. */
function writtenTo(contract: Contract, { operation, input }: Step['call']): string[] {
  if (contract.operations[operation]?.method === 'GET' || createdBy(contract).has(operation)) return [];
  return addressesOf(contract, operation, input).filter((text) => text !== '');
}

/** A text as something that is made of the id of what an earlier call created. */
function madeOfId(contract: Contract, before: readonly Step[], text: string): TextBinding | undefined {
  const creators = createdBy(contract);
  for (const [call, { call: made, outcome }] of before.entries()) {
    const resource = creators.get(made.operation);
    const id = resource && idIn(resource, outcome);
    const how = id === undefined ? undefined : derivationOf(id, text);
    if (how) return { text, call, path: idPath(resource!), made: how };
  }
  return undefined;
}

/** Texts of an answer that the service made up: they stand in no input so far. */
function madeUp(outcome: Outcome, soFar: Step[]): { text: string; path: Path }[] {
  if (outcome.kind !== 'response') return [];
  const inputs = soFar.map((step) => step.call.input);
  return leaves(outcome.output).flatMap(({ value, path }) =>
    typeof value === 'string' && value !== '' && !inputs.some((input) => isIn(value, input))
      ? [{ text: value, path }]
      : [],
  );
}

/** The resource whose id an operation takes. */
function addressed(contract: Contract, operation: string): Resource | undefined {
  return resourceOf(contract, operation);
}

function givesEtag(resource: Resource, { call, outcome }: Step, input: JsonObject): boolean {
  if (outcome.kind !== 'response' || typeof etagShown(resource, outcome.output) !== 'string') return false;
  const made = valueAt(outcome.output, idPath(resource));
  return idSent(resource, input) === made || idSent(resource, input) === idSent(resource, call.input);
}

/** Values that may be used once in an account. */
function uniqueTexts(contract: Contract, input: JsonObject): string[] {
  const names = Object.values(contract.resources).flatMap(({ unique = [] }) => unique.map(({ path }) => path.at(-1)));
  return leaves(input).flatMap(({ value, path }) =>
    typeof value === 'string' && value !== '' && names.includes(path.at(-1)) ? [value] : [],
  );
}

/** Digest of an answer in which texts that the service made up are all alike, and bound texts are known by their place. */
export function answerDigest(outcome: Outcome, calls: ReproducerCall[], bindings: TextBinding[]): string {
  const sent = calls.map(({ input }) => input);
  const mask = (value: Json | undefined): Json => {
    if (typeof value === 'string') {
      if (!sent.some((input) => isIn(value, input))) return '*';
      return replaceTexts(value, bindings, (_, index) => `{${index}}`);
    }
    if (Array.isArray(value)) return value.map(mask);
    if (value === null || typeof value !== 'object') return value ?? null;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mask(inner)]));
  };
  const answer = outcome.kind === 'response' ? mask(outcome.output) : null;
  return createHash('sha256')
    .update(JSON.stringify([outcomeText(outcome), answer]))
    .digest('base64url')
    .slice(0, 10);
}

function isIn(text: string, value: Json): boolean {
  return leaves(value).some(
    ({ value: leaf }) => leaf === text || (typeof leaf === 'string' && text.length >= TELLING && leaf.includes(text)),
  );
}

function leaves(value: Json | undefined, path: Path = []): { value: Json; path: Path }[] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [{ value, path }];
  const step = (key: string): string | number => (Array.isArray(value) ? Number(key) : key);
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, step(key)]));
}
