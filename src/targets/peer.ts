import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Thrown for a package that is wanted and not installed; the message says what to install. */
export class NotInstalled extends Error {}

/** Imports an optional package as the user's own project has it, else as this one does. Throws NotInstalled. */
export async function importPeer(name: string, purpose: string): Promise<Record<string, unknown>> {
  for (const load of [fromProject, fromHere]) {
    try {
      return await load(name);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  throw new NotInstalled(`${purpose} needs the package ${name}: npm install --save-dev ${name}`);
}

async function fromProject(name: string): Promise<Record<string, unknown>> {
  const file = createRequire(join(process.cwd(), 'any.js')).resolve(name);
  return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
}

async function fromHere(name: string): Promise<Record<string, unknown>> {
  return (await import(name)) as Record<string, unknown>;
}
