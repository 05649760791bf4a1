// The picture of a space of packages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bounds, figure, plotOptions, tooltip } from "../../src/holdfast/web/static/app/plot.js";

const words = { here: "at hand", noDeal: "no deal", points: "points", frontier: "Point" };
const chart = {
  names: ["North", "South"],
  points: [[30, 50], [40, 45]],
  edge: [[25, 50], [30, 50], [30, 45], [40, 45]],
  noDeal: [25, null],
  settled: [{ at: [30, 50], name: "Nash" }],
};

test("everything that is drawn lies within the axes", () => {
  const options = plotOptions(chart, [10, 80], {}, words);
  assert.ok(options.xAxis.min <= 10 && options.xAxis.max >= 40);
  assert.ok(options.yAxis.min <= 45 && options.yAxis.max >= 80);
});

test("a no-deal line is drawn only where it is known", () => {
  const edge = plotOptions(chart, [30, 50], {}, words).series.find((each) => each.id === "edge");
  assert.deepEqual(edge.markLine.data, [{ xAxis: 25 }]);
  assert.ok(edge.markLine.z < 2, "below the names of the points");
});

test("bounds are round and hold even where all values are one", () => {
  const { min, max } = bounds([28, 31.5, 30]);
  assert.deepEqual([min, max], [27.5, 32]);
  const alone = bounds([5]);
  assert.ok(alone.min < 5 && alone.max > 5);
});

test("a point says where it stands", () => {
  const item = { seriesId: "frontier", dataIndex: 1, value: [40, 45] };
  assert.equal(tooltip(item, chart, words), "Point 2\nNorth: 40\nSouth: 45");
  assert.equal(figure(-3.25), "−3.2");
});

test("drafts on the table are drawn, and lie within the axes", () => {
  const tabled = [{ at: [90, 10], name: "Draft" }];
  const options = plotOptions({ ...chart, tabled }, [30, 50], {}, words);
  const series = options.series.find((each) => each.id === "tabled");
  assert.deepEqual(series.data, [{ name: "Draft", value: [90, 10] }]);
  assert.ok(options.xAxis.max >= 90 && options.yAxis.min <= 10);
});

test("the name of the package at hand stays within the picture", () => {
  const place = (mark) => plotOptions(chart, mark, {}, words).series.find((each) => each.id === "here").label.position;
  assert.equal(place([20, 50]), "right");
  assert.equal(place([200, 50]), "top");
});
