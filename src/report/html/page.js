/**
 * The page of a report. Everything is put on it as text of nodes, so that nothing that a target answered can act.
 * @typedef {import('./data.ts').PageData} PageData
 * @typedef {import('./data.ts').PageRule} PageRule
 * @typedef {import('./data.ts').PageCell} PageCell
 * @typedef {import('./data.ts').PageDeviation} PageDeviation
 * @typedef {import('./data.ts').PageFinding} PageFinding
 * @typedef {import('./data.ts').PageStep} PageStep
 * @typedef {import('./data.ts').PageTarget} PageTarget
 * @typedef {import('./data.ts').ShownStatus} ShownStatus
 * @typedef {(Node | string | undefined)[]} Children
 */

/** @type {PageData} */
const data = JSON.parse(document.getElementById('data')?.textContent ?? '');

/** @type {Record<ShownStatus, { sign: string, word: string }>} */
const STATUSES = {
  fail: { sign: '✗', word: 'broken' },
  error: { sign: '‼', word: 'in error' },
  warn: { sign: '!', word: 'warned' },
  known: { sign: '◇', word: 'known to be broken' },
  pass: { sign: '✓', word: 'holds' },
  skip: { sign: '–', word: 'not judged' },
};
/** The worst first. */
const ORDER = /** @type {ShownStatus[]} */ (Object.keys(STATUSES));

/** Sources of a rule that are named. */
const SOURCES = 3;

/** Rows of one piece of the grid; pieces that are out of sight are not laid out. */
const CHUNK = 80;

// Making nodes

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | ((event: Event) => void)>} [attributes]
 * @param {Children} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {Children} children
 */
function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

const ACTS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/g;

/**
 * Text in which characters that act instead of standing there are seen.
 * @param {string} text
 */
function shown(text) {
  const fragment = document.createDocumentFragment();
  let from = 0;
  for (const { index, 0: character } of text.matchAll(ACTS)) {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    fragment.append(text.slice(from, index), make('span', { class: 'acts' }, `U+${code.toUpperCase()}`));
    from = index + 1;
  }
  fragment.append(text.slice(from));
  return fragment;
}

/**
 * A dotted name that is broken at its dots where it is too long for its place.
 * @param {string} id
 */
function dotted(id) {
  const parts = id.split(/(?<=\.)/);
  return make('span', { class: 'id' }, ...parts.flatMap((part, index) => (index === 0 ? [part] : [make('wbr'), part])));
}

/** @param {ShownStatus} status */
function badge(status) {
  const { sign, word } = STATUSES[status];
  return make('span', { class: status }, make('span', { 'aria-hidden': 'true' }, `${sign} `), word);
}

// Verdicts

/** @param {PageTarget} target @param {number} index */
function card(target, index) {
  const { name, url, verdict, flaw, counts, facts, complaints, since } = target;
  return make(
    'li',
    { class: `card ${verdict.toLowerCase().replaceAll(' ', '-')}` },
    make('p', { class: 'verdict' }, verdict.charAt(0) + verdict.slice(1).toLowerCase()),
    make('p', {}, make('strong', {}, shown(name))),
    share(index, counts),
    make('p', {}, counts),
    since ? make('p', {}, make('strong', {}, since.text)) : undefined,
    ...(since?.fixed ?? []).map((sentence) => make('p', { class: 'pass' }, '✓ fixed: ', shown(sentence))),
    flaw === undefined ? undefined : make('p', { class: 'flaw' }, shown(flaw)),
    ...complaints.map((text) => make('p', { class: 'fail' }, shown(text))),
    make('p', { class: 'soft' }, shown(url === undefined || url === name ? facts : `${url}: ${facts}`)),
  );
}

/** The statuses of all rules as one bar. @param {number} target @param {string} label */
function share(target, label) {
  const cells = data.rules.flatMap(({ cells }) => cells[target] ?? []);
  const bar = makeSvg('svg', { viewBox: '0 0 1000 8', preserveAspectRatio: 'none', role: 'img', 'aria-label': label });
  let x = 0;
  for (const status of /** @type {ShownStatus[]} */ (['pass', 'known', 'warn', 'fail', 'error', 'skip'])) {
    const width = (1000 * cells.filter((cell) => cell.status === status).length) / Math.max(1, cells.length);
    if (width > 0) bar.append(makeSvg('rect', { class: status, x, y: 0, width, height: 8 }));
    x += width;
  }
  return make('div', { class: 'share' }, bar);
}

