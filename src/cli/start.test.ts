import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('..', import.meta.url));

/** Files that are loaded as soon as this one is: by imports that are no types and do not wait. */
function loadedWith(file: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  for (const statement of statements) {
    if (!ts.isImportDeclaration(statement) || statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
      continue;
    const { text } = statement.moduleSpecifier as ts.StringLiteral;
    if (text.startsWith('.')) loadedWith(resolve(dirname(file), text), loaded);
  }
  return loaded;
}

test('run loads no rule, keyword or report before its first request, which needs none of them', () => {
  const loaded = [...loadedWith(resolve(SRC, 'cli/commands/run.ts'))].map((file) => relative(SRC, file));
  expect(loaded).toContain('targets/http.ts');
  expect(
    loaded.filter((file) => /^(rules|model|schema\/keywords)\/|^run\/run\.|^report\/terminal\./.test(file)),
  ).toEqual([]);
});
