import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunEvent } from '../../src/core/event.ts';
import { sampleEvents, sampleFinding } from '../../src/report/testing/sample-run.ts';

const COMMAND = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const RULES = 2000;
const SIZES = [250_000, 500_000, 1_000_000];
const MOST_MB = 300;

/** `report` of a million events needs less than 300 MB, and time that grows as they do. Needs a build. */
export async function prove(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'report-scale-'));
  try {
    const taken = SIZES.map((size) => measure(folder, size));
    for (const [index, { seconds, megabytes }] of taken.entries())
      process.stdout.write(`${SIZES[index]} events: ${seconds.toFixed(1)} s, ${megabytes} MB\n`);
    const [first, , last] = taken;
    if (last!.megabytes >= MOST_MB) throw new Error(`${last!.megabytes} MB, not under ${MOST_MB}`);
    // Four times the events; the rest is for noise.
    if (last!.seconds > first!.seconds * 6) throw new Error('the time grows faster than the events');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(folder: string, size: number): { seconds: number; megabytes: number } {
  const file = join(folder, `${size}.ndjson`);
  write(file, size);
  const tell =
    'data:text/javascript,process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';
  const begun = performance.now();
  const words = ['--import', tell, COMMAND, 'report', file];
  for (const format of ['json', 'junit', 'markdown', 'html'])
    words.push('--report', `${format}=${join(folder, format)}`);
  const child = `"$0" "$@" 2>&1 >/dev/null`;
  const kilobytes = Number(execFileSync('sh', ['-c', child, process.execPath, ...words], { encoding: 'utf8' }));
  rmSync(file);
  return { seconds: (performance.now() - begun) / 1000, megabytes: Math.round(kilobytes / 1024) };
}

/** A run of many rules in many rounds, as fuzzing makes it: one event in ten is a finding, one in ten a note. */
function write(file: string, size: number): void {
  const rules = Array.from({ length: RULES }, (_, index) => ({
    id: `Shape${index % 50}.Member${index}.maximum`,
    status: 'pass' as const,
  }));
  const [start] = sampleEvents({ rules });
  const descriptor = openSync(file, 'w');
  let lines = [`${JSON.stringify(start)}\n`];
  for (let index = 1; index < size - 1; index++) {
    lines.push(`${JSON.stringify(eventAt(index, rules[(index * 7) % RULES]!.id))}\n`);
    if (lines.length === 1000) {
      writeSync(descriptor, lines.join(''));
      lines = [];
    }
  }
  const end: RunEvent = { type: 'end', seconds: 1, requests: size, retries: 0, interrupted: false };
  writeSync(descriptor, `${lines.join('')}${JSON.stringify(end)}\n`);
  closeSync(descriptor);
}

function eventAt(index: number, rule: string): RunEvent {
  const operations = { PlantTree: 3 };
  switch (index % 10) {
    case 0:
      return {
        type: 'finding',
        finding: sampleFinding(rule, 'documented', { actual: `accepted: ${index}`, after: index }),
      };
    case 1:
      return { type: 'note', rule, text: `round ${index}` };
    case 2:
      return { type: 'progress', phase: 'random', done: 1, total: RULES, requests: index, findings: 0 };
    default:
      return { type: 'judged', rule, phase: 'random', status: 'pass', requests: 3, operations, ms: 1, latency: [2, 1] };
  }
}
