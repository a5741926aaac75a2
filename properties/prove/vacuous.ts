import { contract } from '../support/judging.ts';
import { HOLLOWS, type Hollow, type Hollowness, judgeHollow } from '../support/vacuous.ts';
import { EXCEPTIONS } from '../support/vacuous-exceptions.ts';

/**
 * `npm run prove vacuous`: no rule holds on an operation that never does anything. Each operation of the contract in turn
 * always refuses, always answers an empty success, or always answers its last success again; whatever rests on it must
 * not pass, but for the exceptions that are listed with their reasons. Words after the name choose operations.
 */
export async function prove(): Promise<void> {
  const words = process.argv.slice(3);
  const operations = Object.keys(contract.operations).filter((name) => words.length === 0 || words.includes(name));
  const results: Hollowness[] = [];
  for (const operation of operations)
    for (const how of HOLLOWS) results.push(await judgeHollow(operation, how, EXCEPTIONS));
  const width = Math.max(...operations.map(({ length }) => length));
  print('operation'.padEnd(width), ...HOLLOWS.map((how) => how.padEnd(22)));
  for (const operation of operations)
    print(operation.padEnd(width), ...HOLLOWS.map((how) => cell(results, operation, how).padEnd(22)));
  print('', 'rules that rest on it, of these not green, and green for a listed reason');
  const vacuous = results.flatMap(({ operation, how, vacuous }) => vacuous.map((id) => `${operation}, ${how}: ${id}`));
  for (const line of vacuous) print(line);
  if (vacuous.length > 0) throw new Error(`${vacuous.length} rules hold though nothing was observed`);
}

function cell(results: readonly Hollowness[], operation: string, how: Hollow): string {
  const { resting, vacuous, excepted } = results.find((one) => one.operation === operation && one.how === how)!;
  return `${resting.length}, ${resting.length - vacuous.length - excepted.length}, ${excepted.length}${vacuous.length > 0 ? ` (${vacuous.length} vacuous)` : ''}`;
}

const print = (...cells: string[]): void => void process.stdout.write(`${cells.join('  ').trim()}\n`);
