// The figure: one state, one course, and everything that shows them. A change is answered in the next frame by curve
// and handle; sentence, picture, gauges and buttons take turns between frames, so that none is late; the list of events,
// the link and the search for the hour that decides follow when the hand rests.

import { Cards } from "./cards.js";
import { Chart } from "./chart.js";
import { Course, SHOWN } from "./course.js";
import { film } from "./film.js";
import { Gauges } from "./gauges.js";
import { Lanes } from "./lanes.js";
import { PITFALLS, judge } from "./lessons.js";
import { Loop } from "./loop.js";
import { Player } from "./player.js";
import { Speaker, fillTable, listEvents, markEvents, reading, telling } from "./reading.js";
import { search } from "./rescue.js";
import { Setup } from "./setup.js";
import { bounded, fresh, fromLink, scenarioOf, toLink } from "./state.js";
import { searchable, verdict } from "./verdict.js";
import { count, say, words } from "./words.js";

const REST = 160;            // ms without a change before what can wait is done
const GAP = 32;              // ms between two turns: every second frame is free of them
const $ = id => document.getElementById(id);

let state = fromLink(location.hash) ?? fresh();
// Up to the end of the time axis, for drawing: course and ghost. Followed to the end, for judging: whole and untreated.
let course, ghost = null, whole, untreated, found = null, mission = null;
let asked = false, turning, searching, settling;

const chart = new Chart($("chart"), $("axes")), loop = new Loop($("loop")), gauges = new Gauges($("gauges"));
const speaker = new Speaker($("spoken"));
const hour = () => player.hour;
const hourAt = clientX => chart.hourAt(clientX - $("chart").getBoundingClientRect().left);
const given = drug => state.given[drug];
const lanes = new Lanes($("lanes"), { change: give, given, hourAt, hour });
const cards = new Cards($("cards"), { change: give, given, hour });
const setup = new Setup($("setup"), { change: changes => alter({ ...state, ...changes }), choose: trigger => alter(fresh(trigger)) });
const player = new Player({ moved: show, changed: playing, end: () => course.end });

function give(drug, treatment) {
  alter({ ...state, given: { ...state.given, [drug]: treatment ? bounded(treatment) : undefined } });
}

/** Take a new state; solved once a frame, however often it changes. */
function alter(next) {
  state = next;
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; solve(); });
}

const treated = () => Object.values(state.given).some(Boolean);
const host = () => JSON.stringify([state.trigger, state.size, state.feedback, state.brake]);

function solve() {
  if (!treated()) ghost = null;
  else if (ghost?.host !== host()) ghost = Object.assign(new Course(scenarioOf(state, false), SHOWN), { host: host() });
  course = new Course(scenarioOf(state), SHOWN);
  found = null;
  player.hour = Math.min(player.hour, course.end);
  chart.take(course, ghost);
  chart.show(player.hour);
  lanes.draw(state);
  for (const turn of TURNS) due.add(turn);
  clearTimeout(settling);
  clearTimeout(searching);
  settling = setTimeout(settle, REST);
  turns();
}

// What follows a change, in turns between frames: a turn that is due again goes to the end of the queue.
const TURNS = [weigh, picture, instruments, controls], due = new Set();

function turns() {
  turning ??= setTimeout(() => {
    turning = undefined;
    turn();
    if (due.size) turns();
  }, GAP);
}

function turn() {
  const [next] = due;
  if (!next) return;
  due.delete(next);
  next();
}

/** Follow the patient to the end, and say what happened. */
function weigh() {
  if (untreated?.host !== host()) untreated = Object.assign(new Course(scenarioOf(state, false)), { host: host() });
  whole = treated() ? new Course(scenarioOf(state)) : untreated;
  tell();
}

function picture() {
  loop.take(course);
  loop.show(player.hour);
  $("loop-invader").textContent = words.figure.labels[course.invader === "antigen" ? "tumour" : "infection"];
}

function controls() {
  cards.draw(state);
  setup.draw(state);
}

/** What happened, and why. */
function tell() {
  $("verdict").dataset.outcome = whole.outcome;
  $("verdict-text").textContent = verdict(state, whole, untreated, found).join(" ");
}

