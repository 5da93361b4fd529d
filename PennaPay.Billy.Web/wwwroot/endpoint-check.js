// Asks the endpoint for programs as a program would: who it is and which tools it has. What is typed into the field stays in this
// page, goes into the header of these two requests to this server and nowhere else, and is not kept.
(() => {
  const version = "2026-07-28";

  addEventListener("click", event => {
    const button = event.target.closest?.("[data-checks-endpoint] [data-check]");
    if (button) check(button.closest("[data-checks-endpoint]"), button);
  });

  addEventListener("keydown", event => {
    const field = event.key === "Enter" && event.target.closest?.("[data-checks-endpoint] input");
    if (!field) return;
    event.preventDefault();
    field.closest("[data-checks-endpoint]").querySelector("[data-check]").click();
  });

  async function check(part, button) {
    if (button.getAttribute("aria-busy") === "true") return;
    const key = part.querySelector("input").value.trim() || document.getElementById(part.dataset.made)?.textContent.trim();
    if (!key) {
      show(part, "warning", "", part.dataset.noKey);
      part.querySelector("input").focus();
      return;
    }
    button.setAttribute("aria-busy", "true");
    show(part, "neutral", "", part.dataset.asking);
    const started = performance.now();
    try {
      const discovered = await ask(part, key, 1, "server/discover");
      const listed = discovered.failure ? discovered : await ask(part, key, 2, "tools/list");
      if (listed.failure) show(part, "danger", listed.failure.label, listed.failure.text, listed.failure.code);
      else show(part, "success", "", part.dataset.works.replace("[tools]", listed.result.tools.length).replace("[ms]", Math.round(performance.now() - started)));
    } catch {
      show(part, "danger", "", part.dataset.unreachable);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  // Throws where there was no answer at all.
  async function ask(part, key, id, method) {
    let headers;
    try {
      headers = new Headers({
        Authorization: `Bearer ${key}`, "Content-Type": "application/json", Accept: "application/json, text/event-stream",
        "Accept-Language": document.documentElement.lang, "MCP-Protocol-Version": version, "Mcp-Method": method,
      });
    } catch {
      // A header cannot have every letter; a key has none of the others.
      return { failure: { label: "", text: part.dataset.odd } };
    }
    const answer = await fetch(part.dataset.checksEndpoint, {
      method: "POST", headers, credentials: "omit", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer",
      body: JSON.stringify({
        jsonrpc: "2.0", id, method,
        params: {
          _meta: {
            "io.modelcontextprotocol/protocolVersion": version,
            "io.modelcontextprotocol/clientInfo": { name: "browser", version: "1" },
            "io.modelcontextprotocol/clientCapabilities": {},
          },
        },
      }),
    });
    const message = read(await answer.text());
    if (answer.ok && message?.result) return { result: message.result };
    const error = message?.error;
    return {
      failure: {
        label: [answer.status, error?.data?.code].filter(Boolean).join(" · "),
        text: error?.data?.message ? [error.data.message, error.data.remedy].filter(Boolean).join(" ") : error?.message ?? part.dataset.odd,
        code: error?.data?.code,
      },
    };
  }

  // One JSON message, or the last of a stream of events.
  function read(text) {
    const events = text.split(/\r?\n/).filter(line => line.startsWith("data:")).map(line => line.slice(5));
    try {
      return JSON.parse(events.length > 0 ? events.at(-1) : text);
    } catch {
      return null;
    }
  }

  function show(part, tone, status, text, code) {
    const outcome = part.querySelector("[role=status]");
    outcome.dataset.tone = tone;
    outcome.querySelector("[data-check-status]").textContent = status;
    outcome.querySelector("[data-check-text]").textContent = text;
    const help = outcome.querySelector("[data-check-help]");
    help.hidden = !code;
    help.querySelector("a").href = code ? `/help#${encodeURIComponent(code)}` : "/help";
    help.querySelector("code").textContent = code ?? "";
  }
})();
