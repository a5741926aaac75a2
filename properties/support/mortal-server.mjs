/** Serves the reference on a port, and ends or hangs with what a body must not do to it: `node mortal-server.mjs PORT exit|hang`. */
import { loadContract } from '../../dist/contracts/load.js';
import { createReference } from '../../dist/reference/reference.js';
import { serve } from '../../dist/reference/serve.js';

const [, , port, how] = process.argv;
const { handle } = createReference({ contract: loadContract() });
let hung = false;

await serve(
  {
    async handle(request) {
      const bomb = /(<!ENTITY[^>]*>){8}/.test(Buffer.from(request.body.subarray(0, 4_000)).toString());
      if (bomb && how === 'exit') process.exit(3);
      hung ||= bomb;
      return hung ? new Promise(() => {}) : handle(request);
    },
  },
  { port: Number(port) },
);
