import RAPIER from '/npm/@dimforge/rapier3d-compat/dist/rapier.mjs';
import { runPage } from './run-page.js';

const BODIES = 250;

function buildWorld() {
  const world = new RAPIER.World({ x: 0, y: -9.81, z: 0 });
  world.createCollider(RAPIER.ColliderDesc.cuboid(20, 0.1, 20));
  const bodies = [];
  for (let i = 0; i < BODIES; i++) {
    const x = (i % 5) - 2 + (i % 3) * 0.1;
    const z = (Math.floor(i / 5) % 5) - 2 + (i % 7) * 0.05;
    const body = world.createRigidBody(
      RAPIER.RigidBodyDesc.dynamic().setTranslation(x, 1 + Math.floor(i / 25) * 1.1, z),
    );
    world.createCollider(RAPIER.ColliderDesc.cuboid(0.4, 0.4, 0.4), body);
    bodies.push(body);
  }
  return { world, bodies };
}

runPage({
  frames: 90,
  async start() {
    await RAPIER.init();
    const { world, bodies } = buildWorld();
    return (frame) => {
      if (frame % 120 === 119) bodies.forEach((body) => body.applyImpulse({ x: 0, y: 4, z: 0.2 }, true));
      world.step();
      return bodies.map((body) => Object.values(body.translation()).join()).join(';');
    };
  },
});
