import { createHash } from 'node:crypto';
import { configSchema, configSent, configShown, resourceOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { Json } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { differences } from '../rules/same.ts';
import type { CaseStep } from './case.ts';
import type { PlayedStep } from './play.ts';

/** What a case showed: a short text for each answer that looks different, and for each two answers one after the other. */
export function signaturesOf(
  contract: Contract,
  steps: readonly CaseStep[],
  played: readonly PlayedStep[],
): Set<string> {
  const found = new Set<string>();
  let before = '';
  for (const one of played) {
    const own = signatureOf(contract, steps[one.index]!, one);
    found.add(hash(own));
    found.add(hash(`${before} > ${own}`));
    before = own;
  }
  return found;
}

/** Milliseconds from which an answer counts as slow, and as very slow. */
const SLOW = [250, 2_500];

function signatureOf(contract: Contract, { edit }: CaseStep, { step }: PlayedStep): string {
  const { call, outcome } = step;
  const speed = SLOW.filter((limit) => outcome.ms >= limit).length;
  const bytes = edit ? ` ${edit.kind}${'how' in edit ? ` ${edit.how}` : ''}` : '';
  return `${call.operation}${bytes} ${fateOf(outcome)} ${speed}${changedText(contract, step)}`;
}

/** Status, code and form of the document, or the fate of the connection. */
function fateOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'response':
      return `${outcome.status} ${formOf(outcome.output)}`;
    case 'refused':
      return `${outcome.status} ${outcome.error.code}`;
    case 'unreadable':
      return `unreadable ${outcome.status ?? ''}${outcome.malformed ? ' malformed' : ''}`;
    default:
      return outcome.kind;
  }
}

/** The members of a document, whatever their values and however many items a list has. */
function formOf(value: Json | undefined): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${[...new Set(value.map(formOf))].sort().join()}]`;
  if (typeof value !== 'object' || value === null)
    return value === '' ? 'empty' : typeof value === 'object' ? 'null' : '';
  const members = Object.keys(value).sort();
  return `{${members.map((name) => name + formOf(value[name])).join()}}`;
}

/** The members of a configuration that came back otherwise than they were sent, be it only in their spelling. */
function changedText(contract: Contract, { call, outcome }: PlayedStep['step']): string {
  const resource = resourceOf(contract, call.operation, 'create', 'update');
  if (!resource || outcome.kind !== 'response') return '';
  const sent = configSent(resource, call.input);
  const got = configShown(resource, outcome.output);
  if (sent === undefined || got === undefined) return '';
  const schema = configSchema(contract, resource);
  const places = [...differences(contract, schema, sent, got)].map(({ path }) => path.join('.'));
  return places.length === 0 ? '' : ` changed ${places.join()}`;
}

const hash = (text: string): string => createHash('sha1').update(text).digest('base64url').slice(0, 10);
