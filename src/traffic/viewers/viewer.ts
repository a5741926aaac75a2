import { UNOBSERVED } from '../../core/hindrance.ts';
import { SkipError, type Step } from '../../core/test-context.ts';
import type { Deployment, Side, ViewerAnswer, ViewerRequest } from '../../core/traffic.ts';
import { ATTACHED_POLICY, type TrafficContext, VIEWER_REQUEST } from '../rules/rule.ts';

/** One request of a viewer and its answer. */
export interface ServedRequest {
  request: ViewerRequest;
  answer: ViewerAnswer;
}

/** Somebody who asks an edge and keeps the cookies that it sets. */
export interface Viewer {
  name: string;
  address: string;
  /** All that it asked, the last one last. */
  views: ServedRequest[];
  /** Asks and returns which distribution served. Throws SkipError where neither did. */
  ask(headers?: Record<string, string>): Promise<Side>;
}

/** A network address for every number: 16 million of them, those of 10.0.0.0/8. */
export const addressOf = (number: number): string =>
  `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;

/** A new viewer of a deployment. */
export function newViewer(lane: TrafficContext, deployment: Deployment, address?: string): Viewer {
  const number = lane.nextViewer();
  const cookies = new Map<string, { value: string; until: number }>();
  const viewer: Viewer = {
    name: `viewer ${number + 1}`,
    address: address ?? addressOf(number),
    views: [],
    async ask(headers = {}) {
      const at = lane.edge.clock.now();
      const request: ViewerRequest = {
        host: deployment.host,
        path: '/',
        headers: cookies.size > 0 ? withCookies(headers, cookies, at) : headers,
        address: viewer.address,
        at,
      };
      const answer = await lane.view(request);
      viewer.views.push({ request, answer });
      for (const cookie of answer.cookies) keep(cookies, cookie, at);
      return servedBy(answer);
    },
  };
  return viewer;
}

/** Which distribution served. Throws SkipError where none did. */
export function servedBy({ served, status, reason }: ViewerAnswer): Side {
  if (served === 'neither')
    throw new SkipError(`the edge answered ${status}${reason ? `: ${reason}` : ''}`, { hindrance: UNOBSERVED });
  return served;
}

type Jar = Map<string, { value: string; until: number }>;

function withCookies(headers: Record<string, string>, jar: Jar, now: number): Record<string, string> {
  const held = [...jar].filter(([, { until }]) => until > now).map(([name, { value }]) => `${name}=${value}`);
  return held.length > 0 ? { ...headers, cookie: held.join('; ') } : headers;
}

/** Takes a Set-Cookie value into a jar (RFC 6265, for a single host and path). */
function keep(jar: Jar, cookie: string, now: number): void {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  if (equals < 1) return;
  let until = Number.POSITIVE_INFINITY;
  for (const attribute of attributes) {
    const [name = '', value = ''] = attribute.split('=');
    if (name.toLowerCase() === 'max-age') until = now + Number(value) * 1000;
    else if (name.toLowerCase() === 'expires' && until === Number.POSITIVE_INFINITY) until = Date.parse(value);
  }
  jar.set(pair.slice(0, equals), { value: pair.slice(equals + 1), until });
}

/** What a finding shows: the attached policy and then the views. */
export function stepsOf({ policy, host }: Deployment, views: readonly ServedRequest[]): Step[] {
  const attached: Step = {
    call: { operation: ATTACHED_POLICY, input: policy },
    outcome: { kind: 'unsent', reason: `attached to ${host}`, ms: 0 },
  };
  return [attached, ...views.map(stepOf)];
}

function stepOf({ request, answer }: ServedRequest): Step {
  const { host, path, headers, address, at } = request;
  const shown = { ...headers, ...(headers.cookie === undefined ? {} : { cookie: '(as set before)' }) };
  return {
    call: { operation: VIEWER_REQUEST, input: { host, path, headers: shown, address, at: new Date(at).toISOString() } },
    outcome: {
      kind: 'response',
      status: answer.status,
      headers: answer.headers,
      output: { served: answer.served },
      ms: 0,
    },
  };
}
