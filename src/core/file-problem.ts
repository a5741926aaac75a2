/** Codes of the file system that people meet, in words. */
const WORDS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'its name is too long',
};

/** Why the file system refuses to read a file, in words and with its code. */
export const fileProblem = (code: string | undefined): string => {
  const words = WORDS[code ?? ''];
  return words === undefined ? String(code) : `${words} (${code})`;
};
