import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that are no text. */
const BINARY = Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 37 + 128) % 256));

const FILES: Record<string, string | Buffer> = {
  'empty.json': '',
  'empty.yaml': '',
  empty: '',
  'damaged.json': '{"a":',
  'binary.json': BINARY,
  binary: BINARY,
  'other.json': '{"hello": 1}',
  'list.json': '[1, 2]',
  'huge.yaml': '# '.padEnd(5 * 1024 * 1024, 'x'),
  'known-type.json': '[{"rule": "answer.*", "reason": 5}]',
  'known-typo.yaml': '- rule: answer.*\n  reason: x\n- rule: wire.*\n  raeson: y\n',
  'known-syntax.yaml': '- rule: answer.*\n  reason: x\n - bad: [\n',
  'known-unknown.yaml': '- rule: answer.*\n  reason: x\n- rule: wier.*\n  reason: x\n',
  'known-day.json': '[{"rule": "answer.*", "reason": "x",\n "expires": "2026-13-45"}]',
  'config-value.json': '{"endpoint": "http://127.0.0.1:1",\n "seed": "abc"}',
  'config-typo.json': '{\n"endpiont": "http://127.0.0.1:1"}',
  'config-syntax.json': '{"endpoint": "http://127.0.0.1:1",\n',
  'config-profile.json': '{"profiles": {\n"fast": {\n"rusn": 5}}}',
  'config-phase.json': '{\n"rules": "wire.*",\n"phase": "edge"}',
  'config-start.json': '{"start": "true"}',
  'config-profile-value.json': '{"profiles":\n{"a": {"seed": "x"}}}',
  'config-without-extension': '{"endpoint": "http://127.0.0.1:1"}',
  'syntax.config.ts': 'export default { endpoint: ',
  'nothing.mjs': 'export const x = 1;',
  'throws.mjs': "throw new Error('boom');",
  'five.mjs': 'export default 5;',
  'returns-nothing.mjs': 'export default { fetch: () => undefined };',
  'returns-object.mjs': 'export default { fetch: () => ({ status: 200 }) };',
  'boom-handler.mjs': "export default { fetch: () => { throw new Error('boom'); } };",
  'no-module.mjs': "import 'nosuch';",
  'cut.ndjson': '{"type":"start"}\n{"type":',
  'empty.ndjson': '',
  'no-entries.har': '{"log": {"version": "1.2", "entries": []}}',
  'no-log.har': '{"hello": 1}',
};

/** Fills a folder with files that are damaged, empty or of another kind than a command reads. */
export function writeWrongFiles(folder: string): void {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
  for (const name of ['dir', 'file-as-folder', 'damaged-journal', 'folder-as-journal']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'file-as-folder', '.cloudfront-conformance'), '');
  for (const name of ['damaged-journal', 'folder-as-journal']) mkdirSync(join(folder, name, '.cloudfront-conformance'));
  writeFileSync(join(folder, 'damaged-journal', '.cloudfront-conformance', 'journal.ndjson'), BINARY);
  mkdirSync(join(folder, 'folder-as-journal', '.cloudfront-conformance', 'journal.ndjson'));
}
