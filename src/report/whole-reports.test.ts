import { describe, expect, test } from 'vitest';
import type { Finding } from '../core/event.ts';
import type { RunRecord } from '../core/run-record.ts';
import { detailLines, more, some } from './details.ts';
import { findingLines } from './finding-text.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { skipsOf, skipText } from './skips.ts';
import { terminalReport } from './terminal.ts';
import { sampleFinding, sampleRecords, sampleStep } from './testing/sample-run.ts';

const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
const PAINT = { red: mark('r'), green: mark('g'), yellow: mark('y'), dim: mark('d'), bold: mark('b') };

const ACCEPTED = 'the request was accepted (201)';

/** A run with a rule of each status, several calls, a known deviation and one that is out of date. */
function rich(): RunRecord {
  const [record] = sampleRecords({
    missing: ['FellTree'],
    rules: [
      { id: 'Tree.Height.maximum', status: 'fail', findings: [{ actual: ACCEPTED }] },
      {
        id: 'Tree.Species.enum',
        status: 'warn',
        evidence: 'inferred',
        findings: [
          {
            actual: ACCEPTED,
            operation: 'DigHole',
            path: ['Tree', 'Species'],
            steps: [sampleStep({ operation: 'DigHole' })],
          },
        ],
      },
      {
        id: 'Known.one',
        status: 'fail',
        findings: [{ actual: ACCEPTED, operation: 'WaterTree', path: ['Tree', 'Water'] }],
      },
      {
        id: 'Tree.Root.required',
        status: 'skip',
        reason: 'needs FellTree',
        hindrance: { kind: 'not-implemented', operations: ['FellTree'] },
      },
      { id: 'Tree.Leaf.required', status: 'skip', reason: 'left out by --rules', hindrance: { kind: 'option' } },
      { id: 'Tree.Bark.required', status: 'skip', reason: 'no answer showed it' },
      { id: 'Tree.Odd.one', status: 'error', reason: 'a fault of our own' },
      { id: 'Tree.Fine.one', status: 'pass' },
    ],
  });
  const one = record!;
  one.known = {
    strict: true,
    entries: [
      { rule: 'Known.one', reason: 'ticket 12', expires: '2030-01-01', link: 'http://tickets.test/12' },
      { rule: 'Tree.Fine.one', reason: 'old' },
    ],
  };
  one.rules[2]!.known = one.known.entries[0]!;
  one.comparison = {
    started: '2026-01-01T00:00:00Z',
    fixed: ['WaterTree dried out'],
    left: ['a', 'b'],
    added: ['c'],
    unseen: [],
  };
  return one;
}

test('on a terminal: headlines, evidence, what was not judged, what is known, and the verdict', () => {
  expect(terminalReport([rich()], PAINT, { numbered: true }).join('\n')).toMatchInlineSnapshot(`
    "<r>FAIL</r>  <b>1. PlantTree accepted Height 121 (201): Tree.Height.maximum holds</b>
          expected  a refusal
          got       the request was accepted (201)
          breaks    Tree.Height.maximum <d>(documented: trees@1.0.0, Tree.Height)</d>
          again     cloudfront-conformance reproduce 1

    <y>warn</y>  <b>2. DigHole accepted Species "oak" (201): Tree.Species.enum holds</b>
          expected  a refusal
          got       the request was accepted (201)
          breaks    Tree.Species.enum <d>(inferred: trees@1.0.0, Tree.Species)</d>
          again     cloudfront-conformance reproduce 2

    <d>not judged: Tree.Root.required: FellTree is not implemented (404 with HTML)</d>
    <d>not judged: Tree.Leaf.required: left out by --rules</d>
    <d>not judged: Tree.Odd.one: a fault of our own</d>
    <y>not judged: Tree.Bark.required: no answer showed it; nothing in this report explains it</y>
    <d>known: Known.one: ticket 12, until 2030-01-01 (http://tickets.test/12)</d>
    <r>Tree.Fine.one is a known deviation, but no longer occurs: remove it from the list</r>
    <g>fixed: WaterTree dried out</g>
    <d>show NUMBER shows a finding in full, export NUMBER --as curl prints its calls, reproduce NUMBER repeats them</d>
    <r>DOES NOT CONFORM</r>  orchard: 2 deviations (1 of 8 rules broken), 1 rule holds, 1 known to be broken, 1 known entry out of date, 1 warned, 3 not judged (1 unexplained), 1 in error, 1 of 2 operations implemented; 25 requests in 1.5 s, seed 7; since 2026-01-01 00:00: 1 fixed, 2 left, 1 new"
  `);
});

