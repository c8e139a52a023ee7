// npm: wasmoon@1.16.0
// toolchain: Emscripten C
// runs: chromium node
// alternates: yes
import { LuaFactory } from '../work/node_modules/wasmoon/dist/index.js';

export default {
  async setup(io) {
    const factory = new LuaFactory(io.url('wasmoon/dist/glue.wasm'));
    return async () => {
      const lua = await factory.createEngine();
      lua.global.set('twice', (x) => x * 2);
      const out = await lua.doString(`
        local t = {} for i = 1, 200 do t[i] = twice(i) % 7 end
        table.sort(t)
        local ok, err = pcall(function() error('caught') end)
        return table.concat(t, ',') .. tostring(ok)`);
      lua.global.close();
      return out;
    };
  },
};
