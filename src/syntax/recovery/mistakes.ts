import { forgotten } from "./expectation.js";
import * as claims from "./mistakes/claims.js";
import * as declarations from "./mistakes/declarations.js";
import { dialects } from "./mistakes/dialects.js";
import * as habits from "./mistakes/habits.js";
import { messageHabits } from "./mistakes/messages.js";
import * as signs from "./mistakes/signs.js";
import * as statements from "./mistakes/statements.js";
import { types } from "./mistakes/types.js";
import { variants } from "./mistakes/variants.js";
import * as words from "./mistakes/words.js";
import type { Reading, Situation } from "./situation.js";

const MISTAKES: readonly ((s: Situation) => readonly Reading[])[] = [
  dialects,
  messageHabits,
  signs.compounds,
  signs.tlaSigns,
  variants,
  signs.splitSigns,
  habits.recordSigns,
  habits.habits,
  signs.equals,
  signs.arrows,
  signs.sentences,
  signs.literals,
  signs.labels,
  types,
  words.words,
  declarations.incompleteDeclarations,
  declarations.parameters,
  statements.assignments,
  declarations.misplaced,
  statements.capitals,
  statements.needlessWords,
  claims.claims,
  claims.models,
  claims.channels,
  claims.lateSentence,
  habits.colonForBrace,
  signs.separators,
  signs.strayBrackets,
  habits.fieldSeparators,
  words.declarationWord,
  statements.colonForBody,
  words.placeWithoutAt,
  words.reservedNames,
  words.missingName,
  statements.choices,
  statements.missingIf,
  statements.countingLoop,
  statements.dotBeforeBody,
  statements.messages,
  forgotten,
  statements.bodies,
];

/** All that a failure may mean, the likelier first where two would get equally far. */
export function readings(s: Situation): readonly Reading[] {
  return MISTAKES.flatMap((mistake) => mistake(s));
}
