// npm: @dimforge/rapier3d-compat@0.21.0
// toolchain: Rust wasm-bindgen
// runs: chromium node
// alternates: yes
import RAPIER from '../work/node_modules/@dimforge/rapier3d-compat/dist/rapier.mjs';

export default {
  async setup() {
    await RAPIER.init();
    return () => {
      const world = new RAPIER.World({ x: 0, y: -9.81, z: 0 });
      world.createCollider(RAPIER.ColliderDesc.cuboid(10, 0.1, 10));
      const bodies = [];
      for (let i = 0; i < 30; i++) {
        const desc = RAPIER.RigidBodyDesc.dynamic().setTranslation((i % 5) * 0.3, 1 + i * 0.4, (i % 3) * 0.2);
        const body = world.createRigidBody(desc);
        world.createCollider(RAPIER.ColliderDesc.ball(0.2), body);
        bodies.push(body);
      }
      const seen = [];
      for (let step = 0; step < 60; step++) {
        world.step();
        for (const body of bodies) seen.push(body.translation().y, body.rotation().w, body.isSleeping());
      }
      world.free();
      return seen;
    };
  },
};

/** For `bench:call`: one frame of a page that reads all its bodies each frame, about 1,067 calls (64,000 a second). */
export const frames = {
  async setup() {
    await RAPIER.init();
    const world = new RAPIER.World({ x: 0, y: -9.81, z: 0 });
    world.createCollider(RAPIER.ColliderDesc.cuboid(10, 0.1, 10));
    const bodies = Array.from({ length: 178 }, (_, i) => {
      const desc = RAPIER.RigidBodyDesc.dynamic().setTranslation((i % 5) * 0.5, 1 + i * 0.3, (i % 7) * 0.4);
      const body = world.createRigidBody(desc);
      world.createCollider(RAPIER.ColliderDesc.ball(0.2), body);
      return body;
    });
    return () => {
      world.step();
      let sum = 0;
      for (const body of bodies) {
        sum += body.translation().y + body.rotation().w + body.linvel().x + body.angvel().z;
      }
      return sum;
    };
  },
};
