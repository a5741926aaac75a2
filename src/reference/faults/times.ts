import type { Showing } from '../behaviour.ts';
import type { Fault } from './fault.ts';

const hour = 3_600_000;
const later = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();

const modified = (
  name: string,
  breaks: string,
  about: string,
  modify: (now: Date, before: string | undefined) => string,
): Fault => ({ name, kind: 'written', breaks, about, decide: () => ({ modified: modify }) });

const shown = (
  name: string,
  breaks: string,
  about: string,
  where: Showing,
  change: (time: string) => string,
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  decide: ({ shown: show }) => ({
    shown: (entry, showing) => {
      const before = show(entry, showing);
      return showing === where ? { ...before, modified: change(before.modified) } : before;
    },
  }),
});

const ADVANCES = 'lifecycle.last-modified.advances';
const STAYS = '{lifecycle.last-modified.{agrees,never-goes-back,advances},lifecycle.list.agrees-with-read}';

/** What goes wrong with the time of the last change. */
export const timeFaults: Fault[] = [
  modified(
    'modified-on-create-only',
    ADVANCES,
    'An update leaves LastModifiedTime as it was.',
    (now, before) => before ?? now.toISOString(),
  ),
  modified(
    'modified-by-the-day',
    ADVANCES,
    'LastModifiedTime is the beginning of the day.',
    (now) => `${now.toISOString().slice(0, 10)}T00:00:00.000Z`,
  ),
  modified(
    'modified-by-the-minute',
    ADVANCES,
    'LastModifiedTime is told in whole minutes.',
    (now) => `${now.toISOString().slice(0, 16)}:00Z`,
  ),
  modified(
    'modified-is-constant',
    'lifecycle.last-modified.{advances,is-now}',
    'LastModifiedTime is always the same.',
    () => '2023-01-01T00:00:00.000Z',
  ),
  modified(
    'modified-goes-back-by-an-hour',
    'lifecycle.last-modified.{advances,never-goes-back}',
    'An update sets LastModifiedTime back.',
    (now, before) => (before === undefined ? now.toISOString() : later(before, -hour)),
  ),
  modified(
    'modified-is-empty-after-an-update',
    '{lifecycle.last-modified.timestamp,answer.timestamps,lifecycle.last-modified.*}',
    'LastModifiedTime is empty after an update.',
    (now, before) => (before === undefined ? now.toISOString() : ''),
  ),
  modified(
    'modified-in-local-time',
    'lifecycle.last-modified.is-now',
    'LastModifiedTime is local time with a Z.',
    (now) => later(now.toISOString(), 2 * hour),
  ),
  modified(
    'modified-a-month-off',
    'lifecycle.last-modified.is-now',
    'The month of LastModifiedTime is counted from zero.',
    (now) =>
      new Date(
        Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, now.getUTCDate(), now.getUTCHours()),
      ).toISOString(),
  ),
  modified(
    'modified-in-http-form',
    '{lifecycle.last-modified.timestamp,answer.timestamps}',
    'LastModifiedTime is in the form of the Date header.',
    (now) => now.toUTCString(),
  ),
  modified(
    'modified-without-zone',
    '{lifecycle.last-modified.timestamp,answer.timestamps}',
    'LastModifiedTime says no zone.',
    (now) => now.toISOString().slice(0, 19),
  ),
  modified(
    'modified-in-milliseconds',
    '{lifecycle.last-modified.timestamp,answer.timestamps}',
    'LastModifiedTime is a number of milliseconds.',
    (now) => String(now.getTime()),
  ),
  modified(
    'modified-has-a-thirteenth-month',
    '{lifecycle.last-modified.timestamp,answer.timestamps}',
    'The month of LastModifiedTime is one too high in December.',
    (now) => `${now.getUTCFullYear()}-13-01T00:00:00Z`,
  ),
  shown(
    'modified-later-in-reads',
    STAYS,
    'A read gives a LastModifiedTime that is later than that of the create.',
    'read',
    (time) => later(time, 5_000),
  ),
  shown(
    'modified-earlier-in-create',
    STAYS,
    'A create answers with a LastModifiedTime that is earlier than that of reads.',
    'create',
    (time) => later(time, -5_000),
  ),
  shown(
    'modified-earlier-in-update',
    'lifecycle.last-modified.{agrees,advances,never-goes-back}',
    'An update answers with a LastModifiedTime of an hour ago.',
    'update',
    (time) => later(time, -hour),
  ),
  shown(
    'modified-unreadable-in-lists',
    'answer.timestamps',
    'Listings give LastModifiedTime as a number of seconds.',
    'list',
    (time) => String(Math.floor(Date.parse(time) / 1000)),
  ),
];
