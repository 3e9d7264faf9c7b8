// Every field of a value, to put something else into each.

/** Names, from the outermost on; in a list, numbers. */
export type Path = readonly string[];

/** Every field of the state, also those in other fields. */
export function fieldsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([name, part]) => fieldsOf(part, [...path, name]));
  return path.length === 0 ? below : [path, ...below];
}

/** The same with this in the place of a field. */
export function withField([name = '', ...rest]: Path, value: unknown, within: object): object {
  const inner: unknown = Reflect.get(within, name);
  const changed = rest.length === 0 ? value : withField(rest, value, Object(inner));
  return Object.assign(Array.isArray(within) ? [...within] : { ...within }, { [name]: changed });
}
