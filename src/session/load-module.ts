import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Handler } from '../core/target.ts';
import { UsageError } from '../core/usage.ts';
import { type FetchHandler, fromFetch } from '../targets/fetch-handler.ts';
import type { Wrapper } from '../targets/module.ts';
import { fromListener } from '../targets/node-listener.ts';
import type { Route } from '../traffic/edges/module.ts';

/** What a module's factory is given. */
export interface FactoryContext {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** A JSON file's value, or a JavaScript or TypeScript file's default export. Throws a UsageError. */
export const importFile = (file: string): Promise<unknown> => exported(file, 'default');

/** Imports a JavaScript or TypeScript file's default export, or the export of this name. Throws a UsageError. */
async function exported(file: string, name: string): Promise<unknown> {
  const path = resolve(file);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new UsageError(`there is no file ${file}`);
  if (stat.isDirectory()) throw new UsageError(`${file} is a folder; give a file`);
  if (stat.isFile() && stat.size === 0) throw new UsageError(`${file} is empty`);
  const { createJiti } = await import('jiti');
  const jiti = createJiti(import.meta.url, { interopDefault: false });
  let module: Record<string, unknown>;
  try {
    module = await jiti.import<Record<string, unknown>>(path);
  } catch (error) {
    throw new UsageError(loadProblem(file, path, error));
  }
  // A JSON file may hold no object at all.
  if (typeof module !== 'object' || module === null) return module;
  return module[name] ?? module.default;
}

/** Why a module could not be loaded, with the line and column where its syntax is wrong. */
function loadProblem(file: string, path: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, place] = /:(\d+:\d+)$/m.exec(message.includes(`${path}:`) ? message : '') ?? [];
  const why = message
    .split('\n')[0]!
    .replace(`${path}: `, '')
    .replace(/^ParseError: /, '')
    .trim();
  return `${file} can't be loaded: ${why}${place === undefined ? '' : ` (${place})`}`;
}

/** Makes the wrapper that a module's default export, or its export `createTarget`, makes. Throws a UsageError. */
export async function loadWrapper(file: string, context: FactoryContext): Promise<Wrapper> {
  const factory = await exported(file, 'createTarget');
  const wrapper: unknown = typeof factory === 'function' ? await factory(context) : factory;
  if (wrapper === null || typeof wrapper !== 'object')
    throw new UsageError(`${file} exports no factory of functions; its default export must return an object of them`);
  return wrapper as Wrapper;
}

/** The handler that a module's default export is: a fetch function, an object with one, or a listener of node:http. Throws a UsageError. */
export async function loadHandler(file: string, origin: string): Promise<Handler> {
  const found = await exported(file, 'handler');
  const answer: unknown = typeof found === 'object' && found !== null && 'fetch' in found ? found.fetch : found;
  if (typeof answer !== 'function') throw new UsageError(`${file} exports no fetch function and no request listener`);
  // A listener takes the response too; a fetch function gives it.
  return answer.length >= 2
    ? fromListener(answer as Parameters<typeof fromListener>[0])
    : fromFetch(answer.bind(found) as FetchHandler, origin);
}

/** The function by which a module divides viewers: its default export, or its export `route`. Throws a UsageError. */
export async function loadRoute(file: string): Promise<Route> {
  const found = await exported(file, 'route');
  if (typeof found !== 'function')
    throw new UsageError(`${file} exports no function (request) => 'primary' | 'staging'`);
  return found as Route;
}
