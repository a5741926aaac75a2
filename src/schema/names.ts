import type { Contract } from '../core/contract.ts';
import { minimalExample } from './arbitrary.ts';
import { sites } from './site.ts';

/** The form of the values by which one kind of resource is named, and an example of it. */
export interface NameForm {
  form: string;
  example: string;
}

/** How a resource is named in the inputs of others; undefined where the contract shows no form. */
export function nameForm(contract: Contract, resource: string): NameForm | undefined {
  for (const operation of Object.values(contract.operations)) {
    for (const { node, path } of sites(contract, operation.input)) {
      const { supported } = node;
      if (supported?.names?.resource !== resource || supported.pattern === undefined) continue;
      const input = minimalExample(contract, operation.input, path);
      const example = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], input);
      return { form: supported.pattern, example: String(example) };
    }
  }
  return undefined;
}
