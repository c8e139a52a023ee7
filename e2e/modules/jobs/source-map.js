// npm: source-map@0.8.0
// toolchain: Rust (no bindgen)
// runs: chromium
// alternates: yes
import { SourceMapConsumer, SourceMapGenerator } from '../work/node_modules/source-map/source-map.js';

export default {
  async setup(io) {
    SourceMapConsumer.initialize?.({ 'lib/mappings.wasm': io.url('source-map/lib/mappings.wasm') });
    const generator = new SourceMapGenerator({ file: 'out.js' });
    for (let i = 1; i < 400; i++) {
      generator.addMapping({
        source: `s${i % 3}.js`,
        original: { line: i, column: i % 40 },
        generated: { line: 1 + (i >> 3), column: (i % 8) * 9 },
      });
    }
    const map = generator.toJSON();
    return () =>
      SourceMapConsumer.with(map, null, (consumer) => {
        const out = [];
        for (let i = 1; i < 50; i++) out.push(consumer.originalPositionFor({ line: i, column: 20 }));
        consumer.eachMapping(({ generatedColumn }) => out.push(generatedColumn));
        return out;
      });
  },
};