test('on a narrow terminal, lines are folded and several names cut', () => {
  expect(terminalReport([rich()], PAINT, { columns: 60 }).join('\n')).toMatchInlineSnapshot(`
    "<r>FAIL</r>  <b>1. PlantTree accepted Height 121 (201):</b>
          <b>Tree.Height.maximum holds</b>
          expected  a refusal
          got       the request was accepted (201)
          breaks    Tree.Height.maximum <d>(documented: trees@1.0.…</d>
          again     cloudfront-conformance run --rules 'Tree.Height.maximum' --seed 7

    <y>warn</y>  <b>2. DigHole accepted Species "oak" (201):</b>
          <b>Tree.Species.enum holds</b>
          expected  a refusal
          got       the request was accepted (201)
          breaks    Tree.Species.enum <d>(inferred: trees@1.0.0, T…</d>
          again     cloudfront-conformance run --rules 'Tree.Species.enum' --seed 7

    <d>not judged: Tree.Root.required: FellTree is not implemented…</d>
    <d>not judged: Tree.Leaf.required: left out by --rules</d>
    <d>not judged: Tree.Odd.one: a fault of our own</d>
    <y>not judged: Tree.Bark.required: no answer showed it;</y>
    <y>  nothing in this report explains it</y>
    <d>known: Known.one: ticket 12, until 2030-01-01 (http://tickets.test/12)</d>
    <r>Tree.Fine.one is a known deviation, but no longer occurs: remove it from the list</r>
    <g>fixed: WaterTree dried out</g>
    <r>DOES NOT CONFORM</r>  orchard: 2 deviations (1 of 8 rules
                      broken), 1 rule holds, 1 known to be
                      broken, 1 known entry out of date, 1
                      warned, 3 not judged (1 unexplained), 1 in
                      error, 1 of 2 operations implemented; 25
                      requests in 1.5 s, seed 7; since
                      2026-01-01 00:00: 1 fixed, 2 left, 1 new"
  `);
});

