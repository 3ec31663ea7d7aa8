// Whether a condition holds: the twin of checklists/guidance/conditions.py, run against the same
// table. The server has put true or false in place of facts before a condition comes here.

const BLANK = { value: null, reason: "" };

const isObject = (thing) => typeof thing === "object" && thing !== null && !Array.isArray(thing);

export const isBlank = (value) =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "string" && value.trim() === "");

const isNumber = (value) => typeof value === "number";
const same = (found, wanted) => !Array.isArray(found) && found === wanted;
const oneOf = (found, wanted) => wanted.some((one) => same(found, one));
const hasOneOf = (found, wanted) => Array.isArray(found) && wanted.some((one) => found.includes(one));

const COMPARISONS = {
  eq: same,
  ne: (found, wanted) => !Array.isArray(found) && found !== wanted,
  in: oneOf,
  not_in: (found, wanted) => !Array.isArray(found) && !oneOf(found, wanted),
  contains_any: hasOneOf,
  contains_none: (found, wanted) => Array.isArray(found) && !hasOneOf(found, wanted),
  gte: (found, wanted) => isNumber(found) && isNumber(wanted) && found >= wanted,
  lte: (found, wanted) => isNumber(found) && isNumber(wanted) && found <= wanted,
};

function compare({ op, value }, found, asked) {
  if (op === "is_empty") return asked && isBlank(found);
  if (op === "is_not_empty") return !isBlank(found);
  if (!Object.hasOwn(COMPARISONS, op)) throw new Error(`Not a comparison: ${op}`);
  return !isBlank(found) && COMPARISONS[op](found, value);
}

// What a condition comes to without looking at anything; null when it must look.
function known(condition) {
  if (condition === null || condition === undefined) return true;
  if (typeof condition === "boolean") return condition;
  if (condition === "manual" || condition.manual === true) return false;
  return typeof condition.always === "boolean" ? condition.always : null;
}

/**
 * @param condition  {all: []}, {any: []}, {not: ...}, a comparison of one prompt or fact, or a literal
 * @param answers    {prompt key: {value, reason}}
 * @param facts      {fact key: value}; empty in a page
 * @param shown      the keys of the prompts that are shown, as an array or a Set
 */
export function holds(condition, answers, facts = {}, shown = []) {
  const already = known(condition);
  if (already !== null) return already;
  const part = (inner) => holds(inner, answers, facts, shown);
  if (Array.isArray(condition.all)) return condition.all.every(part);
  if (Array.isArray(condition.any)) return condition.any.some(part);
  if ("not" in condition) return !part(condition.not);
  if ("fact" in condition) return compare(condition, facts[condition.fact], true);
  if (!isObject(condition) || !("prompt" in condition)) throw new Error("Not a condition");
  const asked = shown instanceof Set ? shown.has(condition.prompt) : shown.includes(condition.prompt);
  const given = (asked && answers[condition.prompt]) || BLANK;
  return compare(condition, condition.field === "reason" ? given.reason : given.value, asked);
}
