import { afterEach, expect, test, vi } from 'vitest';
import { explainCommand } from './explain.ts';

afterEach(() => vi.restoreAllMocks());

async function explained(rule: string): Promise<string> {
  const out: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  await explainCommand().parseAsync([rule], { from: 'user' });
  return out.join('');
}

test('a constraint that validate names and no rule judges is explained with its sentence and with examples', async () => {
  const text = await explained('updatedistributionwithstagingconfigrequest.ifmatch.form');
  expect(text).toContain('IfMatch must have the form <primary-ETag>, <staging-ETag>');
  expect(text).toContain('known to    validate and serve --judge, for UpdateDistributionWithStagingConfig');
  expect(text).toMatch(/supported .*"IfMatch":"E1EXAMPLE, E2EXAMPLE"/);
  expect(text).toMatch(/broken .*"IfMatch":"E1EXAMPLE"/);
});