test('with --verbose: all details and every rule', () => {
  expect(terminalReport([rich()], PAINT, { verbose: true }).join('\n')).toMatchInlineSnapshot(`
    "<r>FAIL</r>  <b>1. PlantTree accepted Height 121 (201): Tree.Height.maximum holds</b>
          deviation broken:Tree.Height.maximum
          rule      Tree.Height.maximum <d>(documented: trees@1.0.0, Tree.Height)</d>
          expected  a refusal
          got       the request was accepted (201)
          request   Tree
                    <r>- Height: 120</r>
                    <g>+ Height: 121</g>
          answer    <Tree><Id>T1</Id></Tree>
          again     cloudfront-conformance run --rules 'Tree.Height.maximum' --seed 7
          curl      <d>curl -sS -i -X POST 'http://orchard.test/tree' -H 'content-type: application/xml' --data-binary '<Tree><Height>121</Height><Species>oak</Species></Tree>'</d>

    <y>warn</y>  <b>2. DigHole accepted Species "oak" (201): Tree.Species.enum holds</b>
          deviation broken:Tree.Species.enum
          rule      Tree.Species.enum <d>(inferred: trees@1.0.0, Tree.Species)</d>
          expected  a refusal
          got       the request was accepted (201)
          request   Tree
                    <r>- Height: 120</r>
                    <g>+ Height: 121</g>
          answer    <Tree><Id>T1</Id></Tree>
          again     cloudfront-conformance run --rules 'Tree.Species.enum' --seed 7
          curl      <d>curl -sS -i -X POST 'http://orchard.test/tree' -H 'content-type: application/xml' --data-binary '<Tree><Height>121</Height><Species>oak</Species></Tree>'</d>

    FAIL  Tree.Height.maximum  <d>Tree.Height.maximum holds</d>
    warn  Tree.Species.enum  <d>Tree.Species.enum holds</d>
    FAIL  Known.one  <d>Known.one holds</d>
    skip  Tree.Root.required  <d>Tree.Root.required holds</d>
    skip  Tree.Leaf.required  <d>Tree.Leaf.required holds</d>
    skip  Tree.Bark.required  <d>Tree.Bark.required holds</d>
    ERROR Tree.Odd.one  <d>Tree.Odd.one holds</d>
    ok    Tree.Fine.one  <d>Tree.Fine.one holds</d>

    <d>not judged: Tree.Root.required: FellTree is not implemented (404 with HTML)</d>
    <d>not judged: Tree.Leaf.required: left out by --rules</d>
    <d>not judged: Tree.Odd.one: a fault of our own</d>
    <y>not judged: Tree.Bark.required: no answer showed it; nothing in this report explains it</y>
    <d>known: Known.one: ticket 12, until 2030-01-01 (http://tickets.test/12)</d>
    <r>Tree.Fine.one is a known deviation, but no longer occurs: remove it from the list</r>
    <g>fixed: WaterTree dried out</g>
    <r>DOES NOT CONFORM</r>  orchard: 2 deviations (1 of 8 rules broken), 1 rule holds, 1 known to be broken, 1 known entry out of date, 1 warned, 3 not judged (1 unexplained), 1 in error, 1 of 2 operations implemented; 25 requests in 1.5 s, seed 7; since 2026-01-01 00:00: 1 fixed, 2 left, 1 new"
  `);
});

test('several targets, of which one could not be judged at all', () => {
  const [dead] = sampleRecords({
    target: 'meadow',
    rules: [{ id: 'A.b', status: 'skip', reason: 'it was not reached' }],
  });
  dead!.error = 'meadow gives no more answers';
  expect(terminalReport([rich(), dead!], PAINT).slice(-2).join('\n')).toMatchInlineSnapshot(`
    "<r>DOES NOT CONFORM</r>  orchard: 2 deviations (1 of 8 rules broken), 1 rule holds, 1 known to be broken, 1 known entry out of date, 1 warned, 3 not judged (1 unexplained), 1 in error, 1 of 2 operations implemented; 25 requests in 1.5 s, seed 7; since 2026-01-01 00:00: 1 fixed, 2 left, 1 new
    <y>NOT JUDGED</y>  meadow gives no more answers (1 rule not judged; 4 requests in 1.5 s, seed 7)"
  `);
  expect(terminalReport([rich(), dead!], PAINT).filter((line) => line.includes('──'))).toEqual(['<b>── orchard</b>']);
});

