import { expect, test } from 'vitest';
import { createLeads } from './leads.ts';

const named = (operation: string) => ({ steps: [{ operation, input: {} }] });

test('a new lead is followed until it was followed as often as the others', () => {
  const leads = createLeads();
  expect(leads.next()).toBeUndefined();
  leads.add(named('a'));
  for (let count = 0; count < 3; count++) leads.next();
  leads.add(named('b'));
  const order = Array.from({ length: 6 }, () => leads.next()!.case.steps[0]!.operation);
  expect(order.slice(0, 4).filter((one) => one === 'b')).toHaveLength(4);
  expect(order).toContain('a');
});

test('what was tried after one lead is new after another', () => {
  const leads = createLeads();
  leads.add(named('a'));
  leads.add(named('b'));
  const [one, other] = [leads.next()!, leads.next()!];
  one.tries.count(['x']);
  expect(one.tries.novelty(['x'])).toBeLessThan(other.tries.novelty(['x']));
});
