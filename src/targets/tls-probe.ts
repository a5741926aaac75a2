import { createRequire } from 'node:module';

/** Milliseconds for a handshake. */
const TIMEOUT = 2_000;

/** Whether the host of a plain HTTP URL speaks TLS: it completes a handshake, whatever certificate it shows. */
export function speaksTls({ hostname, port }: URL): Promise<boolean> {
  const { connect } = createRequire(import.meta.url)('node:tls') as typeof import('node:tls');
  return new Promise((resolve) => {
    // No byte is sent after the handshake, so an untrusted certificate does no harm.
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || 80),
      rejectUnauthorized: false,
      timeout: TIMEOUT,
    });
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('secureConnect', end(true)).on('error', end(false)).on('timeout', end(false)).on('close', end(false));
  });
}
