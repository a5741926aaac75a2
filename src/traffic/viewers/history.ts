import fc, { type Arbitrary } from 'fast-check';
import type { Stickiness } from '../policy.ts';

/** A viewer's request: seconds since its first one, and which of its sessions it belongs to, counted from 0. */
export interface ViewerVisit {
  second: number;
  session: number;
}

/**
 * What a viewer does, drawn with a liking for the edges of IdleTTL and MaximumTTL. Nothing happens within `slackSeconds` seconds
 * of a session's end, so that it is always clear whether a request belongs to the session before it. Histories that can
 * be short take no longer than `longest`. Undefined where the durations leave no room.
 */
export type VisitHistory = (
  stickiness: Stickiness,
  slackSeconds: number,
  longest?: number,
) => Arbitrary<ViewerVisit[]> | undefined;

const inSession = (times: readonly number[], session = 0): ViewerVisit[] =>
  times.map((second) => ({ second, session }));

/** A duration from `low` to `high`, often the lowest. */
const lateness = (low: number, high: number): Arbitrary<number> =>
  fc.oneof(fc.constant(low), fc.integer({ min: low, max: Math.max(low, high) }));

/** A duration from `low` to `high`, often one of the two. */
const duration = (low: number, high: number): Arbitrary<number> =>
  fc.oneof(fc.constant(high), fc.constant(low), fc.integer({ min: low, max: high }));

/** Several requests within IdleTTL and MaximumTTL of the first: one session, whether requests renew it or not. */
export const within: VisitHistory = ({ idle, maximum }, slackSeconds, longest = Number.POSITIVE_INFINITY) => {
  const last = Math.max(1, Math.min(Math.min(idle, maximum) - slackSeconds, Math.floor(longest)));
  return fc
    .tuple(fc.array(fc.integer({ min: 1, max: last }), { maxLength: 4 }), duration(1, last))
    .map(([times, end]) => inSession([...new Set([0, ...times, end])].sort((a, b) => a - b)));
};

/** Pauses shorter than IdleTTL, together longer than it and shorter than MaximumTTL: one session only if requests renew it. */
export const renewed: VisitHistory = (stickiness, slackSeconds) => {
  const { idle, maximum } = stickiness;
  if (maximum - slackSeconds <= idle + slackSeconds) return undefined;
  return pauses(stickiness, slackSeconds).map((times) => inSession(times));
};

/** A session that is left alone for IdleTTL, and the first request of the next. */
export const idleEnd: VisitHistory = (stickiness, slackSeconds) =>
  fc
    .tuple(opening(stickiness, slackSeconds), lateness(stickiness.idle + slackSeconds, stickiness.idle * 2))
    .map(([visits, pause]) => [...visits, { second: visits.at(-1)!.second + pause, session: 1 }]);

/** A session whose requests come so often that only MaximumTTL ends it, and the first request of the next. */
export const maximumEnd: VisitHistory = (stickiness, slackSeconds) => {
  const { idle, maximum } = stickiness;
  const end = maximum + slackSeconds;
  return fc.tuple(pauses(stickiness, slackSeconds), lateness(0, idle - 3 * slackSeconds)).map(([times, late]) => {
    const before = inSession(times);
    const latest = times.at(-1)!;
    return [...before, { second: Math.min(end + late, latest + idle - slackSeconds), session: 1 }];
  });
};

/** A session, its end by IdleTTL, and several requests of the next one. */
export const nextSession: VisitHistory = (stickiness, slackSeconds) =>
  fc
    .tuple(
      opening(stickiness, slackSeconds),
      lateness(stickiness.idle + slackSeconds, stickiness.idle * 2),
      within(stickiness, slackSeconds)!,
    )
    .map(([visits, pause, next]) => {
      const start = visits.at(-1)!.second + pause;
      return [...visits, ...next.map(({ second }) => ({ second: start + second, session: 1 }))];
    });

/** A short session: nothing, or what `within` gives. */
const opening = (stickiness: Stickiness, slackSeconds: number): Arbitrary<ViewerVisit[]> =>
  fc.oneof(fc.constant(inSession([0])), within(stickiness, slackSeconds)!);

/** Times with pauses of half an IdleTTL up to almost a whole one, the last of them just before MaximumTTL. */
function pauses({ idle, maximum }: Stickiness, slackSeconds: number): Arbitrary<number[]> {
  const [shortest, longest] = [Math.ceil(idle / 2) + slackSeconds, idle - slackSeconds];
  const last = maximum - slackSeconds;
  return fc
    .array(duration(shortest, longest), {
      minLength: Math.ceil(maximum / shortest) + 1,
      maxLength: Math.ceil(maximum / shortest) + 1,
    })
    .map((gaps) => {
      const times = [0];
      for (const gap of gaps) {
        const at = times.at(-1)! + gap;
        if (at > last) break;
        times.push(at);
      }
      return times.at(-1) === last ? times : [...times, last];
    });
}
