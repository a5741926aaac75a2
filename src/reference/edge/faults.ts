import type { ViewerAnswer } from '../../core/traffic.ts';
import type { EdgeBehaviour } from './behaviour.ts';
import type { EdgeModification } from './edge.ts';
import { changedAt, type EdgeRoute } from './routes.ts';
import type { Session } from './session.ts';

/** A wrong edge, and the rule that must name its cause. */
export interface EdgeFault extends EdgeModification {
  name: string;
  /** Id of the traffic rule that must find it. */
  breaks: string;
  /** What such an edge does, as one sentence. */
  about: string;
}

type Decide = (before: EdgeBehaviour) => Partial<EdgeBehaviour>;

const fault = (name: string, breaks: string, about: string, edge: Decide): EdgeFault => ({
  name,
  breaks: `traffic.${breaks}`,
  about,
  edge,
});

/** A weight that is read in another way. */
const weighs = (name: string, breaks: string, about: string, share: (weight: number) => number): EdgeFault =>
  fault(name, breaks, about, () => ({ share }));

/** Another end of sessions. */
const ends = (name: string, breaks: string, about: string, end: EdgeBehaviour['ends']): EdgeFault =>
  fault(name, breaks, about, () => ({ ends: end }));

const weights: EdgeFault[] = [
  weighs('weight-tenfold', 'weight.share', 'A weight means ten times its share.', (weight) => weight * 10),
  weighs('weight-a-tenth', 'weight.share', 'A weight means a tenth of its share.', (weight) => weight / 10),
  weighs(
    'weight-half-again',
    'weight.share',
    'A weight means one and a half times its share.',
    (weight) => weight * 1.5,
  ),
  weighs('weight-two-thirds', 'weight.share', 'A weight means two thirds of its share.', (weight) => weight / 1.5),
  weighs('weight-as-percentage', 'weight.share', 'A weight is read as a percentage.', (weight) => weight / 100),
  weighs(
    'weight-inverted',
    'weight.share',
    'The weight is the share of the primary distribution.',
    (weight) => 1 - weight,
  ),
  weighs('weight-ignored', 'weight.share', 'Each distribution gets half of the viewers.', () => 0.5),
  weighs('weight-never', 'weight.share', 'No viewer is sent to the staging distribution.', () => 0),
  weighs(
    'weight-whole-percents',
    'weight.fine',
    'A weight is rounded to whole percents.',
    (weight) => Math.round(weight * 100) / 100,
  ),
  weighs('weight-capped', 'weight.highest', 'No weight means more than a tenth.', (weight) => Math.min(weight, 0.1)),
  weighs('weight-zero-defaults', 'weight.zero', 'A weight of zero means a default.', (weight) => weight || 0.05),
];

