// The figure: one state, and everything that shows it. The painter answers a change in the same frame with curve,
// handle and loop; sentence, gauges and buttons follow in turns when the hand pauses, so that it is never kept waiting;
// the list of events, the link and the search for the hour that decides come when it rests.

import { Cards } from "./cards.js";
import { Course, SHOWN } from "./course.js";
import { film } from "./film.js";
import { Gauges } from "./gauges.js";
import { Lanes } from "./lanes.js";
import { PITFALLS, judge } from "./lessons.js";
import { Picture } from "./picture.js";
import { Player } from "./player.js";
import { Speaker, fillTable, listEvents, markEvents, reading, telling } from "./reading.js";
import { search } from "./rescue.js";
import { Setup } from "./setup.js";
import { bounded, fresh, fromLink, hostOf, scenarioOf, toLink, treated } from "./state.js";
import { searchable, verdict } from "./verdict.js";
import { count, learn, say, words } from "./words.js";
import { mark, write } from "./write.js";

const REST = 160;            // ms without a change before what can wait is done
const PAUSE = 60;            // ms without a change before anything but the picture follows
const GAP = 32;              // ms between two turns: every second frame is free of them
const $ = id => document.getElementById(id);

learn(JSON.parse($("words").textContent), document.documentElement.lang);

let state = fromLink(location.hash) ?? fresh();
// Both followed to the end, for judging: as treated, and as it would have been.
let course, untreated, found = null, mission = null;
let asked = false, changed = 0, turning, searching, settling;

const picture = new Picture($("plot"), $("loop")), gauges = new Gauges($("gauges"));
const speaker = new Speaker($("spoken"));
const hour = () => player.hour;
const hourAt = clientX => picture.hourAt(clientX);
const given = drug => state.given[drug];
const lanes = new Lanes($("lanes"), { change: give, given, hourAt, hour, rest: () => lanes.draw(state) });
const cards = new Cards($("cards"), { change: give, given, hour });
const setup = new Setup($("setup"), {
  change: changes => alter({ ...state, ...changes }),
  choose: trigger => alter(fresh(trigger)),
});
const player = new Player({ moved: show, changed: playing, end: () => course.end });

function give(drug, treatment) {
  alter({ ...state, given: { ...state.given, [drug]: treatment ? bounded(treatment) : undefined } });
}

/** Take a new state; shown once a frame, however often it changes. */
function alter(next) {
  state = next;
  changed = performance.now();
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; answer(); });
}

function answer() {
  picture.take(state);
  lanes.draw(state);
  found = null;
  due.add(weigh).add(controls);
  clearTimeout(settling);
  clearTimeout(searching);
  settling = setTimeout(settle, REST);
  turns();
}

// What follows a change, in turns, while the hand that makes it pauses: words and gauges make the page lay itself out,
// and a hand on the move would have to wait for that. A turn that is due again goes to the end of the queue.
const due = new Set();

function turns() {
  turning ??= setTimeout(() => {
    turning = undefined;
    if (performance.now() - changed >= PAUSE) turn();
    if (due.size) turns();
  }, GAP);
}

function turn() {
  const [next] = due;
  if (!next) return;
  due.delete(next);
  next();
}

/** Follow the patient to the end. */
function weigh() {
  const host = hostOf(state);
  if (untreated?.host !== host) untreated = Object.assign(new Course(scenarioOf(state, false)), { host });
  course = treated(state) ? new Course(scenarioOf(state)) : untreated;
  if (player.hour > course.end) player.go(course.end);
  due.add(tell).add(instruments);
}

function controls() {
  cards.draw(state);
  setup.draw(state);
}

/** What happened, and why. */
function tell() {
  mark($("verdict"), "data-outcome", course.outcome);
  write($("verdict-text"), verdict(state, course, untreated, found).join(" "));
}

/** What can wait. */
function settle() {
  due.add(recount).add(link).add(coach).add(consider);
  turns();
}

function settleNow() {
  settle();
  while (due.size) turn();
}

/** The course in words, for those who read it. */
function recount() {
  listEvents($("events"), course, at => { player.pause(); player.go(at); arrive(); });
  markEvents($("events"), player.hour);
  if ($("table").open) fillTable($("table-rows"), course);
  write($("loop-invader"), words.figure.labels[course.invader === "antigen" ? "tumour" : "infection"]);
  speaker.soon(() => $("verdict-text").textContent);
}

/** Search for the hour that decides, a course at a time. */
function consider() {
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

/** Show an hour of the course. */
function show(at) {
  picture.show(at);
  due.add(instruments);
  turns();
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
  const at = player.hour, past = course.end < SHOWN && at >= course.end, text = reading(course, at);
  const clock = [say(words.say.hour, { hour: count(at) }), say(words.say.day, { n: count(Math.floor(at / 24) + 1) })];
  gauges.show(course, untreated, at);
  cards.showHour(at);
  write($("reading"), past ? `${text} ${say(words.say.over, { hour: count(course.end) })}` : text);
  write($("clock"), clock.join(" · "));
  if (Number($("hour").value) !== Math.round(at)) $("hour").value = at;
  mark($("hour"), "aria-valuetext", clock.join(" · "));
}

/** While the course plays: say an event as it passes, and mark it in the list. */
function announce(at) {
  markEvents($("events"), at);
  const event = course.events.findLast(one => one.hour <= at);
  if (!event || event.hour <= at - 2) return;
  speaker.now(`${say(words.say.hour, { hour: count(event.hour) })}: ${telling(course, event)}`);
}

function playing(is) {
  $("play").textContent = is ? words.figure.pause : words.figure.play;
  $("play").classList.toggle("playing", is);
  if (!is) arrive();
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
  picture.show(next.hour);
  state = next;
  answer();
  settleNow();
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
const MOVES = {
  back: () => player.step(-1),
  forward: () => player.step(1),
  restart: () => { player.pause(); player.go(0); },
};
for (const [id, move] of Object.entries(MOVES)) $(id).addEventListener("click", () => { move(); arrive(); });
$("speed").addEventListener("change", event => { player.speed = Number(event.target.value); });
$("hour").addEventListener("input", event => {
  changed = performance.now();
  player.pause();
  player.go(Number(event.target.value));
});
$("hour").addEventListener("change", arrive);
$("share").addEventListener("click", share);
$("reset").addEventListener("click", () => {
  mission = null;
  coach();
  player.pause();
  player.go(0);
  alter(fresh(state.trigger));
});
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
  picture.show(next.hour);
  alter(next);
});

film($("film"));
$("course-events").open = innerWidth >= 640;
player.hour = state.hour;
answer();
settleNow();
picture.show(player.hour);
