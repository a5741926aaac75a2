import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';

/** Every header that the answer documents is there on a success: a rule for each header (ETag, Location). */
export function headersPresent(contract: Contract): AnswerRule[] {
  const byHeader = new Map<string, { operation: string; member: string }[]>();
  for (const { name, output } of Object.values(contract.operations)) {
    for (const [member, { binding }] of Object.entries(contract.$defs[output ?? '']?.properties ?? {})) {
      if (!binding || !('header' in binding)) continue;
      byHeader.set(binding.header, [...(byHeader.get(binding.header) ?? []), { operation: name, member }]);
    }
  }
  return [...byHeader].map(([header, places]) => ({
    kind: 'answer',
    id: `answer.${header.toLowerCase()}`,
    evidence: 'documented',
    demands: `a success must have the header ${header}`,
    citations: places.flatMap(({ operation, member }) => {
      const shape = contract.$defs[contract.operations[operation]!.output!]!;
      return shape.properties?.[member]?.basis?.type?.citations ?? [];
    }),
    operations: places.map(({ operation }) => operation),
    judge({ operation }, outcome) {
      const place = places.find((one) => one.operation === operation);
      if (outcome.kind !== 'response' || !place) return undefined;
      const value = outcome.output[place.member];
      return typeof value === 'string' && value !== ''
        ? 'holds'
        : {
            expected: `a header ${header}`,
            actual: value === '' ? 'an empty one' : 'none',
            differences: [{ kind: 'header', operation, about: header }],
          };
    },
  }));
}
