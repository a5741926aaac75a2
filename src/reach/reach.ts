import { isAwsHost } from './aws.ts';

/** How far requests may go: to this machine, to any other, or also to AWS itself. */
export type Reach = 'loopback' | 'remote' | 'aws';

const WIDTH: readonly Reach[] = ['loopback', 'remote', 'aws'];

/**
 * Where a URL leads, by its host name alone; nothing is looked up. This machine is `localhost` and the names below it, which
 * RFC 6761 keeps for it, 127.0.0.0/8 and ::1, the former also as IPv6 writes it.
 */
export function reachOf(url: URL): Reach {
  const host = url.hostname.replace(/\.$/, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d+){3}$/.test(host)) return 'loopback';
  if (host === '[::1]' || /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]+\]$/.test(host)) return 'loopback';
  return isAwsHost(host) ? 'aws' : 'remote';
}

/** Whether what answers is on this machine, or in this process, which has no URL. Its reads have no reason to be late. */
export const isNear = (url: string | undefined): boolean =>
  url === undefined || (URL.canParse(url) && reachOf(new URL(url)) === 'loopback');

/** Thrown instead of sending anything farther than is allowed. */
export class OutOfReach extends Error {}

/** Every URL that is sent to passes here first. Throws OutOfReach if it leads farther than is allowed. */
export function assertReach(url: URL, allowed: Reach = 'loopback'): void {
  const reach = reachOf(url);
  if (WIDTH.indexOf(reach) <= WIDTH.indexOf(allowed)) return;
  throw new OutOfReach(
    reach === 'aws'
      ? `${url.host} belongs to AWS, where requests create resources and may cost money; allow it with --allow-remote and --allow-aws together`
      : `${url.host} is not this machine; allow it with --allow-remote`,
  );
}
