// The chart on the page of the space: drawn from what the page says, clicked to take a package.

import { ask } from "./asking.js";
import { plotOptions } from "./plot.js";

const place = document.getElementById("plot");
const data = JSON.parse(place.dataset.chart);
const words = JSON.parse(place.dataset.words);
let chart = null;

const mark = () => JSON.parse(document.getElementById("work").dataset.mark);

function colours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["ink", "quiet", "paper", "raised", "rule", "accent", "mark", "one", "other", "third"];
  const found = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  return { ...found, font: getComputedStyle(document.body).fontFamily };
}

function draw() {
  chart.setOption(plotOptions(data, mark(), colours(), words));
}

const take = (value) => ask("/space/package", "#work", ["pickers"], { take: value });

document.addEventListener("DOMContentLoaded", () => {
  chart = window.echarts.init(place, null, { renderer: "svg" });
  draw();
  chart.on("click", (item) => {
    if (item.seriesId === "frontier") take(`frontier:${item.dataIndex}`);
    if (item.seriesId === "settled") take(`settled:${item.dataIndex}`);
  });
  new ResizeObserver(() => chart.resize()).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  document.addEventListener("htmx:afterSwap", () => document.getElementById("work") && draw());
  addEventListener("beforeprint", () => chart.resize());
});
