import fc from 'fast-check';
import { type Keyword, set } from '../keyword.ts';

/**
 * A text holds this prefix. The documentation says "contain", and these texts are names without regard to case:
 * so broken is only what does not hold it at all; at its start and in this case is what practice supports.
 */
export const prefix: Keyword<string> = {
  name: 'prefix',
  validate: (wanted: string, value: unknown) =>
    typeof value !== 'string' || value.toLowerCase().includes(wanted.toLowerCase()),
  breach: 'a text without its prefix',
  demand: (wanted, { member }) => `${member} must contain the prefix ${wanted}`,
  narrow: (domain, wanted) => {
    domain.holds = wanted;
  },
  violations: (wanted, { member }) => [
    { name: 'last character missing', edit: set(member, `${wanted.slice(0, -1)}`) },
    { name: 'last character changed', edit: set(member, `${wanted.slice(0, -1)}_test`) },
    { name: 'first character missing', edit: set(member, `${wanted.slice(1)}test`) },
    { name: 'another prefix', edit: set(member, `x-${[...wanted].reverse().join('')}test`) },
    { name: 'no prefix', edit: set(member, 'test') },
  ],
  // Without the prefix's first character no text can hold it.
  violation: (wanted, { member }) =>
    fc
      .array(
        fc.constantFrom(
          ...[...'bcdefghijklmnopqrstuvwxyza0123456789-'].filter((c) => c !== wanted.charAt(0).toLowerCase()),
        ),
        {
          minLength: 1,
          maxLength: 40,
        },
      )
      .map((characters) => set(member, characters.join(''))),
};
