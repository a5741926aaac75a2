import { setTimeout as wait } from 'node:timers/promises';
import aws4 from 'aws4';
import type { Conversation, WrapperUnderTest } from '../../src/index.ts';
import { change, client, type Parts, Refused, RIGHT, traffic, tryOut } from './rest.ts';
import { distribution, type Rollout, type Site, type Staging } from './staging.ts';

/** A wrapper with one defect. */
export interface Wrong {
  defect: string;
  /** The property that finds it: `conforms` unless told otherwise. */
  by?: keyof Conversation<Rollout>;
  /** What the finding must say. */
  finding: RegExp;
  wrapper: WrapperUnderTest<Rollout, Staging>;
}

const POLICY = '/2020-05-31/continuous-deployment-policy';
const DISTRIBUTION = '/2020-05-31/distribution';

/** The hand-written client with one part replaced, in its read-modify-write. */
const changing = (part: Partial<Parts>) => change({ ...RIGHT, ...part });
/** The same in its create, change and delete. */
const trying = (part: Partial<Parts>) => tryOut({ ...RIGHT, ...part });

/** Another traffic configuration than the right one. */
const sending = (xml: (rollout: Rollout) => string) =>
  changing({
    changed: (read, rollout) =>
      read.replace(/<TrafficConfig>.*<\/TrafficConfig>/s, `<TrafficConfig>${xml(rollout)}</TrafficConfig>`),
  });

const right = ({ weight, idle, longest }: Rollout): string => traffic(weight, idle, longest);
const rest = (site: Site) => client(RIGHT, site.endpoint);

/** Creates and attaches a policy by hand, so that what comes after can be wrong. */
async function attach(rollout: Rollout, site: Site): Promise<{ id: string; etag: string }> {
  const { create, call } = rest(site);
  const made = await create(rollout, site.arranged.freeName);
  const path = `${DISTRIBUTION}/${site.arranged.primaryId}/config`;
  const read = await call({ method: 'GET', path, headers: {} });
  const body = read.text.replace(
    '</DistributionConfig>',
    `<ContinuousDeploymentPolicyId>${made.id}</ContinuousDeploymentPolicyId></DistributionConfig>`,
  );
  await call({ method: 'PUT', path, headers: { 'if-match': read.etag, 'content-type': 'application/xml' }, body });
  return made;
}

const wrongValues: Wrong[] = [
  {
    defect: 'the weight in percent',
    finding: /Weight\.maximum/,
    wrapper: sending((input) => right({ ...input, weight: input.weight * 100 })),
  },
  {
    defect: 'a weight of 0.16 where 0.15 is wanted',
    finding: /Weight\.maximum/,
    wrapper: sending((input) => right({ ...input, weight: input.weight === 0.15 ? 0.16 : input.weight })),
  },
  {
    defect: 'the two times swapped',
    finding: /IdleTTL\.atMost/,
    wrapper: sending(({ weight, idle, longest }) => traffic(weight, longest, idle)),
  },
  {
    defect: 'times in minutes',
    finding: /IdleTTL\.minimum/,
    wrapper: sending(({ weight, idle, longest }) => traffic(weight, Math.round(idle / 60), Math.round(longest / 60))),
  },
  {
    defect: 'the longest time doubled',
    finding: /MaximumTTL\.maximum/,
    wrapper: sending((input) => right({ ...input, longest: input.longest * 2 })),
  },
  {
    defect: 'a fraction where a whole number is due',
    finding: /IdleTTL\.type/,
    wrapper: sending((input) => right({ ...input, idle: input.idle + 0.5 })),
  },
  {
    defect: 'a header without its prefix',
    finding: /Header\.prefix/,
    wrapper: sending(
      () =>
        '<SingleHeaderConfig><Header>x-staging</Header><Value>1</Value></SingleHeaderConfig><Type>SingleHeader</Type>',
    ),
  },
  {
    defect: 'a type that there is not',
    finding: /Type\.enum/,
    wrapper: sending((input) => right(input).replace('>SingleWeight<', '>Weight<')),
  },
  {
    defect: 'no type',
    finding: /Type\.required/,
    wrapper: sending((input) => right(input).replace(/<Type>.*/, '')),
  },
  {
    defect: 'a number for a boolean word',
    finding: /Enabled\.type/,
    wrapper: trying({ xml: (...of) => RIGHT.xml(...of).replace('<Enabled>true', '<Enabled>yes') }),
  },
  {
    defect: 'a quantity that is not the number of items',
    finding: /Quantity\.countOf/,
    wrapper: trying({ xml: (...of) => RIGHT.xml(...of).replace('<Quantity>1', '<Quantity>2') }),
  },
];

