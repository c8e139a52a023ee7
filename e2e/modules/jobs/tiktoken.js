// npm: tiktoken@1.0.22
// toolchain: Rust wasm-bindgen
// runs: chromium node
// alternates: yes
import { init, Tiktoken } from '../work/node_modules/tiktoken/lite/init.js';
import model from '../work/node_modules/tiktoken/encoders/cl100k_base.json';

export default {
  async setup(io) {
    const bytes = await io.read('tiktoken/lite/tiktoken_bg.wasm');
    await init((imports) => WebAssembly.instantiate(bytes, imports));
    const encoder = new Tiktoken(model.bpe_ranks, model.special_tokens, model.pat_str);
    return () => {
      const out = [];
      for (let i = 0; i < 60; i++) {
        const tokens = encoder.encode(
          `Sentence ${i}: the engine measures WebAssembly, function by function.`,
        );
        out.push([...tokens], new TextDecoder().decode(encoder.decode(tokens)));
      }
      return out;
    };
  },
};