const sessions: EdgeFault[] = [
  fault('stickiness-ignored', 'session.keeps', 'Every request is divided anew.', () => ({
    stickiness: () => undefined,
  })),
  fault('staging-sticks-only', 'session.keeps', 'Only viewers of the staging distribution are kept.', ({ recall }) => ({
    recall: (request) => {
      const session = recall(request);
      return session?.side === 'staging' ? session : undefined;
    },
  })),
  fault('session-by-address', 'session.cookie', 'A viewer is known by its address.', byAddress),
  ends('session-for-ever', 'session.idle-end', 'A session never ends.', () => Number.MAX_SAFE_INTEGER),
  ends(
    'idle-ignored',
    'session.idle-end',
    'A session ends at MaximumTTL only.',
    ({ started }, { maximum }) => started + maximum,
  ),
  ends(
    'idle-a-minute-late',
    'session.idle-end',
    'A session outlives IdleTTL by a minute.',
    ({ started, latest }, { idle, maximum }) => Math.min(latest + idle + 60_000, started + maximum),
  ),
  ends(
    'idle-in-minutes',
    'session.idle-end',
    'IdleTTL is taken for minutes.',
    ({ started, latest }, { idle, maximum }) => Math.min(latest + idle * 60, started + maximum),
  ),
  ends(
    'idle-in-milliseconds',
    'session.keeps',
    'IdleTTL is taken for milliseconds.',
    ({ latest }, { idle }) => latest + idle / 1000,
  ),
  ends(
    'idle-since-start',
    'session.renewed',
    'IdleTTL counts from the start of the session.',
    ({ started }, { idle }) => started + idle,
  ),
  fault('never-renewed', 'session.renewed', 'A request does not make its session last longer.', () => ({
    renewed: (session) => session,
  })),
  ends(
    'maximum-ignored',
    'session.maximum-end',
    'A session lasts as long as requests come.',
    ({ latest }, { idle }) => latest + idle,
  ),
  ends(
    'maximum-doubled',
    'session.maximum-end',
    'A session lasts up to twice MaximumTTL.',
    ({ started, latest }, { idle, maximum }) => Math.min(latest + idle, started + 2 * maximum),
  ),
  fault('first-session-only', 'session.next', 'Only the first session of a viewer is kept.', ({ remember }) => {
    const firsts = new Map<string, number>();
    return {
      remember(session, end, request) {
        const first = firsts.get(request.address) ?? session.started;
        firsts.set(request.address, first);
        return session.started === first ? remember(session, end, request) : [];
      },
    };
  }),
  fault(
    'session-share-unweighed',
    'session.share',
    'With stickiness half of the viewers go to the staging distribution.',
    ({ stickiness }) => {
      let sticky = false;
      return {
        stickiness(configured) {
          sticky = configured !== undefined;
          return stickiness(configured);
        },
        draw: (share, random) => random() < (sticky ? 0.5 : share),
      };
    },
  ),
];

/** Sessions kept on the edge's side, for all that comes from an address. */
function byAddress(): Partial<EdgeBehaviour> {
  const kept = new Map<string, Session>();
  return {
    recall: ({ address }) => kept.get(address),
    remember(session, _, { address }) {
      kept.set(address, session);
      return [];
    },
  };
}

const headers: EdgeFault[] = [
  fault('header-ignored', 'header.value', 'The header leads nowhere.', () => ({ matches: () => false })),
  fault(
    'header-absent-is-staging',
    'header.absent',
    'What lacks the header goes to the staging distribution.',
    ({ matches }) => ({
      matches: (header, given) => !matches(header, given),
    }),
  ),
  fault('header-value-ignored', 'header.other-value', 'Any value of the header leads to staging.', () => ({
    matches: ({ name }, given) => textOf(given, name) !== undefined,
  })),
  fault(
    'header-value-by-prefix',
    'header.other-value',
    'A value that begins with the right one leads to staging.',
    () => ({
      matches: ({ name, value }, given) => textOf(given, name)?.startsWith(value) === true,
    }),
  ),
  fault(
    'header-value-contained',
    'header.other-value',
    'A value that is part of the right one leads to staging.',
    () => ({
      matches: ({ name, value }, given) => {
        const found = textOf(given, name);
        return found !== undefined && value.includes(found);
      },
    }),
  ),
  fault('header-value-any-case', 'header.value-case', 'The case of the value does not count.', () => ({
    matches: ({ name, value }, given) => textOf(given, name)?.toLowerCase() === value.toLowerCase(),
  })),
  fault('header-name-with-case', 'header.name-case', 'The case of the name counts.', () => ({
    matches: ({ name, value }, given) => given[name] === value,
  })),
  fault(
    'header-name-by-prefix',
    'header.other-name',
    'Any header with the documented prefix and the right value leads to staging.',
    () => ({
      matches: ({ value }, given) =>
        Object.keys(given).some((name) => name.toLowerCase().startsWith('aws-cf-cd-') && given[name] === value),
    }),
  ),
];

