import { termsOf } from '../../src/cli/options/traffic-terms.ts';
import { loadContract } from '../../src/contracts/load.ts';
import { seededDraw } from '../../src/reference/edge/draw.ts';
import { EDGE_FAULTS } from '../../src/reference/edge/faults.ts';
import { referenceEdge } from '../../src/session/traffic-reference.ts';
import { trafficRules } from '../../src/traffic/rules/index.ts';
import type { TrafficRule } from '../../src/traffic/rules/rule.ts';
import { judgeTraffic } from '../../src/traffic/run.ts';
import { characteristics } from '../../src/traffic/statistics/characteristics.ts';
import { type Decision, type SequentialTest, sequentialTest } from '../../src/traffic/statistics/sequential-test.ts';
import { divergence, questionOf } from '../../src/traffic/viewers/observe.ts';

const RUNS = 100_000;
const WEIGHTS = [0, 0.001, 0.01, 0.05, 0.1, 0.15];
/** Goal for the upper 95 % bound of the false-alarm rate. */
const ALARMS = 1e-4;
/** A looser level at which alarms are frequent enough to compare their number with the computed one. */
const LOOSE = 0.01;
/** How unlikely a number of alarms may be under the computed rate. */
const LIKELY = 1e-3;
const MEDIAN = 1.5;
const REQUESTS_A_SECOND = 100_000;

const TERMS = termsOf({}, true);

/** The error rates, the power and the speed of the traffic rules. Throws where a goal is missed. */
export async function prove(): Promise<void> {
  const misses = [...falseAlarms(), ...power(), ...(await rightEdges()), ...(await wrongEdges()), ...(await speed())];
  if (misses.length > 0) throw new Error(misses.join('\n'));
}

function falseAlarms(): string[] {
  const misses: string[] = [];
  for (const alarm of [TERMS.alarm, LOOSE]) {
    for (const weight of WEIGHTS) {
      const test = sequentialTest(questionOf(weight, { ...TERMS, alarm }));
      const { ends, trials } = simulate(test, weight, RUNS, 1);
      const alarms = ends['too many'] + ends['too few'];
      const computed = weight === 0 ? undefined : characteristics(test, weight);
      const rate = computed ? computed.ends['too many'] + computed.ends['too few'] : 0;
      const bound = upperBound(alarms, RUNS);
      const likely = agreement(alarms, RUNS, rate);
      print(
        `Weight ${weight}, level ${alarm}: ${alarms} false alarms in ${RUNS} runs, upper 95 % bound ${bound.toExponential(2)}; computed ${rate.toExponential(3)} (p ${likely.toFixed(3)}); undecided ${ends.undecided}; median ${median(trials)} requests, computed ${computed?.median ?? median(trials)}`,
      );
      if (alarm === TERMS.alarm && bound > ALARMS)
        misses.push(`Weight ${weight}: upper bound ${bound} above ${ALARMS}`);
      if (rate > alarm) misses.push(`Weight ${weight}: computed rate ${rate} above the stated ${alarm}`);
      if (likely < LIKELY) misses.push(`Weight ${weight}: ${alarms} alarms do not agree with the rate ${rate}`);
    }
  }
  return misses;
}

function power(): string[] {
  const { alarm, miss } = TERMS;
  const misses: string[] = [];
  for (const rate of [0.15, 0.1 / 1.5]) {
    const { ends, trials } = simulate(sequentialTest(questionOf(0.1, TERMS)), rate, 20_000, 2);
    const wald =
      ((1 - miss) * Math.log((1 - miss) / alarm) + miss * Math.log(miss / (1 - alarm))) / divergence(rate, 0.1);
    const middle = median(trials);
    print(
      `Weight 0.1 at a share of ${rate.toFixed(4)}: median ${middle} requests, ${(middle / wald).toFixed(2)} times the ${wald.toFixed(0)} of the SPRT; missed ${ends.agrees} of 20000`,
    );
    if (middle > MEDIAN * wald) misses.push(`median ${middle} at ${rate} is above ${MEDIAN} times ${wald}`);
  }
  return misses;
}

async function rightEdges(): Promise<string[]> {
  let requests = 0;
  const found: string[] = [];
  for (let seed = 0; seed < 20; seed++) {
    const result = await judged(seed, rules);
    requests += result.requests;
    found.push(...result.found);
  }
  print(`20 runs of all ${rules.length} rules on the reference edge: ${found.length} findings, ${requests} requests`);
  return found.map((rule) => `${rule} breaks on the reference edge`);
}

