import { absent } from './absent.ts';
import { accepts } from './accepts.ts';
import { broken } from './broken.ts';
import { code } from './code.ts';
import { content } from './content.ts';
import { dies } from './dies.ts';
import { fails } from './fails.ts';
import { form } from './form.ts';
import { header } from './header.ts';
import type { Kind } from './kind.ts';
import { race } from './race.ts';
import { refuses } from './refuses.ts';
import { status } from './status.ts';

/** All kinds; one that explains others comes before them. */
export const KINDS: readonly Kind[] = [
  dies,
  absent,
  form,
  status,
  fails,
  refuses,
  accepts,
  content,
  code,
  header,
  race,
  broken,
];
