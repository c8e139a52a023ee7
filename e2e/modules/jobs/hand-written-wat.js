// npm: wabt@1.0.39
// toolchain: hand-written WAT
// runs: chromium node
// alternates: yes
import loadWabt from '../work/node_modules/wabt/index.js';

/** Recursion through an import, multi-value, i64, ref.func, a table called both ways, a second module linked in. */
const MAIN = `(module
  (import "host" "again" (func $again (param i32) (result i32)))
  (type $unary (func (param i32) (result i32)))
  (memory (export "memory") 1 8)
  (table $t (export "table") 4 funcref)
  (elem (i32.const 0) $double $square)
  (func $double (export "double") (type $unary) (i32.mul (local.get 0) (i32.const 2)))
  (func $square (type $unary) (i32.mul (local.get 0) (local.get 0)))
  (func (export "down") (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1))
      (else (i32.add (i32.const 1) (call $again (i32.sub (local.get 0) (i32.const 1)))))))
  (func (export "pair") (param i64) (result i64 i32) (i64.add (local.get 0) (i64.const 1)) (i32.const 7))
  (func (export "indirect") (param i32 i32) (result i32) (call_indirect (type $unary) (local.get 1) (local.get 0)))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
  (func (export "trap") unreachable))`;
const SIDE = `(module (import "main" "double" (func $double (param i32) (result i32)))
  (func (export "quadruple") (param i32) (result i32) (call $double (call $double (local.get 0)))))`;

export default {
  async setup() {
    const wabt = await loadWabt();
    const build = (wat) =>
      wabt.parseWat('a.wat', wat, { multi_value: true, reference_types: true }).toBinary({}).buffer;
    const main = new WebAssembly.Module(build(MAIN));
    const side = build(SIDE);
    return async () => {
      const instance = new WebAssembly.Instance(main, { host: { again: (n) => instance.exports.down(n) } });
      const e = instance.exports;
      const linked = await WebAssembly.instantiate(side, { main: e });
      const out = [
        e.down(50),
        e.pair(41n),
        e.indirect(1, 9),
        e.table.get(1)(12),
        e.table.get(0) === e.double,
      ];
      e.table.set(2, e.double);
      out.push(e.indirect(2, 21), e.table.get(2) === e.double, linked.instance.exports.quadruple(5));
      for (let i = 0; i < 2000; i++) out.push(e.double(i));
      const global = new WebAssembly.Global({ value: 'anyfunc', mutable: true }, e.double);
      out.push(global.value.call(null, 4), e.grow(), e.memory.buffer.byteLength);
      try {
        e.trap();
      } catch (error) {
        out.push(error instanceof WebAssembly.RuntimeError, error.message);
      }
      return out;
    };
  },
};
