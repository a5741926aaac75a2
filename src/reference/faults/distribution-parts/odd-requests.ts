import { refuse } from '../../refusal.ts';
import { around } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';
import { instead } from '../written.ts';
import { COPY, DELETE, GET, UPDATE } from './helpers.ts';

/** ETags and ids are read carelessly. */
export const oddRequestsFaults: Fault[] = [
  ...(
    [
      ['update', UPDATE],
      ['copy', COPY],
      ['delete', DELETE],
    ] as const
  ).flatMap(([verb, operation]): Fault[] =>
    (
      [
        ['begins-with-it', 'passes over what follows an ETag', (given, current) => given.startsWith(current)],
        [
          'compared-but-for-one',
          'passes over the last character of an ETag',
          (given, current) => given.slice(0, -1) === current.slice(0, -1),
        ],
      ] as [string, string, (given: string, current: string) => boolean][]
    ).map(([name, about, takes]) => ({
      name: `distribution-${verb}-if-match-${name}`,
      kind: 'derived',
      breaks: `continuous-deployment.${verb}.altered-if-match`,
      about: `The ${verb} of a distribution ${about}.`,
      decide: ({ precondition }) => ({
        precondition: (asked) =>
          asked.operation === operation && asked.given !== undefined && takes(asked.given, asked.current)
            ? 'holds'
            : precondition(asked),
      }),
    })),
  ),
  instead(
    'distribution-found-by-its-beginning',
    'continuous-deployment.get.odd-id',
    'A read takes the beginning of the id of a distribution for all of it.',
    GET,
    (input, { state }) => {
      const ids = [...state.distributions.keys()];
      const asked = String(input.Id);
      return ids.includes(asked) ? input : { ...input, Id: ids.find((id) => id.startsWith(asked)) ?? asked };
    },
  ),
  {
    name: 'distribution-id-with-a-quote-fails',
    kind: 'written',
    breaks: 'answer.no-server-error',
    about: 'The id of a distribution with a quotation mark breaks a query.',
    operate: around(
      [GET],
      (next) => (context, input) =>
        String(input.Id).includes("'") ? refuse('InternalFailure', 'Oh.') : next(context, input),
    ),
  },
];
