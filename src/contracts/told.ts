import type { Resource } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';
import { valueAt } from '../core/path.ts';
import { etagShown, idShown, locationPath } from './resource.ts';

/** Whether the service took the request: a success, readable or not. */
export function accepted(outcome: Outcome): boolean {
  return (
    outcome.kind === 'response' ||
    (outcome.kind === 'unreadable' && outcome.status !== undefined && outcome.status >= 200 && outcome.status < 300)
  );
}

/** The id that a success tells: in its document or, where that does not show it, at the end of its Location. */
export function idIn(resource: Resource, outcome: Outcome): string | undefined {
  if (!accepted(outcome)) return undefined;
  if (outcome.kind === 'response') {
    const told = idShown(resource, outcome.output);
    if (typeof told === 'string' && told !== '') return told;
    const location = valueAt(outcome.output, locationPath(resource) ?? []);
    if (typeof location === 'string') return lastPart(location);
  }
  return 'headers' in outcome ? lastPart(outcome.headers?.location ?? '') : undefined;
}

/** The ETag that a success tells, also where its document can't be read. */
export function etagIn(resource: Resource, outcome: Outcome): string | undefined {
  if (!accepted(outcome)) return undefined;
  const told = outcome.kind === 'response' ? etagShown(resource, outcome.output) : undefined;
  if (typeof told === 'string') return told;
  return outcome.kind === 'unreadable' ? outcome.headers?.etag : undefined;
}

/** The last part of a URL's path. */
function lastPart(url: string): string | undefined {
  const [, last] = /([^/?#]+)\/*(?:[?#].*)?$/.exec(url) ?? [];
  try {
    return last && decodeURIComponent(last);
  } catch {
    return last;
  }
}
