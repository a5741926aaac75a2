import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** A function and the lines that it takes, its signature among them. */
export interface FunctionSize {
  name: string;
  lines: number;
  parameters: number;
}

/** Every function of a file, those inside others too. */
export function functionsOf(file: string): FunctionSize[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: FunctionSize[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const [from, to] = [node.getStart(), node.end].map((at) => source.getLineAndCharacterOfPosition(at).line);
      found.push({ name: nameOf(node), lines: to! - from! + 1, parameters: node.parameters.length });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : 'a function';
}

/** The lines of a file. */
export const linesOf = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;
