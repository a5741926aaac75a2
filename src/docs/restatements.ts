import { figuresOf, NUMBER, numberOf, UNIT, unitOf } from './patterns/numbers.ts';

/** How many of the smallest unit of its family a unit holds. */
const SIZES: Record<string, [family: string, size: number]> = {
  milliseconds: ['time', 0.001],
  seconds: ['time', 1],
  minutes: ['time', 60],
  hours: ['time', 3600],
  days: ['time', 86_400],
  weeks: ['time', 604_800],
  years: ['time', 31_536_000],
  bytes: ['data', 1],
  KB: ['data', 1024],
  MB: ['data', 1_048_576],
  GB: ['data', 1_073_741_824],
};

/** One figure said twice. */
export interface Restatement {
  said: string;
  again: string;
  agrees: boolean;
}

const WIDER = UNIT.replace('days?|', 'days?|weeks?|years?|');
const RANGE = new RegExp(`${NUMBER} ?[–—-] ?${NUMBER}${WIDER} \\(${NUMBER} ?[–—-] ?${NUMBER}${WIDER}\\)`, 'gi');
const SINGLE = new RegExp(`(?<![–—-] ?)\\b${NUMBER}${WIDER} \\(${NUMBER}${WIDER}\\)`, 'gi');
const PERCENT = /\bvalue of (\d+(?:\.\d+)?) means (\d+(?:\.\d+)?)%/gi;

/** The figures of a sentence that stand in it a second time in another unit: 300–3600 seconds (5–60 minutes), 0.10 means 10%. */
export function restatementsIn(sentence: string): Restatement[] {
  const text = figuresOf(sentence);
  const found: Restatement[] = [];
  for (const [, low, high, unit, low2, high2, unit2] of text.matchAll(RANGE)) {
    const agrees = same(low!, unit, low2!, unit2) && same(high!, unit, high2!, unit2);
    if (agrees !== undefined)
      found.push({ said: `${low}–${high} ${unit}`, again: `${low2}–${high2} ${unit2}`, agrees });
  }
  for (const [, number, unit, number2, unit2] of text.matchAll(SINGLE)) {
    const agrees = same(number!, unit, number2!, unit2);
    if (unit !== undefined && unit2 !== undefined)
      found.push({ said: `${number} ${unit}`, again: `${number2} ${unit2}`, agrees });
  }
  for (const [, value, percent] of text.matchAll(PERCENT)) {
    found.push({ said: value!, again: `${percent}%`, agrees: Math.abs(Number(value) * 100 - Number(percent)) < 1e-9 });
  }
  return found;
}

function same(a: string, unitA: string | undefined, b: string, unitB: string | undefined): boolean {
  const sizeA = SIZES[unitOf(unitA) ?? ''];
  const sizeB = SIZES[unitOf(unitB) ?? ''];
  if (sizeA === undefined || sizeB === undefined || sizeA[0] !== sizeB[0]) return false;
  return Math.abs(numberOf(a) * sizeA[1] - numberOf(b) * sizeB[1]) < 1e-9;
}
