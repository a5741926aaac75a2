import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { apiReport } from './support/api-report.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const { exports } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
  exports: Record<string, string | { types: string }>;
};
const entries = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === 'string' ? [] : [{ path, types: `${ROOT}${target.types}` }],
);

// A change of what others build on is seen in review: after a wanted one, `npx vitest run --project properties api -u`.
test.each(entries)('what $path exports is what its report says', async ({ path, types }) => {
  const name = path === '.' ? 'index' : path.slice(2);
  await expect(`${apiReport(types)}\n`).toMatchFileSnapshot(`${ROOT}docs/api/${name}.api.txt`);
});

test('every function and value that is exported says what it is', () => {
  const documented = documentedBy(entries.map(({ types }) => types));
  const silent = entries.flatMap(({ path, types }) => {
    const words = documented(types);
    const values = apiReport(types).matchAll(/^export declare (?:function\*?|const) (\w+)/gm);
    return [...values].filter(([, name]) => words.get(name!) === '').map(([, name]) => `${path} ${name}`);
  });
  expect(silent).toEqual([]);
});

/** The words on each name that an entry exports, from the declarations behind it. */
function documentedBy(files: readonly string[]): (types: string) => Map<string, string> {
  const program = ts.createProgram([...files], {
    noLib: true,
    types: [],
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    allowImportingTsExtensions: true,
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  return (types) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(types)!)!;
    return new Map(
      checker.getExportsOfModule(module).map((symbol) => {
        const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
        return [symbol.name, ts.displayPartsToString(real.getDocumentationComment(checker))];
      }),
    );
  };
}
