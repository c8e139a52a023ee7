/* global document */
import { runApp } from './run-app.js';

const ROWS = [600, 1_500];
const MOST = 10_000;

async function loadScript(src) {
  const script = Object.assign(document.createElement('script'), { src });
  const loaded = new Promise((resolve, reject) =>
    Object.assign(script, { onload: resolve, onerror: reject }),
  );
  document.head.append(script);
  await loaded;
}

function fill(db) {
  db.run('create table reading (id integer primary key, place text, value real)');
  db.run(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${MOST})
     insert into reading select i, 'place ' || (i % 13), (i * 31 % 1000) / 10.0 from n`,
  );
}

runApp(async () => {
  await loadScript('/npm/sql.js/dist/sql-wasm-browser.js');
  const SQL = await globalThis.initSqlJs({ locateFile: (file) => `/npm/sql.js/dist/${file}` });
  const db = new SQL.Database();
  fill(db);
  const total = db.prepare('select sum(value) from reading where id <= ?');
  const one = db.prepare('select value from reading where id = ?');
  let rows = ROWS[0];
  let factor = 1;
  return {
    host: {
      slow: (times) => void (factor = times),
      scene: (index) => void (rows = ROWS[index]),
      // A query that needs one large block: the memory that it grew stays reserved.
      keep: (bytes) => db.exec('select length(randomblob(?))', [Math.round(bytes)]),
    },
    frame(count) {
      total.bind([Math.min(MOST, Math.round(rows * factor))]);
      while (total.step()) total.get();
      total.reset();
      for (let i = 0; i < 6; i++) one.get([1 + ((count * 7 + i * 131) % 1000)]);
    },
  };
});
