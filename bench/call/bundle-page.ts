import { build } from 'vite';

/** One ES module that holds a page script and all that it imports from the sources. */
export async function bundlePage(file: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@wasm-vitals/source', 'module', 'browser'] },
    build: {
      write: false,
      minify: false,
      lib: { entry: file, formats: ['es'], fileName: 'page' },
    },
  });
  const [first] = [output].flat();
  if (!first || !('output' in first)) throw new Error('nothing was built');
  return first.output[0].code;
}
