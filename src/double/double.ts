import {
  addressOf,
  configShown,
  etagMember,
  etagShown,
  idMember,
  operationOf,
  resourceOf,
  updateInput,
} from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import type { HttpRequest, HttpResponse, Outcome } from '../core/outcome.ts';
import type { Handler } from '../core/target.ts';
import { createClassifier } from '../schema/classifier.ts';
import { encoder } from '../wire/encode.ts';
import { outcomeReader } from '../wire/outcome.ts';
import { perContract } from '../wire/shapes.ts';
import type { Credentials } from '../wire/sigv4.ts';
import { callText } from './call-text.ts';
import type { Talk } from './checks/check.ts';
import { unknownElementsOf } from './checks/elements.ts';
import { CHECKS, CHECKS_OF_REQUESTS } from './checks/index.ts';
import { NOTHING_LEFT } from './checks/nothing-left.ts';
import { correctText } from './correct.ts';
import { type Delivery, disturb } from './disturb.ts';
import type { Planned } from './disturbance.ts';
import { preconditionOf } from './precondition.ts';
import { type Report, type Violation, violationOf } from './report.ts';
import { createRequestParser } from './request-parser.ts';
import { addressed, note, type ResourceRegistry } from './resource-registry.ts';
import { type ForkableService, secondOpinion } from './second-opinion.ts';
import { callOf, type Told, type Turn } from './turn.ts';

export interface DoubleOptions {
  contract: Contract;
  /** Makes a service with nothing in it: what answers the requests. */
  service: () => ForkableService;
  /** What comes between, and when. */
  disturbances?: readonly Planned[];
  /** Whether requests must be signed; they must unless this is false. */
  signed?: boolean;
  /** Whose signature it must be. Without them a signature's value is not looked at. */
  credentials?: Credentials;
  /** Whether everything that was made must be deleted in the end. */
  leaveNothing?: boolean;
  /** Whether the service is right whatever it answers; one that is judged too is not. It is unless this is false. */
  trusted?: boolean;
}

/** A service that judges what it is asked. */
export interface Double {
  readonly contract: Contract;
  /** Answers one request. Where a disturbance cuts the answer, less arrives than `content-length` says; where it resets the connection, it rejects with the code ECONNRESET. */
  handle: Handler;
  /** The same for a server of connections, which can cut and reset them. */
  deliver(request: HttpRequest): Promise<Delivery>;
  /** Does something by another's hand: answered by the service, not judged. */
  arrange(operation: string, input: JsonObject): Promise<Outcome>;
  /** What the wrapper was told of. */
  readonly registry: ResourceRegistry;
  /** Every request so far. */
  readonly turns: readonly Turn[];
  /** How many requests could be judged: all but those to operations that the contract does not cover. Those before `forget` count. */
  readonly judged: number;
  /** What was found so far. */
  report(): Report;
  /** Starts anew: a fresh service, no requests, no findings; the plan of disturbances begins again. */
  forget(): void;
}

interface DoubleState {
  service: ForkableService;
  turns: Turn[];
  registry: ResourceRegistry;
  violations: Violation[];
  open: Violation[];
  /** How many requests each planned disturbance has met. */
  met: number[];
}

/** What understands and judges requests; made once for each contract. */
const ears = perContract((contract) => ({ hear: createRequestParser(contract), judge: createClassifier(contract) }));

/** What a double is made of, and what it has seen. */
interface Inside {
  readonly options: DoubleOptions;
  readonly contract: Contract;
  readonly hear: ReturnType<typeof ears>['hear'];
  readonly judge: ReturnType<typeof ears>['judge'];
  readonly encode: ReturnType<typeof encoder>;
  readonly read: ReturnType<typeof outcomeReader>;
  /** Since the latest `forget`. */
  state: DoubleState;
  judged: number;
}

