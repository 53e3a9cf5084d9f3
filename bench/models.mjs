// What is measured, and what must come out. Numbers that another program found are the yardstick: a fast wrong answer is none.
// `steps` are transitions without the choice of an initial state; `depth` counts states on the longest of the shortest ways.

/**
 * @typedef {object} Model
 * @property {string} name
 * @property {string} spec path from the project's folder
 * @property {Record<string, number>} constants
 * @property {number} states
 * @property {number} steps
 * @property {number} depth
 * @property {number} [outside] states that a constraint excludes
 * @property {string} source where the numbers are from
 * @property {readonly number[]} workers runs of ours: with so many workers each
 * @property {readonly string[]} peers names of peers.mjs
 * @property {string} [invariant] the claim that is checked where there is a property
 * @property {string} [property] a temporal one that holds, in further runs
 * @property {boolean} [reference] also by the reference engine
 * @property {boolean} [long] only when asked for: takes minutes or most of the memory
 */

const conformance = "specs/conformance";
const tlc = "TLC";
const rumur = "Rumur: bench/peers, the depth by both engines at smaller sizes";

const dij = { spec: `${conformance}/dij.steps`, source: "TLC and Rumur" };
const wide = { spec: "bench/models/dij_wide.steps", source: "the same graph as dij's" };
const bakery = { spec: `${conformance}/bakery_slide.steps` };
const request = { spec: `${conformance}/request.steps`, constants: { N: 3 }, peers: [] };
const counters = { spec: "bench/models/counters.steps", source: "arithmetic", peers: [] };
const paxos = { spec: "bench/models/paxos.steps", source: rumur };

/** @type {readonly Model[]} */
export const models = [
  {
    ...dij,
    name: "dij N = 3",
    constants: { N: 3 },
    states: 90_882,
    steps: 282_807,
    depth: 54,
    workers: [1],
    peers: ["spin-dfs", "spin-bfs", "rumur"],
    reference: true,
  },
  {
    ...dij,
    name: "dij N = 4",
    constants: { N: 4 },
    states: 33_288_512,
    steps: 146_157_712,
    depth: 89,
    workers: [1, 2],
    peers: ["spin-dfs", "spin-bfs", "rumur", "rumur-2"],
  },
  {
    ...wide,
    name: "dij_wide N = 4",
    constants: { N: 4 },
    states: 33_288_512,
    steps: 146_157_712,
    depth: 89,
    workers: [1],
    peers: [],
  },
  {
    ...bakery,
    name: "bakery_slide N = 3, MaxTicket = 4",
    constants: { N: 3, MaxTicket: 4 },
    states: 58_764,
    steps: 156_681,
    depth: 144,
    outside: 2708,
    source: tlc,
    workers: [1],
    peers: ["rumur"],
    reference: true,
  },
  {
    ...bakery,
    name: "bakery_slide N = 4, MaxTicket = 3",
    constants: { N: 4, MaxTicket: 3 },
    states: 1_749_362,
    steps: 6_177_732,
    depth: 158,
    outside: 153_527,
    source: rumur,
    workers: [1, 2],
    peers: ["rumur"],
  },
  {
    ...bakery,
    name: "bakery_slide N = 4, MaxTicket = 14",
    constants: { N: 4, MaxTicket: 14 },
    states: 72_228_005,
    steps: 253_026_622,
    depth: 610,
    outside: 975_340,
    source: "an earlier version; smaller sizes as above",
    workers: [1, 2],
    peers: [],
    long: true,
  },
  {
    ...request,
    name: "request N = 3, MaxClock = 6",
    constants: { N: 3, MaxClock: 6 },
    states: 724_274,
    steps: 2_729_078,
    depth: 61,
    source: tlc,
    workers: [1],
  },
  {
    ...request,
    name: "request N = 3, MaxClock = 8",
    constants: { N: 3, MaxClock: 8 },
    states: 2_763_329,
    steps: 10_216_215,
    depth: 72,
    source: "a program written for this algorithm alone",
    workers: [1, 2],
  },
  {
    ...request,
    name: "request N = 3, MaxClock = 10",
    constants: { N: 3, MaxClock: 10 },
    states: 6_859_761,
    steps: 25_165_147,
    depth: 89,
    source: "a program written for this algorithm alone",
    workers: [1, 2],
  },
  {
    name: "twophase M = 7",
    spec: `${conformance}/twophase.steps`,
    constants: { M: 7 },
    states: 296_448,
    steps: 2_744_705,
    depth: 23,
    source: "TLC",
    workers: [1],
    peers: [],
  },
  {
    ...paxos,
    name: "paxos, 3 ballots",
    constants: { Ballots: 3 },
    states: 185_369,
    steps: 491_535,
    depth: 25,
    workers: [1],
    peers: ["rumur"],
  },
  {
    ...paxos,
    name: "paxos, 3 ballots, 4 values",
    constants: { Ballots: 3, Values: 4 },
    states: 612_185,
    steps: 1_682_775,
    depth: 25,
    workers: [1, 2],
    peers: [],
  },
  {
    ...counters,
    name: "counters N = 6",
    constants: { N: 6 },
    states: 1_000_000,
    steps: 6_000_000,
    depth: 55,
    workers: [1],
  },
  {
    name: "bakery_waits N = 4, Large = 9",
    spec: "bench/models/bakery_waits.steps",
    constants: { N: 4, Large: 9 },
    states: 13_887_264,
    steps: 45_884_244,
    depth: 330,
    source: "both engines at smaller sizes",
    invariant: "MutualExclusion",
    property: "Served",
    workers: [1, 2],
    peers: [],
    long: true,
  },
  {
    ...counters,
    name: "counters N = 9",
    constants: { N: 9 },
    states: 1_000_000_000,
    steps: 9_000_000_000,
    depth: 82,
    workers: [2],
    long: true,
  },
];
