import { Command } from 'commander';
import { joinedContract } from '../../contracts/contracts.ts';
import { plainSchema } from '../../schema/plain.ts';
import { operationNamed } from '../options/operation.ts';

/** Prints the JSON Schema of a request or answer. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON Schema (2020-12) of a request, for any validator')
    .argument('<operation>', 'operation, such as CreateContinuousDeploymentPolicy')
    .option('--response', 'print the schema of the response instead')
    .addHelpText(
      'after',
      '\nExample:\n  cloudfront-conformance schema CreateContinuousDeploymentPolicy > create.schema.json',
    )
    .action((name: string, { response }: { response?: true }) => {
      const contract = joinedContract();
      const operation = operationNamed(contract, name);
      process.stdout.write(
        `${JSON.stringify(plainSchema(contract, operation, response ? 'output' : 'input'), null, 2)}\n`,
      );
    });
}
