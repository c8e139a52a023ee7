// npm: binaryen@132.0.0
// toolchain: Emscripten C
// runs: chromium node
// alternates: yes
import binaryen from '../work/node_modules/binaryen/index.js';

export default {
  async setup() {
    return () => {
      const module = new binaryen.Module();
      const pair = binaryen.createType([binaryen.i32, binaryen.i32]);
      for (let i = 0; i < 60; i++) {
        const get = (n) => module.local.get(n, binaryen.i32);
        const sum = module.i32.add(
          module.i32.mul(get(0), module.i32.const(i)),
          module.i32.xor(get(1), get(0)),
        );
        module.addFunction(
          `f${i}`,
          pair,
          binaryen.i32,
          [binaryen.i32],
          module.block(null, [module.local.set(2, sum), get(2)], binaryen.i32),
        );
        module.addFunctionExport(`f${i}`, `f${i}`);
      }
      module.optimize();
      const valid = module.validate();
      const out = [valid, module.emitText(), module.emitBinary()];
      module.dispose();
      return out;
    };
  },
};
