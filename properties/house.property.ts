import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../src/contracts/load.ts';
import { functionsOf, linesOf } from './support/sizes.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SRC = join(ROOT, 'src');

/** What each room may import besides itself, as ARCHITECTURE.md has it: `| room | what it does | core, wire |`. */
const MAY_IMPORT = new Map(
  [...readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').matchAll(/^\| ([a-z]+) +\|[^|]+\| ([a-z, ]+?) +\|$/gm)].map(
    ([, room, allowed]) => [room!, allowed === 'nothing' ? [] : allowed!.split(', ')],
  ),
);

const files = filesIn(SRC).filter((file) => file.endsWith('.ts'));
const sources = files.filter((file) => !/\.test\.ts$/.test(file));
const imports = new Map(sources.map((file) => [file, importsOf(file).map((name) => resolve(dirname(file), name))]));

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

const contentOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const roomOf = (file: string): string => relative(SRC, file).split('/')[0]!;

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
}

/** Circles of imports, each once, as the files on it. */
function circles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].map((one) => relative(SRC, one)).join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of sources) visit(file, []);
  return found;
}

describe('the house', () => {
  test('every room stands in the table of ARCHITECTURE.md, and every row is a room', () => {
    const rooms = [...new Set(sources.map(roomOf))].filter((room) => room !== 'index.ts');
    expect([...MAY_IMPORT.keys()].sort()).toEqual(rooms.sort());
  });

  test('src/ holds index.ts and no other file', () => {
    expect(readdirSync(SRC).filter((name) => statSync(join(SRC, name)).isFile())).toEqual(['index.ts']);
  });

  test('no room imports what the table does not allow', () => {
    // Folders called testing hold what tests share.
    const wrong = sources
      .filter((file) => roomOf(file) !== 'index.ts' && !file.includes('/testing/'))
      .flatMap((file) => {
        const allowed = MAY_IMPORT.get(roomOf(file)) ?? [];
        return imports
          .get(file)!
          .map(roomOf)
          .filter((room) => room !== roomOf(file) && !allowed.includes('all') && !allowed.includes(room))
          .map((room) => `${relative(SRC, file)} imports ${room}`);
      });
    expect(wrong).toEqual([]);
  });

  test('no room but cli imports cli', () => {
    const wrong = sources
      .filter((file) => roomOf(file) !== 'cli')
      .filter((file) => imports.get(file)!.some((one) => roomOf(one) === 'cli'));
    expect(wrong.map((file) => relative(SRC, file))).toEqual([]);
  });

  test('no two files import each other, directly or in a circle', () => {
    expect(circles()).toEqual([]);
  });
});

describe('unit tests', () => {
  /** What is no keyword: the list of them, those that nothing judges, and what several share. */
  const OTHERS = ['index.ts', 'annotations.ts', 'number.ts'];

  test('stand beside each keyword, and test all that a keyword is responsible for', () => {
    const keywords = sources.filter(
      (file) => dirname(file) === join(SRC, 'schema/keywords') && !OTHERS.includes(basename(file)),
    );
    const untested = keywords.filter(
      (file) => !contentOf(file.replace(/\.ts$/, '.test.ts')).includes('describeKeyword('),
    );
    expect(untested.map((file) => relative(SRC, file))).toEqual([]);
  });
});

describe('the resource table', () => {
  test('is taken apart in contracts/ alone, besides docs/, which writes it: no other room knows the type of its rows', () => {
    const knowing = sources.filter(
      (file) => readFileSync(file, 'utf8').includes('ResourceRow') && !file.includes('/testing/'),
    );
    expect([...new Set(knowing.map(roomOf))].sort()).toEqual(['contracts', 'core', 'docs']);
  });
});

describe('its rooms are small', () => {
  test('no function is longer than 80 lines', () => {
    const long = sources.flatMap((file) =>
      functionsOf(file)
        .filter(({ lines }) => lines > 80)
        .map(({ name, lines }) => `${relative(SRC, file)} ${name}: ${lines} lines`),
    );
    expect(long).toEqual([]);
  });

  test('no function has more than six parameters', () => {
    const many = sources.flatMap((file) =>
      functionsOf(file)
        .filter(({ parameters }) => parameters > 6)
        .map(({ name, parameters }) => `${relative(SRC, file)} ${name}: ${parameters} parameters`),
    );
    expect(many).toEqual([]);
  });

  test('the median file has at most 60 lines, and 90 % have fewer than 160', () => {
    const lines = sources.map(linesOf).sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(60);
    expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThan(160);
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
  const FREE = /^(reference|docs|cli|session|rules\/workflow|traffic)\//;

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
