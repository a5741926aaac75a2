import { expect, test } from 'vitest';
import { ELEMENT_EDITS, editElement } from './element-edit.ts';

const DOCUMENT = '<R xmlns="n"><A>1</A><B><C>2</C></B></R>';

test.each([
  ['drop', 0, '<R xmlns="n"><B><C>2</C></B></R>'],
  ['double', 0, '<R xmlns="n"><A>1</A><A>1</A><B><C>2</C></B></R>'],
  ['swap', 0, '<R xmlns="n"><B><C>2</C></B><A>1</A></R>'],
  ['nest', 2, '<R xmlns="n"><A>1</A><B><C><C>2</C></C></B></R>'],
  ['re-case', 1, '<R xmlns="n"><A>1</A><b><C>2</C></b></R>'],
  ['empty', 1, '<R xmlns="n"><A>1</A><B/></R>'],
] as const)('%s of element %i', (how, at, expected) => {
  expect(editElement(DOCUMENT, { how, at })).toBe(expected);
});

test('every edit leaves a document without elements as it is', () => {
  for (const how of ELEMENT_EDITS) expect(editElement('<R/>', { how, at: 3 })).toBe('<R/>');
});
