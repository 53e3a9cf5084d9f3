/*
 * As much of JSON Schema (draft 2020-12) as docs/check.schema.json uses. A keyword that is not known here is an error, so
 * that no part of a schema goes unused.
 */

type Json = Readonly<Record<string, unknown>>;

/** What is wrong with a document, a line for each place, sorted; empty when it fits. */
export function violations(schema: unknown, document: unknown): string[] {
  const root = asObject(schema);
  return look(root, document, "", root).sort();
}

function look(schema: Json, value: unknown, at: string, root: Json): string[] {
  const found: string[] = [];
  for (const [keyword, rule] of Object.entries(schema)) found.push(...one(keyword, rule, schema, value, at, root));
  return found;
}

function one(keyword: string, rule: unknown, schema: Json, value: unknown, at: string, root: Json): string[] {
  const wrong = (message: string): string[] => [`${at === "" ? "the whole" : at}: ${message}`];
  switch (keyword) {
    case "$schema":
    case "$id":
    case "$defs":
    case "title":
    case "description":
    case "required":
      return keyword === "required" ? missing(rule, value, wrong) : [];
    case "$ref":
      return look(resolved(String(rule), root), value, at, root);
    case "type":
      return isOfType(String(rule), value) ? [] : wrong(`not of type ${rule}`);
    case "const":
      return value === rule ? [] : wrong("not the value required");
    case "enum":
      return asList(rule).includes(value) ? [] : wrong("not one of those allowed");
    case "minimum":
      return typeof value !== "number" || value >= Number(rule) ? [] : wrong("too small");
    case "oneOf": {
      const fitting = asList(rule).filter((option) => look(asObject(option), value, at, root).length === 0);
      return fitting.length === 1 ? [] : wrong(`fits ${fitting.length} of the alternatives`);
    }
    case "items":
      if (!Array.isArray(value) || rule === false) return [];
      return value.flatMap((item, index) => look(asObject(rule), item, `${at}[${index}]`, root));
    case "prefixItems":
      if (!Array.isArray(value)) return [];
      if (schema.items === false && value.length !== asList(rule).length) return wrong("has another length");
      return asList(rule).flatMap((each, index) => look(asObject(each), value[index], `${at}[${index}]`, root));
    case "properties":
    case "additionalProperties":
      return members(keyword, rule, schema, value, at, root);
    default:
      throw new Error(`the schema uses ${keyword}, which test/support/schema.ts does not know`);
  }
}

function missing(names: unknown, value: unknown, wrong: (message: string) => string[]): string[] {
  if (!isObject(value)) return [];
  return asList(names).flatMap((name) => (Object.hasOwn(value, String(name)) ? [] : wrong(`lacks ${name}`)));
}

function members(keyword: string, rule: unknown, schema: Json, value: unknown, at: string, root: Json): string[] {
  if (!isObject(value)) return [];
  const known = asObject(schema.properties ?? {});
  const place = (name: string): string => (at === "" ? name : `${at}.${name}`);
  return Object.entries(value).flatMap(([name, member]) => {
    if (Object.hasOwn(known, name)) {
      return keyword === "properties" ? look(asObject(known[name]), member, place(name), root) : [];
    }
    if (keyword === "properties") return [];
    return rule === false ? [`${place(name)}: not expected`] : look(asObject(rule), member, place(name), root);
  });
}

function resolved(reference: string, root: Json): Json {
  const name = reference.replace("#/$defs/", "");
  return asObject(asObject(root.$defs)[name]);
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    default:
      return typeof value === type;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): Json {
  if (!isObject(value)) throw new Error("the schema has something else where an object belongs");
  return value;
}

function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error("the schema has something else where a list belongs");
  return value;
}