const wrongRequests: Wrong[] = [
  {
    defect: 'a request element in the place of the configuration',
    finding: /request\.body\.root/,
    wrapper: trying({ xml: (...of) => RIGHT.xml(...of).replaceAll('PolicyConfig', 'PolicyRequest') }),
  },
  {
    defect: 'XML put together without its end',
    finding: /request\.body\.well-formed/,
    wrapper: trying({ xml: (...of) => RIGHT.xml(...of).slice(0, -5) }),
  },
  {
    defect: 'no body',
    finding: /request\.body\.present/,
    wrapper: changing({ changed: () => '' }),
  },
  {
    defect: 'the namespace of an older version',
    finding: /request\.body\.root/,
    wrapper: trying({ xml: (...of) => RIGHT.xml(...of).replace('/2020-05-31/', '/2019-03-26/') }),
  },
  {
    defect: 'an update by POST',
    finding: /request\.method/,
    wrapper: changing({ update: (...of) => ({ ...RIGHT.update(...of), method: 'POST' }) }),
  },
  {
    defect: 'a plural in the path',
    finding: /request\.path/,
    wrapper: changing({
      update: (id, ...of) => ({ ...RIGHT.update(id, ...of), path: `/2020-05-31/continuous-deployment-policies/${id}` }),
    }),
  },
  {
    defect: 'an update of a policy at the path of its configuration',
    finding: /request\.method/,
    wrapper: changing({ update: (id, ...of) => ({ ...RIGHT.update(id, ...of), path: `${POLICY}/${id}/config` }) }),
  },
  {
    defect: 'no signature',
    finding: /request\.signature/,
    wrapper: changing({ sign: ({ headers }) => headers }),
  },
  {
    defect: 'a signature for another service',
    finding: /request\.signature/,
    wrapper: changing({
      sign: ({ method, path, headers, body }, host) => {
        const request = { service: 's3', region: 'us-east-1', host, method, path, headers, body: body ?? '' };
        const { authorization, 'X-Amz-Date': date } = lowered(
          aws4.sign(request, { accessKeyId: 'test', secretAccessKey: 'test' }).headers as Record<string, string>,
        );
        return { ...headers, authorization: authorization!, 'x-amz-date': date! };
      },
    }),
  },
];

/** The signer writes the header in capitals. */
const lowered = (headers: Record<string, string>): Record<string, string> => ({
  ...headers,
  authorization: headers.Authorization ?? '',
});

const wrongVersions: Wrong[] = [
  {
    defect: 'an update without If-Match',
    finding: /request\.if-match\.present/,
    wrapper: changing({ update: (...of) => ({ ...RIGHT.update(...of), headers: {} }) }),
  },
  {
    defect: 'a delete without If-Match',
    finding: /request\.if-match\.present/,
    wrapper: trying({ remove: (...of) => ({ ...RIGHT.remove(...of), headers: {} }) }),
  },
  {
    defect: 'the ETag in a header of its own name',
    finding: /request\.if-match\.present/,
    wrapper: changing({ update: (id, etag, body) => ({ ...RIGHT.update(id, etag, body), headers: { etag } }) }),
  },
  {
    defect: 'If-Match: any',
    finding: /request\.if-match\.known/,
    wrapper: changing({ update: (id, _, body) => RIGHT.update(id, '*', body) }),
  },
  {
    defect: 'the id as the ETag',
    finding: /request\.if-match\.known/,
    wrapper: changing({ update: (id, _, body) => RIGHT.update(id, id, body) }),
  },
  {
    defect: 'no If-Match after a retry',
    finding: /request\.if-match\.present/,
    wrapper: changing({
      repeated: ({ headers, ...sent }) => ({
        ...sent,
        headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'if-match')),
      }),
    }),
  },
  {
    defect: 'the ETag from before its own update',
    finding: /request\.if-match\.current/,
    wrapper: async (rollout, site) => {
      const { create, update, remove } = rest(site);
      const { id, etag } = await create(rollout, site.arranged.freeName);
      await update(id, etag, RIGHT.xml({ ...rollout, weight: 0.002 }, site.arranged.freeName));
      await remove(id, etag);
    },
  },
  {
    defect: 'the same stale ETag once more',
    by: 'rereads',
    finding: /writes again without reading again/,
    wrapper: changing({ again: (error, attempt) => attempt < 3 && !!error }),
  },
  {
    defect: 'an update with what changes and nothing else',
    finding: /request\.whole-configuration/,
    wrapper: changing({
      changed: (read) => read.replace(/<TrafficConfig>.*<\/TrafficConfig>/s, ''),
    }),
  },
];

