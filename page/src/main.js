// The figure: one state, and everything that shows it. The painter answers a move of the hand within the frame, with
// curves and sliders; loop, gauges and ghost come with the next. Sentence and hour follow when the hand pauses, so that
// it is never kept waiting; the list of events, the link and all that is only read out come when it rests.

import { Cards } from "./cards.js";
import { SHOWN } from "./course.js";
import { film } from "./film.js";
import { Gauges } from "./gauges.js";
import { Lanes } from "./lanes.js";
import { CHALLENGES, PITFALLS, judge } from "./lessons.js";
import { nameDrugs } from "./names.js";
import { Outlook } from "./outlook.js";
import { Picture } from "./picture.js";
import { Player } from "./player.js";
import { Speaker, fillTable, listEvents, markEvents, reading, telling } from "./reading.js";
import { Setup } from "./setup.js";
import { Slider } from "./slider.js";
import { bounded, fresh, fromLink, toLink } from "./state.js";
import { Turns } from "./turns.js";
import { verdict } from "./verdict.js";
import { count, learn, say, words } from "./words.js";
import { mark, write } from "./write.js";

const $ = id => document.getElementById(id);

learn(JSON.parse($("words").textContent), document.documentElement.lang);

let state, mission = null;

const picture = new Picture({ curves: $("plot"), dials: $("dials"), scene: $("scene") });
const turns = new Turns(), outlook = new Outlook(foresee), speaker = new Speaker($("spoken"));
const hour = () => player.hour;
const hourAt = clientX => picture.hourAt(clientX);
const given = drug => state.given[drug];
const lanes = new Lanes($("lanes"), { change: give, given, hourAt, hour, grip: paint, rest: letGo });
const cards = new Cards($("cards"), { change: give, given, hour });
const gauges = new Gauges($("gauges"));
const setup = new Setup($("setup"), {
  change: changes => alter({ ...state, ...changes }),
  choose: trigger => replace(fresh(trigger)),
});
const scrub = new Slider($("hour").parentElement, { low: 0, high: SHOWN, step: 1 }, { moved: travel, rest: arrive });
const player = new Player({ moved: show, changed: playing, end: () => outlook.end });

// --- the state ---

function give(drug, treatment) {
  const next = treatment ? bounded(treatment) : undefined;
  if (JSON.stringify(next) === JSON.stringify(given(drug))) return;    // a hand between two hours
  alter({ ...state, given: { ...state.given, [drug]: next } });
  if (!lanes.held) controls();
}

/** Take a state that a hand has changed, and may change again before the next frame. */
function alter(next) {
  state = next;
  paint();                                                        // first: the painter works beside all that follows
  turns.move();
  mark($("verdict"), "data-stale", outlook.course !== null);      // dimmed, until there is another
  outlook.forget(state);
  turns.pause(ask, controls);
  turns.rest(link);
}

/** Also when a hand grips a handle, which is ringed then: the painter is awake when the hand moves on. */
function paint() { picture.take({ ...state, held: lanes.held }); }

function letGo() {
  paint();
  controls();
}

/** Take another state altogether. */
function replace(next) {
  alter(next);
  controls();
}

/** Take another state at its own hour. */
function open(next) {
  player.hour = next.hour;
  replace(next);
  show(next.hour);
}

function controls() {
  nameDrugs($("storm-live"), state.trigger);
  lanes.draw(state);
  cards.draw(state);
  offer();
  setup.draw(state);
}

function link() {
  history.replaceState(null, "", toLink({ ...state, hour: player.hour }));
}

// --- what becomes of the patient ---

function ask() { outlook.ask(); }

/** More is known of the patient. */
function foresee() {
  if (player.hour > outlook.end) player.go(outlook.end);
  turns.pause(tell, clock, read);
  turns.rest(offer, gauge, recount, coach);
}

/** What happened, and why. */
function tell() {
  mark($("verdict"), "data-outcome", outlook.course.outcome);
  mark($("verdict"), "data-stale", false);
  write($("verdict-text"), verdict(state, outlook).join(" "));
}

/** The course in words, for those who read it. */
function recount() {
  const { course } = outlook;
  listEvents($("events"), course, state.trigger, at => { player.pause(); player.go(at); arrive(); });
  markEvents($("events"), player.hour);
  if ($("table").open) fillTable($("table-rows"), course);
  write($("loop-invader"), words.figure.labels[course.invader === "antigen" ? "tumour" : "infection"]);
  speaker.soon(() => $("verdict-text").textContent);
}

