import { configMember, configSchema, configSent, configShown, idMember, idShown } from '../../contracts/resource.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/test-context.ts';
import { normalise } from '../../schema/normalise.ts';
import { difference, differenceText, type ValueDifference } from '../same.ts';
import type { Known, SequenceWatch } from './known.ts';
import { type CallVerdict, ROUND_TRIP } from './violation.ts';

/**
 * Holds the configuration in the answer to an accepted write against what was sent. From then on the resource is held against
 * what that answer showed, so that one loss is not reported with each read.
 */
export function roundTrip(watch: SequenceWatch, known: Known, step: Step, lenient: boolean): CallVerdict {
  const { resource } = known;
  const { operation } = step.call;
  const meant = meantConfig(watch, known, step);
  delete known.config;
  delete known.sent;
  if (meant === undefined) return { held: [], broken: [] };
  const got = step.outcome.kind === 'response' ? configShown(resource, step.outcome.output) : undefined;
  if (!isObject(got)) {
    known.config = meant;
    known.sent = { lenient };
    return { held: [], broken: [] };
  }
  known.config = got;
  const found = configChange(watch, known, meant, got, lenient);
  const id = idShown(resource, (step.outcome as { output: JsonObject }).output);
  const wrongId = id === known.id ? undefined : `the id ${JSON.stringify(id)} and not ${known.id}`;
  if (!found && wrongId === undefined) return { held: [ROUND_TRIP], broken: [] };
  const actual = found ? differenceText(found) : wrongId!;
  const expected = 'the configuration that was sent, in the answer';
  const path = found ? [configMember(resource), ...found.path] : [idMember(resource)];
  return { held: [], broken: [{ rule: ROUND_TRIP, operation, expected, actual, path }] };
}

/** What was sent, with unusual spellings of numbers and booleans read as what they mean. */
function meantConfig({ contract }: SequenceWatch, { resource }: Known, { call }: Step): JsonObject | undefined {
  const meant = normalise(contract, contract.operations[call.operation]!.input, call.input, []);
  const config = configSent(resource, meant);
  return isObject(config) ? config : undefined;
}

/** The first place at which two configurations of a resource differ. */
export function configChange(
  { contract }: SequenceWatch,
  { resource }: Known,
  one: JsonObject,
  other: JsonObject,
  lenient: boolean,
): ValueDifference | undefined {
  return difference(contract, configSchema(contract, resource), one, other, { lenient });
}
