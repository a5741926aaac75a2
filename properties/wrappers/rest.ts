import aws4 from 'aws4';
import type { Rollout, Site } from './staging.ts';

/** One request as it goes out, before it is signed. */
export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Got {
  status: number;
  etag: string;
  /** Last part of the Location header. */
  id: string;
  text: string;
}

/** The parts of a hand-written client, so that a test can replace one by a wrong one. */
export interface Parts {
  xml: (rollout: Rollout, name: string) => string;
  /** The configuration that an update sends, of the one that was read. */
  changed: (read: string, rollout: Rollout) => string;
  update: (policyId: string, etag: string, body: string) => Sent;
  remove: (policyId: string, etag: string) => Sent;
  sign: (sent: Sent, host: string) => Record<string, string>;
  send: (url: string, sent: Sent, headers: Record<string, string>) => Promise<Got>;
  /** Whether to ask again. */
  again: (error: unknown, attempt: number) => boolean;
  /** What is sent the next time. */
  repeated: (sent: Sent, attempt: number) => Sent;
}

const POLICY = '/2020-05-31/continuous-deployment-policy';
const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

/** An answer that is an error, with its code. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor({ status, text }: Got) {
    const code = /<Code>([^<]*)</.exec(text)?.[1] ?? 'no code';
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

const RETRYABLE = /Throttling|TooManyRequests|ServiceUnavailable|InternalFailure/;

/** A client that does everything right. */
export const RIGHT: Parts = {
  xml: ({ weight, idle, longest }, name) =>
    `<ContinuousDeploymentPolicyConfig xmlns="${NAMESPACE}">` +
    `<StagingDistributionDnsNames><Quantity>1</Quantity><Items><DnsName>${name}</DnsName></Items></StagingDistributionDnsNames>` +
    `<Enabled>true</Enabled><TrafficConfig>${traffic(weight, idle, longest)}</TrafficConfig>` +
    '</ContinuousDeploymentPolicyConfig>',
  changed: (read, { weight, idle, longest }) =>
    read.replace(
      /<TrafficConfig>.*<\/TrafficConfig>/s,
      `<TrafficConfig>${traffic(weight, idle, longest)}</TrafficConfig>`,
    ),
  update: (policyId, etag, body) => ({
    method: 'PUT',
    path: `${POLICY}/${policyId}`,
    headers: { 'if-match': etag, 'content-type': 'application/xml' },
    body,
  }),
  remove: (policyId, etag) => ({ method: 'DELETE', path: `${POLICY}/${policyId}`, headers: { 'if-match': etag } }),
  sign: ({ method, path, headers, body }, host) => {
    const signed = aws4.sign(
      {
        service: 'cloudfront',
        region: 'us-east-1',
        host,
        method,
        path,
        headers: { ...headers, host },
        body: body ?? '',
      },
      { accessKeyId: 'test', secretAccessKey: 'test' },
    ).headers as Record<string, string>;
    return Object.fromEntries(Object.entries(signed).filter(([name]) => !/^(host|content-length)$/i.test(name)));
  },
  send: async (url, { method, body }, headers) => {
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const id = response.headers.get('location')?.split('/').at(-1) ?? '';
    return { status: response.status, etag: response.headers.get('etag') ?? '', id, text };
  },
  again: (error, attempt) => attempt < 4 && (error instanceof Refused ? RETRYABLE.test(error.code) : true),
  repeated: (sent) => sent,
};

export function traffic(weight: number, idle: number, longest: number): string {
  const sessions = `<SessionStickinessConfig><IdleTTL>${idle}</IdleTTL><MaximumTTL>${longest}</MaximumTTL></SessionStickinessConfig>`;
  return `<SingleWeightConfig><Weight>${weight}</Weight>${sessions}</SingleWeightConfig><Type>SingleWeight</Type>`;
}

/** The hand-written client. */
export function client(parts: Parts, endpoint: string) {
  const { host } = new URL(endpoint);
  const call = async (sent: Sent): Promise<Got> => {
    for (let attempt = 1, now = sent; ; attempt += 1) {
      try {
        const got = await parts.send(endpoint + now.path, now, parts.sign(now, host));
        if (got.status >= 300) throw new Refused(got);
        return got;
      } catch (error) {
        if (!parts.again(error, attempt)) throw error;
        now = parts.repeated(now, attempt);
      }
    }
  };
  return {
    call,
    create: (rollout: Rollout, name: string): Promise<Got> =>
      call({
        method: 'POST',
        path: POLICY,
        headers: { 'content-type': 'application/xml' },
        body: parts.xml(rollout, name),
      }),
    readConfig: (policyId: string): Promise<Got> =>
      call({ method: 'GET', path: `${POLICY}/${policyId}/config`, headers: {} }),
    update: (policyId: string, etag: string, body: string): Promise<Got> => call(parts.update(policyId, etag, body)),
    remove: (policyId: string, etag: string): Promise<Got> => call(parts.remove(policyId, etag)),
  };
}

/** Changes the policy that is there: read, modify, write; once more from the start where somebody else was faster. */
export const change =
  (parts: Parts) =>
  async (rollout: Rollout, { endpoint, arranged: { policyId } }: Site): Promise<void> => {
    const { readConfig, update } = client(parts, endpoint);
    const once = async (): Promise<void> => {
      const read = await readConfig(policyId);
      await update(policyId, read.etag, parts.changed(read.text, rollout));
    };
    await once().catch((error) => {
      if (!(error instanceof Refused) || error.code !== 'PreconditionFailed') throw error;
      return once();
    });
  };

/** Tries a policy out and takes it away again, also where it fails half way. */
export const tryOut =
  (parts: Parts) =>
  async (rollout: Rollout, { endpoint, arranged: { freeName } }: Site): Promise<void> => {
    const { create, readConfig, update, remove } = client(parts, endpoint);
    const made = await create(rollout, freeName);
    try {
      const read = await readConfig(made.id);
      await update(made.id, read.etag, parts.changed(read.text, { ...rollout, weight: 0.001 }));
    } finally {
      await removeNow(made.id);
    }

    async function removeNow(id: string, attempt = 1): Promise<void> {
      try {
        const { etag } = await readConfig(id);
        await remove(id, etag);
      } catch (error) {
        if (error instanceof Refused && error.code === 'NoSuchContinuousDeploymentPolicy') return;
        if (!(error instanceof Refused) || error.code !== 'PreconditionFailed' || attempt > 2) throw error;
        await removeNow(id, attempt + 1);
      }
    }
  };
