import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { loadContract } from './schema/contract.ts';

const SRC = dirname(fileURLToPath(import.meta.url));

/** What each room may import besides itself. */
const MAY_IMPORT: Record<string, readonly string[] | 'all'> = {
  core: [],
  docs: ['core'],
  schema: ['core'],
  wire: ['core'],
  report: ['core'],
  model: ['core', 'schema'],
  reference: ['core', 'wire'],
  rules: ['core', 'schema', 'model', 'wire'],
  targets: ['core', 'wire'],
  provision: ['core'],
  run: ['core', 'schema', 'model', 'rules', 'provision'],
  double: ['core', 'schema', 'wire'],
  grade: ['core', 'run', 'report', 'reference', 'targets'],
  vitest: ['core', 'run', 'report', 'reference', 'targets'],
  cli: 'all',
  'cloudfront-double.ts': 'all',
  exports: 'all',
  'conformance.ts': 'all',
  'contracts.ts': 'all',
  'judging.ts': 'all',
  'operations.ts': 'all',
  'run-target.ts': 'all',
  'staging.ts': 'all',
  'version.ts': 'all',
  'index.ts': 'all',
  'install-reference.ts': 'all',
};

const files = filesIn(SRC).filter((file) => file.endsWith('.ts'));
const sources = files.filter((file) => !/\.test\.ts$/.test(file));

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

const roomOf = (file: string): string => relative(SRC, file).split('/')[0]!;

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
}

describe('the house', () => {
  test('every room stands in the table', () => {
    expect([...new Set(sources.map(roomOf))].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  test('no room imports what the table does not allow', () => {
    const wrong = sources.flatMap((file) => {
      const allowed = MAY_IMPORT[roomOf(file)] ?? [];
      return importsOf(file)
        .map((name) => roomOf(resolve(dirname(file), name)))
        .filter((room) => room !== roomOf(file) && allowed !== 'all' && !allowed.includes(room))
        .map((room) => `${relative(SRC, file)} imports ${room}`);
    });
    expect(wrong).toEqual([]);
  });
});

/** The members whose names only the contract, this feature's own rules and the reference may know. */
describe('the contract is data', () => {
  const contract = loadContract();
  const GENERAL = new Set([
    'Id',
    'ETag',
    'Location',
    'Message',
    'Name',
    'Type',
    'Items',
    'Quantity',
    'Status',
    'Enabled',
    'Value',
    'Header',
    'Headers',
    'Format',
    'Comment',
    'Key',
    'Marker',
    'Bucket',
    'Forward',
    'Minute',
    'Origins',
    'Method',
  ]);
  const fields = new Set(
    Object.entries(contract.$defs)
      .flatMap(([shape, { properties = {} }]) => [shape, ...Object.keys(properties)])
      .filter((name) => !GENERAL.has(name)),
  );
  const FREE = /^(reference|docs|cli|rules\/continuous-deployment)\//;

  test('no generic code names a field of the service', () => {
    const named = sources
      .filter((file) => !FREE.test(relative(SRC, file)))
      .flatMap((file) =>
        literalsOf(file)
          .filter((text) => fields.has(text))
          .map((text) => `${relative(SRC, file)} names ${text}`),
      );
    expect(named).toEqual([]);
  });
});

function literalsOf(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name))) {
      found.push(ts.isStringLiteralLike(node) ? node.text : node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}
