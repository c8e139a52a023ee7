// npm: wabt@1.0.39
// toolchain: Emscripten C
// runs: chromium node
// alternates: yes
import loadWabt from '../work/node_modules/wabt/index.js';

const WAT = `(module (memory (export "memory") 1)
  (func $fib (export "fib") (param $n i32) (result i32)
    (if (result i32) (i32.lt_s (local.get $n) (i32.const 2)) (then (local.get $n))
      (else (i32.add (call $fib (i32.sub (local.get $n) (i32.const 1))) (call $fib (i32.sub (local.get $n) (i32.const 2))))))))`;

export default {
  async setup() {
    const wabt = await loadWabt();
    return () => {
      const module = wabt.parseWat('fib.wat', WAT);
      module.validate();
      const { buffer } = module.toBinary({ write_debug_names: true });
      module.destroy();
      const back = wabt.readWasm(buffer, { readDebugNames: true });
      back.applyNames();
      const text = back.toText({ foldExprs: true });
      back.destroy();
      return [buffer, text];
    };
  },
};
