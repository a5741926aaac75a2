import { afterEach, expect, test, vi } from 'vitest';
import { DEMANDS } from '../../double/checks/index.ts';
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

test('a demand of the double is explained, with what the documentation says where it says it', async () => {
  const text = await explained('request.if-match.known');
  expect(text).toContain('If-Match must hold an ETag that the service returned for this resource');
  expect(text).toContain('evidence    documented');
  expect(text).toMatch(/says {8}\w+Request\.IfMatch: .*ETag/);
});

test.each(DEMANDS.map(({ id }) => id))('%s has an explanation', async (id) => {
  expect(await explained(id)).toMatch(new RegExp(`^${id}\n {2}.*must .*\n {2}evidence `));
});

test('a misspelt demand of the double is guessed', async () => {
  await expect(explained('workflow.orde')).rejects.toThrow('did you mean workflow.order');
});
