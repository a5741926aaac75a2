import { Command } from 'commander';
import { joinedContract } from '../../contracts/contracts.ts';
import { reportText } from '../../double/report.ts';
import { readHar } from '../../formats/har.ts';
import { type ArchiveVerdict, judgeArchive } from '../../proxy/archive.ts';
import { answersText, failing } from '../../proxy/report.ts';
import { print } from '../../session/print.ts';

/** Judges a conversation that another tool recorded. */
export function checkCommand(): Command {
  return new Command('check')
    .description('judge the requests and answers in an HTTP Archive (HAR), whichever tool recorded it')
    .argument('<file>', 'a HAR file')
    .addHelpText(
      'after',
      `
Requests to other services are passed over. An archive holds texts and not bytes, so that no rule on bytes is judged, nor
are signatures.

Exit code: 0 every request and answer conforms, 1 one breaks a rule, 2 the file could not be judged.

Example:
  cloudfront-conformance check deploy.har`,
    )
    .action(async (file: string) => {
      const verdict = await judgeArchive(joinedContract(), readHar(file));
      const { judged, requests, answers } = verdict;
      print(answersText(answers), reportText(requests), ...passedOver(verdict));
      if (judged === 0) print(`not judged: ${file} holds no request to an operation of the contract`);
      process.exitCode = requests.violations.length > 0 || failing(answers) ? 1 : judged === 0 ? 2 : 0;
    });
}

function passedOver({ elsewhere, withoutBody }: ArchiveVerdict): string[] {
  return [
    ...(elsewhere > 0 ? [`${elsewhere} ${elsewhere === 1 ? 'request' : 'requests'} to other services not judged`] : []),
    ...(withoutBody > 0 ? [`${withoutBody} not judged: the archive leaves out what they sent`] : []),
  ];
}
