/** Gives a value for a member that names a resource of this kind, at once where it can; `done` when the part of the run that asked is over. */
export interface Names {
  (resource: string): string | Promise<string>;
  done?(): void;
}

/** Names for every part of a run. */
export type NameSource = (part: string) => Names;
