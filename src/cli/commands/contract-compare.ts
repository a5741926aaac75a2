import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { fileProblem } from '../../core/file-problem.ts';
import { UsageError } from '../../core/usage.ts';
import { readBoto3Page, UnreadablePage } from '../../docs/boto3-page.ts';
import { compare, describeComparison } from '../../docs/compare.ts';
import type { Documentation } from '../../docs/documentation.ts';
import { type OperationPage, pageOf, snakeCase } from '../../docs/operation-page.ts';
import { statedBy } from '../../docs/stated.ts';
import { CONTRACT_FILE, contractText, installedDocumentation } from './contract-files.ts';

/** `contract compare PAGE`: every fact of a page as agreed, missing or contradicting. Exit 1 on the last two, 2 where the page can't be read. */
export function contractCompareCommand(): Command {
  return new Command('compare')
    .description('compare a documentation page with the contract')
    .argument('<page>', 'a boto3 page about one operation, in reStructuredText')
    .option('--quiet', 'leave out what agrees with the contract')
    .addHelpText('after', '\nExample:\n  cloudfront-conformance contract compare create_policy.rst --quiet')
    .action(async (file: string, { quiet }: { quiet?: boolean }) => {
      let page: OperationPage;
      try {
        page = readBoto3Page(readFileSync(file, 'utf8'));
      } catch (error) {
        if (!(error instanceof UnreadablePage) && (error as NodeJS.ErrnoException).code === undefined) throw error;
        const { code, message } = error as NodeJS.ErrnoException;
        throw new UsageError(`${file} can't be read: ${code === undefined ? message : fileProblem(code)}`);
      }
      const documentation = await installedDocumentation();
      const operation = operationOf(page, documentation);
      if (operation === undefined) {
        throw new UsageError(`${file} is about no operation of ${documentation.service.name}`);
      }
      const comparisons = compare(statedBy(page), statedBy(pageOf(documentation, operation)));
      for (const comparison of comparisons) {
        if (!quiet || comparison.status !== 'agreed') process.stdout.write(`${describeComparison(comparison)}\n`);
      }
      const count = (status: string): number => comparisons.filter((each) => each.status === status).length;
      process.stdout.write(
        `${operation}: ${count('agreed')} agreed, ${count('missing')} missing, ${count('contradicting')} contradicting\n`,
      );
      const current = contractText(documentation) === readFileSync(CONTRACT_FILE, 'utf8');
      if (!current) process.stdout.write('the contract is out of date: run contract build\n');
      if (!current || count('agreed') < comparisons.length) process.exitCode = 1;
    });
}

/** The operation that most of the page's names mean. */
function operationOf(page: OperationPage, documentation: Documentation): string | undefined {
  const names = Object.values(page.names);
  const votes = [...documentation.operations.keys()].map((name) => ({
    name,
    votes: names.filter((each) => each === name || each === snakeCase(name)).length,
  }));
  return votes.filter((each) => each.votes > 0).sort((a, b) => b.votes - a.votes)[0]?.name;
}
