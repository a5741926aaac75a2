import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { inProcess } from '../../properties/support/in-process.ts';
import { loadContract } from '../contracts/load.ts';
import { closest } from '../core/closest.ts';
import { allCommands } from './commands.ts';
import { operationNamed } from './options/operation.ts';
import { foldedHelp } from './output/help-lines.ts';

/** The words that call a command. */
const wordsOf = (command: Command): string[] =>
  command.parent ? [...wordsOf(command.parent), command.name()] : [command.name()];

const withInner = (command: Command): Command[] => [command, ...command.commands.flatMap(withInner)];

/** The help of a command as a person gets it. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => void (text += part) });
  command.outputHelp();
  return text;
}

const commands = await allCommands();

describe('help', () => {
  test.each(commands.flatMap(withInner).map((command) => ({ words: wordsOf(command) })))(
    'of $words fits into 80 columns',
    async ({ words }) => {
      const { code, out } = await inProcess([...words, '--help']);
      expect(code).toBe(0);
      expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    },
  );

  test('a long example is folded such that it can be copied', () => {
    const line = `  cloudfront-conformance run --endpoint http://127.0.0.1:4566 --rules 'Weight.*' --seed 7`;
    const folded = foldedHelp(line, 60);
    expect(folded.split('\n').length).toBeGreaterThan(1);
    expect(folded.replaceAll(/ \\\n\s+/g, ' ')).toBe(line);
  });

  test.each([
    '  cloudfront-conformance validate CreateContinuousDeploymentPolicy request.json',
    '  aws cloudfront create-policy --generate-cli-skeleton | cloudfront-conformance validate CreateContinuousDeploymentPolicy',
    '  terraform show -json plan.out | cloudfront-conformance validate CreateDistribution --from terraform',
  ])('on 50 columns, so is %s', (line) => {
    const folded = foldedHelp(line, 50);
    expect(folded.split('\n').filter((one) => one.length > 50)).toEqual([]);
    expect(folded.replaceAll(/ \\\n\s+/g, ' ')).toBe(line);
  });

  test.each(commands.flatMap(withInner).map((command) => ({ name: command.name(), command })))(
    '$name shows an example of itself',
    ({ name, command }) => {
      const [, examples = ''] = helpOf(command).split(/Examples?:\n/);
      expect(examples).toMatch(new RegExp(`cloudfront-conformance (\\w+ )?${name}\\b`));
    },
  );

  test.each([
    ['--endpiont', '--endpoint'],
    ['--sead', '--seed'],
  ])('%s is told to be %s', async (wrong, right) => {
    const run = (await allCommands())[0]!.exitOverride();
    let text = '';
    run.configureOutput({ writeErr: (part) => void (text += part) });
    expect(() => run.parse([wrong, '1'], { from: 'user' })).toThrow();
    expect(text).toContain(`Did you mean ${right}?`);
  });

  test('a mistyped id, operation or name is told what may be meant', () => {
    const ids = ['SessionStickinessConfig.IdleTTL.atMost', 'lifecycle.etag.changes', 'order-check-off'];
    expect(closest('SessionStickinesConfig.IdelTTL.atMost', ids)[0]).toBe(ids[0]);
    expect(closest('lifecycle.etags.change', ids)[0]).toBe(ids[1]);
    expect(closest('ordr-chek-of', ids)).toEqual([ids[2]]);
    expect(closest('xyz', ids)).toEqual([]);
    expect(() => operationNamed(loadContract(), 'CreateContinousDeploymentPolicy')).toThrow(
      /did you mean CreateContinuousDeploymentPolicy/,
    );
  });
});
