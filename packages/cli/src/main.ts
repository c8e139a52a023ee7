/** The process: the real streams, signals and environment around the command line. */
import process from 'node:process';
import { runCli } from './cli.js';
import { createProcessIo } from './process-io.js';

/** A browser that won't die must not keep us alive: Playwright kills it when this process exits. */
const LINGER = 3_000;

process.exitCode = await runCli(process.argv.slice(2), createProcessIo());
setTimeout(() => process.exit(), LINGER).unref();
