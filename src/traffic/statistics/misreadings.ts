/** Ways to misread a weight, so that a finding can name its cause. */
const MISREADINGS: { about: string; share(weight: number): number }[] = [
  { about: 'the weight were taken for the share of the primary distribution', share: (weight) => 1 - weight },
  { about: 'the weight were read as a percentage', share: (weight) => weight / 100 },
  { about: 'the weight were rounded to whole percents', share: (weight) => Math.round(weight * 100) / 100 },
  { about: 'the weight were capped at 0.1', share: (weight) => Math.min(weight, 0.1) },
  { about: 'the weight were multiplied by 10', share: (weight) => Math.min(1, weight * 10) },
  { about: 'the weight were divided by 10', share: (weight) => weight / 10 },
  { about: 'the weight were multiplied by 1.5', share: (weight) => weight * 1.5 },
  { about: 'the weight were multiplied by 2/3', share: (weight) => weight / 1.5 },
  { about: 'both distributions got half', share: () => 0.5 },
  { about: 'nothing went to the staging distribution', share: () => 0 },
  { about: 'everything went to the staging distribution', share: () => 1 },
];

/** How much less likely than what fits best a misreading may make what was seen to be named: e to this power. */
const NEARLY = 3;

/** The misreadings of a weight that explain `hits` in `trials` best, as the end of a sentence; empty where none explains it. */
export function misreadings(weight: number, trials: number, hits: number): string {
  const best = likelihood(hits / trials, trials, hits);
  const fitting = MISREADINGS.map(({ about, share }) => ({ about, share: share(weight) }))
    .filter(({ share }) => Math.abs(share - weight) > 1e-9 && best - likelihood(share, trials, hits) < NEARLY)
    .sort((a, b) => likelihood(b.share, trials, hits) - likelihood(a.share, trials, hits));
  return fitting.length === 0 ? '' : `, as if ${fitting.map(({ about }) => about).join(', or ')}`;
}

/** Logarithm of the likelihood of a rate, but for a constant. */
function likelihood(rate: number, trials: number, hits: number): number {
  const part = (count: number, probability: number): number => (count === 0 ? 0 : count * Math.log(probability));
  return part(hits, rate) + part(trials - hits, 1 - rate);
}
