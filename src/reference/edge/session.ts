import type { Side } from '../../core/traffic.ts';

/** Requests of one viewer that belong together. Times in milliseconds since 1970. */
export interface Session {
  side: Side;
  started: number;
  /** Time of its latest request. */
  latest: number;
}

const NAME = 'continuous-deployment-session';

/** The Set-Cookie value that has a viewer keep a session until `ends`. */
export function sessionCookie({ side, started, latest }: Session, ends: number): string {
  const seconds = Math.min(Math.ceil((ends - latest) / 1000), 2 ** 31);
  return `${NAME}=${side === 'staging' ? 's' : 'p'}.${started}.${latest}; Path=/; Max-Age=${seconds}; HttpOnly`;
}

/** The session that a Cookie header holds; undefined for none that can be read. */
export function sessionIn(cookies: string | undefined): Session | undefined {
  const found = cookies?.includes(NAME) ? PATTERN.exec(cookies) : null;
  return found
    ? { side: found[1] === 's' ? 'staging' : 'primary', started: Number(found[2]), latest: Number(found[3]) }
    : undefined;
}

const PATTERN = new RegExp(`(?:^|;\\s*)${NAME}=([sp])\\.(\\d{1,15})\\.(\\d{1,15})(?:;|$)`);