function textOf(headers: Record<string, string>, name: string): string | undefined {
  const found = Object.keys(headers).find((given) => given.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : headers[found];
}

/** Milliseconds that a change takes longer than any settling time that a rule allows. */
const TOO_LONG = 3_600_000;

/** An edge that goes on with what it knew. */
const keeps = (
  name: string,
  breaks: string,
  about: string,
  still: (before: EdgeRoute, latest: EdgeRoute, now: number) => boolean,
): EdgeFault =>
  fault(name, breaks, about, ({ route }) => ({
    route: (latest, before, now) => (before && still(before, latest, now) ? before : route(latest, before, now)),
  }));

const enabled = ({ policy }: EdgeRoute): boolean => policy?.config.Enabled === true;

const effects: EdgeFault[] = [
  fault('disabled-ignored', 'effect.disable', 'A disabled policy divides traffic.', () => ({ inEffect: () => true })),
  keeps(
    'disabling-stale',
    'effect.disable',
    'A policy goes on for an hour after it was disabled.',
    (before, latest, now) =>
      enabled(before) && latest.policy !== undefined && !enabled(latest) && now < changedAt(latest) + TOO_LONG,
  ),
  keeps(
    'enabling-ignored',
    'effect.enable',
    'A policy that was created disabled stays so.',
    (before, latest) => before.policy?.id === latest.policy?.id && !enabled(before) && enabled(latest),
  ),
  keeps(
    'update-stale',
    'effect.update',
    'An update takes an hour.',
    (before, latest, now) => enabled(before) && enabled(latest) && now < changedAt(latest) + TOO_LONG,
  ),
  keeps(
    'update-ignored',
    'effect.update',
    'The policy of the first request stays.',
    (before, latest) => before.policy !== undefined && before.policy.id === latest.policy?.id && enabled(latest),
  ),
  keeps(
    'detached-ignored',
    'effect.detach',
    'A policy that was detached goes on.',
    (before, latest) => before.policy !== undefined && latest.policy === undefined,
  ),
  keeps(
    'promotion-keeps-traffic',
    'effect.promote',
    'After a promotion the policy goes on.',
    (before, latest) =>
      before.distribution !== latest.distribution && enabled(before) && latest.policy !== undefined && !enabled(latest),
  ),
  fault('staging-by-name', 'staging.name', 'Viewers reach a staging distribution by its own name.', () => ({
    servesStagingName: true,
  })),
];

const visible: EdgeFault[] = [
  fault('round-robin', 'viewers.independent', 'The requests are dealt out in turn.', () => {
    let due = 0;
    return {
      draw(share) {
        due += share;
        if (due < 1) return false;
        due -= 1;
        return true;
      },
    };
  }),
  fault(
    'by-time-of-day',
    'viewers.independent',
    'The viewers of some time all go to the staging distribution.',
    () => ({
      draw: (share, _, { at }) => (at / 10_000) % 1 < share,
    }),
  ),
  fault(
    'sticky-without-stickiness',
    'requests.independent',
    'A viewer is kept where no stickiness is configured.',
    () => ({
      stickiness: (configured) => configured ?? { idle: 300_000, maximum: 300_000 },
    }),
  ),
  fault(
    'staging-by-redirect',
    'viewers.unaware',
    'Viewers of the staging distribution are sent to another place.',
    () => ({
      answer: (answer, served) => (served === 'staging' ? redirected(answer) : answer),
    }),
  ),
  fault('staging-tells', 'viewers.unaware', 'Answers of the staging distribution have a header more.', () => ({
    answer: (answer, served) =>
      served === 'staging' ? { ...answer, headers: { ...answer.headers, 'x-environment': 'staging' } } : answer,
  })),
];

const redirected = (answer: ViewerAnswer): ViewerAnswer => ({
  ...answer,
  status: 302,
  headers: { ...answer.headers, location: '/staging/' },
});

/** Every fault that the edge can have. */
export const EDGE_FAULTS: readonly EdgeFault[] = [...weights, ...sessions, ...headers, ...effects, ...visible];
