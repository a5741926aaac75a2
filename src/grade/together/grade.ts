import { type CurvePoint, curveOf } from '../curve.ts';
import { quantile } from '../quantile.ts';
import type { GroupGrade } from './group.ts';
import type { Walk } from './walk.ts';

/** How several faults of one server are told apart. */
export interface TogetherGrade {
  version: string;
  /** ISO 8601 date. */
  date: string;
  seconds: number;
  seed: number;
  /** Faults of each group, as it was asked for. */
  size: number;
  groups: GroupGrade[];
  /** Faults whose report has more than one heading, or none, although each is alone. */
  alone: { fault: string; headings: string[] }[];
  /** Where groups were mended one heading after the other. */
  walks: Walk[];
  /** Share of all causes that is named, by requests. */
  curve: CurvePoint[];
  summary: TogetherSummary;
}

export interface TogetherSummary {
  groups: number;
  /** Faults that can be seen beside the others of their group, and how many of them are named. */
  causes: number;
  named: number;
  /** From 0 to 1. */
  namedShare: number;
  headings: number;
  headingsPerFault: number;
  /** Headings that no fault of the group causes. */
  uncaused: number;
  /** Faults that the others of their group hide altogether. */
  masked: number;
  /** Share of the rules that have no verdict or are masked, from 0 to 1. */
  unjudgedShare: number;
  /** Requests until all causes are named, in the median of the groups where they are; undefined where they are in none. */
  untilAll?: number;
  walks: number;
  /** Walks that ended with CONFORMS, each first heading being a cause. */
  mended: number;
}

/** The figures of groups that were graded. */
export function summaryOf(groups: readonly GroupGrade[], walks: readonly Walk[]): TogetherSummary {
  const causes = groups.flatMap((group) => group.causes);
  const named = causes.filter((cause) => cause.named);
  const headings = groups.flatMap((group) => group.headings);
  const untilAll = groups
    .filter((group) => group.causes.every((cause) => cause.named))
    .map((group) => Math.max(0, ...group.causes.map(({ after }) => after ?? 0)));
  return {
    groups: groups.length,
    causes: causes.length,
    named: named.length,
    namedShare: shareOf(named.length, causes.length, 1),
    headings: headings.length,
    headingsPerFault: shareOf(headings.length, causes.length, 0),
    uncaused: headings.filter(({ causedBy }) => causedBy.length === 0).length,
    masked: sum(groups.map((group) => group.masked.length)),
    unjudgedShare: shareOf(
      sum(groups.map((group) => group.unjudged.length)),
      sum(groups.map((group) => group.rules)),
      0,
    ),
    ...(untilAll.length > 0 ? { untilAll: quantile(untilAll, 0.5) } : {}),
    walks: walks.length,
    mended: walks.filter(({ ends }) => ends === 'mended').length,
  };
}

/** The share of all causes that is named, by the requests that a run sends. */
export const namingCurve = (groups: readonly GroupGrade[]): CurvePoint[] =>
  curveOf(groups.flatMap(({ causes }) => causes).map(({ after }) => (after === undefined ? {} : { found: { after } })));

const shareOf = (part: number, whole: number, otherwise: number): number => (whole === 0 ? otherwise : part / whole);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
