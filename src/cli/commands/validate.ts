import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { fromTemplate, isTemplate } from '../../contracts/cloudformation.ts';
import { joinedContract } from '../../contracts/contracts.ts';
import { fromTerraform, isTerraform } from '../../contracts/terraform.ts';
import type { Contract } from '../../core/contract.ts';
import { fileProblem } from '../../core/file-problem.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import { placeText } from '../../core/place-text.ts';
import { UsageError } from '../../core/usage.ts';
import { type Range, type RequestDocument, readDocument } from '../../formats/request-document.ts';
import { textOfBytes } from '../../formats/text-of-bytes.ts';
import { wrapped } from '../../report/wrapped.ts';
import { createClassifier } from '../../schema/classifier.ts';
import { envelopeOf } from '../../schema/envelope.ts';
import { type Message, messagesOf } from '../../schema/messages.ts';
import { print } from '../../session/print.ts';
import { operationNamed } from '../options/operation.ts';

interface Options {
  from: 'request' | 'cloudformation' | 'terraform';
  format: 'text' | 'json';
}

/** What a request is called in messages, and what was found in it. */
interface RequestVerdict {
  operation: string;
  name: string;
  answer: 'broken' | 'open' | 'supported';
  messages: (Message & { place: string; range: Range })[];
  note?: string;
}

/** A request to judge. `sourceOf`: where a place of it stands in the document. */
interface Asked {
  operation: string;
  name: string;
  input: JsonObject;
  sourceOf(path: Path): Path;
  /** What else there is to say of the document. */
  note?: string;
}

/** Judges a request without sending it. */
export function validateCommand(): Command {
  return new Command('validate')
    .description('check a request against the documentation, offline')
    .argument('<operation>', 'operation, such as CreateContinuousDeploymentPolicy')
    .argument(
      '[file]',
      'the request as JSON or YAML, in the shape that the AWS CLI and boto3 use; - for standard input',
      '-',
    )
    .addOption(
      new Option('--from <kind>', 'format of the file')
        .choices(['request', 'cloudformation', 'terraform'])
        .default('request'),
    )
    .addOption(
      new Option('--format <format>', 'output format; json includes the position of each message')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addHelpText(
      'after',
      `
The file is in UTF-8 or UTF-16, with or without a byte order mark.

Exit code:
  0  nothing is broken: the documentation supports the request, or does not say
  1  something is broken
  2  the input can't be used: it can't be read, is neither JSON nor YAML, or holds something else than a request

Examples:
  cloudfront-conformance validate CreateContinuousDeploymentPolicy request.json
  cloudfront-conformance validate UpdateDistribution request.yaml --format json
  cloudfront-conformance validate CreateDistribution template.yaml --from cloudformation
  terraform show -json plan.out | cloudfront-conformance validate CreateDistribution --from terraform
  aws cloudfront create-continuous-deployment-policy --generate-cli-skeleton | cloudfront-conformance validate CreateContinuousDeploymentPolicy`,
    )
    .action((name: string, file: string, { from, format }: Options) => {
      const contract = joinedContract();
      const operation = operationNamed(contract, name).name;
      const label = file === '-' ? 'standard input' : file;
      const document = readDocument(textOfBytes(bytesOf(file), label), label);
      const asked =
        from === 'request'
          ? [plain(contract, operation, document, label)]
          : describedIn(contract, operation, document, label, from);
      const verdicts = asked.map((one) => verdictOn(contract, one, document));
      if (format === 'json') print(JSON.stringify(verdicts, null, 2));
      else for (const verdict of verdicts) printText(verdict, label, verdicts.length > 1);
      process.exitCode = verdicts.some(({ answer }) => answer === 'broken') ? 1 : 0;
    });
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new UsageError(
      `${file} can't be read: ${fileProblem((error as NodeJS.ErrnoException).code)}; give the path of a JSON or YAML file, or - for standard input`,
    );
  }
}

/** The document as the request itself. Throws a UsageError where it is something else that is known. */
function plain(contract: Contract, operation: string, { value }: RequestDocument, file: string): Asked {
  if (isTemplate(value))
    throw new UsageError(`${file} is a CloudFormation template; judge what it describes with --from cloudformation`);
  if (isTerraform(value))
    throw new UsageError(
      `${file} is Terraform's; judge what it describes with --from terraform, or what Terraform sends with serve --judge -- terraform apply`,
    );
  const key = envelopeOf(contract, operation, value);
  if (key === undefined) return { operation, name: '', input: value, sourceOf: (path) => path };
  const note = `${file} holds the request under ${key}; that was judged. Requests have the members themselves.`;
  return { operation, name: '', input: value[key] as JsonObject, sourceOf: (path) => [key, ...path], note };
}

/** What the description of each language is called. */
const LANGUAGES = {
  cloudformation: 'CloudFormation template',
  terraform: 'plan, state or configuration of Terraform in JSON',
};

/** The resources of a template or a plan that the operation creates. Throws a UsageError where there is none. */
function describedIn(
  contract: Contract,
  operation: string,
  { value }: RequestDocument,
  file: string,
  from: keyof typeof LANGUAGES,
): Asked[] {
  const all = from === 'terraform' ? fromTerraform(contract, value) : fromTemplate(contract, operation, value);
  const found = all.filter((one) => one.operation === operation);
  if (found.length > 0) return found;
  const others = [...new Set(all.map((one) => one.operation))];
  throw new UsageError(
    others.length > 0
      ? `${file} describes nothing that ${operation} creates; what it describes is created by ${others.join(' and ')}`
      : `${file} is no ${LANGUAGES[from]} with a resource of CloudFront that is covered here`,
  );
}

function verdictOn(
  contract: Contract,
  { operation, name, input, sourceOf, note }: Asked,
  document: RequestDocument,
): RequestVerdict {
  const classification = createClassifier(contract, { complete: true })(operation, input);
  const messages = messagesOf(contract, operation, input, classification).map((message) => ({
    ...message,
    place: placeText(message.path) || '(the request)',
    range: document.rangeOf(sourceOf(message.path)),
  }));
  return { operation, name, answer: classification.answer, messages, ...(note === undefined ? {} : { note }) };
}

const SUMMARY = {
  broken: 'The documentation forbids this request.',
  open: 'Nothing is broken; the documentation does not say whether this is allowed.',
  supported: 'The documentation supports this request.',
};

function printText({ name, answer, messages, note }: RequestVerdict, file: string, isOneOfMany: boolean): void {
  const columns = process.stdout.isTTY ? process.stdout.columns : undefined;
  if (isOneOfMany) print(`${name}:`);
  for (const { severity, place, rule, text, hint, range } of messages) {
    const { line, column } = range.start;
    const where = `(${file === 'standard input' ? `line ${line}, column ${column}` : `${file}:${line}:${column}`})`;
    const whole = `${place}  ${rule}: ${text}${hint === undefined ? '' : `; ${hint}`} ${where}`;
    const [first, ...rest] = wrapped(whole, columns, 8);
    print(`${severity.padEnd(6)}  ${first}`, ...rest.map((one) => `        ${one}`));
  }
  print(...wrapped(SUMMARY[answer], columns, 0));
  if (note !== undefined) print(...wrapped(note, columns, 0));
  const snake = messages.find(
    ({ hint, path }) => hint !== undefined && /^[a-z]+(?:_[a-z]+)+$/.test(String(path.at(-1))),
  );
  if (snake) print(`${file} writes names as Terraform does (${snake.path.at(-1)}); requests have those of the API.`);
}
