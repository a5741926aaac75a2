import { Command, InvalidArgumentError, Option } from 'commander';
import { loadContract } from '../../contracts/load.ts';
import { selecting } from '../../session/select.ts';
import { readPolicy } from '../../session/traffic-edge.ts';
import { type Traffic, trafficOf, trafficText } from '../../traffic/policy.ts';
import { trafficRules } from '../../traffic/rules/index.ts';
import { addTermOptions, type TermOptions, termsOf } from '../options/traffic-terms.ts';

interface Options extends TermOptions {
  policy?: string;
  weight?: number;
  rules: string[];
  json?: true;
}

/** Says what judging would cost, without sending anything. */
export function trafficPlanCommand(): Command {
  const command = new Command('plan')
    .description('estimate the requests and the time that each traffic rule needs')
    .option('--policy <file>', 'estimate for this policy only')
    .option('--weight <share>', 'estimate for a policy with this Weight, without stickiness', weightOf)
    .addOption(new Option('--rules <glob...>', 'only the rules that match').default([], 'all'))
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  cloudfront-conformance traffic plan
  cloudfront-conformance traffic plan --weight 0.01 --alarm 0.001`,
    )
    .action(plan);
  return addTermOptions(command);
}

function plan(options: Options): void {
  const fixed: Traffic | undefined =
    options.policy !== undefined
      ? trafficOf(readPolicy(options.policy))
      : options.weight !== undefined
        ? { kind: 'weight', weight: options.weight }
        : undefined;
  const terms = termsOf(options, fixed === undefined);
  const all = trafficRules(loadContract());
  const rows = all
    .filter(selecting(all, options.rules, []))
    .flatMap((rule) => rule.plan(terms, fixed).map((cost) => ({ rule: rule.id, ...cost })));
  if (options.json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const title = fixed === undefined ? 'with the policy that suits each rule' : trafficText(fixed);
  process.stdout.write(
    `${title}; per rule, a false alarm has a probability of at most ${terms.alarm}, and a share that is off by a factor of ${terms.factor} is missed with at most ${terms.miss}\n\n`,
  );
  const table = [
    ['rule', 'judged with', 'requests if right', 'if wrong', "can't tell", 'seconds'],
    ...rows.map(({ rule, about, right, wrong, undecided = 0, seconds }) => [
      rule,
      about,
      count(right),
      wrong === undefined ? '' : count(wrong),
      undecided < 0.001 ? '' : `${(undecided * 100).toFixed(1)} %`,
      seconds > 0 ? count(seconds) : '',
    ]),
  ];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  for (const row of table) {
    const cells = row.map((cell, column) =>
      column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    );
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}

const count = (value: number): string => Math.round(value).toLocaleString('en');

function weightOf(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('give a share from 0 to 1, such as 0.05');
  return value;
}
