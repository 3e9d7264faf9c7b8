import { apiCatalogue } from './api-catalogue.ts';
import type { Api, ApiCondition } from './api-entry.ts';

export type { Api, ApiClass, ApiGroup, ApiMethod } from './api-entry.ts';
export { apiCatalogue };

/** A call as it would be sent, as far as its effect depends on it. */
export type ApiCall = Readonly<{
  method: string;
  /** without a query */
  path: string;
  query?: URLSearchParams;
  /** the JSON body, parsed; undefined: none, or none that parses */
  body?: unknown;
}>;

const byId: ReadonlyMap<string, Api> = new Map(apiCatalogue.map((api) => [api.id, api]));

/** The entry with this id. */
export const findApi = (id: string): Api | undefined => byId.get(id);

function fits(when: ApiCondition, { query, body }: ApiCall): boolean {
  if ('query' in when) {
    // given twice, nobody knows which of them WeChat reads
    return Object.entries(when.query).every(([name, value]) => {
      const given = query?.getAll(name) ?? [];
      return given.length === 1 && given[0] === value;
    });
  }
  const value: unknown =
    typeof body === 'object' && body !== null ? Reflect.get(body, when.field) : undefined;
  return typeof value === 'string' && when.values.includes(value);
}

/** The entry that says what this call does; undefined where the catalogue does not know it by this method. */
export function apiOf(call: ApiCall): Api | undefined {
  const same = apiCatalogue.filter(({ method, path }) => method === call.method && path === call.path);
  return (
    same.find(({ when }) => when !== undefined && fits(when, call)) ??
    same.find(({ when }) => when === undefined)
  );
}

/** Does this call change nothing and cost nothing that is scarce? A call that is not known counts as one that may. */
export const isFreeRead = (api: Api | undefined): boolean =>
  api?.classes.includes('R') === true && !api.classes.includes('Q');

/** May the path be read without looking at anything else of the call, and is nothing in the answer about a person? */
const isPlainRead = ({ classes, when }: Api): boolean =>
  classes.includes('R') && !classes.includes('P') && !classes.includes('Q') && when === undefined;

/**
 * The gateway's preset `read`: paths of class R without P, Q or a condition, in every entry that the path has. `GET` and
 * `POST` of one path never differ in the catalogue.
 */
export const readPreset: ReadonlySet<string> = new Set(
  apiCatalogue
    .filter(({ path }) => apiCatalogue.every((other) => other.path !== path || isPlainRead(other)))
    .map(({ path }) => path),
);
