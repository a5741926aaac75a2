import type { Contract } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import type { HttpRequest, HttpResponse, Outcome } from '../core/outcome.ts';
import type { Handler } from '../core/target.ts';
import { createClassifier } from '../schema/certificate.ts';
import { at } from '../schema/places.ts';
import { encoder } from '../wire/encode.ts';
import { outcomeReader } from '../wire/outcome.ts';
import { perContract } from '../wire/shapes.ts';
import type { Credentials } from '../wire/sigv4.ts';
import { addressed, type Book, note, ownResource } from './book.ts';
import { callText } from './call-text.ts';
import type { Demand, Talk } from './checks/check.ts';
import { straysOf } from './checks/elements.ts';
import { CHECKS, CHECKS_OF_REQUESTS } from './checks/index.ts';
import { correctText } from './correct.ts';
import { type Delivery, disturb } from './disturb.ts';
import type { Planned } from './disturbance.ts';
import { hearing } from './hear.ts';
import { preconditionOf } from './precondition.ts';
import { type Report, type Violation, violationOf } from './report.ts';
import { type Service, secondOpinion } from './second-opinion.ts';
import { callOf, type Told, type Turn } from './turn.ts';

export interface DoubleOptions {
  contract: Contract;
  /** Makes a service with nothing in it: what answers the requests. */
  service: () => Service;
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
  readonly book: Book;
  /** Every request so far. */
  readonly turns: readonly Turn[];
  /** How many requests could be judged: all but those to operations that the contract does not cover. Those before `forget` count. */
  readonly judged: number;
  /** What was found so far. */
  report(): Report;
  /** Starts anew: a fresh service, no requests, no findings; the plan of disturbances begins again. */
  forget(): void;
}

const LEFT: Demand = {
  id: 'workflow.nothing-left',
  evidence: 'inferred',
  demands: 'what was made is deleted in the end',
  place: 'the conversation',
};

interface State {
  service: Service;
  turns: Turn[];
  book: Book;
  violations: Violation[];
  open: Violation[];
  /** How many requests each planned disturbance has met. */
  met: number[];
}

/** What understands and judges requests; made once for each contract. */
const ears = perContract((contract) => ({ hear: hearing(contract), judge: createClassifier(contract) }));

