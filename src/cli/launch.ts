import { program } from './program.ts';
import { unexpected } from './unexpected.ts';

/** The SDK's remark on the Node version is not ours to print. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const words = process.argv.slice(2);
const fail = (error: unknown): void => {
  unexpected(error, words.includes('--verbose'));
  process.exit();
};

// A reader that closes early, such as head, is no error: the run goes on, cleans up, and ends with its own exit code.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') fail(error);
  });
process.on('uncaughtException', fail);

await program(words);
