import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

/**
 * What an entry of the package exports, as its declarations say: each with the form that others see, sorted by name, without
 * comments. `entry`: path of its `.d.ts`.
 */
export function apiReport(entry: string): string {
  const exported = exportsOf(entry).sort((a, b) => (a.name < b.name ? -1 : 1));
  return exported.map(({ name, file, original }) => declarationOf(file, original, name)).join('\n\n');
}

interface Exported {
  name: string;
  original: string;
  file: string;
}

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);

/** The names that a file exports and the files that declare them. */
function exportsOf(entry: string): Exported[] {
  const { statements } = parse(entry);
  const imported = statements.flatMap((statement) =>
    ts.isImportDeclaration(statement) ? namedIn(statement.importClause?.namedBindings, statement, entry) : [],
  );
  return statements.flatMap((statement): Exported[] => {
    if (ts.isExportDeclaration(statement)) {
      const named = namedIn(statement.exportClause, statement, entry);
      return named.map((one) => imported.find(({ name }) => name === one.original) ?? one);
    }
    return namesOf(statement).map((name) => ({ name, original: name, file: entry }));
  });
}

/** The names in the braces of an import or export, with the file that they come from. */
function namedIn(
  braces: ts.NamedExportBindings | ts.NamedImportBindings | undefined,
  { moduleSpecifier }: ts.ImportDeclaration | ts.ExportDeclaration,
  entry: string,
): Exported[] {
  if (!braces || !(ts.isNamedExports(braces) || ts.isNamedImports(braces))) return [];
  const { text } = (moduleSpecifier ?? { text: '' }) as ts.StringLiteral;
  const file = text === '' ? entry : resolve(dirname(entry), text.replace(/\.[jt]s$/, '.d.ts'));
  return [...braces.elements].map(({ name, propertyName }) => ({
    name: name.text,
    original: (propertyName ?? name).text,
    file,
  }));
}

/** The names that an exported declaration declares. */
function namesOf(statement: ts.Statement): string[] {
  if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(isExport)) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as ts.Statement & { name?: ts.Identifier };
  return name ? [name.text] : [];
}

const isExport = ({ kind }: ts.ModifierLike): boolean => kind === ts.SyntaxKind.ExportKeyword;
const printer = ts.createPrinter({ removeComments: true });

function declarationOf(file: string, original: string, name: string): string {
  const source = parse(file);
  const found = source.statements.filter((statement) => namesOf(statement).includes(original));
  if (found.length === 0) return declaredElsewhere(source, file, original, name);
  const text = found.map((node) => printer.printNode(ts.EmitHint.Unspecified, node, source)).join('\n');
  return original === name ? text : `// ${name} is\n${text}`;
}

/** A declaration that its file takes from another one. */
function declaredElsewhere(source: ts.SourceFile, file: string, original: string, name: string): string {
  const found = exportsOf(file).find((one) => one.name === original && one.file !== file);
  if (!found) throw new Error(`${source.fileName} does not declare ${original}`);
  return declarationOf(found.file, found.original, name);
}