const wrongOrders: Wrong[] = [
  {
    defect: 'a policy deleted while it is attached',
    finding: /workflow\.order/,
    wrapper: async (rollout, site) => {
      const { id, etag } = await attach(rollout, site);
      await rest(site).remove(id, etag);
    },
  },
  {
    defect: 'a distribution deleted while it is enabled',
    finding: /workflow\.order/,
    wrapper: async (_, site) => {
      const path = `${DISTRIBUTION}/${site.arranged.primaryId}`;
      const { call } = rest(site);
      const { etag } = await call({ method: 'GET', path, headers: {} });
      await call({ method: 'DELETE', path, headers: { 'if-match': etag } });
    },
  },
  {
    defect: 'a policy attached after it was deleted',
    finding: /workflow\.(not-after-delete|refused-change)/,
    wrapper: async (rollout, site) => {
      const { create, remove, update } = rest(site);
      const { id, etag } = await create(rollout, site.arranged.freeName);
      await remove(id, etag);
      await update(id, etag, RIGHT.xml(rollout, site.arranged.freeName));
    },
  },
  {
    defect: 'a new distribution that names a policy already',
    finding: /workflow\.refused-change/,
    wrapper: async (_, site) => {
      const { id } = { id: site.arranged.policyId };
      const { Origins, DefaultCacheBehavior } = distribution('');
      const body =
        `<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">` +
        `<CallerReference>new</CallerReference>${xmlOf({ Origins, DefaultCacheBehavior })}<Comment>c</Comment>` +
        `<Enabled>true</Enabled><ContinuousDeploymentPolicyId>${id}</ContinuousDeploymentPolicyId></DistributionConfig>`;
      await rest(site).call({
        method: 'POST',
        path: DISTRIBUTION,
        headers: { 'content-type': 'application/xml' },
        body,
      });
    },
  },
];

/** Values as elements, lists by the name that the service gives their items. */
function xmlOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, inner]) =>
      Array.isArray(inner)
        ? `<Items>${inner.map((item) => `<Origin>${xmlOf(item)}</Origin>`).join('')}</Items>`
        : `<${name}>${xmlOf(inner)}</${name}>`,
    )
    .join('');
}

const wrongEnds: Wrong[] = [
  {
    defect: 'an error that is swallowed',
    by: 'ends',
    finding: /swallows an error/,
    wrapper: (...of) => change(RIGHT)(...of).catch(() => undefined),
  },
  {
    defect: 'an error that names no cause',
    by: 'ends',
    finding: /does not name the cause/,
    wrapper: (...of) =>
      change(RIGHT)(...of).catch(() => {
        throw new Error('the rollout went wrong');
      }),
  },
  {
    defect: 'a wait for an answer that never comes',
    by: 'ends',
    finding: /it hangs/,
    wrapper: (...of) => change(RIGHT)(...of).catch(() => new Promise(() => {})),
  },
  {
    defect: 'endless retries',
    by: 'ends',
    finding: /it hangs/,
    wrapper: changing({
      again: () => true,
      send: async (...of) => {
        await wait(5);
        return RIGHT.send(...of);
      },
    }),
  },
  {
    defect: 'no retry of what is throttled',
    by: 'retries',
    finding: /does not retry/,
    wrapper: changing({ again: () => false }),
  },
  {
    defect: 'retries of what is refused for good',
    by: 'retries',
    finding: /it retries/,
    wrapper: changing({
      again: (error, attempt) => attempt < 4 && !(error instanceof Refused && error.code === 'PreconditionFailed'),
    }),
  },
  {
    defect: 'an unknown element that it trips over',
    by: 'ends',
    finding: /differs harmlessly/,
    wrapper: changing({
      changed: (read, rollout) => {
        if (!/^\s*(<\?xml[^>]*>)?\s*<ContinuousDeploymentPolicyConfig[^>]*><StagingDistributionDnsNames>/.test(read))
          throw new Error('not the answer that was expected');
        return RIGHT.changed(read, rollout);
      },
    }),
  },
  {
    defect: 'a policy left behind where attaching it fails',
    by: 'leavesNothing',
    finding: /leaves ContinuousDeploymentPolicy .* behind/,
    wrapper: attach,
  },
];

/** Wrappers with one defect each. */
export const WRONG_WRAPPERS: readonly Wrong[] = [
  ...wrongValues,
  ...wrongRequests,
  ...wrongVersions,
  ...wrongOrders,
  ...wrongEnds,
];
