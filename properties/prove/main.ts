import { readdirSync, readFileSync } from 'node:fs';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** `npm run prove NAME`: runs `prove()` of the file of that name, which prints its figure and throws where it is missed. */
const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -3));
const [name = ''] = process.argv.slice(2);

if (names.includes(name)) {
  const { prove } = (await import(new URL(`${name}.ts`, import.meta.url).href)) as { prove: () => Promise<void> };
  await prove();
} else if (name === '--help' || name === '-h') {
  process.stdout.write(
    `Usage: npm run prove NAME\n\n${names.map((one) => `${one.padEnd(16)} ${aboutOf(one)}`).join('\n')}\n`,
  );
} else {
  process.stderr.write(`give one of ${names.join(', ')}\n`);
  process.exitCode = 2;
}

/** The first sentence of the comment on `prove()`. */
function aboutOf(one: string): string {
  const text = readFileSync(new URL(`${one}.ts`, import.meta.url), 'utf8');
  const [, comment = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport async function prove/.exec(text) ?? [];
  const [sentence = ''] = comment
    .replaceAll(/\s+\*?\s*/g, ' ')
    .trim()
    .split(/\.(?: |$)/);
  return sentence.replace(/^`npm run prove [\w-]+`: /, '');
}
