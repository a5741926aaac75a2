import { expect, test } from 'vitest';
import { annotations } from './annotations.ts';
import { sampleRecords } from './testing/sample-run.ts';

test('a broken rule is an error, an inferred one a warning', () => {
  const rules = [
    { id: 'A.fail', status: 'fail' as const, findings: [{ path: ['a'] }] },
    { id: 'A.warn', status: 'warn' as const, evidence: 'inferred' as const, findings: [{ path: ['b'] }] },
  ];
  const [error, warning, ...others] = annotations(sampleRecords({ rules }));
  expect(error).toMatch(
    /^::error title=PlantTree accepted [^:]*::broken:A\.fail%0AA\.fail holds%0Aexpected a refusal%0Agot accepted: 201%0Abreaks A\.fail%0A/,
  );
  expect(warning).toMatch(/^::warning title=PlantTree [^:]*::broken:A\.warn%0A/);
  expect(others).toEqual([]);
});

test('nothing from a target is a command of its own or ends the title', () => {
  const evil = 'x::y,z\n::error::injected\r%0A\u001b[31m';
  const rules = [{ id: 'A.fail', status: 'fail' as const, findings: [{ actual: evil, operation: evil }] }];
  const lines = annotations(sampleRecords({ rules })).join('\n').split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^::error title=[^:,]*%3A%3Ay%2Cz[^:,]*::/);
  expect(lines[0]).toContain('%250A');
  expect(lines[0]).not.toMatch(/[\u0000-\u001f]/);
});

test('a record that broke off says so', () => {
  expect(annotations(sampleRecords({ cut: true }))).toEqual(['::error title=orchard::partial: the record ends early']);
});

test('what is wrong with the list of known deviations is an error of the target', () => {
  const [record] = sampleRecords({ rules: [{ id: 'A.b', status: 'pass' }] });
  record!.known = { strict: true, entries: [{ rule: 'A.b', reason: 'old' }] };
  expect(annotations([record!])).toEqual([
    '::error title=orchard::A.b is a known deviation, but no longer occurs: remove it from the list',
  ]);
});

test('a message is cut at 4,000 characters, and fifty are told', () => {
  const messageOf = (length: number): string => {
    const [record] = sampleRecords({ cut: true });
    record!.error = 'x'.repeat(length);
    return annotations([record!])[0]!.split('::')[2]!;
  };
  expect(messageOf(4_000)).toBe('x'.repeat(4_000));
  expect(messageOf(4_001)).toBe(`${'x'.repeat(4_000)}…`);
  expect(annotations(sampleRecords(...Array.from({ length: 51 }, () => ({ cut: true }))))).toHaveLength(50);
});
