import type { TextEdit } from './edit.ts';

/** One known defect of documents, and what takes it away. */
export interface Repair {
  /** A stable slug. */
  name: string;
  /** What is wrong, as a noun phrase. */
  about: string;
  /** What to change in the text of a document that is not well-formed; nothing where it does not have the defect. */
  edits(text: string): TextEdit[];
  /** Where the defect is, where that is not where the first change is. */
  place?(text: string): number;
}
