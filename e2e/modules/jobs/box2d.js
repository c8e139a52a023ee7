// npm: box2d-wasm@7.0.0
// toolchain: Emscripten WebIDL
// runs: chromium
// alternates: yes
import Box2DFactory from '../work/node_modules/box2d-wasm/dist/es/Box2D.js';

export default {
  async setup(io) {
    const box2d = await Box2DFactory({ locateFile: () => io.url('box2d-wasm/dist/es/Box2D.wasm') });
    const { b2BodyDef, b2_dynamicBody, b2PolygonShape, b2CircleShape, b2Vec2, b2World, destroy } = box2d;
    return () => {
      const gravity = new b2Vec2(0, -10);
      const world = new b2World(gravity);
      const groundDef = new b2BodyDef();
      const ground = world.CreateBody(groundDef);
      const box = new b2PolygonShape();
      box.SetAsBox(50, 1);
      ground.CreateFixture(box, 0);
      const circle = new b2CircleShape();
      circle.set_m_radius(0.4);
      const bodies = [];
      const at = new b2Vec2(0, 0);
      for (let i = 0; i < 20; i++) {
        const def = new b2BodyDef();
        def.set_type(b2_dynamicBody);
        at.Set((i % 5) * 0.7, 4 + i);
        def.set_position(at);
        const body = world.CreateBody(def);
        body.CreateFixture(circle, 1);
        bodies.push(body);
        destroy(def);
      }
      const seen = [];
      for (let step = 0; step < 60; step++) {
        world.Step(1 / 60, 6, 2);
        for (const body of bodies) seen.push(body.GetPosition().get_y(), body.GetAngle());
      }
      for (const made of [world, gravity, groundDef, box, circle, at]) destroy(made);
      return seen;
    };
  },
};
