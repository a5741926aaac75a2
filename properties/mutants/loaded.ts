import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Helpers of tests, and the program itself, which begins as it is loaded. */
const NOT_LOADED = /(^|\/)testing\/|^main\.ts$/;

/** Set in a thread that has loaded them: this file runs before each file of tests. */
const LOADED = Symbol.for('conformance.mutants.loaded');

/**
 * Loads all modules of the rooms that are tried before any test. What a module computes as it loads is then known to belong to no
 * test: a thread that stays loads it once, so that no mutant in it could show.
 */
async function load(room: string): Promise<void> {
  for (const file of readdirSync(room, { recursive: true, encoding: 'utf8' })) {
    if (/(?<!\.test)\.ts$/.test(file) && !NOT_LOADED.test(file)) await import(resolve(join(room, file)));
  }
}

const rooms = (process.env.MUTANTS_TESTED ?? '').split(',').filter((name) => name !== '');
if (!Reflect.has(globalThis, LOADED)) {
  for (const room of rooms) await load(room);
  Reflect.set(globalThis, LOADED, true);
}
