import { Command } from 'commander';
import { allContracts } from '../../contracts/contracts.ts';
import { loadContract } from '../../contracts/load.ts';
import { citedText } from '../../core/cited-text.ts';
import { didYouMean } from '../../core/closest.ts';
import type { Contract } from '../../core/contract.ts';
import type { Citation } from '../../core/evidence.ts';
import type { JsonObject } from '../../core/json.ts';
import { UsageError } from '../../core/usage.ts';
import type { Documentation } from '../../docs/documentation.ts';
import { type Passage, passagesOf, statementsOf } from '../../docs/facts.ts';
import { digestOf } from '../../docs/sentences.ts';
import { DEMANDS } from '../../double/checks/index.ts';
import { rulesOf } from '../../rules/index.ts';
import { constraintsById, ledger } from '../../rules/ledger.ts';
import { edgeCases, violationCases } from '../../schema/cases.ts';
import { type Constraint, constraints, practices } from '../../schema/constraints.ts';
import { keywordOf } from '../../schema/keywords/index.ts';
import { print } from '../../session/print.ts';
import { trafficRules } from '../../traffic/rules/index.ts';
import { installedDocumentation } from './contract-files.ts';

/** Explains one rule. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('explain a rule and quote its source, read from the installed SDK')
    .argument('<rule>', 'id of the rule, as findings and the command rules show it')
    .addHelpText('after', '\nExample:\n  cloudfront-conformance explain SessionStickinessConfig.IdleTTL.atMost')
    .action(async (id: string) => {
      const contracts = allContracts();
      const ledgers = contracts.map((one) => ledger(one, rulesOf(one), trafficRules(one)));
      const entries = ledgers.flat();
      const entry = entries.find((one) => one.id.toLowerCase() === id.toLowerCase());
      if (!entry) {
        if (/[*?{]/.test(id)) throw new UsageError(`explain takes one id; rules '${id}' lists the rules that match`);
        const lines = (await unjudged(contracts, id)) ?? (await ofTheDouble(id));
        if (lines) return print(...lines);
        const near = didYouMean(id, [...new Set([...entries, ...DEMANDS].map((one) => one.id))]);
        throw new UsageError(`there is no rule ${id}${near || '; the command rules lists them'}`);
      }
      const contract = contracts[ledgers.findIndex((one) => one.includes(entry))]!;
      print(
        `${entry.id}\n  ${entry.demands}\n  evidence    ${entry.evidence}\n  judged on   ${entry.operations.join(', ')}\n  phases      ${entry.phases.join(', ')}`,
      );
      for (const line of await sentences(contract, entry.citations)) print(`  ${line}`);
      for (const line of examples(contract, entry.id)) print(`  ${line}`);
      if (entry.refusals.length > 0) {
        const documented = contract.refusals?.[entry.id.split('.').at(-1)!]?.basis.evidence;
        print(`  refused by  a 4xx with an AWS error envelope; ${documented} codes: ${entry.refusals.join(', ')}`);
      }
    });
}

/** A constraint that no rule judges on a target, but that validate and the double know. */
async function unjudged(contracts: readonly Contract[], id: string): Promise<string[] | undefined> {
  for (const contract of contracts) {
    const known = Object.values(contract.operations).flatMap(({ name, input: shape }) =>
      [...constraints(contract, shape), ...practices(contract, shape)]
        .filter((constraint) => constraint.id.toLowerCase() === id.toLowerCase())
        .map((constraint) => ({ constraint, shape, operation: name })),
    );
    const [first] = known;
    if (!first) continue;
    const { constraint } = first;
    const demand = keywordOf(constraint.keyword).demand?.(constraint.value, constraint.site) ?? constraint.id;
    return [
      `${constraint.id}\n  ${demand}\n  evidence    ${constraint.basis.evidence}`,
      `  known to    validate and serve --judge, for ${known.map(({ operation }) => operation).join(', ')}; no rule judges a target by it`,
      ...[...(await sentences(contract, constraint.basis.citations)), ...examplesOf(contract, first)].map(
        (line) => `  ${line}`,
      ),
    ];
  }
  return undefined;
}

