import { changes } from '../core/changes.ts';
import type { Finding } from '../core/event.ts';
import { placeText } from '../core/place-text.ts';
import { visible } from '../quoting/visible.ts';
import { curlLine } from './script/curl-command.ts';

/** Characters of an answer that are shown. */
const SHOWN = 2000;

/** A finding as plain lines, for reports that show text: what was sent and answered, and how to see it again. */
export function findingLines({ operation, expected, actual, steps, supported, reproduce }: Finding): string[] {
  const decisive = steps.at(-1);
  const differing = supported && decisive ? changes(supported, decisive.input) : [];
  const answer = decisive?.response?.body.text ?? '';
  const curl = decisive ? curlLine(decisive) : '';
  const lines = [
    `${operation}: expected ${expected}`,
    `got ${actual}`,
    ...steps.map((step, index) => `${index + 1}. ${step.operation} → ${step.outcome}`),
    ...differing.flatMap(({ path, before, after }) => [
      ...(before === undefined ? [] : [`- ${placeText(path)}: ${JSON.stringify(before)}`]),
      ...(after === undefined ? [] : [`+ ${placeText(path)}: ${JSON.stringify(after)}`]),
    ]),
    ...(answer === '' ? [] : [`answer: ${answer.length > SHOWN ? `${answer.slice(0, SHOWN)}…` : answer}`]),
    ...(curl === '' ? [] : [curl]),
    reproduce,
  ];
  return lines.map(visible);
}
