import { loadContract } from '../contracts/load.ts';
import { createReference, type Reference, type ReferenceOptions } from '../reference/reference.ts';
import { installHandler, type Nock } from '../targets/nock.ts';

/**
 * Puts the reference in the place of the service for all code in this process that sends through node:http, node:https or
 * the global fetch. `uninstall` takes it away again. Give it the nock that your tests import, version 14.
 */
export function installReference(
  nock: unknown,
  options: Partial<ReferenceOptions> = {},
): { reference: Reference; uninstall: () => void } {
  const contract = options.contract ?? loadContract();
  const reference = createReference({ ...options, contract });
  return { reference, uninstall: installHandler(nock as Nock, reference.handle, `https://${contract.service.host}`) };
}