async function wrongEdges(): Promise<string[]> {
  const misses: string[] = [];
  for (const fault of EDGE_FAULTS) {
    for (let seed = 0; seed < 5; seed++) {
      const own = rules.filter(({ id }) => id === fault.breaks);
      const { found } = await judged(seed, own, [fault]);
      if (found.length === 0) misses.push(`${fault.name} is not found by ${fault.breaks} with seed ${seed}`);
    }
  }
  print(
    `${EDGE_FAULTS.length} wrong edges with 5 seeds each: ${misses.length} not found by the rule that names the cause`,
  );
  return misses;
}

/** Requests that one processor judges in a second: what else the machine does does not count. */
async function speed(): Promise<string[]> {
  const fine = rules.filter(({ id }) => id === 'traffic.weight.fine');
  await judged(1, fine);
  const begun = process.cpuUsage();
  const { requests } = await judged(2, fine);
  const { user, system } = process.cpuUsage(begun);
  const rate = Math.round(requests / ((user + system) / 1e6));
  print(`${rate} requests a second of one processor, judged in process (${requests} requests)`);
  return rate < REQUESTS_A_SECOND ? [`${rate} requests a second are below ${REQUESTS_A_SECOND}`] : [];
}

const contract = loadContract();
const rules = trafficRules(contract);

async function judged(
  seed: number,
  selected: readonly TrafficRule[],
  modifications: Parameters<typeof referenceEdge>[2] = [],
): Promise<{ found: string[]; requests: number }> {
  const found: string[] = [];
  let requests = 0;
  const { edge, controller } = referenceEdge(contract, seed, modifications);
  const options = {
    contract,
    edge,
    controller,
    rules: selected,
    terms: TERMS,
    seed,
    version: '',
    reproduce: () => '',
  };
  for await (const event of judgeTraffic(options)) {
    if (event.type === 'finding') found.push(event.finding.rule);
    if (event.type === 'end') requests = event.requests;
  }
  return { found, requests };
}

/** Runs of a test at a true rate. From hit to hit: the misses between two hits come as one geometric number. */
function simulate(
  test: SequentialTest,
  rate: number,
  runs: number,
  seed: number,
): { ends: Record<Decision, number>; trials: number[] } {
  const random = seededDraw(seed);
  const ends: Record<Decision, number> = { agrees: 0, 'too many': 0, 'too few': 0, undecided: 0 };
  const lengths: number[] = [];
  const perMiss = Math.log1p(-rate);
  for (let run = 0; run < runs; run++) {
    let [trials, hits] = [0, 0];
    let decision: Decision | undefined;
    while (decision === undefined) {
      const hitAt = rate === 0 ? Number.POSITIVE_INFINITY : trials + 1 + Math.floor(Math.log(1 - random()) / perMiss);
      const quiet = test.next(trials + 1, hits);
      if (quiet.trials < hitAt) {
        trials = quiet.trials;
        decision = quiet.decision;
      } else {
        trials = hitAt;
        decision = test.decide(trials, ++hits);
      }
    }
    ends[decision]++;
    lengths.push(trials);
  }
  return { ends, trials: lengths };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Clopper and Pearson's upper 95 % bound of a rate of which `count` of `runs` were seen. */
function upperBound(count: number, runs: number): number {
  let [low, high] = [count / runs, 1];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (atMost(count, runs, middle) > 0.05) low = middle;
    else high = middle;
  }
  return high;
}

/** How likely a count as far from the expected one is, at a given rate (both tails). */
function agreement(count: number, runs: number, rate: number): number {
  if (rate === 0) return count === 0 ? 1 : 0;
  return Math.min(1, 2 * Math.min(atMost(count, runs, rate), 1 - (count === 0 ? 0 : atMost(count - 1, runs, rate))));
}

/** Probability of at most `count` hits in `runs`. */
function atMost(count: number, runs: number, rate: number): number {
  let logarithm = runs * Math.log1p(-rate);
  let sum = Math.exp(logarithm);
  for (let hits = 1; hits <= count; hits++) {
    logarithm += Math.log((runs - hits + 1) / hits) + Math.log(rate) - Math.log1p(-rate);
    sum += Math.exp(logarithm);
  }
  return Math.min(1, sum);
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
