// What happened and why, in one to three sentences, from the course, the untreated course and the search for the
// hour that decides.

import { WATCHED } from "./course.js";
import { drugName, inSentence } from "./names.js";
import { DRUGS } from "./state.js";
import { firstStart } from "./rescue.js";
import { amount, capital, count, hoursInWords, say, together, words } from "./words.js";

const FLARE = 3;             // times the untreated peak of the infection …
const VISIBLE = 0.03;        // … and at least this much of what the body could hold
const ALIVE = 0.2;           // infection, relative to its peak, that still counts when a patient is lost

/** {times, rebound} of an infection that grew under treatment as it would not have without; else null. */
export function flare(course, untreated) {
  if (course.invader !== "pathogen" || course.scenario.interventions.length === 0) return null;
  const { hour, value } = course.peak("pathogen"), before = untreated.peak("pathogen").value;
  if (value < FLARE * before || value < VISIBLE) return null;
  return { times: value / before, rebound: course.peak("il6", hour).value };
}

function untreatedSentence(course) {
  const said = words.say.verdict, top = course.peak("il6").value;
  const values = {
    peak: top, died: count(course.died ?? 0), doubling: course.doubling ?? 0, end: course.at("il6", WATCHED),
    thousand: count(course.crossing("il6", 1000) ?? 0),
  };
  if (course.outcome === "recovery") return say(top > 10 ? said.untreated_recovery : said.untreated_quiet, values);
  if (course.outcome === "ill") return say(said.untreated_ill, values);
  const key = course.invader === "antigen" ? "_tumour"
    : course.at("pathogen", course.died) > ALIVE * course.peak("pathogen").value ? "_infection" : "";
  return say(said[`untreated_death${key}`], values);
}

/** The sentences, in order. Of an outlook, whose `found` is null while it is searched for or isn't needed. */
export function verdict(state, { course, untreated, found }) {
  const said = words.say.verdict, given = DRUGS.filter(drug => state.given[drug]);
  if (given.length === 0) return [untreatedSentence(course)];
  const names = given.map(drug => inSentence(drugName(drug, state.trigger)));
  const values = {
    drugs: capital(together(names)), drug: names[0],
    start: count(firstStart(state)), died: count(course.died ?? 0), end: amount(course.at("il6", WATCHED)),
  };
  const flared = flare(course, untreated), parts = [];
  const antiviral = given.length === 1 && given[0] === "antiviral", germ = course.invader === "pathogen";
  if (flared) {
    parts.push(say(said.flare, { times: flared.times }));
    if (flared.rebound > 100) parts.push(say(said.flare_rebound, { il6: flared.rebound }));
    if (course.outcome === "recovery") parts.push(said.flare_recovery);
  }
  if (course.outcome === "ill") return [...parts, say(said.treated_ill, values)];
  if (course.outcome === "recovery") {
    if (untreated.outcome === "recovery") return flared ? parts : [said.needless];
    if (flared) return parts;
    parts.push(say(said.saved, values));
    if (found?.kind === "later") parts.push(say(said.saved_margin, { hours: hoursInWords(found.hours) }));
    if (found?.kind === "always") parts.push(said.saved_always);
    return parts;
  }
  if (untreated.outcome === "recovery") return [...parts, say(said.harmed, values)];
  if (found?.kind === "never") {
    const why = !antiviral ? said.never_margin : germ ? said.never_antiviral : said.never_antiviral_tumour;
    return [...parts, say(said.never, values), say(why, values)];
  }
  parts.push(say(antiviral && germ ? said.late_antiviral : found ? said.late : said.never, values));
  if (found?.kind === "earlier") parts.push(say(said.late_margin, { hours: hoursInWords(found.hours) }));
  return parts;
}
