// npm: @sqlite.org/sqlite-wasm@3.41.2
// toolchain: Emscripten C
// runs: chromium
// alternates: yes
import init from '../work/node_modules/@sqlite.org/sqlite-wasm/sqlite-wasm/jswasm/sqlite3.mjs';

export default {
  async setup(io) {
    const wasmBinary = await io.read('@sqlite.org/sqlite-wasm/sqlite-wasm/jswasm/sqlite3.wasm');
    const quiet = () => undefined;
    const sqlite3 = await init({
      print: quiet,
      printErr: quiet,
      locateFile: () => io.url('@sqlite.org/sqlite-wasm/sqlite-wasm/jswasm/sqlite3.wasm'),
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(wasmBinary, imports).then(({ instance, module }) => done(instance, module));
        return {};
      },
    });
    return () => {
      const db = new sqlite3.oo1.DB(':memory:');
      db.exec('create table t (a integer, b text)');
      for (let i = 0; i < 100; i++)
        db.exec({ sql: 'insert into t values (?, ?)', bind: [i, `row ${i % 9}`] });
      db.createFunction('half', (_, x) => x / 2);
      const rows = [];
      db.exec({
        sql: 'select b, sum(half(a)) from t group by b order by b',
        rowMode: 'array',
        callback: (row) => void rows.push(row),
      });
      db.close();
      return rows;
    };
  },
};
