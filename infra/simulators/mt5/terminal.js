// The trading page: signs in, asks for the state every second, sends orders.
const at = (id) => document.getElementById(id);
let token = sessionStorage.getItem("token");
let symbol = "EURUSD";
let currency = "";

async function ask(path, body) {
  const answer = await fetch(`/sim/terminal${path}`, {
    method: body ? "POST" : "GET",
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    body: body && JSON.stringify(body),
  });
  const said = await answer.json();
  if (answer.status === 401) leave();
  if (!answer.ok) throw new Error(said.error);
  return said;
}

function cell(text, kind = "") {
  const td = document.createElement("td");
  td.textContent = text;
  td.className = kind;
  return td;
}

const tone = (text) => (Number(text) > 0 ? "gain" : Number(text) < 0 ? "loss" : "");
const lots = (volume) => (Number(volume) / 10000).toFixed(2);

function row(...cells) {
  const tr = document.createElement("tr");
  tr.append(...cells);
  return tr;
}

function fill(id, rows, width, nothing) {
  if (!rows.length) {
    const empty = cell(nothing, "empty");
    empty.colSpan = width;
    rows = [row(empty)];
  }
  at(id).replaceChildren(...rows);
}

function showFigures(figures) {
  const names = { Balance: "Balance", Credit: "Credit", Equity: "Equity", Margin: "Margin",
    MarginFree: "Free margin", Floating: "Open result" };
  at("figures").replaceChildren(...Object.entries(names).map(([member, name]) => {
    const box = document.createElement("div");
    const dt = document.createElement("dt");
    const dd = document.createElement("dd");
    dt.textContent = name;
    dd.textContent = `${figures[member]} ${currency}`;
    if (member === "Floating") dd.className = tone(figures[member]);
    box.append(dt, dd);
    return box;
  }));
}

function showQuotes(quotes) {
  const kept = document.activeElement?.dataset?.symbol;
  fill("quotes", quotes.map((quote) => {
    const choose = document.createElement("button");
    choose.textContent = choose.dataset.symbol = quote.symbol;
    choose.onclick = () => { symbol = quote.symbol; refresh(); };
    const first = document.createElement("td");
    first.append(choose);
    const line = row(first, cell(`${quote.change_percent}%`, tone(quote.change_percent)),
      cell(quote.bid), cell(quote.ask));
    line.className = quote.symbol === symbol ? "chosen" : "";
    return line;
  }), 4, "");
  if (kept) at("quotes").querySelector(`[data-symbol="${kept}"]`)?.focus();
  const chosen = quotes.find((quote) => quote.symbol === symbol);
  at("ticket-title").textContent = symbol;
  at("description").textContent = chosen.description;
  at("bid").textContent = chosen.bid;
  at("ask").textContent = chosen.ask;
}

function showPositions(positions) {
  const kept = document.activeElement?.dataset?.position;
  fill("positions", positions.map((held) => {
    const close = document.createElement("button");
    close.textContent = "Close";
    close.dataset.position = held.Position;
    close.setAttribute("aria-label", `Close position ${held.Position}`);
    close.onclick = () => deal("/positions/close", { position: held.Position }, "Closed");
    const last = document.createElement("td");
    last.append(close);
    return row(cell(held.Position), cell(held.Symbol), cell(held.Action === "0" ? "Buy" : "Sell"),
      cell(lots(held.Volume)), cell(held.PriceOpen), cell(held.PriceCurrent), cell(held.Storage),
      cell(held.Profit, tone(held.Profit)), last);
  }), 9, "No open positions.");
  if (kept) at("positions").querySelector(`[data-position="${kept}"]`)?.focus();
}

const kinds = { 2: "Balance", 3: "Credit", 4: "Charge", 5: "Correction", 6: "Bonus" };

function showDeals(deals) {
  fill("deals", deals.map((one) => {
    const trade = one.Symbol !== "";
    const what = trade
      ? `${one.Action === "0" ? "Buy" : "Sell"} ${one.Symbol} ${one.Entry === "0" ? "in" : "out"}`
      : kinds[one.Action] ?? "Other";
    const time = new Date(Number(one.TimeMsc)).toISOString().slice(0, 19).replace("T", " ");
    return row(cell(time), cell(one.Deal), cell(what), cell(trade ? lots(one.Volume) : ""),
      cell(trade ? one.Price : ""), cell(one.Commission), cell(one.Storage),
      cell(one.Profit, tone(one.Profit)));
  }), 8, "No deals yet.");
}

function showChart(bids) {
  const values = bids.map(Number);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const points = values.map((value, place) => {
    const x = (place / (values.length - 1)) * 600;
    const y = 190 - ((value - low) / (high - low || 1)) * 180;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  line.setAttribute("points", points.join(" "));
  at("chart").replaceChildren(line);
  at("chart").setAttribute("aria-label", `${symbol}, last half hour, ${low} to ${high}`);
}

async function refresh() {
  if (!token) return;
  try {
    const state = await ask("/state");
    currency = state.account.Currency;
    at("who").textContent = `${state.account.Login} · ${state.account.Name}`;
    at("group").textContent = `${state.account.Group} · 1:${state.account.Leverage}`;
    at("clock").textContent =
      `Server ${new Date(state.server_msc).toISOString().slice(11, 19)}`;
    showFigures(state.figures);
    showQuotes(state.quotes);
    showPositions(state.positions);
    showDeals(state.deals);
    showChart((await ask(`/chart?symbol=${symbol}`)).bids);
    at("door").hidden = true;
    at("floor").hidden = false;
  } catch (problem) {
    say(problem.message, "bad");
  }
}

function say(text, kind = "") {
  at("said").textContent = text;
  at("said").className = kind;
}

async function deal(path, body, done) {
  try {
    const filled = await ask(path, body);
    say(`${done} at ${filled.price} (position ${filled.position})`);
  } catch (problem) {
    say(problem.message, "bad");
  }
  await refresh();
}

function leave() {
  token = null;
  sessionStorage.removeItem("token");
  at("floor").hidden = true;
  at("door").hidden = false;
}

at("leave").onclick = leave;
// Enter in the volume field must not trade: only the two buttons do.
at("ticket").onsubmit = (event) => event.preventDefault();
for (const button of at("ticket").querySelectorAll("button")) {
  button.onclick = () => {
    const order = { symbol, side: button.value, lots: at("ticket").lots.value };
    deal("/orders", order, order.side === "buy" ? "Bought" : "Sold");
  };
}
at("sign-in").onsubmit = async (event) => {
  event.preventDefault();
  const { login, password } = Object.fromEntries(new FormData(event.target));
  try {
    token = (await ask("/session", { login, password })).token;
    sessionStorage.setItem("token", token);
    at("refused").textContent = "";
    event.target.reset();
    await refresh();
  } catch (problem) {
    at("refused").textContent = problem.message;
  }
};
at("sign-in").login.value = new URLSearchParams(location.search).get("login") ?? "";
refresh();
setInterval(refresh, 1000);