/** The line above the figure: what to watch in a pitfall, how a challenge stands. */
function coach() {
  $("coach").hidden = !mission;
  if (!mission) return;
  if (mission.kind === "pitfall") {
    const { title, watch } = words.pitfalls.find(({ key }) => key === mission.key);
    write($("coach"), `${title}. ${watch}`);
    return;
  }
  const { title, text } = words.challenges.find(({ key }) => key === mission.key);
  const { won, text: progress } = outlook.known ? judge(mission.key, state, outlook) : { won: false, text: "" };
  $("coach").classList.toggle("won", won);
  write($("coach"), `${title}. ${progress || text}`);
  if (won) document.querySelector(`[data-challenge="${mission.key}"]`).closest("li").classList.add("won");
}

// --- the hour shown ---

/** Go to an hour by hand. */
function travel(at) {
  turns.move();
  player.pause();
  player.go(at);
}

function show(at) {
  picture.show(at);
  turns.pause(clock, read);
  turns.rest(offer, gauge);
  if (player.playing) announce(at);
}

/** The hour shown is the one that was meant. */
function arrive() {
  instruments();
  markEvents($("events"), player.hour);
  link();
  speaker.soon(() => $("reading").textContent);
}

/** All that tells the hour in words and numbers. */
function instruments() {
  for (const part of [clock, read, offer, gauge]) part();
}

function clock() {
  const at = Math.round(player.hour), day = say(words.say.day, { n: count(Math.floor(at / 24) + 1) });
  const text = `${say(words.say.hour, { hour: count(at) })} · ${day}`;
  write($("clock"), text);
  scrub.tell(at, text);
}

function read() {
  const { course } = outlook, at = player.hour;
  if (!course) return;
  const past = course.end < SHOWN && at >= course.end ? ` ${say(words.say.over, { hour: count(course.end) })}` : "";
  write($("reading"), reading(outlook, at) + past);
}

function offer() { cards.showHour(player.hour, state.trigger); }

function gauge() { if (outlook.course) gauges.tell(outlook.course, player.hour); }

/** While the course plays: say an event as it passes, and mark it in the list. */
function announce(at) {
  if (!outlook.known) return;
  markEvents($("events"), at);
  const event = outlook.course.events.findLast(one => one.hour <= at);
  if (!event || event.hour <= at - 2) return;
  speaker.now(`${say(words.say.hour, { hour: count(event.hour) })}: ${telling(outlook.course, state.trigger, event)}`);
}

function playing(is) {
  $("play").textContent = is ? words.figure.pause : words.figure.play;
  $("play").classList.toggle("playing", is);
  if (!is) arrive();
}

// --- what can be pressed ---

function begin(kind, key, next) {
  player.pause();
  mission = { kind, key };
  $("coach").classList.remove("won");
  open(next);
  coach();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  $("storm-live").scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  $("play").focus({ preventScroll: true });
}

async function share() {
  link();
  try {
    await navigator.clipboard.writeText(location.href);
    $("shared").textContent = words.figure.shared;
  } catch {
    $("shared").textContent = `${words.figure.address} ${location.href}`;
  }
}

const MOVES = {
  back: () => player.step(-1),
  forward: () => player.step(1),
  restart: () => { player.pause(); player.go(0); },
};
for (const [id, move] of Object.entries(MOVES)) $(id).addEventListener("click", () => { move(); arrive(); });
$("play").addEventListener("click", () => player.playing ? player.pause() : player.play());
$("speed").addEventListener("change", event => { player.speed = Number(event.target.value); });
$("share").addEventListener("click", share);
$("reset").addEventListener("click", () => {
  mission = null;
  coach();
  player.pause();
  open(fresh(state.trigger));
});
$("table").addEventListener("toggle", () => { if ($("table").open) fillTable($("table-rows"), outlook.course); });
document.addEventListener("click", event => {
  const button = event.target.closest("[data-pitfall], [data-challenge]");
  if (!button) return;
  const { pitfall, challenge } = button.dataset;
  if (pitfall) { begin("pitfall", pitfall, PITFALLS[pitfall]()); player.play(); }
  else begin("challenge", challenge, CHALLENGES[challenge]());
});
addEventListener("hashchange", ({ newURL }) => {
  const next = fromLink(new URL(newURL).hash);      // not the address as it is now: the page writes its own state there
  if (!next) return;
  player.pause();
  open(next);
});

film($("film"));
$("course-events").open = innerWidth >= 640;
open(fromLink(location.hash) ?? fresh());