/** A judging double in front of a service. It judges requests and changes nothing in the answers but what its plan says. */
export function createDouble(options: DoubleOptions): Double {
  const { contract } = options;
  const inside: Inside = {
    ...{ options, contract, ...ears(contract), encode: encoder(contract), read: outcomeReader(contract) },
    state: fresh(options),
    judged: 0,
  };
  return {
    contract,
    deliver: (request) => deliver(inside, request),
    async handle(request) {
      const delivery = await deliver(inside, request);
      if (delivery.fate === 'reset') throw Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' });
      if (delivery.fate === 'whole') return delivery.response;
      return { ...delivery.response, body: delivery.response.body.subarray(0, delivery.bytes) };
    },
    arrange: (operation, input) => arrangeIn(inside, inside.state, operation, input),
    get registry() {
      return inside.state.registry;
    },
    get turns() {
      return inside.state.turns;
    },
    get judged() {
      return inside.judged;
    },
    report: () => reportOf(inside),
    forget() {
      inside.state = fresh(options);
    },
  };
}

function fresh({ service, disturbances = [] }: DoubleOptions): DoubleState {
  const met = disturbances.map(() => 0);
  return { service: service(), turns: [], registry: new Map(), violations: [], open: [], met };
}

/** Judges a request, answers it, and judges what the wrapper was told. */
async function deliver(inside: Inside, request: HttpRequest): Promise<Delivery> {
  const { contract, hear, judge, state: now, options } = inside;
  const time = { began: Date.now(), took: 0 };
  const turn: Turn = { number: now.turns.length + 1, request, parsed: hear(request), time };
  const call = callOf(turn);
  if (call || !('problem' in turn.parsed && turn.parsed.problem === 'elsewhere')) inside.judged++;
  if (call) turn.certificate = judge(call.operation, call.input);
  turn.unknownElements = unknownElementsOf(turn, contract);
  remark(inside, turn, 'asked', now);
  now.turns.push(turn);
  const planned = await meeting(inside, turn, now);
  if (planned) turn.disturbance = planned;
  const ask = async (): Promise<HttpResponse> => {
    const response = await now.service(request);
    const done = outcomeOf(inside, turn, response);
    if (done.kind !== 'other') turn.done = done;
    return response;
  };
  const trusted = options.trusted ?? true;
  const delivery: Delivery = planned ? await disturb(contract, planned, ask) : await passing(ask, trusted);
  turn.time.took = Date.now() - turn.time.began;
  if (delivery.fate === 'whole') turn.response = delivery.response;
  turn.told = toldOf(inside, turn, delivery);
  if (turn.done?.kind === 'refused' && call && turn.certificate && turn.certificate.answer !== 'broken')
    turn.second = await secondOpinion(now.service, {
      ...{ contract, judge, registry: now.registry, certificate: turn.certificate },
      ...call,
    });
  remark(inside, turn, 'answered', now);
  if (call && turn.told.kind !== 'other')
    note(contract, now.registry, call, { done: turn.done, told: turn.told, own: true });
  return delivery;
}

function remark(inside: Inside, turn: Turn, when: 'asked' | 'answered', state: DoubleState): void {
  const { contract, judge, options } = inside;
  const { turns, registry, violations, open } = state;
  const { signed = true, credentials, trusted = true } = options;
  const talk: Talk = { contract, registry, turns, signed, credentials };
  for (const check of trusted ? CHECKS : CHECKS_OF_REQUESTS) {
    if (check.when !== when) continue;
    for (const one of check.judge(turn, talk)) {
      if (one.open) open.push(violationOf(one, turn));
      else violations.push(violationOf(one, turn, correctText(one, turn, { contract, judge, registry })));
    }
  }
}

/** What the wrapper was told: less than what was done, where a disturbance came between. */
function toldOf(inside: Inside, turn: Turn, delivery: Delivery): Told {
  if (delivery.fate !== 'whole') return { kind: 'lost', reason: lostText(delivery), ms: 0 };
  return turn.disturbance || !turn.done ? outcomeOf(inside, turn, delivery.response) : turn.done;
}

/** The outcome of what is a call, else its bare status. */
function outcomeOf({ read }: Inside, turn: Turn, response: HttpResponse): Told {
  const call = callOf(turn);
  return call ? read(call.operation, turn.request, response, 0) : { kind: 'other', status: response.status };
}

