import { Command } from 'commander';
import { joinedContract } from '../../contracts/contracts.ts';
import { UsageError } from '../../core/usage.ts';
import { reportText } from '../../double/report.ts';
import { readHar } from '../../formats/har.ts';
import { type ArchiveVerdict, judgeArchive } from '../../proxy/archive.ts';
import { answersText, failing } from '../../proxy/report.ts';
import { print } from '../../session/print.ts';

/** Judges a conversation that another tool recorded. */
export function checkCommand(): Command {
  return new Command('check')
    .description('judge the requests and responses in an HTTP Archive (HAR) recorded by another tool')
    .argument('<file>', 'a HAR file')
    .addHelpText(
      'after',
      `
Requests to other services are ignored. Rules about bytes and signatures are not judged, since an archive holds text.

Exit code: 0 every request and response conforms, 1 one breaks a rule, 2 the file could not be judged.

Example:
  cloudfront-conformance check deploy.har`,
    )
    .action(async (file: string) => {
      const verdict = await judgeArchive(joinedContract(), readHar(file));
      const { judged, requests, answers } = verdict;
      if (judged === 0)
        throw new UsageError(
          verdict.withoutBody > 0
            ? `${file} leaves out the bodies of the requests to the service; record them with their contents`
            : `${file} holds no request to an operation of the contract`,
        );
      print(answersText(answers), reportText(requests), ...passedOver(verdict));
      process.exitCode = requests.violations.length > 0 || failing(answers) ? 1 : 0;
    });
}

function passedOver({ elsewhere, withoutBody, withoutAnswer }: ArchiveVerdict): string[] {
  return [
    ...(elsewhere > 0 ? [`${elsewhere} ${elsewhere === 1 ? 'request' : 'requests'} to other services not judged`] : []),
    ...(withoutAnswer > 0
      ? [`${withoutAnswer} ${withoutAnswer === 1 ? 'response' : 'responses'} not judged: the archive leaves them out`]
      : []),
    ...(withoutBody > 0 ? [`${withoutBody} not judged: the archive leaves out what they sent`] : []),
  ];
}
