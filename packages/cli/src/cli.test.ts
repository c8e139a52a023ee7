import { describe, expect, it } from 'vitest';
import { runCli } from './cli.js';
import { ERRORS } from './errors/catalogue.js';
import { EXIT } from './exit-codes.js';
import { createMemoryIo, type MemoryIo } from './testing/memory-io.js';

async function cli(...argv: string[]): Promise<MemoryIo & { readonly exit: number }> {
  const io = createMemoryIo();
  const exit = await runCli(argv, io);
  return { ...io, exit };
}

describe('the command line', () => {
  it('prints its version and its help on request', async () => {
    const version = await cli('--version');
    expect(version.exit).toBe(EXIT.ok);
    expect(version.stdout()).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await cli('run', '--help');
    expect(help.exit).toBe(EXIT.ok);
    expect(help.stdout()).toContain('Exit codes:');
    expect(help.stdout()).toContain('rendering.fps');
    expect(help.stderr()).toBe('');
  });

  it('prints its help where nothing was asked for, as wrong usage', async () => {
    const { exit, stderr, stdout } = await cli();
    expect(exit).toBe(EXIT.usage);
    expect(stderr()).toContain('run');
    expect(stdout()).toBe('');
  });

  it.each([
    [['run'], /missing required argument 'url'/i],
    [['run', 'localhost:1', '--duraton', '5s'], /--duraton.*Did you mean --duration/],
    [['run', 'localhost:1', 'localhost:2'], /too many arguments/i],
    [['run', 'localhost:1', '--duration'], /argument missing/i],
    [['run', 'localhost:1', '--duration', 'soon'], /--duration can't be "soon"/],
    [['run', 'localhost:1', '--duration=-5s'], /--duration can't be "-5s"/],
    [['run', 'localhost:1', '--timeout', '0'], /--timeout can't be "0"/],
    [['run', 'localhost:1', '--interval', '1ms'], /--interval can't be "1ms"/],
    [['run', 'localhost:1', '--viewport', 'wide'], /--viewport can't be "wide"/],
    [['run', 'localhost:1', '--format', 'pdf'], /one of text, json, csv, html, markdown/],
    [['run', 'localhost:1', '--wait-until', 'ready'], /one of load, domcontentloaded, commit/],
    [['run', 'localhost:1', '--cpu-throttle', 'slow'], /--cpu-throttle can't be "slow"/],
    [['run', 'localhost:1', '--header', 'x'], /--header can't be "x"/],
    [['run', 'localhost:1', '--threshold', 'fps>=30'], /Did you mean rendering\.fps/],
    [['run', 'localhost:1', '--out', '/no/such/folder/x.json'], /its folder does not exist/],
    [['run', 'localhost:1', '--script', 'no-such.js'], /no such file/],
    [['run', 'no address'], /"no address" can't be opened/],
    [['http://localhost:3000'], /Try: wasm-vitals run http:\/\/localhost:3000/],
    [['rum', 'x'], /unknown command 'rum'.*Did you mean run/i],
    [['--colour'], /unknown option '--colour'/i],
  ])('%j is wrong usage, said plainly', async (argv, message) => {
    const { exit, stderr, stdout } = await cli(...argv);
    expect(stderr()).toMatch(message);
    expect(exit).toBe(EXIT.usage);
    expect(stdout()).toBe('');
    expect(stderr()).not.toMatch(/^\s+at .*:\d+/m);
  });

  it('shows where an error came from with --verbose only', async () => {
    const { stderr } = await cli('run', 'no address', '--verbose');
    expect(stderr()).toContain('[bad-url]');
    expect(stderr()).toMatch(/^\s+at .*:\d+/m);
  });
});

describe('the catalogue of errors', () => {
  it('gives every error an exit code of the documented ones', () => {
    const codes = new Set<number>(Object.values(EXIT));
    for (const [code, { exit }] of Object.entries(ERRORS)) expect(codes.has(exit), code).toBe(true);
  });
});
