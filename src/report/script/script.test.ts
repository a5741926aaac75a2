import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { sampleFinding, sampleRecords, sampleStep } from '../testing/sample-run.ts';
import { curlLine } from './curl-command.ts';
import { LANGUAGES } from './index.ts';
import { expression } from './javascript.ts';
import { type Script, scriptOf, type Variable } from './script.ts';
import { shellWord } from './shell.ts';

const ID = '0b6a1f6c-5a4e';
const id: Variable = { name: 'id1', text: ID, from: { call: 0, path: ['Tree', 'Id'] } };
const withId = fc
  .array(fc.oneof(fc.string({ maxLength: 8 }), fc.constant(ID), fc.constantFrom('$', '`', '"', "'", '\\', '\n', '${')))
  .map((parts) => parts.join(''));

/** A script of two calls, the second of which names what the first made. */
function sampleScript(more: Partial<Script> = {}): Script {
  const [record] = sampleRecords({});
  const input = { Tree: { Height: 121 }, Id: ID };
  const [first, second] = [
    sampleStep({ response: { status: 201, headers: { etag: 'E1E1E1' }, body: { text: '' } } }),
    sampleStep({ operation: 'PruneTree', input: { ...input, IfMatch: 'E1E1E1' } }),
  ];
  const finding = sampleFinding('Tree.Height.maximum', 'documented', {
    steps: [first, second],
    capsule: {
      rule: 'Tree.Height.maximum',
      operation: 'PruneTree',
      phase: 'edges',
      seed: 1,
      runs: 1,
      calls: [first, second].map(({ operation, input }) => ({ operation, input })),
      bindings: [
        { text: ID, call: 0, path: ['Tree', 'Id'] },
        { text: 'E1E1E1', call: 0, path: ['ETag'] },
      ],
      outcomes: ['201', '200'],
      wanted: { success: false, refusal: 'any' },
    },
  });
  return { ...scriptOf(record!, finding)!, ...more };
}

const written = (name: string, script: Script): string => LANGUAGES.find((one) => one.name === name)!.write(script);

describe('words of a shell', () => {
  test('stand for exactly their text, with what their variables hold', () => {
    const text = withId.filter((one) => !one.includes('\0'));
    fc.assert(
      fc.property(fc.array(text, { minLength: 20, maxLength: 20 }), (texts) => {
        const words = texts.map((one) => shellWord(one, [id])).join(' ');
        const said = execFileSync('sh', ['-c', `id1=${shellWord(ID)}; printf '%s\\0' ${words}`], { encoding: 'utf8' });
        expect(said.split('\0').slice(0, -1)).toEqual(texts);
      }),
      { numRuns: 20 },
    );
  });
});

describe('expressions of JavaScript', () => {
  test('stand for exactly their value, with what their variables hold', () => {
    const value = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 2 },
        withId,
        fc.integer(),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Json>,
      ),
    })).value;
    fc.assert(
      fc.property(value, (one) => {
        fc.pre(!JSON.stringify(one).includes('__proto__'));
        const made = new Function('id1', `return ${expression(one, [id])};`)(ID);
        expect(made).toEqual(one);
      }),
    );
  });
});

describe('a script', () => {
  test('takes from an answer what later calls need', () => {
    expect(written('curl', sampleScript())).toContain("id1=$(printf '%s\\n' \"$answer\" | grep -o '<Id>[^<]*'");
    expect(written('curl', sampleScript())).toContain(
      "eTag1=$(printf '%s\\n' \"$answer\" | sed -n 's/^[Ee][Tt][Aa][Gg]: *//p'",
    );
    expect(written('aws-cli', sampleScript())).toContain("--output text --query '[Tree.Id, ETag]'");
    expect(written('sdk', sampleScript())).toContain('const id1 = answer1?.Tree?.Id;');
    expect(written('vitest', sampleScript())).toContain('IfMatch: eTag1');
  });

  test('names operations as each client does', () => {
    expect(written('aws-cli', sampleScript())).toContain('aws orchard prune-tree --endpoint-url "$ENDPOINT"');
    expect(written('sdk', sampleScript())).toContain(
      "import { OrchardClient, PlantTreeCommand, PruneTreeCommand } from 'trees';",
    );
  });

  test('tests what the last call must come to', () => {
    expect(written('vitest', sampleScript())).toContain(".rejects.toMatchObject({ $fault: 'client' })");
    expect(written('vitest', sampleScript({ wanted: { success: true, refusal: [] } }))).toContain(
      '.resolves.toBeDefined()',
    );
  });

  test('tests by making the finding again where more is demanded', () => {
    const { wanted: _, ...script } = sampleScript();
    expect(written('vitest', script)).toContain("reproduceToken('abc', target)");
  });

  test('says so where a client could not send it', () => {
    const calls = sampleScript().calls.map((call) => ({ ...call, changed: true }));
    expect(written('aws-cli', sampleScript({ calls }))).toMatch(/^# .*use curl\.\n$/);
    expect(written('sdk', sampleScript({ calls }))).toMatch(/^\/\/ .*use curl\.\n$/);
    expect(written('vitest', sampleScript({ calls }))).toContain('reproduceToken');
  });

  test('sends bytes that no shell word can hold through base64', () => {
    const calls = sampleScript().calls.map((call) => ({
      ...call,
      request: { method: 'POST', path: '/tree', headers: {}, body: { text: 'a\0b' } },
    }));
    expect(written('curl', sampleScript({ calls }))).toContain('echo YQBi | base64 -d | curl');
  });
});

test('a curl line asks for the host that the request was for, where the URL names another', () => {
  const line = (host: string): string =>
    curlLine(sampleStep({ request: { method: 'GET', url: 'http://127.0.0.1:8080/', headers: { host }, body: {} } }));
  expect(line('www.orchard.test')).toBe("curl -sS -i -X GET 'http://127.0.0.1:8080/' -H 'host: www.orchard.test'");
  expect(line('127.0.0.1:8080')).toBe("curl -sS -i -X GET 'http://127.0.0.1:8080/'");
});
