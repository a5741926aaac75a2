import { afterDocument } from './after-document.ts';
import { bareAmpersand } from './bare-ampersand.ts';
import { bareLessThan, cdataEnd } from './bare-less-than.ts';
import { beforeDocument } from './before-document.ts';
import { controlCharacter, controlReference } from './control-character.ts';
import type { Repair } from './repair.ts';
import { repeatedAttribute } from './repeated-attribute.ts';
import { secondDeclaration } from './second-declaration.ts';
import { unboundPrefix } from './unbound-prefix.ts';

/** Every repair of a document's text, in the order in which they are tried. */
export const REPAIRS: readonly Repair[] = [
  beforeDocument,
  afterDocument,
  secondDeclaration,
  controlCharacter,
  controlReference,
  bareAmpersand,
  bareLessThan,
  cdataEnd,
  unboundPrefix,
  repeatedAttribute,
];
