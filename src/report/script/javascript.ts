import type { Json } from '../../core/json.ts';
import { identifier, isIdentifier, memberName, stringLiteral, templateText } from '../../quoting/javascript.ts';
import { pieces, type Script, type Variable } from './script.ts';

/** A JavaScript expression of a value, with what its variables hold. */
export function expression(value: Json | undefined, variables: Variable[], indent = ''): string {
  if (typeof value === 'string') return stringExpression(value, variables);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => expression(item, variables, inner))
    : Object.entries(value).flatMap(([key, item]) =>
        item === undefined ? [] : [`${memberName(key)}: ${expression(item, variables, inner)}`],
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${items.map((item) => `${inner}${item},`).join('\n')}\n${indent}${close}`;
}

/** Lines that make a client of the service's SDK. */
export function clientLines({ service, endpoint, variables }: Script): string[] {
  return [
    `const client = new ${identifier(service)}Client({`,
    `  endpoint: process.env.ENDPOINT ?? ${stringLiteral(endpoint || 'http://127.0.0.1:4566')},`,
    "  region: 'us-east-1',",
    "  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },",
    '  maxAttempts: 1,',
    '});',
    ...variables
      .filter(({ from }) => from === undefined)
      .map(({ name, text }) => `const ${identifier(name)} = ${stringLiteral(text)};`),
  ];
}

/** The expression that makes one call. */
export function sending({ calls, variables }: Script, index: number, indent = ''): string {
  const { operation, input } = calls[index]!;
  return `client.send(new ${identifier(operation)}Command(${expression(input, variables, indent)}))`;
}

/** Lines that make a call and keep what later ones need of its answer. */
export function keeping(script: Script, index: number): string[] {
  const taken = script.variables.filter(({ from }) => from?.call === index);
  if (taken.length === 0) return [`await ${sending(script, index)};`];
  return [
    `const answer${index + 1} = await ${sending(script, index)};`,
    ...taken.map(
      ({ name, from }) => `const ${identifier(name)} = answer${index + 1}${from!.path.map(access).join('')};`,
    ),
  ];
}

/** The names of a script's commands and of its client, sorted, for an import. */
export function imports({ calls, service }: Script): string {
  const names = new Set([
    `${identifier(service)}Client`,
    ...calls.map(({ operation }) => `${identifier(operation)}Command`),
  ]);
  return [...names].sort().join(', ');
}

const access = (key: string | number): string =>
  typeof key === 'string' && isIdentifier(key)
    ? `?.${key}`
    : `?.[${typeof key === 'number' ? key : stringLiteral(key)}]`;

function stringExpression(text: string, variables: Variable[]): string {
  const parts = pieces(text, variables);
  if (parts.length === 1 && typeof parts[0] === 'object') return identifier(parts[0].name);
  if (parts.every((part) => typeof part === 'string')) return stringLiteral(text);
  const inside = parts.map((part) => (typeof part === 'string' ? templateText(part) : `\${${identifier(part.name)}}`));
  return `\`${inside.join('')}\``;
}
