// The map of the rows: a point a row, in the colour of its group, with what it is when one points at it.
import { element, shape } from "./dom.js";
import { HEIGHT, WIDTH, aligned, fitted, nearest, next } from "./plane.js";

const COLOURS = 7; // then they begin anew, with another shape
const REACH = 16; // pixels from the pointer to the point that it means
const POLL_MILLIS = 400;
const MANY = 800;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class RowMap {
  #about;
  #ask;
  #svg = document.querySelector("#plane svg");
  #tip = document.getElementById("tip");
  #spoken = document.getElementById("map-spoken");
  #state = document.getElementById("map-state");
  #maps = new Map(); // by role: the points of those that are drawn
  #waiting = new Map(); // by role: what to say of those that are not
  #marks = new Map(); // by role: the rank of each row that was found
  #dots = new Map(); // by row
  #over;
  #role;
  #shown = []; // the points as they lie in the drawing
  #pointed = null; // the one of them that the tip is about

  /**
   * @param ask asks the server
   * @param pick is given the query of a point that is clicked
   * @param over is told the row that is pointed at, or null
   */
  constructor(about, ask, pick, over) {
    this.#about = about;
    this.#ask = ask;
    this.#role = about.models[0].role;
    this.#svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    this.#switches();
    this.#legend();
    this.#over = over;
    this.#listen(pick);
    for (const { role } of about.models) {
      this.#waiting.set(role, "Drawing the map…");
      this.#fetch(role);
    }
    this.#draw();
  }

  /** Marks the rows that were found. */
  mark(lists) {
    for (const list of lists) {
      this.#marks.set(list.role, new Map(list.results.map((result) => [result.row, result.rank])));
    }
    this.point(null);
    this.#draw();
  }

  /** Shows where a row is; null for none. */
  point(row) {
    for (const dot of this.#svg.querySelectorAll(".pointed")) {
      dot.classList.remove("pointed");
    }
    const dot = this.#dots.get(row);
    if (dot) {
      dot.classList.add("pointed");
      this.#svg.append(dot);
    }
  }

  async #fetch(role) {
    let map;
    try {
      map = await this.#ask("api/map?role=" + role);
    } catch (failure) {
      map = { state: "none", reason: failure.message };
    }
    if (map.state === "ready") {
      this.#maps.set(role, map.points);
    } else if (map.state === "none") {
      this.#waiting.set(role, "No map: " + map.reason);
    } else {
      this.#waiting.set(role, `Drawing the map… ${Math.round((100 * map.done) / map.of)}%`);
      setTimeout(() => this.#fetch(role), POLL_MILLIS);
    }
    if (role === this.#role) {
      this.#draw();
      if (map.state === "ready") {
        this.#speak("The map is drawn.");
      } else if (map.state === "none") {
        this.#speak(this.#waiting.get(role));
      }
    }
  }

  /** The points of the map that is shown, turned like the first one; none while it is not drawn. */
  #points() {
    const points = this.#maps.get(this.#role) ?? [];
    const first = this.#maps.get(this.#about.models[0].role) ?? points;
    return fitted(points === first ? points : aligned(points, first));
  }

  #draw() {
    const points = this.#points();
    this.#shown = points;
    this.#state.textContent = points.length > 0 ? "" : this.#waiting.get(this.#role);
    const marks = this.#marks.get(this.#role) ?? new Map();
    this.#svg.classList.toggle("found", points.some((p) => marks.has(p.row)));
    for (const p of points) {
      if (!this.#dots.has(p.row)) {
        this.#dots.set(p.row, dot(p.group, this.#about.colours, points.length > MANY ? 4 : 5.5));
      }
      const made = this.#dots.get(p.row);
      made.classList.toggle("hit", marks.has(p.row));
      made.style.transform = `translate(${p.x}px, ${p.y}px)`;
    }
    const rest = points.filter((p) => !marks.has(p.row));
    const hits = points.filter((p) => marks.has(p.row));
    this.#svg.replaceChildren(...[...rest, ...hits].map((p) => this.#dots.get(p.row)));
    if (this.#pointed !== null) {
      this.#show(points.find((p) => p.row === this.#pointed.row) ?? null);
    }
    this.#note(points.length, hits.length, marks.size);
  }

  #note(drawn, hits, found) {
    const sample = this.#about.sample;
    const parts = [];
    if (drawn > 0) {
      parts.push(
        sample === null
          ? "All rows, near each other where their vectors are (t-SNE)."
          : `${sample.rows.toLocaleString("en")} of the ${this.#about.rows.toLocaleString("en")} rows, drawn at random`
            + ` (seed ${sample.seed}), near each other where their vectors are (t-SNE).`);
      if (found > 0) {
        parts.push(sample === null ? "Ringed: the results." : `Ringed: ${hits} of the ${found} results.`);
      }
      parts.push("Click a point to search for its row.");
    }
    document.getElementById("map-note").textContent = parts.join(" ");
  }

  #switches() {
    const group = document.getElementById("switch");
    if (this.#about.models.length === 1) {
      return;
    }
    for (const { role } of this.#about.models) {
      const button = element("button", "", role);
      button.type = "button";
      button.setAttribute("aria-pressed", role === this.#role);
      button.addEventListener("click", () => {
        this.#role = role;
        for (const other of group.children) {
          other.setAttribute("aria-pressed", other === button);
        }
        this.#draw();
      });
      group.append(button);
    }
  }

  #legend() {
    const colours = this.#about.colours;
    if (colours === null) {
      return;
    }
    const legend = document.getElementById("legend");
    legend.append(
      element("li", "column", colours.column + ":"),
      ...colours.names.map((name, group) => {
        const swatch = shape("svg", { viewBox: "-7 -7 14 14", "aria-hidden": "true" });
        swatch.append(dot(group, colours, 5.5));
        const item = element("li");
        item.append(swatch, name);
        return item;
      }));
  }

  #listen(pick) {
    const under = (event) => {
      const matrix = this.#svg.getScreenCTM();
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      return nearest(this.#shown, at.x, at.y, REACH / matrix.a);
    };
    const show = (p) => {
      if (p?.row !== this.#pointed?.row) {
        this.#show(p);
      }
    };
    this.#svg.addEventListener("pointermove", (event) => show(under(event)));
    this.#svg.addEventListener("pointerleave", () => show(null));
    this.#svg.addEventListener("blur", () => show(null));
    this.#svg.addEventListener("click", (event) => {
      const p = under(event);
      if (p !== null) {
        pick(p.query);
      }
    });
    this.#svg.addEventListener("keydown", (event) => {
      const points = this.#shown;
      if (event.key in ARROWS && points.length > 0) {
        event.preventDefault();
        show(this.#pointed === null
          ? nearest(points, WIDTH / 2, HEIGHT / 2, Infinity)
          : next(points, this.#pointed, ...ARROWS[event.key]));
      } else if (event.key === "Enter" && this.#pointed !== null) {
        pick(this.#pointed.query);
      } else if (event.key === "Escape") {
        show(null);
      }
    });
  }

  /** Shows the tip beside a point, on the side where there is room. */
  #show(p) {
    this.#pointed = p;
    this.point(p === null ? null : p.row);
    this.#svg.classList.toggle("pointing", p !== null);
    this.#tip.hidden = p === null;
    this.#over(p === null ? null : p.row);
    if (p === null) {
      this.#speak("");
      return;
    }
    const rank = this.#marks.get(this.#role)?.get(p.row);
    const group = p.group === null ? [] : [this.#about.colours.names[p.group]];
    const small = [...group, ...(rank ? ["rank " + rank] : [])].join(", ");
    this.#tip.replaceChildren(element("strong", "", p.title), element("span", "", p.text), element("small", "", small));
    this.#speak([p.title, p.text, small].filter((part) => part !== "").join(". "));
    const scale = this.#svg.clientWidth / WIDTH;
    const room = this.#svg.clientWidth - this.#tip.offsetWidth;
    const below = p.y < HEIGHT / 2;
    this.#tip.style.left = Math.max(0, Math.min(room, p.x * scale - this.#tip.offsetWidth / 2)) + "px";
    this.#tip.style.top = p.y * scale + (below ? 14 : -14 - this.#tip.offsetHeight) + "px";
  }

  /** Tells those who hear the page. */
  #speak(sentence) {
    if (this.#spoken.textContent !== sentence) {
      this.#spoken.textContent = sentence;
    }
  }
}

/** A point, or its picture in the legend. Rows of the group "other" are grey. */
function dot(group, colours, radius) {
  const other = group !== null && colours.names[group] === "other";
  const turn = group === null || other ? 0 : Math.floor(group / COLOURS);
  const r = turn === 0 ? radius : radius * 1.3;
  const made = turn === 0
    ? shape("circle", { r })
    : shape("path", { d: `M0 ${-r}L${r} 0L0 ${r}L${-r} 0Z` });
  made.setAttribute("class", "dot " + (other ? "other" : "colour-" + ((group ?? 0) % COLOURS)));
  return made;
}
