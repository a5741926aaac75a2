import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { joinedContract } from '../src/contracts/contracts.ts';
import type { HttpRequest, HttpResponse } from '../src/core/outcome.ts';
import { createDouble } from '../src/double/double.ts';
import { createReference } from '../src/reference/reference.ts';
import { recorded } from './clients/recording.ts';
import { cli } from './support/cli.ts';

const contract = joinedContract();
const text = (body: Uint8Array): string => new TextDecoder().decode(body);

/** Values that a service makes up, as an answer holds them, in a fixed order. */
function madeUp({ headers, body }: HttpResponse): string[] {
  const values = [headers.etag, headers.location?.split('/').at(-1)];
  const document = text(body);
  for (const name of ['DomainName', 'ARN'])
    values.push(new RegExp(`<${name}>([^<]+\\.cloudfront\\.net|arn:[^<]+)</${name}>`).exec(document)?.[1]);
  return values.map((value) => value ?? '');
}

/** A text in which every value that was made up then is the one that was made up now. */
const swapped = (before: string, now: Map<string, string>): string =>
  [...now].reduce((after, [then, value]) => after.replaceAll(then, value), before);

/** A document without the times in it. */
const timeless = (document: string): string => document.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');

function translated(request: HttpRequest, now: Map<string, string>): HttpRequest {
  const swap = (before: string): string => swapped(before, now);
  return {
    ...request,
    path: swap(decodeURIComponent(request.path)),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, swap(value)])),
    body: new TextEncoder().encode(swap(text(request.body))),
  };
}

describe('the requests of Terraform for a whole life of a module', () => {
  test('are answered by the reference as they were when they were recorded, and conform', async () => {
    // Another seed makes other ids up.
    const service = () => createReference({ contract, seed: 7 }).handle;
    const double = createDouble({ contract, service, signed: false });
    const now = new Map<string, string>();
    for (const { request, response } of recorded()) {
      const answer = await double.handle(translated(request, now));
      expect(`${request.method} ${request.path} ${answer.status}`).toBe(
        `${request.method} ${request.path} ${response!.status}`,
      );
      const [then, made] = [madeUp(response!), madeUp(answer)];
      then.forEach((value, index) => {
        if (value !== '') now.set(value, made[index]!);
      });
      // The recording leaves out what reads answered, which is long.
      if (response!.body.length > 0)
        expect(timeless(text(answer.body)), request.path).toBe(timeless(swapped(text(response!.body), now)));
    }
    expect(double.report()).toMatchObject({ violations: [], left: [] });
    expect(double.turns.length).toBeGreaterThan(80);
    expect(new Set(double.turns.map(({ parsed }) => parsed.operation))).toContain('CreateDistributionWithTags');
  });

  test('are recorded without anything of who sent them, and where', () => {
    const kept = recorded().flatMap(({ request, response }) => [request, response!]);
    const names = new Set(kept.flatMap(({ headers }) => Object.keys(headers)));
    expect([...names].sort()).toEqual(['content-type', 'etag', 'if-match', 'location']);
  });
});

test('an archive in the shape of another tool is judged, and its mistake is named', async () => {
  const { code, out } = await cli([
    'check',
    fileURLToPath(new URL('../fixtures/clients/other-tool.har', import.meta.url)),
  ]);
  expect(out).toMatch(/^request 4 DeleteContinuousDeploymentPolicy: request\.if-match\.present: /m);
  expect(out).toContain('0 answers break a rule\n');
  expect(out).toContain('4 requests, 1 violation\n');
  expect(code).toBe(1);
});

describe('the examples', () => {
  const folder = fileURLToPath(new URL('../examples', import.meta.url));

  test.each([
    'terraform/main.tf',
    'terraform/distribution/main.tf',
    'aws-cli/deploy.sh',
    'boto3/deploy.py',
    'go/main.go',
    'java/Deploy.java',
    'cdk-template/deploy.mjs',
    'cdk-template/template.json',
  ])('%s has fewer than 60 lines', (file) => {
    expect(readFileSync(`${folder}/${file}`, 'utf8').trimEnd().split('\n').length).toBeLessThan(60);
  });

  test('each say how they are run and what their mistake is', () => {
    for (const name of readdirSync(folder)) {
      const files = readdirSync(`${folder}/${name}`).filter((file) => /\.(tf|sh|py|go|java|mjs)$/.test(file));
      const words = files.map((file) => readFileSync(`${folder}/${name}/${file}`, 'utf8')).join('\n');
      expect(words, name).toContain('serve --judge -- ');
      expect(words, name).toContain('deliberate mistake');
    }
    expect(existsSync(`${folder}/terraform/.terraform`)).toBe(false);
  });
});
