import type { Citation } from './evidence.ts';

/** A source in words: `field` stands for public reports on what the service does, which have numbers. */
export const citedText = ({ document, place }: Citation): string =>
  document === 'field' ? `public reports, number ${place}` : `${document}, ${place}`;
