import type { Contract } from '../core/contract.ts';
import type { Target } from '../core/target.ts';
import { createReference } from '../reference/reference.ts';
import { serve } from '../reference/serve.ts';
import { httpTarget } from '../targets/http.ts';

export interface TargetOptions {
  endpoint?: URL;
  sign: boolean;
}

/** Opens what an endpoint's options name; without one the built-in reference, served on loopback until the target is closed. */
export async function openTarget(
  contract: Contract,
  { endpoint, sign }: TargetOptions,
  seed: number,
): Promise<{ target: Target; url: URL }> {
  if (endpoint) return { target: httpTarget(contract, endpoint, { sign }), url: endpoint };
  const reference = await serve(createReference({ contract, seed }));
  const url = new URL(reference.url);
  const http = httpTarget(contract, url, { sign });
  const close = async (): Promise<void> => {
    await http.close();
    await reference.close();
  };
  return { target: { ...http, name: 'the reference', close }, url };
}