/** What the double demands of a conversation beside the constraints of the contract. */
async function ofTheDouble(id: string): Promise<string[] | undefined> {
  const demand = DEMANDS.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (!demand) return undefined;
  const contract = loadContract();
  const document = `${contract.source.package}@${contract.source.version}`;
  const citations = (demand.says?.(contract) ?? []).map((place) => ({ document, place }));
  return [
    `${demand.id}\n  ${demand.demands}\n  evidence    ${demand.evidence}\n  found in    ${demand.place}`,
    '  known to    the double (serve --judge, check); no rule judges a target by it',
    ...(await sentences(contract, citations)).map((line) => `  ${line}`),
  ];
}

/** Most characters of an example that are shown. */
const LONGEST = 300;
/** Most passages that are shown. */
const SHOWN = 4;

/** The cited sentences as they stand in the installed documentation, and whether they are those that the contract was built from. */
async function sentences(contract: Contract, citations: Citation[]): Promise<string[]> {
  const own = citations.filter(({ document }) => document.startsWith(`${contract.source.package}@`));
  const others = citations
    .filter((citation) => !own.includes(citation))
    .map((citation) => `says        ${citedText(citation)}`);
  if (own.length === 0) return others;
  let documentation: Documentation;
  try {
    documentation = await installedDocumentation();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const places = [...new Set(own.map(({ place }) => place))].slice(0, SHOWN).join(', ');
    return [`says        ${places}; ${error.message}`, ...others];
  }
  const passages = new Map<string, Passage>(passagesOf(documentation).map((passage) => [placeOf(passage), passage]));
  const lines = own.slice(0, SHOWN).map(({ place, sha256 }) => {
    const statements = passages.has(place) ? statementsOf(passages.get(place)!) : [];
    if (sha256 === undefined)
      return `says        ${place}: ${statements.map(({ text }) => text).join(' ') || 'by its type or its place in the list of members'}`;
    const sentence = statements.find(({ text }) => digestOf(text) === sha256);
    return sentence
      ? `says        ${place}: ${sentence.text}`
      : `says        ${place}: the installed documentation no longer has the sentence that the contract was built from; it now says: ${statements.map(({ text }) => text).join(' ')}`;
  });
  if (own.length > SHOWN) lines.push(`            and ${own.length - SHOWN} more places`);
  return [...lines, ...others];
}

function placeOf({ shape, member }: Passage): string {
  return member === null ? shape : `${shape}.${member.name}`;
}

/** Examples on either side of a constraint, and of what is open beside it. */
function examples(contract: Contract, id: string): string[] {
  const known = constraintsById(contract).get(id);
  return known ? examplesOf(contract, known) : [];
}

function examplesOf(
  contract: Contract,
  { constraint, shape, operation }: { constraint: Constraint; shape: string; operation: string },
): string[] {
  const held = (input: JsonObject): string => {
    const parent = constraint.site.path
      .slice(0, -1)
      .reduce<unknown>((at, key) => (at as JsonObject)?.[key as string], input);
    const text = JSON.stringify(parent);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
  };
  const broken = violationCases(contract, shape, constraint);
  const edges = edgeCases(contract, shape, constraint);
  const open = practices(contract, shape)
    .filter(({ site }) => site.path.join() === constraint.site.path.join())
    .flatMap((practice) => violationCases(contract, shape, practice));
  const line = (word: string, { name, input }: { name: string; input: JsonObject }): string =>
    `${word.padEnd(11)} ${held(input)}  (${name})`;
  return [
    `            in ${operation}, at ${constraint.site.path.slice(0, -1).join('.') || 'the top'}:`,
    ...(edges.length > 0
      ? edges
      : broken.slice(0, 1).map(({ supported }) => ({ name: 'smallest', input: supported }))
    ).map((one) => line('supported', one)),
    ...broken.map((one) => line('broken', one)),
    ...open.slice(0, 6).map((one) => line('open', one)),
  ];
}
