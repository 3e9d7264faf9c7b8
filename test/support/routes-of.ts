// The routes of an Express application, read from its own router.
import assert from 'node:assert/strict';

export type RouteOf = Readonly<{ path: string; methods: readonly string[] }>;

/** What is read of a layer of Express 5; its types know only some of it. */
type Layer = Readonly<{
  rawPath: unknown;
  handle: { length: number; stack?: readonly Layer[] };
  route?: { path: string; methods: Readonly<Record<string, boolean>> };
}>;

/**
 * Every route, those of nested routers too. Fails for what could answer unseen: a handler under a path of its own that
 * is no route.
 */
export function routesOf(stack: unknown, prefix = ''): RouteOf[] {
  // the shape that the checks below would stumble over if it were another
  const layers = stack as readonly Layer[];
  assert.ok(Array.isArray(layers) && layers.length > 0);
  return layers.flatMap(({ route, rawPath, handle }) => {
    assert.equal(typeof rawPath, 'string');
    const under = prefix + (rawPath === '/' ? '' : String(rawPath));
    if (route !== undefined) {
      const methods = Object.keys(route.methods).map((name) =>
        name === '_all' ? 'ALL' : name.toUpperCase(),
      );
      return [{ path: prefix + route.path, methods }];
    }
    if (handle.stack !== undefined) return routesOf(handle.stack, under);
    const isErrorHandler = handle.length === 4;
    assert.ok(under === '' || isErrorHandler, `a handler under ${under} that is no route`);
    return [];
  });
}
