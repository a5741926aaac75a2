import type { IfMatch } from '../../model/action.ts';
import { bareEtag } from '../resource-handle.ts';
import type { Known } from './known.ts';

/** What an If-Match names: `open` where no page says whether it names the present version. */
export function ifMatchOf(known: Known | undefined, value: unknown): IfMatch | 'open' {
  if (value === undefined) return 'missing';
  if (value === '*') return 'any';
  if (typeof value !== 'string' || !known) return 'garbage';
  if (known.etag === '' || known.life === 'unclear') return 'open';
  if (value === known.etag) return 'fresh';
  // Quoted, weak, in other case, one of a list, with something around it.
  if (value.toLowerCase().includes(bareEtag(known.etag).toLowerCase())) return 'open';
  return known.older.includes(value) ? 'stale' : 'garbage';
}
