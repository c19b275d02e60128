// The figure: one state, and everything that shows it. The painter answers a drag within the frame, with curves and
// sliders; the loop, gauges and the untreated curve come with the next. The verdict and the clock are written when the
// pointer pauses, so that they delay no move; the list of events, the link and what is only read out, when it rests.

import { shownHours } from "./generated/controls.js";
import { words } from "./generated/words.js";
import { Cards } from "./controls/cards.js";
import { Gauges } from "./controls/gauges.js";
import { IdleTasks } from "./controls/idle.js";
import { Lanes } from "./controls/lanes.js";
import { EventList, fillTable } from "./controls/lists.js";
import { Player } from "./controls/player.js";
import { nameDrugs } from "./controls/rename.js";
import { Setup } from "./controls/setup.js";
import { Slider } from "./controls/slider.js";
import { Speaker } from "./controls/speaker.js";
import { byId, mark, part, write } from "./document.js";
import { Picture, hosts } from "./draw/picture.js";
import { eventsOf } from "./model/events.js";
import { Outlook } from "./model/outlook.js";
import { lastShown } from "./model/shown.js";
import { bounded, fresh, fromLink, toLink } from "./model/state.js";
import { judge, lessonState, lessonText } from "./words/lessons.js";
import { causeWords } from "./words/names.js";
import { eventSentence, reading } from "./words/reading.js";
import { count, hourName, say } from "./words/say.js";
import { verdict } from "./words/verdict.js";

/** @typedef {import("./model/state.js").State} State */
/** @typedef {import("./model/state.js").Treatment} Treatment */
/** @typedef {import("./words/lessons.js").Kind} LessonKind */

const DAY = 24;              // h
const RECENT = 2;            // h after an event in which it is still announced
const WIDE = 640;            // px of a window in which the list of events is open

let state = fromLink(location.hash) ?? fresh();
/** The pitfall or challenge that was begun last. @type {{kind: LessonKind, key: string} | null} */
let lesson = null;

const picture = new Picture(hosts(), { ...state, held: null });
const idle = new IdleTasks(), outlook = new Outlook(showOutlook), speaker = new Speaker(byId("spoken"));
const player = new Player({ moved: showHour, changed: showPlaying, end: () => outlook.end });
const hour = () => player.hour, given = (/** @type {string} */ drug) => state.given[drug];
const hourAt = (/** @type {number} */ x) => picture.hourAt(x);
const lanes = new Lanes(byId("lanes"), { change: give, given, hourAt, hour, grip: paint, rest: letGo });
const cards = new Cards(byId("cards"), { change: give, given, hour });
const gauges = new Gauges(byId("gauges"));
const setup = new Setup(byId("setup"), {
  change: changes => alter({ ...state, ...changes }),
  choose: trigger => replace(fresh(trigger)),
});
const hours = { low: 0, high: shownHours, step: 1 };
const scrub = new Slider(part(byId("plot"), ".scrub"), hours, { moved: travel, rest: arrive });
const events = new EventList(byId("events"), at => { player.pause(); player.go(at); arrive(); });
const table = byId("table", HTMLDetailsElement), play = byId("play");

// --- the state -------------------------------------------------------------------------------------------------------

/** @param {string} drug @param {Treatment | null} treatment */
function give(drug, treatment) {
  const next = treatment ? bounded(treatment) : undefined;
  if (JSON.stringify(next) === JSON.stringify(given(drug))) return;    // the pointer is between two hours
  alter({ ...state, given: { ...state.given, [drug]: next } });
  if (!lanes.held) writeControls();
}

/** Take a state that a control has changed, and may change again before the next frame. @param {State} next */
function alter(next) {
  state = next;
  paint();                                                        // first: the painter works beside all that follows
  idle.move();
  mark(byId("verdict"), "data-stale", outlook.known !== null);    // dimmed, until there is another
  outlook.setPatient(state);
  idle.atPause(ask, writeControls);
  idle.atRest(writeLink);
}

/**
 * Send the state to the painter. Also when a handle is taken: it gets its ring, and the painter is awake at the first
 * move.
 */
function paint() { picture.setState({ ...state, held: lanes.held }); }

function letGo() {
  paint();
  writeControls();
}

/** Take another state altogether. @param {State} next */
function replace(next) {
  alter(next);
  writeControls();
}

/** Take another state, at its own hour. @param {State} next */
function open(next) {
  player.hour = next.hour;
  replace(next);
  showHour(next.hour);
}

function writeControls() {
  nameDrugs(byId("storm-live"), state.trigger);
  lanes.write(state);
  cards.write(state);
  writeOffers();
  setup.write(state);
}

/** The address that leads to the state shown. */
const link = () => new URL(toLink({ ...state, hour: player.hour }), location.href).href;

function writeLink() {
  try {
    history.replaceState(null, "", link());
  } catch { /* a browser refuses in a frame without an origin, or after many times: sharing needs no address bar */ }
}

// --- what becomes of the patient -------------------------------------------------------------------------------------

function ask() { outlook.ask(); }

/** More is known of the patient. */
function showOutlook() {
  if (player.hour > outlook.end) player.go(outlook.end);
  idle.atPause(writeVerdict, writeClock, writeReading);
  idle.atRest(writeOffers, writeGauges, writeEvents, writeLesson);
}

function writeVerdict() {
  const { known } = outlook;
  if (!known) return;
  mark(byId("verdict"), "data-outcome", known.trajectory.outcome);
  mark(byId("verdict"), "data-stale", false);
  write(byId("verdict-text"), verdict(state, known).join(" "));
}

