// npm: @duckdb/duckdb-wasm@1.32.0
// toolchain: Emscripten main module
// runs: chromium
import * as duckdb from '../work/node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-blocking.mjs';

export default {
  async setup(io) {
    const bundle = { mainModule: io.url('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm') };
    const bundles = { mvp: bundle, eh: bundle };
    const db = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), duckdb.BROWSER_RUNTIME);
    await db.instantiate(() => undefined);
    return () => {
      const connection = db.connect();
      const table = connection.query(
        'select i % 7 as k, sum(i * i)::double as s, count(*)::int as n from range(20000) t(i) group by k order by k',
      );
      const rows = table.toArray().map((row) => Object.values(row.toJSON()).map(String));
      connection.close();
      return rows;
    };
  },
};
