import RAPIER from '/npm/@dimforge/rapier3d-compat/dist/rapier.mjs';
import { runApp } from './run-app.js';

const BODIES = [24, 60];
const ITERATIONS = 4;
/** Not all of a step is solving: so many times more iterations make a step about `factor` times as long. */
const MORE = 1.7;
/** The box that keeps the bodies in touch with each other: half its side. */
const SIDE = 2.2;
const WALLS = [
  [SIDE, 0],
  [-SIDE, 0],
  [0, SIDE],
  [0, -SIDE],
];

function build(bodies) {
  const world = new RAPIER.World({ x: 0, y: -9.81, z: 0 });
  world.createCollider(RAPIER.ColliderDesc.cuboid(20, 0.1, 20));
  for (const [x, z] of WALLS)
    world.createCollider(RAPIER.ColliderDesc.cuboid(x ? 0.1 : 3, 20, z ? 0.1 : 3).setTranslation(x, 20, z));
  const all = Array.from({ length: bodies }, (_, i) => {
    const place = RAPIER.RigidBodyDesc.dynamic()
      .setTranslation(((i % 4) - 1.5) * 0.9, 1 + Math.floor(i / 16), ((Math.floor(i / 4) % 4) - 1.5) * 0.9)
      .setCanSleep(false);
    const body = world.createRigidBody(place);
    world.createCollider(RAPIER.ColliderDesc.cuboid(0.4, 0.4, 0.4), body);
    return body;
  });
  return { world, all };
}

runApp(async () => {
  await RAPIER.init();
  let now = build(BODIES[0]);
  const kick = () => now.all.forEach((body) => body.applyImpulse({ x: 0, y: 1.2, z: 0.1 }, true));
  return {
    host: {
      slow(factor) {
        now.world.numSolverIterations = Math.round(ITERATIONS * (1 + MORE * (factor - 1)));
      },
      scene(index) {
        now.world.free();
        now = build(BODIES[index]);
      },
    },
    frame(count) {
      if (count % 120 === 119) kick();
      now.world.step();
      for (let i = 0; i < now.all.length; i += 2) now.all[i].translation();
    },
  };
});
