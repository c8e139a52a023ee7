import process from 'node:process';
import { startDemoServer } from './demo-server.js';

const FIRST_PORT = 4173;
const ALTERNATIVES = 50;

/** A `PORT` that is set is a wish for that port and no other. */
function portFromEnvironment(): number | undefined {
  const text = process.env['PORT'];
  if (!text) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`PORT must be a number from 0 to 65535; it is "${text}".`);
}

async function main(): Promise<void> {
  const wanted = portFromEnvironment();
  const server = await startDemoServer(
    wanted === undefined ? { port: FIRST_PORT, alternatives: ALTERNATIVES } : { port: wanted },
  );
  process.stdout.write(`wasm-vitals demo: ${server.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
}

main().catch((cause: unknown) => {
  const error = cause as NodeJS.ErrnoException;
  const taken = error.code === 'EADDRINUSE' ? 'that port is taken; choose another with PORT.' : undefined;
  process.stderr.write(`The demo could not start: ${taken ?? error.message}\n`);
  process.exitCode = 1;
});
