// The figure: one state, one course, and everything that shows them. A change is answered in the next frame; what can
// wait (the list of events, the link, the search for the hour that decides) follows when the hand rests.

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
const $ = id => document.getElementById(id);

let state = fromLink(location.hash) ?? fresh();
let course, untreated, patient, found = null, mission = null, searching, settling, asked = false;

const chart = new Chart($("chart")), loop = new Loop($("loop")), gauges = new Gauges($("gauges"));
const speaker = new Speaker($("spoken"));
const hour = () => player.hour;
const hourAt = clientX => chart.hourAt(clientX - $("chart").getBoundingClientRect().left);
const lanes = new Lanes($("lanes"), { change: give, hourAt, hour });
const cards = new Cards($("cards"), { change: give, hour });
const setup = new Setup($("setup"), { change: changes => alter({ ...state, ...changes }), choose: trigger => alter(fresh(trigger)) });
const player = new Player({ moved: show, changed: playing, end: () => course.end });

function give(drug, given) {
  alter({ ...state, given: { ...state.given, [drug]: given ? bounded(given) : undefined } });
}

/** Take a new state; drawn once a frame, however often it changes. */
function alter(next) {
  state = next;
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; solve(); });
}

function solve() {
  const treated = Object.values(state.given).some(Boolean);
  const host = JSON.stringify([state.trigger, state.size, state.feedback, state.brake]);
  if (host !== patient) untreated = new Course(scenarioOf(state, false));
  patient = host;
  course = treated ? new Course(scenarioOf(state)) : untreated;
  found = null;
  chart.draw(course, treated ? untreated : null);
  loop.take(course);
  lanes.draw(state);
  cards.draw(state);
  setup.draw(state);
  $("loop-invader").textContent = words.figure.labels[course.invader === "antigen" ? "tumour" : "infection"];
  tell();
  player.go(player.hour);
  clearTimeout(settling);
  clearTimeout(searching);
  settling = setTimeout(settle, REST);
}

function tell() {
  $("verdict").dataset.outcome = course.outcome;
  $("verdict-text").textContent = verdict(state, course, untreated, found).join(" ");
}

/** What can wait. */
function settle() {
  listEvents($("events"), course, at => { player.pause(); player.go(at); });
  markEvents($("events"), player.hour);
  if ($("table").open) fillTable($("table-rows"), course);
  link();
  coach();
  speaker.soon(() => $("verdict-text").textContent);
  if (!searchable(state, course, untreated)) return;
  const steps = search(state, course, untreated), on = () => {
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

function show(at) {
  const past = course.end < SHOWN && at >= course.end;
  chart.show(at);
  loop.show(at);
  gauges.show(course, course === untreated ? null : untreated, at);
  cards.showHour(at);
  const text = reading(course, at), clock = `${say(words.say.hour, { hour: count(at) })} · ${say(words.say.day, { n: count(Math.floor(at / 24) + 1) })}`;
  $("reading").textContent = past ? `${text} ${say(words.say.over, { hour: count(course.end) })}` : text;
  $("clock").textContent = clock;
  $("hour").value = at;
  $("hour").setAttribute("aria-valuetext", clock);
  if (player.playing) announce(at);
}

/** While the course plays: say an event as it passes, and mark it in the list. */
function announce(at) {
  markEvents($("events"), at);
  const event = course.events.findLast(one => one.hour <= at);
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
  const { won, text: progress } = judge(mission.key, state, course, untreated);
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
