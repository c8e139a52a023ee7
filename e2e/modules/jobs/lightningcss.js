// npm: lightningcss-wasm@1.33.0
// toolchain: Rust N-API
// runs: chromium node
// alternates: yes
import init, { transform } from '../work/node_modules/lightningcss-wasm/index.mjs';

export default {
  async setup(io) {
    const bytes = await io.read('lightningcss-wasm/lightningcss_node.wasm');
    await init(Promise.resolve(new Response(bytes, { headers: { 'content-type': 'application/wasm' } })));
    const css = Array.from(
      { length: 60 },
      (_, i) => `.a${i} { color: rgb(${i}, 10, 20); & .b { margin: 0 ${i}px 0 ${i}px; } }`,
    ).join('\n');
    return () => {
      const { code } = transform({
        filename: 'a.css',
        code: new TextEncoder().encode(css),
        minify: true,
        targets: { chrome: 90 << 16 },
      });
      return new TextDecoder().decode(code);
    };
  },
};