// One finding

/** @param {PageFinding} finding */
function findingView(finding) {
  const { expected, actual, operation, steps, changes, reproduce, target } = finding;
  const decisive = steps.at(-1);
  const rule = data.rules.find(({ id }) => id === finding.rule);
  /** @param {string} term @param {Children} description */
  const fact = (term, ...description) => [make('dt', {}, term), make('dd', {}, ...description)];
  return make(
    'div',
    { class: 'finding' },
    make(
      'dl',
      { class: 'facts' },
      ...fact('rule', dotted(finding.rule), ` on ${operation}`),
      ...(data.targets.length > 1 ? fact('target', shown(data.targets[target]?.name ?? '')) : []),
      ...fact('demand', shown(rule?.demands ?? '')),
      ...fact('source', ...citations(rule)),
      ...fact('expected', shown(expected)),
      ...fact('got', make('strong', {}, shown(actual))),
      ...(changes.length > 0 ? fact('request', changeList(changes)) : []),
    ),
    steps.length > 1 ? lanes(steps, data.targets[target]?.name ?? '') : undefined,
    decisive && exchange(decisive, finding),
    make(
      'div',
      { class: 'actions' },
      copyButton('Copy command', reproduce),
      ...data.languages.flatMap(({ name, title }) => {
        const script = finding.scripts[name];
        return script === undefined ? [] : [copyButton(`Copy ${title}`, script)];
      }),
    ),
    make('pre', { tabindex: '0', 'aria-label': 'command that shows it again' }, shown(reproduce)),
  );
}

/**
 * The sources of a rule, with links to the public documentation.
 * @param {PageRule | undefined} rule @returns {Children}
 */
function citations(rule) {
  if (!rule) return [];
  const shownOnes = rule.citations.slice(0, SOURCES);
  const more = rule.citations.length - shownOnes.length;
  return [
    rule.evidence,
    ...shownOnes.flatMap(({ text, url }, index) => [
      index === 0 ? ': ' : '; ',
      url === undefined ? text : make('a', { href: url, rel: 'noreferrer' }, text),
    ]),
    ...(more > 0 ? [` and ${more} more`] : []),
  ];
}

/** @param {PageFinding['changes']} changes */
function changeList(changes) {
  /** @param {string} side @param {string} sign @param {string} place @param {string | undefined} value */
  const line = (side, sign, place, value) =>
    value === undefined ? [] : [make('li', { class: side }, `${sign} `, shown(`${place}: ${value}`))];
  return make(
    'ul',
    { class: 'changes', 'aria-label': 'difference from a supported request' },
    ...changes.flatMap(({ place, before, after }) => [
      ...line('before', '−', place, before),
      ...line('after', '+', place, after),
    ]),
  );
}

/** @param {PageStep[]} steps @param {string} target */
function lanes(steps, target) {
  return make(
    'ol',
    { class: 'lanes', 'aria-label': 'sequence of calls' },
    make('li', { class: 'ends' }, make('span', {}, 'client'), make('span', {}, shown(target))),
    ...steps.map(({ operation, outcome, ms }, index) =>
      make(
        'li',
        { class: index === steps.length - 1 ? 'step decisive' : 'step' },
        make(
          'div',
          { class: 'call' },
          `${index + 1}. ${operation}`,
          make('span', { class: 'head', 'aria-hidden': 'true' }, '▶'),
        ),
        make(
          'div',
          { class: 'answer' },
          make('span', { class: 'head', 'aria-hidden': 'true' }, '◀'),
          shown(outcome),
          make('span', { class: 'soft' }, `${ms} ms`),
        ),
      ),
    ),
  );
}

/** @param {PageStep} step @param {PageFinding} finding */
function exchange({ input, request, response }, { path, answerPath }) {
  /** @param {string} title @param {Children} content */
  const part = (title, ...content) =>
    make('div', {}, make('h3', {}, title), make('pre', { tabindex: '0', 'aria-label': title }, ...content));
  return make(
    'div',
    { class: 'pair' },
    request
      ? part('Request', shown(request.head), '\n\n', markedBody(request.body, path, true))
      : part('Request', shown(JSON.stringify(input, null, 2))),
    response
      ? part('Response', shown(response.head), '\n\n', markedBody(response.body, answerPath, false))
      : part('Response', 'none was recorded'),
  );
}

