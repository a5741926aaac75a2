import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Contract } from '../../dist/core/contract.js';
import { type Rules, rulesOf } from '../../dist/rules/index.js';
import { minimalExample } from '../../dist/schema/arbitrary.js';
import { encoder } from '../../dist/wire/encode.js';
import { responseEncoder } from '../../dist/wire/encode-response.js';
import { writeErrorEnvelope } from '../../dist/wire/error-envelope.js';

export const CREATE = 'CreateContinuousDeploymentPolicy';

/**
 * The measured rules: those whose cases break the configuration of traffic, by which a static server can tell what it must
 * accept. As globs, for `run --rules` and `run --exclude`: whoever wants its own values back can't be pleased by prepared bytes.
 */
export const GLOBS = ['SessionStickinessConfig.*', 'ContinuousDeploymentSingleWeightConfig.*'];
export const EXCLUDED = ['*.carried'];

export const isMeasured = (rule: string): boolean =>
  GLOBS.some((glob) => rule.startsWith(glob.slice(0, -1))) && !EXCLUDED.some((glob) => rule.endsWith(glob.slice(1)));

/** The measured rules, with all rules on answers. */
export function measuredRules(contract: Contract): Rules {
  const { answer, active } = rulesOf(contract);
  return { answer, active: active.filter(({ id, phases }) => isMeasured(id) && phases.includes('random')) };
}

/** The static server, in a process of its own. */
export async function startStatic(contract: Contract): Promise<{ url: URL; stop(): void }> {
  const server = fork(new URL('./static-server.ts', import.meta.url), [JSON.stringify(answers(contract))], {
    execArgv: ['--import', 'jiti/register'],
  });
  const [port] = (await once(server, 'message')) as [number];
  return { url: new URL(`http://127.0.0.1:${port}`), stop: () => server.disconnect() };
}

function answers(contract: Contract): Record<'accepted' | 'created' | 'refused', string> {
  const input = minimalExample(contract, contract.operations[CREATE]!.input);
  const encoded = encoder(contract)(CREATE, input);
  if ('unsent' in encoded) throw new Error(encoded.unsent);
  const policy = { Id: 'static', LastModifiedTime: '2031-01-01T00:00:00Z', ...input };
  const error = { code: 'InvalidArgument', message: 'Static.', type: 'Sender', requestId: 'static' };
  return {
    // What updates are tried on. In whatever breaks a measured rule this part is another.
    accepted: /<TrafficConfig>.*<\/TrafficConfig>/.exec(Buffer.from(encoded.request.body).toString())![0],
    created: Buffer.from(responseEncoder(contract)(CREATE, { ContinuousDeploymentPolicy: policy }).body).toString(),
    refused: writeErrorEnvelope(contract.service.namespace, error),
  };
}
