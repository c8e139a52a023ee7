// npm: binaryen@132.0.0
// toolchain: hand-written WAT (GC, exceptions, tail calls)
// runs: chromium
// alternates: yes
import binaryen from '../work/node_modules/binaryen/index.js';

/** What Kotlin, Dart, OCaml and Java compile to: garbage-collected structs and arrays, typed references, thrown tags. */
const WAT = `(module
  (rec
    (type $point (sub (struct (field $x (mut i32)) (field $y i32))))
    (type $named (sub $point (struct (field $x (mut i32)) (field $y i32) (field $name externref)))))
  (type $numbers (array (mut i32)))
  (type $unary (func (param i32) (result i32)))
  (import "host" "again" (func $again (param i32) (result i32)))
  (tag $oops (export "oops") (param i32))
  (func $double (export "double") (type $unary) (i32.mul (local.get 0) (i32.const 2)))
  (elem declare func $double)
  (func (export "make") (param i32 i32) (result (ref $point))
    (struct.new $point (local.get 0) (local.get 1)))
  (func (export "name") (param i32 externref) (result (ref null $named))
    (struct.new $named (local.get 0) (i32.const 9) (local.get 1)))
  (func (export "x") (param (ref null $point)) (result i32) (struct.get $point $x (local.get 0)))
  (func (export "nameOf") (param (ref $named)) (result externref) (struct.get $named 2 (local.get 0)))
  (func (export "move") (param (ref $point) i32)
    (struct.set $point $x (local.get 0) (i32.add (struct.get $point $x (local.get 0)) (local.get 1))))
  (func (export "isNamed") (param anyref) (result i32) (ref.test (ref $named) (local.get 0)))
  (func (export "sum") (param i32) (result i32) (local $a (ref $numbers)) (local $i i32) (local $s i32)
    (local.set $a (array.new $numbers (i32.const 3) (local.get 0)))
    (loop $next
      (local.set $s (i32.add (local.get $s) (array.get $numbers (local.get $a) (local.get $i))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (array.len (local.get $a)))))
    (local.get $s))
  (func (export "doubler") (result (ref $unary)) (ref.func $double))
  (func (export "apply") (param (ref null $unary) i32) (result i32) (call_ref $unary (local.get 1) (local.get 0)))
  (func $down (export "down") (param i32 i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call $down (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 2))))
  (func $fail (export "fail") (param i32) (throw $oops (local.get 0)))
  (func (export "caught") (param i32) (result i32)
    (block $oh (result i32) (try_table (catch $oops $oh) (call $fail (local.get 0))) (i32.const -1)))
  (func (export "through") (param i32) (result i32)
    (block $oh (try_table (catch_all $oh) (return (call $again (local.get 0))))) (i32.const -2)))`;

function build() {
  const module = binaryen.parseText(WAT);
  module.setFeatures(binaryen.Features.All);
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}

export default {
  async setup() {
    const bytes = build();
    return async () => {
      const host = {
        again(n) {
          if (n < 0) throw new Error('no');
          return n + 1;
        },
      };
      const { instance } = await WebAssembly.instantiate(bytes, { host });
      const e = instance.exports;
      const point = e.make(3, 4);
      const named = e.name(5, 'five');
      const out = [e.x(point), e.x(named), e.nameOf(named), e.isNamed(point), e.isNamed(named), e.sum(5_000)];
      for (let i = 0; i < 500; i++) e.move(point, i);
      out.push(e.x(point), e.doubler() === e.double, e.apply(e.double, 21), e.apply(e.doubler(), 4));
      out.push(e.down(100_000, 1), e.caught(7), e.through(1), e.through(-1));
      for (const call of [() => e.fail(8), () => e.x(null), () => e.apply(null, 1), () => e.make(1n, 2)]) {
        try {
          call();
        } catch (error) {
          const tagged = error instanceof WebAssembly.Exception && error.is(e.oops);
          out.push(tagged ? error.getArg(e.oops, 0) : `${error.name}: ${error.message}`);
        }
      }
      return out;
    };
  },
};
