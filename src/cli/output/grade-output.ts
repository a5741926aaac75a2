import { extname } from 'node:path';
import type { TextOptions } from '../../grade/text.ts';
import { openOutput } from './output-file.ts';

/** The forms in which a grade is written. */
export const GRADE_FORMATS = ['text', 'json', 'markdown', 'html'] as const;

export type GradeFormat = (typeof GRADE_FORMATS)[number];

export type GradeWriters<G> = Record<GradeFormat, (grade: G, options: TextOptions) => string>;

/** What the words of a command line say of where a grade goes, and how. */
export interface GradeOutput {
  format?: GradeFormat;
  output?: string;
  verbose?: true;
  best?: true;
}

/** The format that a file's name asks for, unless another is asked for in words. */
const BY_EXTENSION: Record<string, GradeFormat> = { '.json': 'json', '.md': 'markdown', '.html': 'html' };

/** A function that writes a grade. The file is opened at once: one that can't be written is told before the work. */
export function writeGrade<G>(
  { format, output, ...options }: GradeOutput,
  writers: GradeWriters<G>,
): (grade: G) => void {
  const file = output === undefined ? undefined : openOutput(output);
  const wanted = format ?? BY_EXTENSION[extname(output ?? '')] ?? 'text';
  const width = Math.max(40, Math.min(process.stdout.isTTY ? process.stdout.columns : 100, 100));
  return (grade) => {
    const texts = { ...options, width };
    const written = writers[wanted](grade, texts);
    if (file === undefined) process.stdout.write(written);
    else {
      file.write(written);
      file.close();
      if (output !== '-') process.stdout.write(writers.text(grade, texts));
    }
  };
}
