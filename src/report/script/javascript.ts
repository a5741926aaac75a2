import type { Json } from '../../core/json.ts';
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
    `const client = new ${service}Client({`,
    `  endpoint: process.env.ENDPOINT ?? ${JSON.stringify(endpoint || 'http://127.0.0.1:4566')},`,
    "  region: 'us-east-1',",
    "  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },",
    '  maxAttempts: 1,',
    '});',
    ...variables
      .filter(({ from }) => from === undefined)
      .map(({ name, text }) => `const ${name} = ${JSON.stringify(text)};`),
  ];
}

/** The expression that makes one call. */
export function sending({ calls, variables }: Script, index: number, indent = ''): string {
  const { operation, input } = calls[index]!;
  return `client.send(new ${operation}Command(${expression(input, variables, indent)}))`;
}

/** Lines that make a call and keep what later ones need of its answer. */
export function keeping(script: Script, index: number): string[] {
  const taken = script.variables.filter(({ from }) => from?.call === index);
  if (taken.length === 0) return [`await ${sending(script, index)};`];
  return [
    `const answer${index + 1} = await ${sending(script, index)};`,
    ...taken.map(({ name, from }) => `const ${name} = answer${index + 1}${from!.path.map(access).join('')};`),
  ];
}

/** The names of a script's commands and of its client, sorted, for an import. */
export function imports({ calls, service }: Script): string {
  const names = new Set([`${service}Client`, ...calls.map(({ operation }) => `${operation}Command`)]);
  return [...names].sort().join(', ');
}

const access = (key: string | number): string => (typeof key === 'number' ? `?.[${key}]` : `?.${key}`);

const memberName = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));

function stringExpression(text: string, variables: Variable[]): string {
  const parts = pieces(text, variables);
  if (parts.length === 1 && typeof parts[0] === 'object') return parts[0].name;
  if (parts.every((part) => typeof part === 'string')) return quoted(text);
  const inside = parts.map((part) =>
    typeof part === 'string'
      ? JSON.stringify(part)
          .slice(1, -1)
          .replaceAll('\\"', '"')
          .replace(/`|\$(?=\{)/g, '\\$&')
      : `\${${part.name}}`,
  );
  return `\`${inside.join('')}\``;
}

/** As JSON, but harmless inside HTML and in old engines. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(/[\u2028\u2029]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16)}`);
