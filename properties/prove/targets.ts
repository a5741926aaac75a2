import { isDeepStrictEqual } from 'node:util';
import { expectedOver, HTTP, judgedOver, TRANSPORTS, verdicts } from '../support/transports.ts';

/** Every rule gives the same verdict on the reference over every transport. Throws where one does not. */
export async function prove(): Promise<void> {
  const overHttp = await judgedOver(HTTP);
  for (const [name, transport] of Object.entries(TRANSPORTS)) {
    const found = verdicts(await judgedOver(transport));
    const differing = Object.entries(expectedOver(transport, overHttp)).filter(
      ([id, verdict]) => found[id] !== verdict,
    );
    if (differing.length > 0 || !isDeepStrictEqual(Object.keys(found).sort(), Object.keys(verdicts(overHttp)).sort()))
      throw new Error(`through ${name}: ${JSON.stringify(differing)}`);
  }
  process.stdout.write(
    `${overHttp.rules.length} rules give the verdicts of HTTP through ${Object.keys(TRANSPORTS).join(', ')}\n`,
  );
}
