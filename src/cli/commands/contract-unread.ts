import { Command } from 'commander';
import { unreadIn } from '../../docs/unread.ts';
import { CONTRACT_FILE, installedDocumentation, readContract } from './contract-files.ts';

/** `contract unread`: the sentences that look like constraints and gave none. */
export function contractUnreadCommand(): Command {
  return new Command('unread')
    .description('list sentences that look like constraints but were not understood')
    .option('--all', 'all operations and shapes, not only those of the contract')
    .addHelpText('after', '\nExample:\n  cloudfront-conformance contract unread --all')
    .action(async ({ all }: { all?: boolean }) => {
      const { operations, $defs } = readContract(CONTRACT_FILE);
      const inside = all ? undefined : new Set([...Object.keys(operations), ...Object.keys($defs)]);
      const unread = unreadIn(await installedDocumentation(), inside);
      for (const { place, sentence } of unread) process.stdout.write(`${place}: ${sentence}\n`);
      process.stdout.write(`${unread.length} sentences look like constraints, but no constraint was read from them\n`);
    });
}
