// npm: vscode-oniguruma@2.0.1
// toolchain: Emscripten C
// runs: chromium node
// alternates: yes
import oniguruma from '../work/node_modules/vscode-oniguruma/release/main.js';

export default {
  async setup(io) {
    await oniguruma.loadWASM(await io.read('vscode-oniguruma/release/onig.wasm'));
    const scanner = new oniguruma.OnigScanner(['\\bfunction\\b', '(?<word>[a-z]+)\\s*=', '\\d+', '"[^"]*"']);
    const text = Array.from({ length: 60 }, (_, i) => `function f${i}() { value = ${i}; name="x${i}" }`);
    return () =>
      text.map((line) => {
        const found = [];
        const string = new oniguruma.OnigString(line);
        for (let at = 0; ;) {
          const match = scanner.findNextMatchSync(string, at);
          if (!match) break;
          found.push([match.index, match.captureIndices]);
          at = match.captureIndices[0].end + 1;
        }
        string.dispose();
        return found;
      });
  },
};