/** Write the trajectory in words. */
function writeEvents() {
  const { known } = outlook;
  if (!known) return;
  events.write(state, known.trajectory);
  events.mark(player.hour);
  writeTable();
  write(byId("loop-invader"), causeWords(state).label);
  speaker.soon(() => byId("verdict-text").textContent ?? "");
}

function writeTable() { if (table.open && outlook.known) fillTable(byId("table-rows"), outlook.known.trajectory); }

/** The line above the figure: what to watch in a pitfall, or the progress of a challenge. */
function writeLesson() {
  const coach = byId("coach");
  coach.hidden = !lesson;
  if (!lesson) return;
  const { kind, key } = lesson, { title, text } = lessonText(kind, key), { current } = outlook;
  const progress = kind === "challenge" && current ? judge(key, state, current) : { won: false, text: "" };
  coach.classList.toggle("won", progress.won);
  write(coach, `${title}. ${progress.text || text}`);
  if (progress.won) part(document, `[data-challenge="${key}"]`).closest("li")?.classList.add("won");
}

// --- the hour shown --------------------------------------------------------------------------------------------------

/** Go to an hour with the slider. @param {number} at */
function travel(at) {
  idle.move();
  player.pause();
  player.go(at);
}

/** @param {number} at */
function showHour(at) {
  picture.setHour(at);
  idle.atPause(writeClock, writeReading);
  idle.atRest(writeOffers, writeGauges);
  if (player.isPlaying) announce(at);
}

/** Write all that depends on the hour: the user has finished moving to it. */
function arrive() {
  for (const writeOne of [writeClock, writeReading, writeOffers, writeGauges, writeLink]) writeOne();
  events.mark(player.hour);
  speaker.soon(() => byId("reading").textContent ?? "");
}

function writeClock() {
  const at = Math.round(player.hour), day = say(words.say.day, { n: count(Math.floor(at / DAY) + 1) });
  const text = `${hourName(at)} · ${day}`;
  write(byId("clock"), text);
  scrub.set(at, text);
}

function writeReading() {
  const { known } = outlook, at = player.hour;
  if (!known) return;
  const end = lastShown(known.trajectory), isOver = end < shownHours && at >= end;
  const over = isOver ? ` ${say(words.say.over, { hour: count(end) })}` : "";
  write(byId("reading"), reading(state, known, at) + over);
}

function writeOffers() { cards.writeHour(player.hour, state.trigger); }

function writeGauges() { if (outlook.known) gauges.write(outlook.known.trajectory, player.hour); }

/** While hours pass: say an event as it happens, and mark it in the list. @param {number} at */
function announce(at) {
  if (!outlook.current) return;
  events.mark(at);
  const { trajectory } = outlook.current, event = eventsOf(state, trajectory).findLast(one => one.hour <= at);
  if (!event || event.hour <= at - RECENT) return;
  speaker.now(`${hourName(event.hour)}: ${eventSentence(state, trajectory, event)}`);
}

/** @param {boolean} isPlaying */
function showPlaying(isPlaying) {
  play.textContent = isPlaying ? words.figure.pause : words.figure.play;
  play.classList.toggle("playing", isPlaying);
  if (!isPlaying) arrive();
}

// --- what can be pressed ---------------------------------------------------------------------------------------------

/** @param {LessonKind} kind @param {string} key */
function begin(kind, key) {
  player.pause();
  lesson = { kind, key };
  byId("coach").classList.remove("won");
  open(lessonState(kind, key));
  writeLesson();
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  byId("storm-live").scrollIntoView({ behavior: isCalm ? "auto" : "smooth", block: "start" });
  play.focus({ preventScroll: true });
  if (kind === "pitfall") player.play();
}

async function share() {
  writeLink();
  try {
    await navigator.clipboard.writeText(link());
    byId("shared").textContent = words.figure.shared;
  } catch {
    byId("shared").textContent = `${words.figure.address} ${link()}`;
  }
}

/** @type {Readonly<Record<string, () => void>>} */
const MOVES = {
  back: () => player.step(-1),
  forward: () => player.step(1),
  restart: () => { player.pause(); player.go(0); },
};
for (const [id, move] of Object.entries(MOVES)) byId(id).addEventListener("click", () => { move(); arrive(); });
play.addEventListener("click", () => player.isPlaying ? player.pause() : player.play());
const speed = byId("speed", HTMLSelectElement);
speed.addEventListener("change", () => { player.speed = Number(speed.value); });
byId("share").addEventListener("click", share);
byId("reset").addEventListener("click", () => {
  lesson = null;
  writeLesson();
  player.pause();
  open(fresh(state.trigger));
});
table.addEventListener("toggle", writeTable);
for (const kind of /** @type {const} */ (["pitfall", "challenge"])) {
  for (const button of document.querySelectorAll(`button[data-${kind}]`)) {
    button.addEventListener("click", () => begin(kind, button.getAttribute(`data-${kind}`) ?? ""));
  }
}
addEventListener("hashchange", ({ newURL }) => {
  // Not of the address as it is now: the page may have written its own state there.
  const next = fromLink(new URL(newURL).hash);
  if (!next) return;
  player.pause();
  open(next);
});

byId("events-twin", HTMLDetailsElement).open = innerWidth >= WIDE;
addEventListener("figure-failed", () => player.pause());
Promise.all([picture.started, outlook.started]).then(() => dispatchEvent(new Event("figure-started")));
open(state);