test('as Markdown', () => {
  expect(markdownReport([rich()])).toMatchInlineSnapshot(`
    "## ❌ orchard: does not conform

    2 deviations (1 of 8 rules broken), 1 rule holds, 1 known to be broken, 1 known entry out of date, 1 warned, 3 not judged (1 unexplained), 1 in error, 1 of 2 operations implemented; 25 requests in 1.5 s, seed 7.

    since 2026-01-01 00:00: 1 fixed, 2 left, 1 new.

    **Tree.Fine.one is a known deviation, but no longer occurs: remove it from the list**

    | | | deviation | rules broken | masked |
    |---|---|---|---|---|
    | 1 | fail | PlantTree accepted Height 121 &#40;201&#41;: Tree.Height.maximum holds | 1 | 0 |
    | 2 | warn | DigHole accepted Species "oak" &#40;201&#41;: Tree.Species.enum holds | 1 | 0 |

    <details><summary>1. PlantTree accepted Height 121 &#40;201&#41;: Tree.Height.maximum holds</summary>

    \`\`\`text
    deviation broken:Tree.Height.maximum
    PlantTree: expected a refusal
    got the request was accepted (201)
    1. PlantTree → 201
    - Tree.Height: 120
    + Tree.Height: 121
    answer: <Tree><Id>T1</Id></Tree>
    curl -sS -i -X POST 'http://orchard.test/tree' -H 'content-type: application/xml' --data-binary '<Tree><Height>121</Height><Species>oak</Species></Tree>'
    cloudfront-conformance run --rules 'Tree.Height.maximum' --seed 7
    breaks Tree.Height.maximum
    \`\`\`

    </details>

    <details><summary>2. DigHole accepted Species "oak" &#40;201&#41;: Tree.Species.enum holds</summary>

    \`\`\`text
    deviation broken:Tree.Species.enum
    DigHole: expected a refusal
    got the request was accepted (201)
    1. DigHole → 201
    - Tree.Height: 120
    + Tree.Height: 121
    answer: <Tree><Id>T1</Id></Tree>
    curl -sS -i -X POST 'http://orchard.test/tree' -H 'content-type: application/xml' --data-binary '<Tree><Height>121</Height><Species>oak</Species></Tree>'
    cloudfront-conformance run --rules 'Tree.Species.enum' --seed 7
    breaks Tree.Species.enum
    \`\`\`

    </details>

    ### Known deviations

    - Known.one: ticket 12 (http&#58;//tickets.test/12)

    ### Not judged

    - Tree.Root.required: FellTree is not implemented &#40;404 with HTML&#41;
    - Tree.Leaf.required: left out by --rules
    - Tree.Odd.one: a fault of our own
    - Tree.Bark.required: no answer showed it; nothing in this report explains it
    "
  `);
});