async function arrangeIn(
  { contract, encode, read }: Inside,
  { service, registry }: DoubleState,
  operation: string,
  input: JsonObject,
): Promise<Outcome> {
  const encoded = encode(operation, input);
  if ('unsent' in encoded) return { kind: 'unsent', reason: encoded.unsent, ms: 0 };
  const outcome = read(operation, encoded.request, await service(encoded.request), 0);
  note(contract, registry, { operation, input }, { done: outcome, told: outcome, own: false });
  return outcome;
}

/** The disturbance that meets a request; a concurrent change is made here. */
async function meeting(inside: Inside, turn: Turn, now: DoubleState): Promise<Planned['disturbance'] | undefined> {
  const { disturbances = [] } = inside.options;
  for (const [index, { at: first, times, writes, disturbance }] of disturbances.entries()) {
    const changes = disturbance.kind === 'concurrent-change';
    if (turn.number < first || now.met[index]! >= times) continue;
    if ((writes || changes) && turn.request.method === 'GET') continue;
    if (changes && !(await changeBefore(inside, turn, now))) continue;
    now.met[index]! += 1;
    return disturbance;
  }
  return undefined;
}

/** Changes, by another's hand, what a request is about to write to. False where it writes to nothing that can be changed. */
async function changeBefore(inside: Inside, turn: Turn, now: DoubleState): Promise<boolean> {
  const { contract } = inside;
  const call = callOf(turn);
  if (!call || !preconditionOf(contract, call.operation)) return false;
  const [known] = addressed(contract, now.registry, call.operation, call.input);
  const resource = resourceOf(contract, call.operation);
  if (known?.gone !== 'no' || !resource?.touch || !operationOf(resource, 'readConfig')) return false;
  const { touch } = resource;
  // What others see and do tells the wrapper nothing, so its registry is not written.
  const quiet: DoubleState = { ...now, registry: new Map() };
  const seen = await arrangeIn(inside, quiet, operationOf(resource, 'readConfig')!, addressOf(resource, known.id));
  if (seen.kind !== 'response') return false;
  const before = configShown(resource, seen.output, 'readConfig') as JsonObject;
  const update = updateInput(resource, {
    id: known.id,
    etag: String(etagShown(resource, seen.output) ?? ''),
    config: touched(before, touch),
  });
  return (await arrangeIn(inside, quiet, operationOf(resource, 'update'), update)).kind === 'response';
}

function reportOf({ contract, state, options }: Inside): Report {
  const left = [...state.registry.values()]
    .filter(({ made, gone }) => made && gone === 'no')
    .map(({ resource, id }) => ({ resource: resource.name, id }));
  const kept = (options.leaveNothing ?? false) ? left : [];
  const remains = kept.map(({ resource, id }) => {
    const remark = { demand: NOTHING_LEFT, found: `${resource} ${id}` };
    return violationOf(remark, undefined, deletionText(contract, state.registry, resource, id));
  });
  return { requests: state.turns.length, violations: [...state.violations, ...remains], open: [...state.open], left };
}

/** The request that would have taken away what was left. */
function deletionText(contract: Contract, registry: ResourceRegistry, name: string, id: string): string {
  const resource = contract.resources[name]!;
  const version = registry.get(`${name} ${id}`)?.etags.at(-1);
  return callText(operationOf(resource, 'delete'), {
    [idMember(resource)]: id,
    ...(version ? { [etagMember(resource)]: version } : {}),
  });
}

/** The answer of the service. Where one that need not be right gives none, the connection is reset. */
async function passing(ask: () => Promise<HttpResponse>, trusted: boolean): Promise<Delivery> {
  try {
    return { fate: 'whole', response: await ask() };
  } catch (error) {
    if (trusted) throw error;
    return { fate: 'reset', reason: (error as Error).message };
  }
}

const lostText = (delivery: Delivery): string =>
  delivery.fate === 'cut'
    ? 'the response was cut off'
    : ((delivery.fate === 'reset' ? delivery.reason : undefined) ?? 'the connection was reset');

/** A configuration with the member that may differ harmlessly made another. */
function touched(config: JsonObject, [member, ...inside]: Path): JsonObject {
  const key = String(member);
  const value = config[key];
  const other = (): Json =>
    typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : `${value ?? ''}changed`;
  const changed: Json = inside.length > 0 ? touched((value ?? {}) as JsonObject, inside) : other();
  return { ...config, [key]: changed };
}
