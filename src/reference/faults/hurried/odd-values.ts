import { part } from '../../checks/places.ts';
import { CREATE, type Fault, UPDATE } from '../fault.ts';
import { refusesPolicy } from './helpers.ts';

/** Unusual values make an operation fail. */
export const oddValuesFaults: Fault[] = [
  refusesPolicy(
    {
      name: 'quantity-of-nine-digits-fails',
      about: 'A Quantity of nine or more digits is answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE, UPDATE],
    (config) => String(part(config, 'quantity')).length >= 9,
  ),
  {
    name: 'weight-of-forty-digits-fails',
    kind: 'written',
    breaks: 'answer.no-server-error',
    about: 'A Weight of forty or more digits is answered 500.',
    handle: (next) => async (request) =>
      /<Weight>[\d.]{40,}/.test(new TextDecoder().decode(request.body))
        ? { status: 500, headers: {}, body: new Uint8Array() }
        : next(request),
  },
  refusesPolicy(
    {
      name: 'quantity-beyond-32-bits-fails',
      about: 'A Quantity beyond 32 bits is answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE, UPDATE],
    (config) => Number(part(config, 'quantity')) > 2 ** 31,
  ),
  refusesPolicy(
    {
      name: 'quantity-beyond-64-bits-fails',
      about: 'A Quantity beyond 64 bits is answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE, UPDATE],
    (config) => Number(part(config, 'quantity')) >= 2 ** 63,
  ),
  refusesPolicy(
    {
      name: 'huge-ttl-fails',
      about: 'A TTL beyond 64 bits is answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE, UPDATE],
    (config) => Number(part(config, 'idleTtl')) >= 2 ** 63 || Number(part(config, 'maximumTtl')) >= 2 ** 63,
  ),
  refusesPolicy(
    {
      name: 'negative-quantity-fails',
      about: 'A negative Quantity is answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE, UPDATE],
    (config) => Number(part(config, 'quantity')) < 0,
  ),
  refusesPolicy(
    {
      name: 'large-quantity-allocates',
      about: 'A Quantity above 900 allocates a list of that length and fails.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE],
    (config) => Number(part(config, 'quantity')) > 900,
  ),
  refusesPolicy(
    {
      name: 'quantity-word-fails',
      about: 'A Quantity that is no number is answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE, UPDATE],
    (config) => typeof part(config, 'quantity') === 'string',
  ),
  refusesPolicy(
    {
      name: 'weight-word-fails',
      about: 'A weight that is no number is answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [UPDATE],
    (config) => typeof part(config, 'weight') === 'string',
  ),
  refusesPolicy(
    {
      name: 'no-items-fails',
      about: 'Names without Items are answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE, UPDATE],
    (config) => part(config, 'names') !== undefined && part(config, 'items') === undefined,
  ),
  refusesPolicy(
    {
      name: 'no-traffic-fails',
      about: 'A configuration without traffic is answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE, UPDATE],
    (config) => part(config, 'traffic') === undefined,
  ),
  refusesPolicy(
    {
      name: 'long-value-fails',
      about: 'A value of more than 1,000 characters is answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE, UPDATE],
    (config) => String(part(config, 'value') ?? '').length > 1_000,
  ),
  refusesPolicy(
    {
      name: 'emoji-fails',
      about: 'A value with an emoji is answered 500.',
      breaks: 'answer.no-server-error',
      code: 'InternalFailure',
    },
    [CREATE, UPDATE],
    (config) => /[\u{10000}-\u{10ffff}]/u.test(String(part(config, 'value') ?? '')),
  ),
  refusesPolicy(
    { name: 'header-twice-refused', about: 'A header that another policy has is refused.' },
    [CREATE, UPDATE],
    (config, input, { state }) => {
      const header = part(config, 'header');
      return (
        header !== undefined &&
        [...state.policies.values()].some(
          ({ id, config: other }) => id !== input.Id && part(other, 'header') === header,
        )
      );
    },
  ),
];
