import { Command } from 'commander';
import { contractDifferences } from '../../docs/contract-diff.ts';
import { readContract } from './contract-files.ts';

/** `contract diff OLD NEW`: the rules that are added, changed and removed from one contract to another. */
export function contractDiffCommand(): Command {
  return new Command('diff')
    .description('list the rules added, changed and removed between two contracts')
    .argument('<old>', 'earlier contract')
    .argument('<new>', 'later contract')
    .addHelpText('after', '\nExample:\n  cloudfront-conformance contract diff before.json after.json')
    .action((oldFile: string, newFile: string) => {
      const differences = contractDifferences(readContract(oldFile), readContract(newFile));
      for (const { change, id, ...sides } of differences) {
        process.stdout.write(
          `${change.padEnd(8)} ${id} ${[sides.old, sides.new].filter((side) => side !== undefined).join(' → ')}\n`,
        );
      }
      const count = (change: string): number => differences.filter((each) => each.change === change).length;
      process.stdout.write(`${count('added')} added, ${count('changed')} changed, ${count('removed')} removed\n`);
    });
}
