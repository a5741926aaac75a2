import { existsSync, type FSWatcher, fstatSync, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Folders beyond which changes go unseen. */
const MOST = 500;

/** Folders that hold no source. */
const PASSED_OVER = /^(\.|node_modules$|__pycache__$|target$)/;

/** Files that servers and shells themselves write, and unfinished ones. */
const DATA = /(^\.|~$|\.(log|out|err|db|sqlite3?|pyc|swp|tmp|temp|part|pid|lock|ndjson)(-\w+)?$)/;

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

export interface WatchedFiles {
  /**
   * Whether a file that changed, some moments ago, is one of the source: it is there, or was before, unlike the files that an
   * editor writes and renames as it saves another.
   */
  isSource(file: string): boolean;
  close(): void;
}

/**
 * Calls back whenever a source file in the folders or below them changes; folders that come later included. Every
 * folder has a watcher of its own, since a recursive one would walk through `node_modules`.
 */
export function watchFiles(folders: readonly string[], changed: (file: string) => void): WatchedFiles {
  const known = new Set<string>();
  const watchers = new Map<string, FSWatcher>();
  const enter = (folder: string): void => {
    if (watchers.has(folder) || watchers.size >= MOST) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name !== null && !DATA.test(name) && !PASSED_OVER.test(name)) take(join(folder, name));
      });
      watcher.on('error', () => watcher.close());
      watchers.set(folder, watcher);
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (!entry.isDirectory()) known.add(path);
        else if (!PASSED_OVER.test(entry.name)) enter(path);
      }
    } catch {
      // A folder that is gone, or may not be read, shows no changes.
    }
  };
  const take = (path: string): void => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) enter(path);
    if (!stats || !isOutput(stats)) changed(path);
  };
  for (const folder of folders) enter(folder);
  return {
    isSource(file) {
      if (!existsSync(file)) return known.delete(file);
      known.add(file);
      return true;
    },
    close() {
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** Whether a file is the one into which standard output or standard error of this process goes. */
function isOutput({ dev, ino }: { dev: number; ino: number }): boolean {
  return [1, 2].some((descriptor) => {
    try {
      const own = fstatSync(descriptor);
      return own.dev === dev && own.ino === ino;
    } catch {
      // It is closed.
      return false;
    }
  });
}
