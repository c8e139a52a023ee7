// npm: pyodide@314.0.7
// toolchain: Emscripten main module
// runs: chromium
// alternates: yes
import { loadPyodide } from '../work/node_modules/pyodide/pyodide.mjs';

export default {
  async setup(io) {
    const pyodide = await loadPyodide({ indexURL: io.url('pyodide/') });
    return () =>
      pyodide.runPython(`
import json, re, zlib
words = re.findall(r'[a-z]+', 'the quick brown fox jumps over the lazy dog ' * 50)
counts = {}
for w in words: counts[w] = counts.get(w, 0) + 1
try:
    1 / 0
except ZeroDivisionError as e:
    counts['error'] = str(e)
json.dumps([counts, zlib.crc32(' '.join(words).encode()), sum(i * i for i in range(2000))])
`);
  },
};
