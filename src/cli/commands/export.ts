import { Command, Option } from 'commander';
import { joinedContract } from '../../contracts/contracts.ts';
import type { Contract } from '../../core/contract.ts';
import { replaceInCalls } from '../../core/replace-texts.ts';
import type { Reproducer, ReproducerCall, TextBinding } from '../../core/reproducer.ts';
import { drawSeed } from '../../core/seed.ts';
import { UsageError } from '../../core/usage.ts';
import { syntheticSource } from '../../provision/synthetic.ts';
import { LANGUAGES } from '../../report/script/index.ts';
import { type Script, type ScriptCall, variablesOf } from '../../report/script/script.ts';
import { rulesOf } from '../../rules/index.ts';
import { nameForm } from '../../schema/names.ts';
import { encoder } from '../../wire/encode.ts';
import { FINDING_HELP, findingNamed } from '../options/finding.ts';
import { endpointOf } from '../options/values.ts';

const NAMES = LANGUAGES.map(({ name }) => name);

/** Prints the calls of a finding as code that somebody without this program can run. */
export function exportCommand(): Command {
  return new Command('export')
    .description('print the calls of a finding as curl, AWS CLI, AWS SDK or Vitest code')
    .argument('<finding>', FINDING_HELP)
    .addOption(new Option('--as <language>', 'language of the code').choices(NAMES).makeOptionMandatory())
    .option('--endpoint <url>', 'URL to send to, unless ENDPOINT is set', endpointOf)
    .addHelpText(
      'after',
      '\nExamples:\n  cloudfront-conformance export 3 --as curl\n  cloudfront-conformance export TOKEN --as curl | sh',
    )
    .action(async (word: string, options: { as: string; endpoint?: URL }) => {
      const { capsule: reproducer, token, endpoint } = findingNamed(word);
      if (reproducer.calls.length === 0)
        throw new UsageError('the calls of this finding are too long for a token; the HTML report has them');
      const language = LANGUAGES.find(({ name }) => name === options.as)!;
      process.stdout.write(
        language.write(await scriptOf(joinedContract(), reproducer, token, options.endpoint ?? endpoint)),
      );
    });
}

/** The calls of a finding as the writers of every language take them. */
export async function scriptOf(
  contract: Contract,
  reproducer: Reproducer,
  token: string,
  endpoint: URL | undefined,
): Promise<Script> {
  const unknown = reproducer.calls.find(({ operation }) => !Object.hasOwn(contract.operations, operation));
  if (unknown)
    throw new UsageError(
      `the token calls ${unknown.operation}, which the contract does not have; was it made by another version?`,
    );
  const rules = rulesOf(contract);
  const rule = [...rules.answer, ...rules.active].find(({ id }) => id === reproducer.rule);
  const { calls, bindings } = await withNames(contract, reproducer);
  const { service } = contract;
  const authorization = `REMOVED/${service.signing.region}/${service.signing.name}`;
  const encode = encoder(contract);
  return {
    rule: reproducer.rule,
    demands: rule?.demands ?? 'it holds',
    operation: reproducer.operation,
    ...(reproducer.wanted ? { wanted: reproducer.wanted } : {}),
    service: service.name,
    package: contract.source.package,
    endpoint: endpoint?.href.replace(/\/+$/, '') ?? '',
    calls: calls.map((call): ScriptCall => {
      const { operation, input, bytes } = call;
      const request = bytes ?? requestOf(encode(operation, input));
      return {
        operation,
        input,
        changed: bytes !== undefined,
        ...(request ? { request: { ...request, headers: { ...request.headers, authorization } } } : {}),
      };
    }),
    variables: variablesOf(bindings, (binding) => headerOf(contract, calls, binding)),
    token,
  };
}

/** The calls with names that may be used in place of what stands for them in a token. */
async function withNames(
  contract: Contract,
  { calls, bindings }: Reproducer,
): Promise<{ calls: ReproducerCall[]; bindings: TextBinding[] }> {
  const seed = drawSeed();
  const name = syntheticSource((resource) => nameForm(contract, resource), seed)('export');
  const chosen: TextBinding[] = [];
  for (const [index, binding] of bindings.entries()) {
    if ('resource' in binding) chosen.push({ ...binding, text: await name(binding.resource) });
    else if ('unique' in binding) chosen.push({ ...binding, text: `export-${seed}-${index}` });
    else chosen.push(binding);
  }
  const named = replaceInCalls(calls, bindings, (_, index) => chosen[index]!.text);
  return { calls: named, bindings: chosen };
}

function requestOf(encoded: ReturnType<ReturnType<typeof encoder>>): ScriptCall['request'] {
  if ('unsent' in encoded) return undefined;
  const { method, path, headers, body } = encoded.request;
  return { method, path, headers, body: { text: new TextDecoder().decode(body) } };
}

/** The header that holds what a binding takes from an answer. */
function headerOf(contract: Contract, calls: ReproducerCall[], binding: TextBinding): string | undefined {
  if (!('call' in binding)) return undefined;
  const { output } = contract.operations[calls[binding.call]!.operation]!;
  const member = contract.$defs[output ?? '']?.properties?.[String(binding.path[0])];
  return member?.binding && 'header' in member.binding ? member.binding.header : undefined;
}