/** What can wait. */
function settle() {
  while (due.size) turn();
  listEvents($("events"), whole, at => { player.pause(); player.go(at); });
  markEvents($("events"), player.hour);
  if ($("table").open) fillTable($("table-rows"), course);
  link();
  coach();
  speaker.soon(() => $("verdict-text").textContent);
  if (!searchable(state, whole, untreated)) return;
  const steps = search(state, whole, untreated), on = () => {
    const { done, value } = steps.next();
    if (!done) { searching = setTimeout(on); return; }
    found = value;
    tell();
  };
  on();
}

function link() {
  history.replaceState(null, "", toLink({ ...state, hour: player.hour }));
}

/** Show an hour of the course. */
function show(at) {
  chart.show(at);
  loop.show(at);
  instruments();
  if (player.playing) announce(at);
}

/** All that tells the hour in words and numbers. */
function instruments() {
  const at = player.hour, past = course.end < SHOWN && at >= course.end, text = reading(course, at);
  const clock = `${say(words.say.hour, { hour: count(at) })} · ${say(words.say.day, { n: count(Math.floor(at / 24) + 1) })}`;
  gauges.show(course, ghost, at);
  cards.showHour(at);
  $("reading").textContent = past ? `${text} ${say(words.say.over, { hour: count(course.end) })}` : text;
  $("clock").textContent = clock;
  $("hour").value = at;
  $("hour").setAttribute("aria-valuetext", clock);
}

/** While the course plays: say an event as it passes, and mark it in the list. */
function announce(at) {
  markEvents($("events"), at);
  const event = whole.events.findLast(one => one.hour <= at);
  if (event && event.hour > at - 2) speaker.now(`${say(words.say.hour, { hour: count(event.hour) })}: ${telling(course, event)}`);
}

function playing(is) {
  $("play").textContent = is ? words.figure.pause : words.figure.play;
  $("play").classList.toggle("playing", is);
  if (is) return;
  markEvents($("events"), player.hour);
  link();
  speaker.soon(() => $("reading").textContent);
}

/** The line above the figure: what to watch in a pitfall, how a challenge stands. */
function coach() {
  $("coach").hidden = !mission;
  if (!mission) return;
  if (mission.kind === "pitfall") {
    const { title, watch } = words.pitfalls.find(({ key }) => key === mission.key);
    $("coach").textContent = `${title}. ${watch}`;
    return;
  }
  const { title, text } = words.challenges.find(({ key }) => key === mission.key);
  const { won, text: progress } = judge(mission.key, state, whole, untreated);
  $("coach").classList.toggle("won", won);
  $("coach").textContent = `${title}. ${progress || text}`;
  if (won) document.querySelector(`[data-challenge="${mission.key}"]`).closest("li").classList.add("won");
}

function begin(kind, key, next) {
  player.pause();
  mission = { kind, key };
  $("coach").classList.remove("won");
  player.hour = next.hour;
  state = next;
  solve();
  settle();
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

$("play").addEventListener("click", () => player.playing ? player.pause() : player.play());
$("back").addEventListener("click", () => player.step(-1));
$("forward").addEventListener("click", () => player.step(1));
$("restart").addEventListener("click", () => { player.pause(); player.go(0); });
$("speed").addEventListener("change", event => { player.speed = Number(event.target.value); });
$("hour").addEventListener("input", event => { player.pause(); player.go(Number(event.target.value)); });
$("hour").addEventListener("change", () => { link(); markEvents($("events"), player.hour); speaker.soon(() => $("reading").textContent); });
for (const id of ["back", "forward", "restart"]) {
  $(id).addEventListener("click", () => { link(); markEvents($("events"), player.hour); speaker.soon(() => $("reading").textContent); });
}
$("share").addEventListener("click", share);
$("reset").addEventListener("click", () => { mission = null; coach(); player.pause(); player.hour = 0; alter(fresh(state.trigger)); });
$("table").addEventListener("toggle", () => { if ($("table").open) fillTable($("table-rows"), course); });
document.addEventListener("click", event => {
  const button = event.target.closest("[data-pitfall], [data-challenge]");
  if (!button) return;
  const { pitfall, challenge } = button.dataset;
  if (pitfall) { begin("pitfall", pitfall, PITFALLS[pitfall]()); player.play(); }
  else begin("challenge", challenge, fresh());
});
addEventListener("hashchange", () => {
  const next = fromLink(location.hash);
  if (!next) return;
  player.pause();
  player.hour = next.hour;
  alter(next);
});

film($("film"));
$("course-events").open = innerWidth >= 640;
player.hour = state.hour;
solve();
settle();
