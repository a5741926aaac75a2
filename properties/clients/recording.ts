import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Passed, readHar, writeHar } from '../../src/formats/har.ts';

/** The requests of Terraform, as `prove clients -- --record` wrote them down. */
const FILE = fileURLToPath(new URL('../../fixtures/clients/terraform.har', import.meta.url));

/** Headers that the service looks at; all others are the machine's or the moment's. */
const KEPT = ['content-type', 'if-match', 'etag', 'location'];

export const recorded = (): Passed[] => readHar(FILE);

/** Writes a conversation down: what is asked more than once is kept once between two writes, and answers of reads are left out. */
export function keepRecording(archive: string): void {
  const seen = new Set<string>();
  const kept = readHar(archive).flatMap((passed, index): Passed[] => {
    const { request, response } = passed;
    if (request.method !== 'GET') seen.clear();
    else if (seen.has(request.path)) return [];
    seen.add(request.path);
    const body = request.method === 'GET' ? new Uint8Array(0) : response!.body;
    return [
      {
        request: { ...request, headers: chosen(request.headers) },
        response: { status: response!.status, headers: chosen(response!.headers), body },
        began: Date.UTC(2000, 0, 1) + index * 1000,
        took: 0,
      },
    ];
  });
  const creator = { name: 'cloudfront-conformance', version: '' };
  writeFileSync(FILE, writeHar(kept, 'https://cloudfront.amazonaws.com', creator));
}

const chosen = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.includes(name)));
