/* Plots from the JSON beside them; the table below each plot says the same. */
window.platformCharts = (() => {
  "use strict";
  const INK = "#1b1b1b";
  const QUIET = "#565c65";
  const LINE = "#dfe1e2";
  const COLOURS = ["#005ea2", "#c05600", "#4d8055", "#8168b3", "#a72f10", "#0f6460"];
  const DASHES = ["solid", "dashed", "dotted", "solid", "dashed", "dotted"];
  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "arrow"];
  const UP = "#a72f10";
  const DOWN = "#216e1f";

  const axisText = { color: QUIET, fontSize: 12 };
  const valueAxis = (data) => ({
    type: "value", name: data.unit, max: data.maximum ?? undefined,
    nameTextStyle: axisText, axisLabel: axisText, splitLine: { lineStyle: { color: LINE } },
  });
  const categoryAxis = (data, extra = {}) => ({
    type: "category", data: data.categories, axisLabel: { ...axisText, hideOverlap: true, ...extra },
    axisTick: { show: false }, axisLine: { lineStyle: { color: QUIET } },
  });
  // along the lower edge the unit stands below the numbers, where nothing cuts it off
  const lowerAxis = (data) => ({ ...valueAxis(data), nameLocation: "middle", nameGap: 24 });
  const shorten = (data) => ({ width: data.room, overflow: "truncate" });
  const number = (value) => (value === null || value === undefined ? "–" : Math.round(value * 100) / 100);

  function base(data) {
    return {
      color: COLOURS,
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      animationDuration: 300,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: INK },
      tooltip: { renderMode: "richText", confine: true, trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: number },
      legend: data.series.length > 1 ? { bottom: 0, textStyle: axisText, type: "scroll" } : undefined,
      grid: { left: 8, right: 28, top: 32, bottom: data.series.length > 1 ? 36 : 8, containLabel: true },
      aria: { enabled: false },
    };
  }
  const lying = (data) => {
    const grid = base(data).grid;
    return { ...grid, right: 48, bottom: (data.kind === "range" ? 8 : grid.bottom) + (data.unit ? 24 : 0) };
  };
  const label = (position) => ({
    show: true, position, color: INK, fontSize: 12, formatter: (item) => number(Array.isArray(item.value) ? item.value[2] : item.value),
  });

  function bar(data) {
    return {
      ...base(data),
      grid: lying(data),
      xAxis: lowerAxis(data),
      yAxis: { ...categoryAxis(data, shorten(data)), inverse: true },
      series: data.series.map((row) => ({
        type: "bar", name: row.name, data: row.values, barMaxWidth: 22, label: label("right"),
      })),
    };
  }
  function waterfall(data) {
    const values = data.series[0].values.map((value) => value ?? 0);
    let sum = 0;
    const isTotal = (place) => data.totals.includes(place);
    const starts = values.map((value, place) => {
      if (isTotal(place)) { sum = value; return 0; }
      const low = Math.min(sum, sum + value);
      sum += value;
      return low;
    });
    const colour = (value, place) => (isTotal(place) ? INK : value < 0 ? DOWN : UP);
    const sign = (value, place) => (value > 0 && !isTotal(place) ? "+" : "");
    return {
      ...base(data),
      legend: undefined,
      tooltip: { ...base(data).tooltip, formatter: (items) => `${items[0].name}: ${number(values[items[0].dataIndex])}` },
      grid: lying(data),
      xAxis: lowerAxis(data),
      yAxis: { ...categoryAxis(data, shorten(data)), inverse: true },
      series: [
        { type: "bar", stack: "sum", silent: true, itemStyle: { color: "transparent" }, data: starts },
        {
          type: "bar", stack: "sum", name: data.series[0].name, barMaxWidth: 22,
          data: values.map((value, place) => ({ value: Math.abs(value), itemStyle: { color: colour(value, place) } })),
          label: { show: true, position: "right", color: INK, formatter: ({ dataIndex: place }) => `${sign(values[place], place)}${number(values[place])}` },
        },
      ],
    };
  }
  // marks that lie close to each other are written one above another
  const markLines = (data, at) => (data.marks.length ? {
    symbol: "none", silent: true, lineStyle: { color: QUIET, type: "dashed" },
    data: data.marks.map((mark, index) => ({ xAxis: mark.at, label: { formatter: mark.label, color: INK, distance: 4 + 14 * (index % at) } })),
  } : undefined);
  function line(data) {
    return {
      ...base(data),
      tooltip: { ...base(data).tooltip, axisPointer: { type: "line" } },
      grid: { ...base(data).grid, right: 48, top: data.marks.length ? 64 : 32 },
      xAxis: { ...categoryAxis(data), boundaryGap: false },
      yAxis: valueAxis(data),
      series: data.series.map((row, index) => ({
        type: "line", name: row.name, data: row.values, connectNulls: false, symbol: SYMBOLS[index % 6], symbolSize: 7,
        lineStyle: { width: 2, type: DASHES[index % 6] },
        markLine: index ? undefined : markLines(data, 3),
      })),
    };
  }
  function histogram(data) {
    return {
      ...base(data),
      grid: { ...base(data).grid, top: 56 },
      xAxis: categoryAxis(data),
      yAxis: valueAxis(data),
      series: data.series.map((row) => ({
        type: "bar", name: row.name, data: row.values, barCategoryGap: "8%", markLine: markLines(data, 3),
      })),
    };
  }
  function range(data) {
    const [low, high] = data.series.map((row) => row.values);
    const all = [...low, ...high].filter((value) => value !== null);
    return {
      ...base(data),
      legend: undefined,
      tooltip: { ...base(data).tooltip, formatter: (items) => `${items[0].name}: ${number(low[items[0].dataIndex])} – ${number(high[items[0].dataIndex])}` },
      grid: lying(data),
      xAxis: { ...lowerAxis(data), min: Math.floor(Math.min(...all) - 0.5), max: Math.ceil(Math.max(...all) + 0.5) },
      yAxis: { ...categoryAxis(data, shorten(data)), inverse: true },
      series: [
        { type: "bar", stack: "range", silent: true, itemStyle: { color: "transparent" }, data: low },
        {
          type: "bar", stack: "range", barMaxWidth: 22, data: low.map((value, index) => high[index] - value),
          label: { show: true, position: "right", color: INK, formatter: (item) => number(item.value) },
        },
      ],
    };
  }
  function radar(data) {
    return {
      ...base(data),
      tooltip: { renderMode: "richText", confine: true, valueFormatter: number },
      radar: {
        indicator: data.categories.map((name) => ({ name, max: data.maximum ?? 100 })),
        axisName: { color: INK, fontSize: 12 }, splitArea: { show: false }, radius: "62%",
        splitLine: { lineStyle: { color: LINE } }, axisLine: { lineStyle: { color: LINE } },
      },
      series: [{
        type: "radar",
        data: data.series.map((row, index) => ({
          name: row.name, value: row.values, symbol: SYMBOLS[index % 6], areaStyle: { opacity: index ? 0 : 0.15 },
          lineStyle: { width: 2, type: DASHES[index % 6] },
        })),
      }],
    };
  }
  function heatmap(data) {
    const cells = data.series.flatMap((row, y) => row.values.map((value, x) => [x, y, value ?? "-"]));
    const known = cells.map((cell) => cell[2]).filter((value) => value !== "-");
    return {
      ...base(data),
      legend: undefined,
      grid: { left: 8, right: 8, top: 8, bottom: 56, containLabel: true },
      tooltip: {
        renderMode: "richText", confine: true,
        formatter: ({ value }) => `${data.series[value[1]].name} · ${data.categories[value[0]]}: ${number(value[2])}`,
      },
      xAxis: { ...categoryAxis(data, { interval: 0, hideOverlap: false, width: 88, overflow: "break", rotate: data.categories.length > 6 ? 35 : 0 }), splitArea: { show: true } },
      yAxis: { type: "category", data: data.series.map((row) => row.name), axisLabel: { ...axisText, ...shorten(data) }, inverse: true },
      visualMap: {
        min: 0, max: data.maximum ?? Math.max(1, ...known), orient: "horizontal", left: "center", bottom: 0,
        itemHeight: 120, textStyle: axisText, inRange: { color: ["#f6f7f9", "#fde0c2", "#f3aa73", "#dd6f35"] },
      },
      series: [{ type: "heatmap", data: cells, label: { show: cells.length <= 80, color: INK, formatter: ({ value }) => number(value[2]) }, itemStyle: { borderColor: "#fff", borderWidth: 2 } }],
    };
  }
  function pie(data) {
    return {
      ...base(data),
      tooltip: { renderMode: "richText", confine: true, valueFormatter: number },
      legend: undefined,
      series: [{
        type: "pie", radius: ["35%", "65%"], itemStyle: { borderColor: "#fff", borderWidth: 2 },
        label: { color: INK, formatter: "{b}: {d} %" },
        data: data.categories.map((name, index) => ({ name, value: data.series[0].values[index] })),
      }],
    };
  }
  const KINDS = { bar, waterfall, line, radar, scurve: line, heatmap, pie, concentration: bar, histogram, range };

  function save(name, href) {
    const link = document.createElement("a");
    link.download = name;
    link.href = href;
    link.click();
  }
  function csv(table) {
    // a cell that a spreadsheet would take for a formula is given as text
    const cell = (node) => {
      const words = node.textContent.trim();
      const safe = /^[=+@\t]|^-(?![\d.])/.test(words) ? `'${words}` : words;
      return `"${safe.replaceAll('"', '""')}"`;
    };
    const rows = [...table.rows].map((row) => [...row.cells].map(cell).join(","));
    return URL.createObjectURL(new Blob(["\ufeff", rows.join("\r\n")], { type: "text/csv" }));
  }
  function tool(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "usa-button usa-button--unstyled";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }
  function drawOne(figure, text) {
    if (figure.dataset.drawn) return;
    figure.dataset.drawn = "yes";
    const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    const canvas = figure.querySelector(".chart__canvas");
    canvas.hidden = false;
    figure.querySelector(".chart__table").open = false;
    data.room = Math.max(140, Math.min(240, canvas.clientWidth * 0.3));
    const plot = window.echarts.init(canvas, null, { renderer: "canvas" });
    plot.setOption(KINDS[data.kind](data));
    new ResizeObserver(() => plot.resize()).observe(canvas);
    figure.querySelector("[data-chart-tools]").append(
      tool(text("png"), () => save(`${data.title}.png`, plot.getDataURL({ pixelRatio: 2, backgroundColor: "#fff" }))),
      tool(text("csv"), () => save(`${data.title}.csv`, csv(figure.querySelector("table")))),
    );
  }
  return {
    draw(root, text) {
      for (const figure of root.querySelectorAll("[data-chart]")) drawOne(figure, text);
    },
  };
})();
