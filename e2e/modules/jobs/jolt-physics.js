// npm: jolt-physics@1.1.0
// toolchain: Emscripten WebIDL
// runs: chromium node
// alternates: yes
import createJolt from '../work/node_modules/jolt-physics/dist/jolt-physics.wasm-compat.js';

const [STILL, MOVING] = [0, 1];

export default {
  async setup() {
    const jolt = await createJolt();
    const settings = new jolt.JoltSettings();
    const pairs = new jolt.ObjectLayerPairFilterTable(2);
    pairs.EnableCollision(STILL, MOVING);
    pairs.EnableCollision(MOVING, MOVING);
    const layers = new jolt.BroadPhaseLayerInterfaceTable(2, 2);
    layers.MapObjectToBroadPhaseLayer(STILL, new jolt.BroadPhaseLayer(0));
    layers.MapObjectToBroadPhaseLayer(MOVING, new jolt.BroadPhaseLayer(1));
    settings.mObjectLayerPairFilter = pairs;
    settings.mBroadPhaseLayerInterface = layers;
    settings.mObjectVsBroadPhaseLayerFilter = new jolt.ObjectVsBroadPhaseLayerFilterTable(
      layers,
      2,
      pairs,
      2,
    );
    const world = new jolt.JoltInterface(settings);
    const bodies = world.GetPhysicsSystem().GetBodyInterface();
    const add = (shape, [x, y, z], motion, layer) => {
      const made = new jolt.BodyCreationSettings(
        shape,
        new jolt.RVec3(x, y, z),
        new jolt.Quat(0, 0, 0, 1),
        motion,
        layer,
      );
      const body = bodies.CreateBody(made);
      bodies.AddBody(body.GetID(), jolt.EActivation_Activate);
      jolt.destroy(made);
      return body;
    };
    add(new jolt.BoxShape(new jolt.Vec3(20, 0.5, 20)), [0, -0.5, 0], jolt.EMotionType_Static, STILL);
    return () => {
      const balls = Array.from({ length: 20 }, (_, i) =>
        add(
          new jolt.SphereShape(0.4),
          [(i % 5) * 0.3, 1 + i, (i % 3) * 0.2],
          jolt.EMotionType_Dynamic,
          MOVING,
        ),
      );
      const seen = [];
      for (let step = 0; step < 60; step++) {
        world.Step(1 / 60, 1);
        for (const ball of balls) seen.push(ball.GetPosition().GetY(), ball.GetRotation().GetW());
      }
      for (const ball of balls) {
        bodies.RemoveBody(ball.GetID());
        bodies.DestroyBody(ball.GetID());
      }
      return seen;
    };
  },
};
