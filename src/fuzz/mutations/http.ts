import { markerMember, maxItemsMember } from '../../contracts/listing.ts';
import { addressOf, etagMember, etagSent, idMember, idSent, operationOf } from '../../contracts/resource.ts';
import type { Resource } from '../../core/contract.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { numbersFor } from '../../rules/dictionary/numbers.ts';
import { TEXTS } from '../../rules/dictionary/texts.ts';
import { ODD_IDS } from '../../rules/lifecycle/odd-ids.ts';
import type { CaseStep, FuzzCase } from '../case.ts';
import { PATHS, type RequestEdit } from '../request-edit.ts';
import { ALTERATIONS } from '../resolve.ts';
import { idOf, listStep, readStep } from '../steps.ts';
import { resourceOf, slotOf, type Workshop } from '../workshop.ts';
import { type Mutation, pickStep, withInserted, withStep } from './mutation.ts';

/** Puts in a listing with an unusual page. */
export const pageMutation: Mutation = {
  name: 'page',
  weight: 2,
  apply(original, workshop) {
    const resource = workshop.random.pick(workshop.resources);
    if (operationOf(resource, 'list') === undefined) return undefined;
    return withInserted(original, 1 + workshop.random.below(original.steps.length), pageStep(workshop, resource));
  },
};

export function pageStep(workshop: Workshop, resource: Resource): CaseStep {
  const { random, lexicon } = workshop;
  const input: JsonObject = {};
  const kinds: string[] = [];
  if (random.chance(0.6)) {
    const { kind, values } = random.pick(numbersFor({ type: 'integer', minimum: 1, maximum: 100 }));
    input[maxItemsMember(resource)] = random.pick<Json>(values);
    kinds.push(kind);
  }
  if (kinds.length === 0 || random.chance(0.3)) {
    const [kind, value] = random.weighted<[string, Json]>(
      [
        ['text', random.pick(random.pick(TEXTS).texts).slice(0, 1_200)],
        ['marker', { $part: 'marker' }],
        ['id', idOf(random.below(2))],
        ['answered', random.pick(['unknown', ...lexicon.texts])],
      ],
      () => 1,
    );
    input[markerMember(resource)] = value;
    kinds.push(`marker ${kind}`);
  }
  return { ...listStep(resource, input), tried: [{ place: 'page', kind: kinds.join() }] };
}

/** Names a resource, or its version, in an unusual way. */
export const addressMutation: Mutation = {
  name: 'address',
  weight: 3,
  apply(original, workshop) {
    const { random } = workshop;
    const chosen = pickStep(original, workshop, (step) => {
      const resource = resourceOf(workshop, step);
      return idSent(resource, step.input) !== undefined || etagSent(resource, step.input) !== undefined;
    });
    if (!chosen) return undefined;
    const { step, index } = chosen;
    const resource = resourceOf(workshop, step);
    return random.chance(0.5) && etagSent(resource, step.input) !== undefined
      ? withStep(original, index, withVersion(workshop, step, resource))
      : withOddId(original, workshop, step, index, resource);
  },
};

/** What stands for nothing in an If-Match. A server may take none of it for a version. */
const NO_VERSIONS = ['', '""', '"', ',', 'W/', '0', 'null', 'E'.repeat(2_000), 'no-such-version', '%00'];

export function withVersion({ random }: Workshop, step: CaseStep, resource: Resource): CaseStep {
  const slot = slotOf(resource, step);
  const [kind, value] = random.weighted<[string, Json | undefined]>(
    [
      ['stale', { $slot: slot, $part: 'stale' }],
      ['of another', { $slot: 1 - Math.min(slot, 1), $part: 'etag' }],
      ['altered', { $slot: slot, $part: 'etag', $as: random.pick(Object.keys(ALTERATIONS)) }],
      ['garbage', random.pick(NO_VERSIONS)],
      ['any', '*'],
      ['absent', undefined],
    ],
    ([name]) => (name === 'stale' || name === 'altered' ? 3 : 1),
  );
  return { ...step, input: { ...step.input, [etagMember(resource)]: value }, tried: [{ place: 'version', kind }] };
}

function withOddId(
  original: FuzzCase,
  workshop: Workshop,
  step: CaseStep,
  index: number,
  resource: Resource,
): FuzzCase {
  const { random } = workshop;
  const slot = slotOf(resource, step);
  const how = random.pick(Object.keys(ALTERATIONS));
  if (random.chance(0.5)) {
    const tried = [{ place: 'id', kind: how }];
    return withStep(original, index, {
      ...step,
      input: { ...step.input, [idMember(resource)]: idOf(slot, how) },
      tried,
    });
  }
  // Ids that no service gives are for reads alone: who knows what a write makes of them.
  const [kind, id] = random.pick(ODD_IDS);
  const read = readStep(resource, slot, random.pick(['read', 'readConfig']));
  return withInserted(original, index, { ...read, input: addressOf(resource, id), tried: [{ place: 'id', kind }] });
}

/** Changes the bytes around the document: query, headers, method, path. */
export const requestMutation: Mutation = {
  name: 'request',
  weight: 2,
  apply(original, workshop) {
    const chosen = pickStep(original, workshop, ({ edit }) => edit === undefined);
    if (!chosen) return undefined;
    return withStep(original, chosen.index, requestEdited(workshop, chosen.step, resourceOf(workshop, chosen.step)));
  },
};

/** The step with the bytes around its document changed. */
export function requestEdited(workshop: Workshop, step: CaseStep, resource: Resource): CaseStep {
  const edit = requestEdit(workshop, resource);
  const how = 'how' in edit ? edit.how : 'name' in edit ? edit.name : '';
  return { ...step, edit, tried: [{ place: 'request', kind: `${edit.kind} ${how}` }] };
}

const HEADERS: [name: string, value: string | null][] = [
  ['content-type', 'application/json'],
  ['content-type', null],
  ['content-type', 'text/xml; charset=utf-16'],
  ['accept', 'application/json'],
  ['accept', ''],
  ['accept-encoding', 'gzip, br'],
  ['if-none-match', '*'],
  ['if-unmodified-since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['x-forwarded-for', "' OR 1=1"],
  ['cookie', 'a=b; a=c'],
  ['x-unknown', 'a'.repeat(4_000)],
  ['range', 'bytes=0-1'],
];

function requestEdit({ random }: Workshop, resource: Resource): RequestEdit {
  const name = maxItemsMember(resource) ?? 'a';
  switch (random.below(4)) {
    case 0:
      return {
        kind: 'query',
        text: random.pick([
          `${name}=1&${name}=2`,
          `${name}=`,
          `${name}`,
          'a=b',
          '&&',
          `${name.toLowerCase()}=1`,
          'a=%ff',
        ]),
      };
    case 1: {
      const [header, value] = random.pick(HEADERS);
      return { kind: 'header', name: header, value };
    }
    case 2:
      return { kind: 'method', value: random.pick(['PATCH', 'OPTIONS', 'FOO']) };
    default:
      return { kind: 'path', how: random.pick(PATHS) };
  }
}