/**
 * Scrolls each text so far that its marked place is in sight. To be called when it stands on the page.
 * @param {HTMLElement} element
 */
function reveal(element) {
  for (const mark of element.querySelectorAll('mark')) {
    const text = mark.closest('pre');
    if (text) text.scrollTop = mark.offsetTop - text.clientHeight / 2;
  }
}

/**
 * A body with the broken place marked: its element, or where `near` the innermost one round it that is there.
 * @param {string} body @param {PageFinding['path']} path @param {boolean} near
 */
function markedBody(body, path, near) {
  const text = inLines(body);
  const place = placeIn(text, path);
  return marked(text, place && (near || place.whole) ? place.range : undefined);
}

/**
 * XML with a line for each element; as it is where it is not well-formed, is mixed with text, or holds more than elements.
 * @param {string} xml
 */
function inLines(xml) {
  if (xml.length > 100_000 || xml.includes('<!')) return xml;
  const tokens = xml.match(/<[^<>]+>|[^<>]+/g) ?? [];
  if (tokens.join('') !== xml) return xml;
  /** @type {string[]} */
  const lines = [];
  let depth = 0;
  let leaf = false;
  for (const token of tokens) {
    const closes = token.startsWith('</');
    if (closes) depth--;
    if (depth < 0) return xml;
    if (!token.startsWith('<')) {
      // Text belongs to the element that has just begun; blanks between two elements are only layout.
      if (token.trim() === '' && !leaf) continue;
      if (!leaf) return xml;
      lines.push((lines.pop() ?? '') + token);
    } else if (closes && leaf) lines.push((lines.pop() ?? '') + token);
    else lines.push('  '.repeat(depth) + token);
    const opens = !closes && /^<\w/.test(token) && !token.endsWith('/>');
    if (opens) depth++;
    if (token.startsWith('<')) leaf = opens;
  }
  return depth === 0 ? lines.join('\n') : xml;
}

/** @param {string} text @param {[number, number] | undefined} range */
function marked(text, range) {
  if (!range) return shown(text);
  const fragment = document.createDocumentFragment();
  const [from, to] = range;
  fragment.append(shown(text.slice(0, from)), make('mark', {}, shown(text.slice(from, to))), shown(text.slice(to)));
  return fragment;
}

/**
 * Where the broken place stands in an XML document: its element as a whole, or the start of the innermost one that is there.
 * @param {string} xml @param {PageFinding['path']} path @returns {{ range: [number, number], whole: boolean } | undefined}
 */
function placeIn(xml, path) {
  if (!path || path.length === 0) return undefined;
  let at = -1;
  let found = '';
  let last = '';
  for (const key of path) {
    if (typeof key === 'number') {
      // The item of a list: as many elements of the same name further on.
      const item = /<([\w:.-]+)/.exec(xml.slice(at + 1));
      if (!item) break;
      let next = at + 1 + item.index;
      for (let skip = 0; skip < key && next >= 0; skip++) next = xml.indexOf(item[0], next + 1);
      if (next < 0) break;
      at = next;
      found = item[1] ?? '';
      last = found;
      continue;
    }
    last = key;
    const next = startOf(xml, key, at + 1);
    if (next < 0) continue;
    at = next;
    found = key;
  }
  if (at < 0) return undefined;
  const close = xml.indexOf('>', at) + 1;
  if (close === 0) return undefined;
  const whole = found === last;
  if (!whole || xml[close - 2] === '/') return { range: [at, close], whole };
  const end = xml.indexOf(`${found}>`, close);
  return { range: [at, end < 0 ? close : end + found.length + 1], whole };
}

/**
 * Where an element of this name begins, from a position on; -1 where there is none.
 * @param {string} xml @param {string} name @param {number} from
 */
