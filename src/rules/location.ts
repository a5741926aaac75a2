import type { Contract } from '../core/contract.ts';

/**
 * Whether a Location is a URL of the resource with an id, as RFC 9110 (10.2.2) has a client resolve it. Its path ends as that of
 * the operation which reads the resource, `/{collection}/{id}`; what stands before that is left open: an emulator has its own.
 */
export function namesPlace({ service }: Contract, location: string, readPath: string, id: string): boolean {
  const base = `https://${service.host}${readPath.slice(0, readPath.lastIndexOf('/'))}`;
  if (!URL.canParse(location, base)) return false;
  const { protocol, pathname, search, hash } = new URL(location, base);
  if (!/^https?:$/.test(protocol) || search !== '' || hash !== '' || /:\/\/.*:\/\//.test(location)) return false;
  // An id with characters that a path can't hold is written with escapes.
  const place = decoded(pathname);
  const own = readPath.replace(/\{[^}]*\}$/, () => id);
  if (!/^(https?:|\/)/i.test(location)) return place === own;
  return place.replace(/\/$/, '').endsWith(`/${own.split('/').slice(2).join('/')}`);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
