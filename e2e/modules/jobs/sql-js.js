// npm: sql.js@1.16.0
// toolchain: Emscripten C
// runs: chromium node
// alternates: yes
import initSqlJs from '../work/node_modules/sql.js/dist/sql-wasm.js';

export default {
  async setup(io) {
    const SQL = await initSqlJs({ wasmBinary: await io.read('sql.js/dist/sql-wasm.wasm') });
    return () => {
      const db = new SQL.Database();
      db.run('create table t (id integer primary key, name text, v real)');
      const insert = db.prepare('insert into t (name, v) values (?, ?)');
      for (let i = 0; i < 300; i++) insert.run([`name ${i % 17}`, i * 0.5]);
      insert.free();
      db.create_function('twice', (x) => x * 2);
      const result = db.exec('select name, count(*), sum(twice(v)) from t group by name order by name');
      const bytes = db.export();
      db.close();
      return [result, bytes.length];
    };
  },
};
