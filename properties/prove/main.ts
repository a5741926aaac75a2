import { readdirSync } from 'node:fs';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** `npm run prove NAME`: runs `prove()` of the file of that name, which prints its figure and throws where it is missed. */
const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -3));
const [name = ''] = process.argv.slice(2);

if (names.includes(name)) {
  const { prove } = (await import(`./${name}.ts`)) as { prove: () => Promise<void> };
  await prove();
} else {
  process.stderr.write(`give one of ${names.join(', ')}\n`);
  process.exitCode = 2;
}