test('as JUnit', () => {
  expect(junitReport([rich()])).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="conformance" tests="9" failures="2" errors="1" skipped="4" time="1.500">
      <testsuite name="orchard" tests="9" failures="2" errors="1" skipped="4" time="1.500" timestamp="2026-01-02T03:04:05">
        <properties>
          <property name="seed" value="7"/>
          <property name="version" value="0.0.0"/>
          <property name="contract" value="trees@1.0.0"/>
          <property name="url" value="http://orchard.test/"/>
        </properties>
        <testcase name="Tree.Height.maximum" classname="Tree" time="0.010">
          <failure message="broken:Tree.Height.maximum: PlantTree accepted Height 121 (201): Tree.Height.maximum holds; Tree.Height.maximum holds; got the request was accepted (201)" type="failure">deviation broken:Tree.Height.maximum: PlantTree accepted Height 121 (201): Tree.Height.maximum holds

    PlantTree: expected a refusal
    got the request was accepted (201)
    1. PlantTree → 201
    - Tree.Height: 120
    + Tree.Height: 121
    answer: &lt;Tree&gt;&lt;Id&gt;T1&lt;/Id&gt;&lt;/Tree&gt;
    curl -sS -i -X POST 'http://orchard.test/tree' -H 'content-type: application/xml' --data-binary '&lt;Tree&gt;&lt;Height&gt;121&lt;/Height&gt;&lt;Species&gt;oak&lt;/Species&gt;&lt;/Tree&gt;'
    cloudfront-conformance run --rules 'Tree.Height.maximum' --seed 7</failure>
        </testcase>
        <testcase name="Tree.Species.enum" classname="Tree" time="0.010">
          <system-out>warning: Tree.Species.enum holds; got the request was accepted (201)

    deviation broken:Tree.Species.enum: DigHole accepted Species "oak" (201): Tree.Species.enum holds

    DigHole: expected a refusal
    got the request was accepted (201)
    1. DigHole → 201
    - Tree.Height: 120
    + Tree.Height: 121
    answer: &lt;Tree&gt;&lt;Id&gt;T1&lt;/Id&gt;&lt;/Tree&gt;
    curl -sS -i -X POST 'http://orchard.test/tree' -H 'content-type: application/xml' --data-binary '&lt;Tree&gt;&lt;Height&gt;121&lt;/Height&gt;&lt;Species&gt;oak&lt;/Species&gt;&lt;/Tree&gt;'
    cloudfront-conformance run --rules 'Tree.Species.enum' --seed 7</system-out>
        </testcase>
        <testcase name="Known.one" classname="Known" time="0.010">
          <skipped message="known deviation: ticket 12"/>
        </testcase>
        <testcase name="Tree.Root.required" classname="Tree" time="0.010">
          <skipped message="FellTree is not implemented (404 with HTML)"/>
        </testcase>
        <testcase name="Tree.Leaf.required" classname="Tree" time="0.010">
          <skipped message="left out by --rules"/>
        </testcase>
        <testcase name="Tree.Bark.required" classname="Tree" time="0.010">
          <skipped message="no answer showed it; nothing in this report explains it"/>
        </testcase>
        <testcase name="Tree.Odd.one" classname="Tree" time="0.010">
          <error message="a fault of our own" type="error"/>
        </testcase>
        <testcase name="Tree.Fine.one" classname="Tree" time="0.010"/>
        <testcase name="known deviations are true" classname="run" time="0.000">
          <failure message="Tree.Fine.one is a known deviation, but no longer occurs: remove it from the list" type="failure">Tree.Fine.one is a known deviation, but no longer occurs: remove it from the list</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('what was not judged, by reason, and what is unexplained last', () => {
  const record = rich();
  expect(skipsOf(record)).toMatchInlineSnapshot(`
    [
      {
        "explained": true,
        "rules": [
          "Tree.Root.required",
        ],
        "text": "FellTree is not implemented (404 with HTML)",
      },
      {
        "explained": true,
        "rules": [
          "Tree.Leaf.required",
        ],
        "text": "left out by --rules",
      },
      {
        "explained": true,
        "rules": [
          "Tree.Odd.one",
        ],
        "text": "a fault of our own",
      },
      {
        "explained": false,
        "rules": [
          "Tree.Bark.required",
        ],
        "text": "no answer showed it; nothing in this report explains it",
      },
    ]
  `);
  expect(record.rules.map((rule) => skipText(record, rule))).toMatchInlineSnapshot(`
    [
      undefined,
      undefined,
      undefined,
      "FellTree is not implemented (404 with HTML)",
      "left out by --rules",
      "no answer showed it; nothing in this report explains it",
      "a fault of our own",
      undefined,
    ]
  `);
});

describe('the details of a finding', () => {
  const plain = (text: string): string => text;
  const paint = { red: plain, green: plain, yellow: plain, dim: plain, bold: plain };
  const lines = (finding: Partial<Finding>, others: string[] = [], citations = 0) =>
    detailLines(
      sampleFinding('A.b', 'documented', finding),
      {
        citations: Array.from({ length: citations }, (_, at) => ({ document: `doc ${at}`, place: 'here' })) as never,
        others,
      },
      paint,
    );
  const input = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`Member${index}`, index]));

  test('without a supported request, the whole request is shown', () => {
    const { supported: _, ...finding } = sampleFinding('A.b', 'documented');
    expect(detailLines(finding, { citations: [], others: [] }, paint)).toContain(
      '      request   {"Tree":{"Height":121,"Species":"oak"}}',
    );
  });

  test.each([
    [6, 0],
    [7, 1],
    [8, 2],
  ])('of %i differences six are shown', (count, hidden) => {
    const found = lines({ supported: {}, steps: [sampleStep({ input: input(count) })] });
    expect(found.filter((line) => /\+ Member\d/.test(line))).toHaveLength(6);
    const rest = found.filter((line) => line.includes('more difference'));
    expect(rest.map((line) => line.trim())).toEqual(
      hidden === 0 ? [] : [`and ${hidden} more ${hidden === 1 ? 'difference' : 'differences'}`],
    );
  });

  test.each([
    [8, []],
    [9, ['      after     1 more call']],
    [10, ['      after     2 more calls']],
  ])('of %i calls before the decisive one eight are shown', (count, hidden) => {
    const steps = Array.from({ length: count + 1 }, (_, index) => sampleStep({ operation: `Call${index}` }));
    const found = lines({ steps });
    expect(found.filter((line) => /Call\d+ →/.test(line))).toHaveLength(8);
    expect(found.filter((line) => line.includes('more call'))).toEqual(hidden);
    expect(found.some((line) => line.includes(`Call${count - 1} →`))).toBe(true);
  });

  test('what a supported request lacks, has too much, or has otherwise is shown below the place they share', () => {
    const found = lines({
      supported: { Tree: { Inner: { A: 1, B: 2 } } },
      steps: [sampleStep({ input: { Tree: { Inner: { B: 3, C: 4 } } } })],
    });
    expect(found.slice(3, 8)).toEqual([
      '      request   Tree.Inner',
      '                - A: 1',
      '                - B: 2',
      '                + B: 3',
      '                + C: 4',
    ]);
  });

  test('other rules that it breaks are named, three at most, and so is the source', () => {
    expect(lines({}, ['A.c', 'A.d', 'A.e', 'A.f'], 3)).toEqual(
      expect.arrayContaining([
        '      rule      A.b (documented: doc 0, here and 2 more)',
        '      also      broken: A.c, A.d, A.e and 1 more',
      ]),
    );
    expect(some(['a', 'b', 'c'])).toBe('a, b, c');
    expect([more(0, 'rule'), more(1, 'rule'), more(2, 'rule'), more(2)]).toEqual([
      '',
      ' and 1 more rule',
      ' and 2 more rules',
      ' and 2 more',
    ]);
  });

  test('an answer is shown without its declaration and namespace', () => {
    const text = '<?xml version="1.0"?>\n<Tree xmlns="http://a.test/"><Id>T1</Id></Tree>';
    const found = lines({ steps: [sampleStep({ response: { status: 200, headers: {}, body: { text } } })] });
    expect(found).toContain('      answer    <Tree><Id>T1</Id></Tree>');
  });

  test('no answer and no steps leave these lines out', () => {
    const { response: _, ...step } = sampleStep();
    expect(lines({ steps: [step] }).join('\n')).not.toContain('      answer');
    expect(lines({ steps: [] }).map((line) => line.trim().split(' ')[0])).toEqual(['rule', 'expected', 'got', 'again']);
  });

  test('a command that is too long is not shown', () => {
    const request = { ...sampleStep().request!, body: { text: 'x'.repeat(300) } };
    expect(lines({ steps: [sampleStep({ request })] }).at(-1)).toBe(
      '      curl      too long to show; export --as curl writes it',
    );
  });

  test('as plain lines, an answer is cut at 2,000 characters', () => {
    const answerOf = (length: number) => {
      const response = { status: 200, headers: {}, body: { text: 'x'.repeat(length) } };
      return findingLines(sampleFinding('A.b', 'documented', { steps: [sampleStep({ response })] })).find((line) =>
        line.startsWith('answer: '),
      );
    };
    expect(answerOf(2_000)).toBe(`answer: ${'x'.repeat(2_000)}`);
    expect(answerOf(2_001)).toBe(`answer: ${'x'.repeat(2_000)}…`);
    expect(answerOf(0)).toBeUndefined();
  });

  test('as plain lines, calls are numbered and differences shown', () => {
    const finding = sampleFinding('A.b', 'documented', {
      actual: ACCEPTED,
      supported: { A: 1, B: 2 },
      steps: [sampleStep({ operation: 'DigHole', outcome: '200' }), sampleStep({ input: { B: 3, C: 4 } })],
    });
    expect(findingLines(finding)).toEqual([
      'PlantTree: expected a refusal',
      'got the request was accepted (201)',
      '1. DigHole → 200',
      '2. PlantTree → 201',
      '- A: 1',
      '- B: 2',
      '+ B: 3',
      '+ C: 4',
      'answer: <Tree><Id>T1</Id></Tree>',
      expect.stringMatching(/^curl /),
      finding.reproduce,
    ]);
    expect(findingLines({ ...finding, steps: [] })).toEqual([
      'PlantTree: expected a refusal',
      'got the request was accepted (201)',
      finding.reproduce,
    ]);
  });
});
