import type * as ast from "../../syntax/ast.js";

/** A short expression as a message quotes it; undefined when it is too long to repeat beside its underlined text. */
export function brief(e: ast.Expr): string | undefined {
  const text = write(e);
  return text === undefined || text.length > 30 ? undefined : text;
}

/** "`x`", or "this" where the underlined text says it better. */
export function quoted(e: ast.Expr): string {
  const text = brief(e);
  return text === undefined ? "this" : `\`${text}\``;
}

/** A bound as it is written: arithmetic over constants. */
export function boundText(e: ast.Expr): string {
  return write(e) ?? "…";
}

function write(e: ast.Expr): string | undefined {
  switch (e.kind) {
    case "int":
      return String(e.value);
    case "bool":
      return String(e.value);
    case "none":
      return "none";
    case "name":
      return e.text;
    case "call":
      return around(`${e.callee.text}(`, e.arguments, ")");
    case "index": {
      const target = write(e.target);
      return target === undefined ? undefined : around(`${target}[`, e.keys, "]");
    }
    case "field": {
      const target = write(e.target);
      return target === undefined ? undefined : `${target}.${e.name.text}`;
    }
    case "binary": {
      const left = write(e.left);
      const right = write(e.right);
      return left === undefined || right === undefined ? undefined : `${left} ${e.operator} ${right}`;
    }
    case "unary": {
      const operand = write(e.operand);
      return operand === undefined ? undefined : `${e.operator}${e.operator === "-" ? "" : " "}${operand}`;
    }
    case "paren":
      return around("(", [e.inner], ")");
    case "tuple":
      return around("(", e.items, ")");
    case "set":
      return around("{", e.elements, "}");
    case "seq":
      return around("[", e.elements, "]");
    default:
      return undefined;
  }
}

function around(open: string, items: readonly ast.Expr[], close: string): string | undefined {
  const texts = items.map(write);
  return texts.includes(undefined) ? undefined : `${open}${texts.join(", ")}${close}`;
}
