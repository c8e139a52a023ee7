/* global document */
import { runPage } from './run-page.js';

const ROWS_A_FRAME = 40;

async function loadScript(src) {
  const script = Object.assign(document.createElement('script'), { src });
  const loaded = new Promise((resolve, reject) =>
    Object.assign(script, { onload: resolve, onerror: reject }),
  );
  document.head.append(script);
  await loaded;
}

runPage({
  frames: 60,
  async start() {
    await loadScript('/npm/sql.js/dist/sql-wasm-browser.js');
    const SQL = await globalThis.initSqlJs({ locateFile: (file) => `/npm/sql.js/dist/${file}` });
    const db = new SQL.Database();
    db.run('create table reading (id integer primary key, place text, value real)');
    const insert = db.prepare('insert into reading (place, value) values (?, ?)');
    // a function of ours that SQL calls: WebAssembly calls out to JavaScript and back
    db.create_function('half', (x) => x / 2);
    return (frame) => {
      db.run('begin');
      for (let i = 0; i < ROWS_A_FRAME; i++)
        insert.run([`place ${(frame * 7 + i) % 13}`, ((frame * 31 + i * 17) % 1000) / 10]);
      db.run('commit');
      if (frame % 200 === 199) db.run('delete from reading where id % 2 = 0');
      const found = db.exec(
        'select place, count(*), sum(half(value)) from reading group by place order by place',
      );
      return JSON.stringify(found[0].values);
    };
  },
});
