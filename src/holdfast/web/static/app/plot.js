// The picture of a space of packages, as options for the chart library. Pure: numbers and colours in.

/** @param chart what the server says; @param mark the package at hand; @param c colours; @param words */
export function plotOptions(chart, mark, c, words) {
  const [nx, ny] = chart.noDeal;
  const tabled = chart.tabled ?? [];
  const all = [...chart.points, ...[...chart.settled, ...tabled].map((s) => s.at), mark, [nx ?? mark[0], ny ?? mark[1]]];
  const axis = (name, side) => ({
    type: "value",
    name: `${name}, ${words.points}`,
    nameLocation: "middle",
    nameGap: side ? 44 : 30,
    nameTextStyle: { color: c.ink, fontWeight: 600 },
    ...bounds(all.map((at) => at[side])),
    axisLabel: { color: c.quiet },
    axisLine: { lineStyle: { color: c.rule } },
    splitLine: { lineStyle: { color: c.rule } },
  });
  const dashes = [];
  if (nx !== null) dashes.push({ xAxis: nx });
  if (ny !== null) dashes.push({ yAxis: ny });
  return {
    animationDuration: 150,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: c.font },
    grid: { left: 66, right: 24, top: 20, bottom: 56 },
    // Rich text is drawn, not written as markup, which the page's policy would refuse.
    tooltip: {
      renderMode: "richText",
      backgroundColor: c.raised,
      borderColor: c.rule,
      textStyle: { color: c.ink },
      formatter: (item) => tooltip(item, chart, words),
    },
    xAxis: axis(chart.names[0], 0),
    yAxis: axis(chart.names[1], 1),
    series: [
      {
        id: "edge",
        type: "line",
        data: chart.edge,
        symbol: "none",
        silent: true,
        lineStyle: { color: c.accent, width: 1.5 },
        areaStyle: { color: c.accent, opacity: 0.14, origin: ny ?? "start" },
        markLine: {
          silent: true,
          z: 1, // names stand over it, in a halo
          symbol: "none",
          label: { show: false },
          lineStyle: { color: c.mark, type: "dashed", width: 1.5 },
          data: dashes,
        },
      },
      {
        id: "frontier",
        type: "scatter",
        data: chart.points,
        symbolSize: 9,
        cursor: "pointer",
        itemStyle: { color: c.accent },
      },
      {
        id: "settled",
        type: "scatter",
        data: chart.settled.map((s) => ({ name: s.name, value: s.at })),
        symbol: "circle",
        symbolSize: 18,
        cursor: "pointer",
        itemStyle: { color: "transparent", borderColor: c.other, borderWidth: 2 },
        label: { show: true, formatter: (p) => p.name.replaceAll(", ", ",\n"), position: "bottom", align: "right", lineHeight: 15, distance: 6, color: c.other, fontWeight: 600, textBorderColor: c.paper, textBorderWidth: 3 },
        labelLayout: { hideOverlap: true, moveOverlap: "shiftY" },
      },
      {
        id: "tabled",
        type: "scatter",
        data: tabled.map((s) => ({ name: s.name, value: s.at })),
        symbol: "triangle",
        symbolSize: 14,
        itemStyle: { color: c.third, borderColor: c.paper, borderWidth: 1 },
        label: { show: true, formatter: "{b}", position: "bottom", distance: 6, color: c.third, fontWeight: 600, textBorderColor: c.paper, textBorderWidth: 3 },
        labelLayout: { hideOverlap: true },
      },
      {
        id: "here",
        type: "scatter",
        data: [{ name: words.here, value: mark }],
        symbol: "diamond",
        symbolSize: 17,
        z: 5,
        itemStyle: { color: c.ink, borderColor: c.paper, borderWidth: 1.5 },
        label: { show: true, formatter: "{b}", position: isFarRight(mark, all) ? "top" : "right", distance: 6, color: c.ink, fontWeight: 600, textBorderColor: c.paper, textBorderWidth: 3 },
      },
    ],
  };
}

/** True where a name to the right of a point would run out of the picture. */
export function isFarRight([x], all) {
  const { min, max } = bounds(all.map(([each]) => each));
  return (x - min) / (max - min) > 0.75;
}

/** A little room around the values, at round numbers. */
export function bounds(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || 1;
  const step = 10 ** Math.floor(Math.log10(span));
  const round = step / 2;
  return {
    min: Math.floor((low - span * 0.06) / round) * round,
    max: Math.ceil((high + span * 0.06) / round) * round,
  };
}

/** What is said of a point under the pointer. */
export function tooltip(item, chart, words) {
  const [x, y] = item.value;
  const name = item.seriesId === "frontier" ? `${words.frontier} ${item.dataIndex + 1}` : item.name;
  return `${name}\n${chart.names[0]}: ${figure(x)}\n${chart.names[1]}: ${figure(y)}`;
}

export const figure = (value) => (Math.round(value * 10) / 10).toString().replace("-", "−");
