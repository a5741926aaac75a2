import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as TypeScript from 'typescript';
import { MissingDocumentation } from './sdk-package.ts';

/** What only the type declarations tell. */
export interface Declarations {
  /** By name of the structure. */
  structures: Map<string, DeclaredStructure>;
  /** By name of the enumeration. */
  enumerations: Map<string, string[]>;
  operations: Map<string, DeclaredOperation>;
  /** Documentation of each error. */
  errors: Map<string, string>;
  /** `Shape.Member` to the number's kind as the examples show it: int, long, float or double. */
  numbers: Map<string, string>;
}

interface DeclaredStructure {
  /** HTML. */
  doc: string;
  members: { name: string; doc: string; typeName: string }[];
}

interface DeclaredOperation {
  /** HTML. */
  doc: string;
  throws: string[];
}

/** Reads `models/` and `commands/` below a client package's `dist-types` folder. Throws MissingDocumentation without the compiler. */
export async function readDeclarations(folder: string): Promise<Declarations> {
  const ts = await loadTypeScript();
  const found: Declarations = {
    structures: new Map(),
    enumerations: new Map(),
    operations: new Map(),
    errors: new Map(),
    numbers: new Map(),
  };
  for (const directory of ['models', 'commands']) {
    for (const file of readdirSync(join(folder, directory))
      .filter((name) => name.endsWith('.d.ts'))
      .sort()) {
      const text = readFileSync(join(folder, directory, file), 'utf8');
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      for (const statement of source.statements) readStatement(ts, statement, found);
    }
  }
  return found;
}

async function loadTypeScript(): Promise<typeof TypeScript> {
  try {
    return ((await import('typescript')) as unknown as { default: typeof TypeScript }).default;
  } catch {
    throw new MissingDocumentation(
      'the documentation is read with typescript, which is not installed here: npm install --save-dev typescript',
    );
  }
}

function readStatement(ts: typeof TypeScript, statement: TypeScript.Statement, found: Declarations): void {
  if (ts.isInterfaceDeclaration(statement)) {
    const members = statement.members.filter(ts.isPropertySignature).map((member) => ({
      name: member.name.getText(),
      doc: commentOf(ts, member).text,
      typeName: baseType(member.type?.getText() ?? ''),
    }));
    found.structures.set(statement.name.text, { doc: commentOf(ts, statement).text, members });
  } else if (ts.isModuleDeclaration(statement)) {
    const members = unionMembers(ts, statement);
    if (members.length > 0) found.structures.set(statement.name.text, { doc: '', members });
  } else if (ts.isVariableStatement(statement)) {
    for (const { name, type } of statement.declarationList.declarations) {
      if (type === undefined || !ts.isTypeLiteralNode(type)) continue;
      const values = type.members
        .filter(ts.isPropertySignature)
        .flatMap(({ type: value }) =>
          value !== undefined && ts.isLiteralTypeNode(value) && ts.isStringLiteral(value.literal)
            ? [value.literal.text]
            : [],
        );
      if (values.length > 0) found.enumerations.set(name.getText(), values);
    }
  } else if (ts.isClassDeclaration(statement) && statement.name !== undefined) {
    const name = statement.name.text;
    const comment = commentOf(ts, statement);
    if (name.endsWith('Command')) {
      found.operations.set(name.slice(0, -'Command'.length), { doc: comment.text, throws: comment.throws });
      readExample(comment.example, found.numbers);
    } else {
      found.errors.set(name, comment.text);
    }
  }
}

/** A union is a namespace with one interface a variant, `NameMember` with the member `Name`. */
function unionMembers(ts: typeof TypeScript, statement: TypeScript.ModuleDeclaration): DeclaredStructure['members'] {
  if (statement.body === undefined || !ts.isModuleBlock(statement.body)) return [];
  return statement.body.statements.filter(ts.isInterfaceDeclaration).flatMap((variant) => {
    const name = variant.name.text.replace(/Member$/, '');
    const member = variant.members.filter(ts.isPropertySignature).find((each) => each.name.getText() === name);
    return member === undefined
      ? []
      : [{ name, doc: commentOf(ts, variant).text, typeName: baseType(member.type?.getText() ?? '') }];
  });
}

/** `Method[] | undefined` → `Method`; `Record<string, Foo>` → `Foo`. */
const baseType = (type: string): string =>
  type
    .replace(/\s*\|\s*undefined\b/g, '')
    .replace(/^Record<string, (.*)>$/, '$1')
    .replace(/^\(?(.*?)\)?\[\]$/, '$1')
    .trim();

interface Comment {
  /** What stands before the first tag, as HTML. */
  text: string;
  example: string;
  throws: string[];
}

/** The last comment before a node. Read as text: the compiler's own reader takes `Lambda@Edge` for a tag and drops line ends. */
function commentOf(ts: typeof TypeScript, node: TypeScript.Node): Comment {
  const source = node.getSourceFile();
  const ranges = (ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []).filter(({ pos }) =>
    source.text.startsWith('/**', pos),
  );
  const range = ranges.at(-1);
  const comment: Comment = { text: '', example: '', throws: [] };
  if (range === undefined) return comment;
  const lines = source.text
    .slice(range.pos + 3, range.end - 2)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''));
  let section: 'text' | 'example' | 'other' = 'text';
  for (const line of lines) {
    const tag = /^@(\w+)(?: \{@link (\w+)\})?/.exec(line);
    if (tag === null) {
      if (section !== 'other') comment[section] += `${line}\n`;
      continue;
    }
    section = tag[1] === 'example' ? 'example' : 'other';
    if (tag[1] === 'throws' && tag[2] !== undefined) comment.throws.push(tag[2]);
  }
  return comment;
}

/** Finds `Member: Number("float")` in an example. An opened structure or list names its shape in a comment where it comes first. */
function readExample(example: string, numbers: Map<string, string>): void {
  const open: { shape: string; list: boolean; member: string }[] = [];
  for (const raw of example.split('\n')) {
    const line = raw.replace(/^\/\/ ?/, '').trim();
    const opened = /^(?:const input = |(\w+): )?([{[])(?: \/\/ (\w+).*)?$/.exec(line);
    if (opened !== null) {
      const outer = open.at(-1);
      // A list's items are told under the member that holds the list.
      const member = opened[1] ?? '';
      open.push({
        shape: opened[2] === '[' ? (outer?.shape ?? '') : (opened[3] ?? ''),
        list: opened[2] === '[',
        member,
      });
      continue;
    }
    if (/^[}\]]/.test(line)) {
      open.pop();
      continue;
    }
    const number = /^(?:(\w+): )?Number\("(\w+)"\)/.exec(line);
    const inside = open.at(-1);
    if (number === null || inside === undefined) continue;
    const member = number[1] ?? (inside.list ? inside.member : '');
    if (member !== '' && inside.shape !== '') numbers.set(`${inside.shape}.${member}`, number[2]!);
  }
}
