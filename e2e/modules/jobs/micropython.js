// npm: @micropython/micropython-webassembly-pyscript@1.27.0
// toolchain: Emscripten C
// runs: chromium node
// alternates: no (run over and over, it uses up its own heap, with and without us)
import { loadMicroPython } from '../work/node_modules/@micropython/micropython-webassembly-pyscript/micropython.mjs';

export default {
  async setup(io) {
    const lines = [];
    const python = await loadMicroPython({
      url: io.url('@micropython/micropython-webassembly-pyscript/micropython.wasm'),
      stdout: (line) => lines.push(line),
    });
    return () => {
      lines.length = 0;
      python.runPython(`
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(15))
try:
    {}['missing']
except KeyError as e:
    print('caught', e)
print(sorted([x * 7919 % 101 for x in range(60)]))
`);
      return lines.slice();
    };
  },
};
