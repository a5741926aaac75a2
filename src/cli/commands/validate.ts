import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { joinedContract } from '../../contracts/contracts.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import { UsageError } from '../../core/usage.ts';
import { createJudge } from '../../schema/certificate.ts';
import { constraints, practices } from '../../schema/constraints.ts';
import { keywordOf } from '../../schema/keywords/index.ts';
import { print } from '../../session/print.ts';
import { operationNamed } from '../options/operation.ts';

/** Judges a request without sending it. */
export function validateCommand(): Command {
  return new Command('validate')
    .description('say what the documentation makes of a request, offline')
    .argument('<operation>', 'such as CreateContinuousDeploymentPolicy')
    .argument('[file]', 'the request as JSON, in the shape that the AWS CLI and boto3 use; - for standard input', '-')
    .addHelpText(
      'after',
      `
Exit code: 0 nothing is broken, 1 something is, 2 the input can't be used.

Examples:
  cloudfront-conformance validate CreateContinuousDeploymentPolicy request.json
  aws cloudfront create-continuous-deployment-policy --generate-cli-skeleton | cloudfront-conformance validate CreateContinuousDeploymentPolicy`,
    )
    .action((name: string, file: string) => {
      const contract = joinedContract();
      const operation = operationNamed(contract, name);
      const certificate = createJudge(contract, { complete: true })(operation.name, readRequest(file));
      const demands = new Map(
        [...constraints(contract, operation.input), ...practices(contract, operation.input)].map(
          ({ id, keyword, value, site }) => [id, keywordOf(keyword).demand?.(value, site) ?? ''],
        ),
      );
      for (const { rule, path } of certificate.broken) printPlace('broken', placeText(path), rule, demands.get(rule));
      for (const { reason, path } of certificate.open) printPlace('open', placeText(path), reason, demands.get(reason));
      print(SUMMARY[certificate.answer]);
      process.exitCode = certificate.answer === 'broken' ? 1 : 0;
    });
}

const SUMMARY = {
  broken: 'The documentation forbids this request.',
  open: 'Nothing is broken; the documentation does not say whether this is allowed.',
  supported: 'The documentation supports this request.',
};

function printPlace(word: string, place: string, rule: string, demand: string | undefined): void {
  print(`${word.padEnd(6)}  ${place}  ${rule}${demand ? `: ${demand}` : ''}`);
}

function placeText(path: Path): string {
  return (
    path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('') ||
    '(the request)'
  );
}

function readRequest(file: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${file} can't be read (${(error as NodeJS.ErrnoException).code}); give the path of a JSON file, or - for standard input`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file === '-' ? 'standard input' : file} is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError('the request must be a JSON object with the members of the operation');
  return value as JsonObject;
}
