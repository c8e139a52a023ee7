// npm: @wasm-fmt/gofmt@0.7.3
// toolchain: TinyGo
// runs: chromium node
// alternates: yes
import init, { format } from '../work/node_modules/@wasm-fmt/gofmt/gofmt_web.js';

const SOURCE = `package main\n${Array.from(
  { length: 60 },
  (_, i) => `func f${i}(a int,b int)int{x:=a+${i};if x>b{return x};return b*x}`,
).join('\n')}\n`;

export default {
  async setup(io) {
    await init(await io.read('@wasm-fmt/gofmt/gofmt.wasm'));
    return () => format(SOURCE);
  },
};