function startOf(xml, name, from) {
  for (let at = xml.indexOf(name, from); at >= 0; at = xml.indexOf(name, at + 1)) {
    const open = xml.lastIndexOf('<', at);
    const prefix = xml.slice(open + 1, at);
    if (
      open >= from &&
      at - open < 42 &&
      /^([\w.-]{1,40}:)?$/.test(prefix) &&
      /[\s/>]/.test(xml.charAt(at + name.length))
    )
      return open;
  }
  return -1;
}

/** @param {string} label @param {string} text */
function copyButton(label, text) {
  const button = make('button', { type: 'button' }, label);
  button.addEventListener('click', async () => {
    const done = await copy(text);
    button.textContent = done ? 'Copied' : 'Copying was refused';
    say(done ? `${label.replace(/^Copy /, '')} is on the clipboard` : 'copying was refused');
    setTimeout(() => {
      button.textContent = label;
    }, 1500);
  });
  return button;
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Older browsers and pages from a file: by way of a selection.
    const area = make('textarea', { class: 'unseen', 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

// The filter

/** @type {{ text: string, statuses: Set<ShownStatus>, evidence: string, operation: string, target: number }} */
const wanted = {
  text: '',
  statuses: new Set(ORDER),
  evidence: '',
  operation: '',
  target: data.targets.length > 1 ? -1 : 0,
};

/** The text of a rule that the search looks at. */
const haystacks = data.rules.map(({ id, demands, cells }) => {
  const findings = cells.flatMap((cell) => cell?.findings ?? []).map((position) => data.findings[position]);
  return [id, demands, ...findings.map((finding) => `${finding?.operation} ${finding?.actual}`)]
    .join('\n')
    .toLowerCase();
});

/** The cells of a rule that the present view shows. @param {PageRule} rule */
function cellsOf({ cells }) {
  return wanted.target < 0 ? cells : [cells[wanted.target] ?? null];
}

/** @param {number} index */
function isWanted(index) {
  const rule = /** @type {PageRule} */ (data.rules[index]);
  const { text, statuses, evidence, operation } = wanted;
  return (
    (text === '' || /** @type {string} */ (haystacks[index]).includes(text)) &&
    cellsOf(rule).some((cell) => cell && statuses.has(cell.status)) &&
    (evidence === '' || rule.evidence === evidence) &&
    (operation === '' || rule.operations.includes(operation))
  );
}

const status = make('p', { role: 'status', class: 'soft', id: 'count' });

/** @param {string} text */
function say(text) {
  status.textContent = text;
}

function filterBar() {
  const operations = [...new Set(data.rules.flatMap((rule) => rule.operations))].sort();
  const evidences = [...new Set(data.rules.map(({ evidence }) => evidence))].sort();
  const present = ORDER.filter((one) => data.rules.some(({ cells }) => cells.some((cell) => cell?.status === one)));
  const search = make('input', { type: 'search', id: 'search', placeholder: 'rule, demand or answer' });
  search.addEventListener('input', () => {
    wanted.text = search.value.trim().toLowerCase();
    filter();
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
  });
  return make(
    'div',
    { class: 'filter', role: 'search' },
    make('label', {}, 'Search ', search),
    make('fieldset', {}, make('legend', {}, 'Show'), ...present.map(statusBox)),
    select('Evidence', evidences, (value) => {
      wanted.evidence = value;
      filter();
    }),
    select('Operation', operations, (value) => {
      wanted.operation = value;
      filter();
    }),
    data.targets.length > 1
      ? select(
          'View',
          data.targets.map(({ name }) => name),
          (_, position) => {
            wanted.target = position - 1;
            drawGrid();
            filter();
          },
          'all implementations',
        )
      : undefined,
  );
}

/** @param {ShownStatus} one */
function statusBox(one) {
  const box = make('input', { type: 'checkbox', name: 'status', value: one, checked: true });
  box.addEventListener('change', () => {
    if (box.checked) wanted.statuses.add(one);
    else wanted.statuses.delete(one);
    filter();
  });
  return make('label', {}, box, ' ', badge(one));
}

/**
 * @param {string} label @param {string[]} values @param {(value: string, position: number) => void} choose
 * @param {string} [all]
 */
function select(label, values, choose, all = 'any') {
  const options = [
    make('option', { value: '' }, all),
    ...values.map((value) => make('option', { value }, shown(value))),
  ];
  const element = make('select', { 'aria-label': label, title: label }, ...options);
  element.addEventListener('change', () => choose(element.value, element.selectedIndex));
  return make('label', {}, `${label} `, element);
}

/** @type {{ index: number, row: HTMLTableRowElement, panel?: HTMLTableRowElement }[]} */
let rows = [];
/** @type {HTMLElement[]} */
let chunks = [];
/** @type {{ element: HTMLDetailsElement, fill: () => void, targets: number[], rules: number[] }[]} */
const deviations = [];

function filter() {
  const visible = new Set([...data.rules.keys()].filter(isWanted));
  for (const { index, row, panel } of rows) {
    row.hidden = !visible.has(index);
    if (panel) panel.hidden = row.hidden;
  }
  for (const chunk of chunks) chunk.hidden = !chunk.querySelector('tbody tr:not([hidden])');
  for (const { element, targets, rules } of deviations) {
    const inView = wanted.target < 0 || targets.includes(wanted.target);
    element.hidden = !inView || !rules.some((index) => visible.has(index));
  }
  say(visible.size === 0 ? 'No rule matches.' : `${visible.size} of ${data.rules.length} rules`);
}

// Deviations

/**
 * @typedef {{ target: number, about: PageDeviation }} Shows
 */

/** The deviations of all targets, those of one key together, and what most of them show first. @returns {Shows[][]} */
function aligned() {
  /** @type {Map<string, Shows[]>} */
  const byKey = new Map();
  for (const [target, { deviations: list }] of data.targets.entries())
    for (const about of list) byKey.set(about.key, [...(byKey.get(about.key) ?? []), { target, about }]);
  return [...byKey.values()].sort((one, other) => other.length - one.length);
}

/** Which targets show something, as words: all of them, or their names. @param {Shows[]} shows */
function whoShows(shows) {
  const { length } = data.targets;
  if (length === 1) return '';
  if (shows.length === length) return `${length === 2 ? 'both' : `all ${length}`}: `;
  return `${shows.map(({ target }) => data.targets[target]?.name ?? '').join(', ')}: `;
}

function deviationSection() {
  const positions = new Map(data.rules.map(({ id }, index) => [id, index]));
  for (const shows of aligned()) {
    deviations.push({
      ...deviation(shows, deviations.length + 1),
      targets: shows.map(({ target }) => target),
      rules: shows.flatMap(({ about }) => about.rules.flatMap((id) => positions.get(id) ?? [])),
    });
  }
  if (deviations.length === 0) return undefined;
  return make(
    'section',
    { 'aria-labelledby': 'findings' },
    make('h2', { id: 'findings' }, 'Deviations'),
    ...deviations.map(({ element }) => element),
  );
}

/** @param {Shows[]} shows @param {number} number */
function deviation(shows, number) {
  const [{ about }] = /** @type {[Shows]} */ (shows);
  const warns = shows.every((one) => one.about.warns);
  const element = make(
    'details',
    { class: 'cause' },
    make(
      'summary',
      {},
      badge(warns ? 'warn' : 'fail'),
      shows.some((one) => one.about.isNew) ? make('span', { class: 'warn' }, ' new') : undefined,
      make('strong', { class: 'headline' }, ` ${number}. `, shown(whoShows(shows)), shown(about.sentence)),
      make('span', { class: 'soft' }, countsOf(about)),
    ),
  );
  // Made when it is looked at: there may be many, and long ones.
  let filled = false;
  const fill = () => {
    if (filled) return;
    filled = true;
    for (const one of shows) element.append(...evidence(one));
    reveal(element);
  };
  element.addEventListener('toggle', fill);
  if (number === 1) element.setAttribute('open', '');
  return { element, fill };
}

/** @param {PageDeviation} about */
function countsOf({ rules, masked, operations }) {
  const counts = [
    `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} broken`,
    ...(masked.length > 0 ? [`${masked.length} masked`] : []),
  ];
  return `${counts.join(', ')} on ${operations.join(', ')}`;
}

/** @param {Shows} shows */
function evidence({ about: { key, finding, rules, masked, hint } }) {
  return [
    ...(hint ? [make('p', { class: 'finding' }, 'Hint: ', shown(hint))] : []),
    findingView(/** @type {PageFinding} */ (data.findings[finding])),
    idLine('Deviation: ', [key]),
    idLine('Breaks: ', rules),
    ...(masked.length > 0 ? [idLine('Masks: ', masked)] : []),
  ];
}

// On paper every deviation is open.
addEventListener('beforeprint', () => {
  for (const { element, fill } of deviations) {
    fill();
    element.open = true;
  }
});

/** @param {string} label @param {string[]} ids */
const idLine = (label, ids) =>
  make('p', { class: 'finding' }, label, make('span', { class: 'id' }, shown(ids.join(', '))));

// The grid

const grid = make('div', { class: 'grid', role: 'region', 'aria-label': 'verdicts by rule', tabindex: '0' });

/** The columns of the present view: targets, or the operations of one. */
function columns() {
  const target = data.targets[wanted.target];
  if (!target) {
    return data.targets.map(({ name }, position) => ({
      title: name,
      /** @param {PageRule} rule */
      status: (rule) => rule.cells[position]?.status,
    }));
  }
  const cells = data.rules.flatMap(({ cells }) => cells[wanted.target] ?? []);
  const used = [...new Set(cells.flatMap(({ judged, broken }) => [...Object.keys(judged), ...Object.keys(broken)]))];
  /** @param {PageRule} rule */
  const verdict = (rule) => rule.cells[wanted.target]?.status;
  return [
    { title: 'verdict', status: verdict },
    ...used.sort().map((operation) => ({
      title: operation,
      /** @param {PageRule} rule @returns {ShownStatus | undefined} */
      status: (rule) => {
        const cell = rule.cells[wanted.target];
        if (!cell) return undefined;
        if (cell.broken[operation]) return cell.status === 'pass' ? 'fail' : cell.status;
        return cell.judged[operation] ? 'pass' : undefined;
      },
    })),
  ];
}

/** Positions of the rules in the present view, the broken ones first. */
function broken() {
  /** @param {PageRule} rule */
  const rank = (rule) => Math.min(...cellsOf(rule).map((cell) => (cell ? ORDER.indexOf(cell.status) : ORDER.length)));
  const ranks = data.rules.map(rank);
  return [...data.rules.keys()].sort((a, b) => /** @type {number} */ (ranks[a]) - /** @type {number} */ (ranks[b]));
}

function drawGrid() {
  const all = columns();
  const order = broken();
  rows = [];
  chunks = [];
  for (let from = 0; from < order.length; from += CHUNK) {
    const body = make('tbody');
    for (const index of order.slice(from, from + CHUNK)) body.append(gridRow(index, all));
    chunks.push(
      make(
        'div',
        { class: 'chunk' },
        make('table', {}, make('caption', { class: 'unseen' }, 'rules'), gridHead(all), body),
      ),
    );
  }
  grid.replaceChildren(...chunks);
}

/** @param {ReturnType<typeof columns>} all */
function gridHead(all) {
  // Names of operations are long and many, those of targets neither.
  const upright = wanted.target < 0 ? '' : 'column';
  return make(
    'thead',
    {},
    make(
      'tr',
      {},
      make('th', { class: 'name', scope: 'col' }, 'rule'),
      ...all.map(({ title }) => make('th', { class: upright, scope: 'col' }, make('span', { title }, shown(title)))),
    ),
  );
}

/** @param {number} index @param {ReturnType<typeof columns>} all */
function gridRow(index, all) {
  const rule = /** @type {PageRule} */ (data.rules[index]);
  const button = make(
    'button',
    { type: 'button', 'aria-expanded': 'false' },
    make('span', { class: 'line' }, shown(rule.demands)),
    make('span', { class: 'line soft' }, dotted(rule.id)),
  );
  const row = make(
    'tr',
    {},
    make('th', { class: 'name', scope: 'row' }, button),
    ...all.map((column) => statusCell(column.status(rule), column.title)),
  );
  /** @type {(typeof rows)[number]} */
  const entry = { index, row };
  rows.push(entry);
  button.addEventListener('click', () => {
    if (entry.panel) {
      entry.panel.remove();
      delete entry.panel;
    } else {
      entry.panel = make('tr', { class: 'panel' }, make('td', { colspan: String(all.length + 1) }, rulePanel(rule)));
      row.after(entry.panel);
      reveal(entry.panel);
    }
    button.setAttribute('aria-expanded', String(entry.panel !== undefined));
  });
  return row;
}

/** @param {ShownStatus | undefined} one @param {string} column */
function statusCell(one, column) {
  if (!one) return make('td', {}, make('span', { class: 'unseen' }, 'nothing to judge'));
  const { sign, word } = STATUSES[one];
  return make(
    'td',
    { class: one, title: `${column}: ${word}` },
    make('span', { 'aria-hidden': 'true' }, sign),
    make('span', { class: 'unseen' }, word),
  );
}

/** @param {PageRule} rule */
function rulePanel(rule) {
  return make(
    'div',
    {},
    make('p', {}, make('span', { class: 'id' }, rule.id), ': ', ...citations(rule)),
    ...rule.cells.flatMap((cell, position) => {
      if (!cell || (wanted.target >= 0 && wanted.target !== position)) return [];
      const name = data.targets.length > 1 ? `${data.targets[position]?.name}: ` : '';
      return [
        make(
          'p',
          {},
          shown(name),
          badge(cell.status),
          cell.reason === undefined ? '' : shown(`: ${cell.reason}`),
          `, ${cell.requests} requests`,
        ),
        ...cell.findings.map((finding) => findingView(/** @type {PageFinding} */ (data.findings[finding]))),
      ];
    }),
  );
}

// Charts

/** @param {string} title @param {{ label: string, value: number }[]} bars */
function chart(title, bars) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const height = 24 * bars.length;
  const svg = makeSvg('svg', {
    class: 'chart',
    viewBox: `0 0 480 ${Math.max(height, 24)}`,
    role: 'img',
    'aria-label': title,
  });
  for (const [index, { label, value }] of bars.entries()) {
    const y = 24 * index;
    svg.append(
      makeSvg('text', { x: 132, y: y + 16, 'text-anchor': 'end' }, label),
      makeSvg('rect', {
        class: 'bar',
        x: 140,
        y: y + 4,
        width: Math.max(value > 0 ? 2 : 0, (270 * value) / most),
        height: 16,
      }),
      makeSvg('text', { x: 146 + (270 * value) / most, y: y + 16 }, String(value)),
    );
  }
  const rowsOf = bars.map(({ label, value }) => `${label}: ${value}`).join('; ');
  return make('figure', {}, make('figcaption', {}, title), svg, make('p', { class: 'unseen' }, rowsOf));
}

/** @param {PageTarget} target */
function charts({ name, phases, latency }) {
  const of = data.targets.length > 1 ? ` (${name})` : '';
  const buckets = Array.from(latency, (value, index) => ({
    label: index === 0 ? 'under 1 ms' : `${2 ** (index - 1)} to ${2 ** index} ms`,
    value: value ?? 0,
  }));
  return [
    chart(
      `Requests per phase${of}`,
      phases.map(({ phase, requests }) => ({ label: phase, value: requests })),
    ),
    chart(`Answers by latency${of}`, buckets),
  ];
}

function noteSection() {
  const lines = data.targets.flatMap(({ name, notes }) =>
    notes.map((text) => (data.targets.length > 1 ? `${name}: ${text}` : text)),
  );
  if (lines.length === 0) return undefined;
  return make(
    'details',
    { class: 'cause' },
    make('summary', {}, `Notes (${lines.length})`),
    make('ul', {}, ...lines.map((line) => make('li', {}, shown(line)))),
  );
}

// All of it

drawGrid();
document
  .getElementById('page')
  ?.append(
    make('a', { class: 'skip-link', href: '#rules' }, 'To the rules'),
    make(
      'header',
      {},
      make('h1', {}, 'Conformance'),
      make('ul', { class: 'cards', 'aria-label': 'verdicts' }, ...data.targets.map(card)),
    ),
    make(
      'main',
      {},
      deviationSection(),
      filterBar(),
      status,
      make('section', { 'aria-labelledby': 'rules' }, make('h2', { id: 'rules', tabindex: '-1' }, 'Rules'), grid),
      make(
        'section',
        { 'aria-labelledby': 'work' },
        make('h2', { id: 'work' }, 'Work'),
        ...data.targets.map((target) => make('div', { class: 'charts' }, ...charts(target))),
        noteSection(),
      ),
    ),
  );
filter();
