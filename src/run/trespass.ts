import { createdBy, idPath } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import { TELLING } from '../core/replace-texts.ts';
import type { Reproducer, ReproducerCall, TextBinding } from '../core/reproducer.ts';
import { addressesOf } from '../provision/sparing.ts';

/** Methods that change nothing. */
const READING = /^(GET|HEAD|OPTIONS)$/i;

/**
 * Why a reproducer must not be made again: it would change or delete what its own calls did not create. Whatever writes names
 * what an earlier create of the reproducer answered with, an id made of that, or a text that is new each time; only reads may
 * name what others made.
 */
export function trespassOf(contract: Contract, { calls, bindings }: Reproducer): string | undefined {
  const creators = createdBy(contract);
  /** The texts that stand for ids of what call number `before`, or an earlier one, creates. */
  const own = (before: number): Set<string> =>
    new Set(bindings.filter((binding) => isOwn(binding, before)).map(({ text }) => text));
  const isOwn = (binding: TextBinding, before: number): boolean => {
    // What was never used before names nothing.
    if ('unique' in binding) return true;
    if (!('call' in binding) || binding.call >= before) return false;
    const resource = creators.get(calls[binding.call]?.operation ?? '');
    return resource !== undefined && String(idPath(resource)) === String(binding.path);
  };
  for (const [index, call] of calls.entries()) {
    const operation = contract.operations[call.operation];
    if (!operation) return `it mentions ${call.operation}, which this version does not know`;
    const known = own(index);
    const isOurs = (text: string): boolean =>
      known.has(text) || [...known].some((one) => one.length >= TELLING && text.includes(one));
    const strange = strangerIn(contract, call, creators.has(call.operation), isOurs);
    if (strange !== undefined)
      return `${call.operation} would change or delete ${strange || 'something'}, which these calls did not create`;
  }
  return undefined;
}

/** The first address of a write that is not ours. */
function strangerIn(
  contract: Contract,
  { operation, input, bytes }: ReproducerCall,
  creates: boolean,
  isOurs: (text: string) => boolean,
): string | undefined {
  if (bytes) return strangerInBytes(contract, bytes, isOurs);
  if (creates || READING.test(contract.operations[operation]!.method)) return undefined;
  return addressesOf(contract, operation, input).find((text) => text !== '' && !isOurs(text));
}

/** Of a request whose bytes are given, every part of the path and the query that no path of the contract has. */
function strangerInBytes(
  contract: Contract,
  { method, path, headers }: NonNullable<ReproducerCall['bytes']>,
  isOurs: (text: string) => boolean,
): string | undefined {
  const overrides = Object.keys(headers).find((name) => /method(-override)?$/i.test(name));
  if (overrides !== undefined) return `what ${overrides} makes of it`;
  if (READING.test(method) || method === 'POST') return undefined;
  const fixed = new Set(Object.values(contract.operations).flatMap(({ path: template }) => partsOf(template)));
  return partsOf(path).find((part) => part !== '' && !fixed.has(part) && !isOurs(part));
}

const partsOf = (path: string): string[] =>
  path.split(/[/?&=]/).map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
