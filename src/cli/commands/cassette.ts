import { Command } from 'commander';
import { loadContract } from '../../contracts/load.ts';
import { readCassette } from '../../formats/cassette.ts';
import { print } from '../../session/print.ts';
import { recordedAnswers } from '../../session/recorded-answers.ts';
import { cassetteDiffCommand } from './cassette-diff.ts';

/** What can be done with recordings besides judging them. */
export function cassetteCommand(): Command {
  return new Command('cassette')
    .description('compare a recording with a target, or list what it proves')
    .addHelpText(
      'after',
      '\nExamples:\n  cloudfront-conformance cassette diff recording.ndjson --endpoint http://127.0.0.1:4566\n  cloudfront-conformance cassette evidence recording.ndjson',
    )
    .addCommand(cassetteDiffCommand())
    .addCommand(
      new Command('evidence')
        .description('list recorded facts that the documentation leaves open')
        .argument('<file>', 'recording made with run --record')
        .addHelpText('after', '\nExample:\n  cloudfront-conformance cassette evidence recording.ndjson')
        .action((file: string) => {
          const { recorded, target, classes } = recordedAnswers(loadContract(), readCassette(file));
          const lines = [...classes.values()].map(
            ({ operation, because, did, codes }) =>
              `${operation}  ${because.join(', ')}  ${did === 'accept' ? 'accepted' : `refused: ${codes.join(' or ')}`}`,
          );
          print(...lines, `${classes.size} classes of requests, recorded on ${recorded} at ${target}`);
        }),
    );
}
