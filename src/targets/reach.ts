/** How far requests may go: to this machine, to any other, or also to AWS itself. */
export type Reach = 'loopback' | 'remote' | 'aws';

const WIDTH: readonly Reach[] = ['loopback', 'remote', 'aws'];

/** Where a URL leads, by its host name alone; nothing is looked up. */
export function reachOf(url: URL): Reach {
  const host = url.hostname.replace(/\.$/, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d+){3}$/.test(host)) return 'loopback';
  if (host === '[::1]' || /^\[::ffff:7f[0-9a-f]{2}:/.test(host)) return 'loopback';
  return /(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/.test(host) ? 'aws' : 'remote';
}

/** Thrown instead of sending anything farther than is allowed. */
export class OutOfReach extends Error {}

/** Throws OutOfReach if a URL leads farther than is allowed. */
export function assertReach(url: URL, allowed: Reach = 'loopback'): void {
  const reach = reachOf(url);
  if (WIDTH.indexOf(reach) <= WIDTH.indexOf(allowed)) return;
  throw new OutOfReach(
    reach === 'aws'
      ? `${url.host} is AWS itself, where resources are created and may cost money; --allow-remote and --allow-aws together allow it`
      : `${url.host} is not this machine; --allow-remote allows it`,
  );
}
