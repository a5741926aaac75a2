import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Folders beyond which changes go unseen. */
const MOST = 500;

/** Folders that hold no source. */
const PASSED_OVER = /^(\.|node_modules$|__pycache__$|target$)/;

/** Files that servers themselves write. */
const DATA = /(^\.|~$|\.(log|db|sqlite3?|pyc|swp|tmp|pid|lock|ndjson)(-\w+)?$)/;

/**
 * The folders whose files may change what a command does: those that it names, and those of the files that it names; the
 * present folder where it names none.
 */
export function foldersOf(command: string): string[] {
  const named = command
    .split(/[\s"'=;&|]+/)
    .filter((word) => word !== '' && !word.startsWith('/dev/') && existsSync(word))
    .map((word) => (statSync(word).isDirectory() ? resolve(word) : dirname(resolve(word))))
    // Where a program is installed nothing changes.
    .filter((folder) => folder !== '/' && !/(^|\/)(s?bin|node_modules)(\/|$)/.test(folder));
  return named.length === 0 ? [process.cwd()] : [...new Set(named)];
}

/**
 * Calls back whenever a source file in the folders or below them changes; folders that come later included. Every
 * folder has a watcher of its own, since a recursive one would walk through `node_modules`.
 */
export function watchFiles(folders: readonly string[], changed: (file: string) => void): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  const enter = (folder: string): void => {
    if (watchers.has(folder) || watchers.size >= MOST) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name !== null && !DATA.test(name) && !PASSED_OVER.test(name)) take(join(folder, name));
      });
      watcher.on('error', () => watcher.close());
      watchers.set(folder, watcher);
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory() && !PASSED_OVER.test(entry.name)) enter(join(folder, entry.name));
    } catch {
      // A folder that is gone, or may not be read, shows no changes.
    }
  };
  const take = (path: string): void => {
    if (existsSync(path) && statSync(path).isDirectory()) enter(path);
    changed(path);
  };
  for (const folder of folders) enter(folder);
  return {
    close() {
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}
