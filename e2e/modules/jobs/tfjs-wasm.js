// npm: @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
// toolchain: Emscripten C++
// runs: chromium
// alternates: yes
import * as tf from '../work/node_modules/@tensorflow/tfjs-core/dist/index.js';
import { setWasmPaths } from '../work/node_modules/@tensorflow/tfjs-backend-wasm/dist/index.js';

export default {
  async setup(io) {
    setWasmPaths(io.url('@tensorflow/tfjs-backend-wasm/dist/'));
    await tf.setBackend('wasm');
    return () =>
      tf.tidy(() => {
        const a = tf.tensor2d(
          Array.from({ length: 64 * 64 }, (_, i) => Math.sin(i)),
          [64, 64],
        );
        let b = tf.eye(64);
        for (let i = 0; i < 20; i++) b = tf.softmax(tf.add(tf.matMul(a, b), tf.relu(a)));
        return b.dataSync();
      });
  },
};