/** A judging double in front of a service. It judges requests and changes nothing in the answers but what its plan says. */
export function createDouble(options: DoubleOptions): Double {
  const { contract, disturbances = [], signed = true, credentials, leaveNothing = false, trusted = true } = options;
  const { hear, judge } = ears(contract);
  const encode = encoder(contract);
  const read = outcomeReader(contract);
  let state = fresh();
  let judged = 0;

  function fresh(): State {
    const met = disturbances.map(() => 0);
    return { service: options.service(), turns: [], book: new Map(), violations: [], open: [], met };
  }

  function remark(turn: Turn, when: 'asked' | 'answered', { turns, book, violations, open }: State): void {
    const talk: Talk = { contract, book, turns, signed, credentials };
    for (const check of trusted ? CHECKS : CHECKS_OF_REQUESTS) {
      if (check.when !== when) continue;
      for (const one of check.judge(turn, talk)) {
        if (one.open) open.push(violationOf(one, turn));
        else violations.push(violationOf(one, turn, correctText(one, turn, { contract, judge, book })));
      }
    }
  }

  /** The outcome of what is a call, else its bare status. */
  function outcomeOf(turn: Turn, response: HttpResponse): Told {
    const call = callOf(turn);
    return call ? read(call.operation, turn.request, response, 0) : { kind: 'other', status: response.status };
  }

  async function arrangeIn({ service, book }: State, operation: string, input: JsonObject): Promise<Outcome> {
    const encoded = encode(operation, input);
    if ('unsent' in encoded) return { kind: 'unsent', reason: encoded.unsent, ms: 0 };
    const outcome = read(operation, encoded.request, await service(encoded.request), 0);
    note(contract, book, { operation, input }, { done: outcome, told: outcome, own: false });
    return outcome;
  }

  async function deliver(request: HttpRequest): Promise<Delivery> {
    const now = state;
    const time = { began: Date.now(), took: 0 };
    const turn: Turn = { number: now.turns.length + 1, request, heard: hear(request), time };
    const call = callOf(turn);
    if (call || !('problem' in turn.heard && turn.heard.problem === 'elsewhere')) judged++;
    if (call) turn.certificate = judge(call.operation, call.input);
    turn.strays = straysOf(turn, contract);
    remark(turn, 'asked', now);
    now.turns.push(turn);
    const planned = await meeting(turn, now);
    if (planned) turn.disturbance = planned;
    const ask = async (): Promise<HttpResponse> => {
      const response = await now.service(request);
      const done = outcomeOf(turn, response);
      if (done.kind !== 'other') turn.done = done;
      return response;
    };
    const delivery: Delivery = planned ? await disturb(contract, planned, ask) : await passing(ask, trusted);
    turn.time.took = Date.now() - turn.time.began;
    if (delivery.fate === 'whole') turn.response = delivery.response;
    turn.told =
      delivery.fate === 'whole'
        ? planned || !turn.done
          ? outcomeOf(turn, delivery.response)
          : turn.done
        : { kind: 'lost', reason: lostText(delivery), ms: 0 };
    if (turn.done?.kind === 'refused' && call && turn.certificate && turn.certificate.answer !== 'broken')
      turn.second = await secondOpinion(now.service, {
        contract,
        judge,
        book: now.book,
        certificate: turn.certificate,
        ...call,
      });
    remark(turn, 'answered', now);
    if (call && turn.told.kind !== 'other')
      note(contract, now.book, call, { done: turn.done, told: turn.told, own: true });
    return delivery;
  }

  /** The disturbance that meets a request; a concurrent change is made here. */
  async function meeting(turn: Turn, now: State): Promise<Planned['disturbance'] | undefined> {
    for (const [index, { at: first, times, writes, disturbance }] of disturbances.entries()) {
      const changes = disturbance.kind === 'concurrent-change';
      if (turn.number < first || now.met[index]! >= times) continue;
      if ((writes || changes) && turn.request.method === 'GET') continue;
      if (changes && !(await changeBefore(turn, now))) continue;
      now.met[index]! += 1;
      return disturbance;
    }
    return undefined;
  }

  /** Changes, by another's hand, what a request is about to write to. False where it writes to nothing that can be changed. */
  async function changeBefore(turn: Turn, now: State): Promise<boolean> {
    const call = callOf(turn);
    if (!call || !preconditionOf(contract, call.operation)) return false;
    const [thing] = addressed(contract, now.book, call.operation, call.input);
    const resource = ownResource(contract, call.operation);
    if (thing?.gone !== 'no' || !resource?.touch || !resource.operations.readConfig) return false;
    const { operations, id, etag, config, touch } = resource;
    // What others see and do tells the wrapper nothing, so its book is not written.
    const quiet: State = { ...now, book: new Map() };
    const seen = await arrangeIn(quiet, operations.readConfig!, { [id.input]: thing.id });
    if (seen.kind !== 'response') return false;
    const before = at(seen.output, config.readConfig ?? []) as JsonObject;
    const update = {
      [id.input]: thing.id,
      [etag.input]: seen.output[etag.output],
      [config.input]: touched(before, touch),
    };
    return (await arrangeIn(quiet, operations.update, update)).kind === 'response';
  }

  const left = ({ book }: State): Report['left'] =>
    [...book.values()]
      .filter(({ made, gone }) => made && gone === 'no')
      .map(({ resource, id }) => ({ resource: resource.name, id }));

  /** The request that would have taken away what was left. */
  function deletionText(book: Book, name: string, id: string): string {
    const { operations, id: label, etag } = contract.resources[name]!;
    const version = book.get(`${name} ${id}`)?.etags.at(-1);
    return callText(operations.delete, { [label.input]: id, ...(version ? { [etag.input]: version } : {}) });
  }

  return {
    contract,
    deliver,
    async handle(request) {
      const delivery = await deliver(request);
      if (delivery.fate === 'reset') throw Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' });
      if (delivery.fate === 'whole') return delivery.response;
      return { ...delivery.response, body: delivery.response.body.subarray(0, delivery.bytes) };
    },
    arrange: (operation, input) => arrangeIn(state, operation, input),
    get book() {
      return state.book;
    },
    get turns() {
      return state.turns;
    },
    get judged() {
      return judged;
    },
    report() {
      const rest = left(state);
      const kept = leaveNothing ? rest : [];
      return {
        requests: state.turns.length,
        violations: [
          ...state.violations,
          ...kept.map(({ resource, id }) =>
            violationOf(
              { demand: LEFT, found: `${resource} ${id}` },
              undefined,
              deletionText(state.book, resource, id),
            ),
          ),
        ],
        open: [...state.open],
        left: rest,
      };
    },
    forget() {
      state = fresh();
    },
  };
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
    ? 'the answer was cut'
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
