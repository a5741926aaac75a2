import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Declarations, readDeclarations } from './sdk-declarations.ts';

const MODELS = `
/** @enum */
export declare const Colour: { readonly RED: "red"; readonly DARK_BLUE: "dark-blue"; };
/**
 * <p>A tower@Sea
 * of two lines.</p>
 * @public
 */
export interface Tower {
    /**
     * <p>Its lamps.</p>
     *
     * @deprecated gone
     * @public
     */
    Lamps?: Colour[] | undefined;
    Height: number | undefined;
}
export type Source = Source.QuarryMember | Source.$UnknownMember;
export declare namespace Source {
    /** <p>A quarry.</p> */
    interface QuarryMember { Quarry: Tower; $unknown?: never; }
    interface $UnknownMember { Quarry?: never; $unknown: [string, any]; }
}
/** <p>Too high.</p> */
export declare class TooHigh extends Error {}
`;

const COMMAND = `
/**
 * <p>Builds.</p>
 * @example
 * \`\`\`javascript
 * const input = { // BuildRequest
 *   Tower: { // Tower
 *     Height: Number("float"), // required
 *     Storeys: [ // StoreyList
 *       Number("int"),
 *     ],
 *   },
 *   Second: {
 *     Unknown: Number("int"),
 *   },
 *   Count: Number("long"),
 * };
 * // { // BuildResult
 * //   Age: Number("double"),
 * // };
 * \`\`\`
 * @throws {@link TooHigh} (client fault)
 *  <p>Too high.</p>
 */
export declare class BuildCommand {}
`;

describe('type declarations', () => {
  let folder: string;
  let declared: Declarations;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'declarations-'));
    for (const [name, text] of [
      ['models', MODELS],
      ['commands', COMMAND],
    ] as const) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'one.d.ts'), text);
    }
    declared = await readDeclarations(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('tell members in order, their types without undefined and list marks, and their comments without tags', () => {
    const tower = declared.structures.get('Tower')!;
    expect(tower.doc.trim()).toBe('<p>A tower@Sea\nof two lines.</p>');
    expect(tower.members.map(({ name, typeName, doc }) => [name, typeName, doc.trim()])).toEqual([
      ['Lamps', 'Colour', '<p>Its lamps.</p>'],
      ['Height', 'number', ''],
    ]);
  });

  test('tell a union by its variants', () => {
    expect(declared.structures.get('Source')?.members).toMatchObject([{ name: 'Quarry', typeName: 'Tower' }]);
  });

  test('tell the values of enumerations', () => {
    expect(declared.enumerations.get('Colour')).toEqual(['red', 'dark-blue']);
  });

  test('tell prose and errors of an operation, and prose of an error', () => {
    expect(declared.operations.get('Build')).toMatchObject({ throws: ['TooHigh'] });
    expect(declared.operations.get('Build')?.doc.trim()).toBe('<p>Builds.</p>');
    expect(declared.errors.get('TooHigh')?.trim()).toBe('<p>Too high.</p>');
  });

  test('tell by their example which kind of number a member is', () => {
    expect(Object.fromEntries(declared.numbers)).toEqual({
      'Tower.Height': 'float',
      'Tower.Storeys': 'int',
      'BuildRequest.Count': 'long',
      'BuildResult.Age': 'double',
    });
  });
});
