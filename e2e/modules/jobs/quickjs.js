// npm: quickjs-emscripten@0.32.0
// toolchain: Emscripten C
// runs: chromium node
// alternates: yes
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
} from '../work/node_modules/quickjs-emscripten/dist/index.mjs';
import variant from '../work/node_modules/@jitl/quickjs-wasmfile-release-sync/dist/index.mjs';

export default {
  async setup(io) {
    const wasmBinary = await io.read('@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm');
    const QuickJS = await newQuickJSWASMModuleFromVariant(
      newVariant(variant, { wasmBinary: wasmBinary.buffer }),
    );
    return () => {
      const vm = QuickJS.newContext();
      const log = vm.newFunction('twice', (handle) => vm.newNumber(vm.getNumber(handle) * 2));
      vm.setProp(vm.global, 'twice', log);
      log.dispose();
      const result = vm.unwrapResult(
        vm.evalCode(
          'let s = 0; for (let i = 0; i < 300; i++) s += twice(i); JSON.stringify([s, [3,1,2].sort()])',
        ),
      );
      const out = vm.dump(result);
      result.dispose();
      vm.dispose();
      return out;
    };
  },
};
