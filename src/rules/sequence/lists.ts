import {
  itemsShown,
  listedConfigPath,
  listedId,
  markerMember,
  maxItemsMember,
  nextMarkerShown,
  truncatedPath,
} from '../../contracts/listing.ts';
import type { Resource } from '../../core/contract.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { Step } from '../../core/test-context.ts';
import { changeText, differenceText } from '../same.ts';
import type { Known, SequenceWatch } from './known.ts';
import { configChange } from './round-trip.ts';
import { type CallVerdict, LISTED } from './violation.ts';

/** Judges what a listing tells of the resources of the sequence. */
export function judgeList(watch: SequenceWatch, resource: Resource, step: Step): CallVerdict {
  const { outcome, call } = step;
  if (outcome.kind !== 'response') return { held: [], broken: [] };
  const entries = itemsShown(resource, outcome.output);
  const wrong =
    tooMany(call.input[maxItemsMember(resource)], entries.length) ?? wrongIn(watch, resource, step, entries);
  if (wrong === undefined) return { held: [LISTED], broken: [] };
  return { held: [], broken: [{ rule: LISTED, operation: call.operation, ...wrong }] };
}

interface Wrong {
  expected: string;
  actual: string;
}

function tooMany(asked: unknown, count: number): Wrong | undefined {
  if (typeof asked !== 'number' || !Number.isInteger(asked) || asked < 1 || count <= asked) return undefined;
  return { expected: `at most ${asked} items`, actual: `${count} items` };
}

function wrongIn(
  watch: SequenceWatch,
  resource: Resource,
  { call, outcome }: Step,
  entries: JsonObject[],
): Wrong | undefined {
  const flag = truncatedPath(resource);
  const { output } = outcome as { output: JsonObject };
  const isWhole =
    call.input[markerMember(resource)] === undefined &&
    call.input[maxItemsMember(resource)] === undefined &&
    nextMarkerShown(resource, output) === undefined &&
    (flag === undefined || valueAt(output, flag) === false);
  for (const known of watch.known.values()) {
    if (known.resource !== resource || known.life === 'unclear') continue;
    const own = entries.filter((entry) => listedId(resource, entry) === known.id);
    const wrong = wrongOf(watch, known, own, isWhole);
    if (wrong) return wrong;
  }
  return undefined;
}

function wrongOf(watch: SequenceWatch, known: Known, entries: JsonObject[], isWhole: boolean): Wrong | undefined {
  const { id, life, resource } = known;
  if (life === 'gone')
    return entries.length > 0 ? { expected: `no entry for ${id}, which was deleted`, actual: 'an entry' } : undefined;
  if (entries.length === 0)
    return isWhole ? { expected: `an entry for ${id}, which exists`, actual: 'none' } : undefined;
  if (entries.length > 1) return { expected: `one entry for ${id}`, actual: `${entries.length} entries` };
  const place = listedConfigPath(resource);
  const got = place && valueAt(entries[0], place);
  if (!known.config || !isObject(got)) return undefined;
  const found = configChange(watch, known, known.config, got, known.sent?.lenient ?? false);
  if (!found) return undefined;
  const actual = known.sent ? differenceText(found) : changeText(found);
  return { expected: `the present configuration of ${id}`, actual };
}
